"""复查复核员的桌面 The appeals that this body owes an opinion on."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from lianxin.clock.models import Promise
from lianxin.identity.actors import Actor
from lianxin.web.desk.lists import seat, seats
from lianxin.web.desk.owed import page_of_promises
from lianxin.web.desk.shell import at_desk, page

OWED = ("review", "recheck", "opinion")


@require_GET
@at_desk("desk-appeals")
def appeals(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """复查复核 Soonest due first: opinions to be given, and opinions on their way to the writer."""
    posts = seats(by, ("reviewer",))
    post, at = seat(request, posts)
    owed = Promise.objects.ordinary().owed().filter(owed_by=post.organisation, key__in=OWED)
    rows, older = page_of_promises(request, owed, now=now)
    context = {"rows": rows, "older": older, "posts": posts, "at": at, "post": post}
    return page(request, "appeals.html", context, by=by, count=len(rows))
