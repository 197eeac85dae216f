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
from lianxin.kit.refusals import NotAllowedNow, Refusal
from lianxin.outcomes.first_redaction import first_redaction
from lianxin.outcomes.public import may_be_public, up_under
from lianxin.outcomes.verbs import publish, take_down
from lianxin.outcomes.verbs.publishing import Redacted, answer_to_publish, published
from lianxin.web.desk.lists import seat, seats
from lianxin.web.desk.reading import read_case
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
    """隐去、公开、撤下 Letter and answer as they would go out; nothing goes out before the press."""
    case = read_case(key, by=by, now=now)
    require(by, "case.publish", case)
    refusal = None
    if request.method == "POST":
        try:
            messages.success(request, _act(request, case, by, now))
            return redirect("desk-public")
        except Refusal as error:
            refusal = error
    context = {"case": case, "refusal": refusal, "up": published(case), **_texts(request, case)}
    return page(request, "public_letter.html", context, by=by, status=refusal.status if refusal else 200)


def _act(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    said = request.POST
    if said.get("act") == "take_down":
        take_down(case, reason=said.get("reason", ""), by=by, now=now)
        return _("已撤下，公众看不到了。来信人看得到原因。")
    texts = Redacted(said.get("title", ""), said.get("letter", ""), said.get("answer", ""))
    publish(case, texts, by=by, now=now)
    return _("公开了。来信人在自己的页面上看得到，也可以随时收回。")


def _texts(request: HttpRequest, case: Case) -> dict[str, object]:
    """What was typed, or the first proposal; or why nothing of this letter may go out."""
    try:
        proposed = first_redaction(case, answer_to_publish(case))
    except NotAllowedNow as refusal:
        return {"why_not": refusal.sentence}
    said = request.POST
    names = ("title", "letter", "answer")
    return {"texts": {name: said.get(name, getattr(proposed, name)) for name in names}, "typed": said}
