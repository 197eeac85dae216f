"""要回的电话 Who telephoned is called back: what was answered is read out, and who listened is noted."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.identity.actors import Actor
from lianxin.intake.models import Submission
from lianxin.intake.verbs import open_contact
from lianxin.kit.refusals import NotAllowedNow, Refusal
from lianxin.outcomes.mailing import language_of
from lianxin.outcomes.models import PHONE, Sending
from lianxin.outcomes.seen_notices import to_call
from lianxin.outcomes.verbs import not_reached, read_out
from lianxin.outcomes.verbs.phoning import NOT_REACHED
from lianxin.web.desk.reading import find_letter
from lianxin.web.desk.shell import at_desk, page
from lianxin.web.desk.waiting_post import reach_at_post
from lianxin.web.sheets import sheet


@require_GET
@at_desk("desk-to-call")
def to_call_back(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """要回的电话 Whom to call now, who waits longest first; below them those whom nobody reached."""
    waiting, later = to_call(reach_at_post(request, by), now=now)
    context = {"waiting": waiting, "later": later}
    return page(request, "to_call.html", context, by=by, count=len(waiting))


@require_POST
@at_desk("desk-to-call")
def call_back_now(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """打电话 The number and what to read out; the number is opened for it, and that is written down."""
    letter, refusal = find_letter(key), None
    act = ACTS.get(request.POST.get("act", ""))
    if act:
        try:
            messages.success(request, act(request, letter, by, now))
            return redirect("desk-to-call")
        except NotAllowedNow as error:
            messages.warning(request, error.sentence)
            return redirect("desk-to-call")
        except Refusal as error:
            refusal = error
    card = open_contact(letter, by=by, now=now)
    waiting = Sending.objects.open().filter(submission=letter, channel=PHONE).select_related("event")
    said = [
        sheet(row.notice, row.event, letter, None, now=now, language=language_of(row))
        for row in waiting.order_by("made_at", "id")
    ]
    if not said:
        messages.warning(request, _("这位来信人没有等着打的电话。刚才可能已经有人打过了。"))
        return redirect("desk-to-call")
    context = {
        "letter": letter, "card": card, "said": said, "refusal": refusal, "reasons": NOT_REACHED.items(),
        "proof": request.POST.get("proof", _("本人接听")),
    }  # fmt: skip
    response = page(request, "call_writer.html", context, by=by, status=refusal.status if refusal else 200)
    response["Cache-Control"] = "no-store"
    return response


def _told(request: HttpRequest, letter: Submission, by: Actor, now: datetime) -> str:
    read_out(letter, proof=request.POST.get("proof", ""), by=by, now=now)
    return _("记下了：念给本人听了。")


def _not_reached(request: HttpRequest, letter: Submission, by: Actor, now: datetime) -> str:
    not_reached(letter, why=request.POST.get("why", ""), by=by, now=now)
    return _("记下了：没有打通，三小时以后再打。")


ACTS: dict[str, Callable[[HttpRequest, Submission, Actor, datetime], str]] = {
    "told": _told,
    "not_reached": _not_reached,
}
