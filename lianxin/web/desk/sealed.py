"""纪检受理员的桌面 Reports of breaches of discipline: the same lists, and nobody else's."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from lianxin.identity.actors import Actor
from lianxin.ledger.models import Secrecy
from lianxin.web.desk.lists import SEALED_TABS, WAITING, page_of, seat, seats, tabs_of
from lianxin.web.desk.shell import at_desk, page


@require_GET
@at_desk("desk-sealed")
def sealed(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """检举件 What this discipline office has, by stage, soonest due first."""
    posts = seats(by, ("discipline",))
    post, at = seat(request, posts)
    path = post.organisation.reach
    tab = next((tab for tab in SEALED_TABS if tab.name == request.GET.get("stage")), None)
    tabs = tabs_of(SEALED_TABS, path, secrecy=Secrecy.SEALED)
    if tab is None:
        tab = next((tab for tab, number in tabs if number), WAITING)
    rows, older = page_of(request, path, tab, now=now, secrecy=Secrecy.SEALED)
    context = {"tabs": tabs, "tab": tab, "rows": rows, "older": older, "posts": posts, "at": at, "post": post}
    return page(request, "cases.html", {**context, "sealed": True}, by=by, count=tabs[0][1])
