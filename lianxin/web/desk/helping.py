"""协办 The tab of cases in which my body only helps: another one has them."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext_noop as N_

from lianxin.flow.queries import opinions_awaited
from lianxin.identity.actors import Actor
from lianxin.organisations.models import Organisation
from lianxin.web.desk.lists import Row, Tab, page_of
from lianxin.web.desk.owed import page_of_promises

HELPING = Tab("helping", N_("协办"), ())
COUNTED = 99  # more than anybody can help with at once; nothing is counted further


def helping(body: Organisation, by: Actor) -> list[tuple[Tab, int]]:
    """The tab with its count, for an officer of this body."""
    if not any(post.role == "officer" and post.organisation_id == body.pk for post in by.posts):
        return []
    return [(HELPING, opinions_awaited(body.reach)[:COUNTED].count())]


def rows_in(request: HttpRequest, path: str, tab: Tab, *, now: datetime) -> tuple[list[Row], str]:
    """One page of a tab, whether it is the body's own cases or those it helps with."""
    if tab == HELPING:
        return page_of_promises(request, opinions_awaited(path), now=now)
    return page_of(request, path, tab, now=now)
