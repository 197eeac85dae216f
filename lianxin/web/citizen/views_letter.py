"""What the receipt code opens: the receipt, the letter's page, its files."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lianxin.intake.copies import LARGE
from lianxin.intake.models import Attachment, Submission
from lianxin.intake.saving import saved, seen
from lianxin.kit.blobs import path_of
from lianxin.kit.codes import in_groups
from lianxin.kit.dates import say_day
from lianxin.outcomes.mailing import stop_path
from lianxin.outcomes.public import wish_of
from lianxin.outcomes.seen_by_citizen import SeenLetter, seen_by_citizen
from lianxin.outcomes.seen_notices import mails_can_stop, notices_of
from lianxin.outcomes.verbs import read_answer
from lianxin.web.bridge import bridge
from lianxin.web.citizen.finding import NoSuchLetter, letter_of
from lianxin.web.citizen.views_problem import problem_of
from lianxin.web.citizen.words import Dated, history, openings, others, road, standing
from lianxin.web.drawing import qr_of
from lianxin.web.time_words import told_of_time

LINES = 24  # of the history; whoever wants more asks for all of it


@require_safe
@never_cache
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """回执 The number, the code and what is owed next, to be kept or printed."""
    submission, _writer = letter_of(request, code)
    now = timezone.now()
    letter = seen_by_citizen(submission, now=now)
    address = request.build_absolute_uri(reverse("letter", kwargs={"code": letter.code}))
    words = {
        "letter": letter,
        "groups": in_groups(letter.code).split(),
        "address": address,
        "qr": qr_of(address),
        "received": Dated(letter.received_at),
        "standing": standing(letter, now=now),
        "bridge": bridge(letter.promises, now=now, ower=letter.holder),
    }
    return render(request, "web/citizen/receipt.html", words)


@require_safe
@never_cache
def track(request: HttpRequest, code: str) -> HttpResponse:
    """查进度 Where the letter is, what was answered, what can be done now, and all that happened.

    Looking writes nothing: chat programs and browsers fetch addresses ahead of people.
    """
    submission, _writer = letter_of(request, code)
    now = timezone.now()
    newest = None if request.GET.get("history") == "all" else LINES
    letter = seen_by_citizen(submission, now=now, newest=newest)
    told = history(letter, newest=newest)
    words = {
        "letter": letter,
        "groups": in_groups(letter.code).split(),
        "standing": standing(letter, now=now),
        "bridge": bridge(letter.promises, now=now, ower=letter.holder),
        "others": others(letter),
        "openings": openings(letter),
        "history": told,
        "earlier": len(letter.steps) - len(told),
        "road": road(letter),
        "received": Dated(letter.received_at),
        "replies": [(reply, Dated(reply.at)) for reply in reversed(letter.replies)],
        "interims": [(one, Dated(one.at)) for one in reversed(letter.interims)],
        "additions": [(Dated(at), body) for at, body in letter.additions],
        "notices": [(one, Dated(one.at)) for one in notices_of(submission)],
        "wish": wish_of(submission),
        "stop": stop_path(submission) if mails_can_stop(submission) else "",
        **problem_of(submission, now=now),
        **_decided(submission, letter, now=now),
        **_of_time(letter, now=now),
    }
    return render(request, "web/citizen/track.html", words)


def _decided(submission: Submission, letter: SeenLetter, *, now: datetime) -> dict[str, object]:
    """What somebody else decides of the letter: appeals, claims, and who is to be kept out."""
    return {
        "appeals": [
            (one, Dated(one.asked_at), Dated(one.decided_at) if one.decided_at else None)
            for one in letter.appeals
        ],
        "claims": [
            (one, say_day(one.contest_until, beside=now) if one.contest_until else "")
            for one in letter.claims
        ],
        "letter_recusals": [
            (one, Dated(one.asked_at), Dated(one.answered_at) if one.answered_at else None)
            for one in submission.recusal_requests.order_by("asked_at")
        ],
    }


def _of_time(letter: SeenLetter, *, now: datetime) -> dict[str, object]:
    """What was asked of the writer, and what changed in the time."""
    time = letter.time
    return {
        "asked_of_you": [(one, Dated(one.asked_at)) for one in time.unanswered if letter.stage != "closed"],
        "told_of_time": told_of_time(time, now=now) if letter.stage != "closed" else [],
        "plan_day": say_day(time.plan.until, beside=now) if time.plan else "",
        "noticed": Dated(time.notice.at) if time.notice else None,
    }


@require_POST
@never_cache
def read(request: HttpRequest, code: str) -> HttpResponse:
    """看答复 One press: the answer is open from now on, and that it reached the writer is written down."""
    submission, writer = letter_of(request, code)
    read_answer(submission, by=writer, now=timezone.now())
    answer = redirect(reverse("letter", kwargs={"code": submission.code}) + "#answer")
    answer.status_code = 303
    return answer


@require_safe
@never_cache
def download(request: HttpRequest, code: str, file: UUID) -> HttpResponseBase:
    """附件 A file of this letter, to be saved: never a page of ours, whatever is in it."""
    return saved(request, _own_file(request, code, file))


@require_safe
@never_cache
def picture(request: HttpRequest, code: str, file: UUID) -> HttpResponseBase:
    """看图 A picture of this letter, as the copy that was made of it."""
    return seen(_own_file(request, code, file), LARGE)


def _own_file(request: HttpRequest, code: str, file: UUID) -> Attachment:
    submission, _writer = letter_of(request, code)
    attachment = submission.attachments.filter(pk=file).first()
    if attachment is None or not path_of(attachment.sha256).exists():
        raise NoSuchLetter(_("这封信里没有这个附件。"))
    return attachment
