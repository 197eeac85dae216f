"""公开来信 What may be made public, what is public now, and the page on which a letter is redacted."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.cases.models import Case
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowedNow, NotValid, Refusal
from lianxin.outcomes.first_redaction import propose
from lianxin.outcomes.public import may_be_public, up_under
from lianxin.outcomes.verbs import publish, take_down
from lianxin.outcomes.verbs.publishing import answer_to_publish, published
from lianxin.web.desk.lists import seat, seats
from lianxin.web.desk.reading import read_case
from lianxin.web.desk.redacting import Choice, redaction
from lianxin.web.desk.shell import at_desk, page

MOST = 50


@require_GET
@at_desk("desk-public")
def publications(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """可以公开的 Answered letters whose writers allow it, newest first, and those that are public."""
    posts = seats(by, ("sorter",))
    post, at = seat(request, posts)
    path = post.organisation.reach
    waiting = may_be_public(path, most=MOST + 1)
    up = up_under(path)
    context = {
        "waiting": waiting[:MOST], "more": len(waiting) > MOST, "most": MOST,
        "up": up[:MOST], "ups": up.count(), "posts": posts, "at": at, "post": post,
    }  # fmt: skip
    return page(request, "public.html", context, by=by, count=len(waiting[:MOST]))


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("desk-public")
def publication(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """隐去、公开、撤下 The originals with what was found in them, and beside them what would go out."""
    case = read_case(key, by=by, now=now)
    require(by, "case.publish", case)
    refusal = None
    if request.method == "POST" and request.POST.get("act") != "cover":
        try:
            messages.success(request, _act(request, case, by, now))
            return redirect("desk-public")
        except Refusal as error:
            refusal = error
    up = published(case)
    context: dict[str, object] = {} if up else redaction(request.POST, case)
    context |= {"case": case, "refusal": refusal, "up": up, "reason": request.POST.get("reason", "")}
    return page(request, "public_letter.html", context, by=by, status=refusal.status if refusal else 200)


def _act(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    said = request.POST
    if said.get("act") == "take_down":
        take_down(case, reason=said.get("reason", ""), by=by, now=now)
        return _("已撤下，公众看不到了。来信人看得到原因。")
    if said.get("act") != "publish":
        raise NotAllowedNow(_("没有这个操作。请刷新页面再试。"))
    choice = Choice.read(said)
    if said.get("seen") != choice.told():
        raise NotValid(_("要隐去的字改过了。请看一遍公开的样子，再按公开。"), "seen")
    proposal = propose(case, answer_to_publish(case), choice.more)
    publish(case, proposal.redacted(choice.marks), pictures=choice.pictures, by=by, now=now)
    return _("公开了。来信人在自己的页面上看得到，也可以随时收回。")
