"""协办 The tab of cases in which my body only helps: another one has them."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as N_

from lianxin.flow.queries import waiting_for
from lianxin.identity.actors import Actor
from lianxin.organisations.models import Organisation
from lianxin.web.desk.lists import NIL, PAGE, Row, Tab, next_page, page_of, read_place, rows_of

HELPING = Tab("helping", N_("协办"), ())
COUNTED = 99  # more than anybody can help with at once; nothing counts further


def helping(body: Organisation, by: Actor) -> list[tuple[Tab, int]]:
    """The tab with its count, for an officer of this body."""
    if not any(post.role == "officer" and post.organisation_id == body.pk for post in by.posts):
        return []
    return [(HELPING, len(waiting_for(body.reach, "support", most=COUNTED)))]


def rows_in(request: HttpRequest, path: str, tab: Tab, *, now: datetime) -> tuple[list[Row], str]:
    """One page of a tab, whether it is the body's own cases or those it helps with."""
    if tab != HELPING:
        return page_of(request, path, tab, now=now)
    lines = waiting_for(path, "support", after=read_place(request), most=PAGE + 1)
    older = next_page(request, (lines[PAGE - 1].next_due, lines[PAGE - 1].id)) if len(lines) > PAGE else ""
    return rows_of(lines[:PAGE], reverse("desk-case", args=[NIL]), now=now), older
