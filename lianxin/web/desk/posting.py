"""要寄的信 What has to be printed and posted, and the mails that could not be sent."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.identity.actors import Actor
from lianxin.intake.models import Submission
from lianxin.kit.refusals import NotAllowedNow, Refusal
from lianxin.kit.typesetting import can_set, pdf_of
from lianxin.outcomes.seen_notices import not_sent, to_post
from lianxin.outcomes.verbs import correct_and_send, post, post_instead, try_again
from lianxin.web.desk.envelopes import as_pdf, kinds
from lianxin.web.desk.lists import read_key
from lianxin.web.desk.printing import printed, sheets
from lianxin.web.desk.reading import find_letter
from lianxin.web.desk.shell import at_desk, page, pressed
from lianxin.web.desk.waiting_post import AT_ONCE, papers_of, reach_at_post
from lianxin.web.documents import letters_of


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("desk-post")
def desk(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """要寄的信 The letters to print and post, and the mails that somebody has to look after."""
    refusal = None
    if request.method == "POST":
        try:
            messages.success(request, _act(request.POST, by, now))
            return redirect("desk-post")
        except Refusal as error:
            refusal = error
    path = reach_at_post(request, by)
    waiting, stuck = to_post(path), not_sent(path)
    key = read_key(request.POST.get("letter", ""))
    context = {
        "waiting": waiting,
        "stuck": stuck,
        "refusal": refusal,
        "typed": request.POST,
        "sizes": kinds() if can_set() else [],
        # Said beside its letter, or on top when the letter waits no more.
        "at_fault": key if key in {one.letter.pk for one in [*waiting, *stuck]} else None,
    }
    status = refusal.status if refusal else 200
    return page(request, "post.html", context, by=by, count=len(waiting) + len(stuck), status=status)


@require_POST
@at_desk("desk-post")
def sheets_to_post(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """打印 The sheets of one letter, or of all that wait. Each address that is opened for it is noted."""
    pages = sheets(papers_of(request, by)[:AT_ONCE], by=by, now=now)
    if not pages:
        raise NotAllowedNow(_("没有等着打印的信。刚才可能已经有人寄出了。"))
    if request.POST.get("as") == "pdf":
        return as_pdf(pdf_of("letters", letters_of(pages)), "letters.pdf")
    return printed(request, pages, by=by, now=now)


def _act(said: QueryDict, by: Actor, now: datetime) -> str:
    act = pressed(said, ACTS)
    return act(said, find_letter(read_key(said.get("letter", ""))), by, now)


def _posted(said: QueryDict, letter: Submission, by: Actor, now: datetime) -> str:
    post(letter, proof=said.get("proof", ""), by=by, now=now)
    return _("已记下：寄出了，凭据是%(proof)s。") % {"proof": said.get("proof", "").strip()}


def _again(said: QueryDict, letter: Submission, by: Actor, now: datetime) -> str:
    try_again(letter, by=by, now=now)
    return _("马上再寄一次。寄不出去，还会出现在这里。")


def _correct(said: QueryDict, letter: Submission, by: Actor, now: datetime) -> str:
    correct_and_send(letter, email=said.get("email", ""), by=by, now=now)
    return _("邮箱已经改正，马上再寄。")


def _instead(said: QueryDict, letter: Submission, by: Actor, now: datetime) -> str:
    post_instead(letter, by=by, now=now)
    return _("已经转到要打印的信里。")


ACTS: dict[str, Callable[[QueryDict, Submission, Actor, datetime], str]] = {
    "posted": _posted,
    "again": _again,
    "correct": _correct,
    "instead": _instead,
}
