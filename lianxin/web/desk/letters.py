"""书记的桌面 Letters addressed to me; and the page of a letter that is no case yet."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.cases.models import Case
from lianxin.cases.queries import Line, case_of_letter, sponsored_by
from lianxin.clock.models import Promise
from lianxin.flow.verbs import register, sort
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may, require
from lianxin.intake.models import Attachment, Proxy, Submission, SubmissionQuerySet
from lianxin.intake.queries import set_aside_from
from lianxin.intake.saving import saved, seen
from lianxin.intake.verbs import open_contact, transcribe
from lianxin.kit.refusals import Refusal
from lianxin.outcomes.seen_letters import letter_seen
from lianxin.outcomes.seen_lines import history_of
from lianxin.web.bridge import bridge
from lianxin.web.desk.case_page import next_owed
from lianxin.web.desk.delegating import readers_of
from lianxin.web.desk.history import tell
from lianxin.web.desk.lists import NIL, PAGE, Row, rows_of, say_due, seat, seats
from lianxin.web.desk.originals import beside
from lianxin.web.desk.owed import broken_by_body
from lianxin.web.desk.reading import find_letter, read_letter
from lianxin.web.desk.shell import at_desk, page, pressed

COVER = (
    *("dossier__next_due", "dossier_id", "dossier__number", "case__dossier__stage", "channel", "received_at"),
    *("case__dossier__keeper__name_zh", "case__dossier__keeper__name_en", "subject", "case__urgency"),
    *("case__dossier__next_due", "dossier__keeper__name_zh", "dossier__keeper__name_en"),
    *("case__dossier_id", "serial", "addressee_read_at"),
)


@require_GET
@at_desk("desk-letters")
def letters(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """写给我的信 Unread first, then read; on top what is broken in my house today."""
    posts = seats(by, ("secretary", "reader"))
    post, at = seat(request, posts)
    mine = Submission.objects.ordinary().addressed_to(post.organisation)
    hidden = set_aside_from(by)
    if hidden:  # a letter about oneself never lies on one's own desk
        mine = mine.exclude(pk__in=hidden)
    found, older = _page(mine, request.GET.get("after", ""), at)
    context = {
        "rows": _rows(found, now=now),
        "older": older,
        "first": "after" not in request.GET,
        "broken": broken_by_body(post.organisation.reach, now=now) if post.role == "secretary" else [],
        "sponsored": _sponsored(by, hidden, now=now) if post.role == "secretary" else [],
        "readers": readers_of(post) if post.role == "secretary" else [],
        "posts": posts,
        "at": at,
        "post": post,
    }
    unread = mine.filter(addressee_read_at=None)[: PAGE * 2].count()
    return page(request, "letters.html", {**context, "unread": unread}, by=by, count=unread)


def _sponsored(by: Actor, hidden: frozenset[UUID], *, now: datetime) -> list[Row]:
    """我包案的 The cases this secretary answers for by name."""
    assert by.person
    lines = [line for line in sponsored_by(by.person.pk) if line.letter not in hidden]
    return rows_of(lines, reverse("desk-case", args=[NIL]), now=now)


def _page(mine: SubmissionQuerySet, after: str, at: int) -> tuple[list[tuple[Any, ...]], str]:
    """Fifty letters after `u<serial>` among the unread, then after `r<when>,<serial>` among the read."""
    found: list[tuple[Any, ...]] = []
    if not after.startswith("r"):
        unread = mine.filter(addressee_read_at=None).order_by("-serial")
        if after.startswith("u") and after[1:].isdecimal():
            unread = unread.filter(serial__lt=int(after[1:][:18]))
        found = list(unread.values_list(*COVER)[: PAGE + 1])
    if len(found) <= PAGE:
        found += _read(mine, after)[: PAGE + 1 - len(found)]
    if len(found) <= PAGE:
        return found, ""
    *_rest, serial, read_at = found[PAGE - 1]
    place = f"r{read_at.isoformat()},{serial}" if read_at else f"u{serial}"
    return found[:PAGE], "?" + urlencode({"at": at, "after": place})


def _read(mine: SubmissionQuerySet, after: str) -> list[tuple[Any, ...]]:
    read = mine.exclude(addressee_read_at=None).order_by("-addressee_read_at", "-serial")
    when, _comma, serial = after[1:].partition(",")
    if after.startswith("r") and serial.isdecimal():
        try:
            moment = datetime.fromisoformat(when)
        except ValueError:
            return []
        same = read.filter(addressee_read_at=moment, serial__lt=int(serial[:18]))
        earlier = read.filter(addressee_read_at__lt=moment)
        return [*same.values_list(*COVER)[: PAGE + 1], *earlier.values_list(*COVER)[: PAGE + 1]]
    return list(read.values_list(*COVER)[: PAGE + 1])


def _rows(found: list[tuple[Any, ...]], *, now: datetime) -> list[Row]:
    """The same rows as on every desk: who has it now, and when the next thing is due."""
    lines = [
        Line(
            next_due=line[10] if line[3] else line[0], id=line[13] or line[1], number=line[2],
            stage=line[3] or "waiting", source=line[4], opened_at=line[5],
            keeper_zh=line[6] or line[11], keeper_en=line[7] or line[12],
            subject=line[8], letter=line[1], urgency=line[9] or "",
        )
        for line in found
    ]  # fmt: skip
    rows = rows_of(lines, reverse("desk-letter", args=[NIL]), now=now, to_letter=True)
    for row, line in zip(rows, found, strict=True):
        row["seen"] = line[15] is not None
    return rows


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk()
def letter(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """来信页 A letter that waits to be registered; what has become a case is shown as the case."""
    submission, case = read_letter(key, by=by, now=now)
    if case is not None and request.method != "POST":
        return redirect("desk-case", key=case.pk)
    if request.method != "POST":
        return _letter_page(request, submission, by=by, now=now)
    try:
        act = pressed(request.POST, ACTS)
        made, done = act(submission, by, now)
    except Refusal as refusal:
        return _letter_page(request, find_letter(key), by=by, now=now, refusal=refusal)
    messages.success(request, done)
    return redirect("desk-case", key=made.pk)


def _letter_page(
    request: HttpRequest, submission: Submission, *, by: Actor, now: datetime, refusal: Refusal | None = None
) -> HttpResponse:
    dossier = submission.dossier
    promises = list(Promise.objects.filter(dossier=dossier).select_related("owed_by"))
    owed = next_owed(promises)
    due, mark = say_due(owed.due if owed else None, silent=bool(owed and owed.advances), now=now)
    is_waiting = dossier.stage == "waiting"
    context = {
        "letter": letter_seen(submission),
        "bridge": bridge(promises, now=now, ower=dossier.keeper.name),
        "story": tell(history_of([dossier.pk])),
        "due": due,
        "mark": mark,
        "is_waiting": is_waiting,
        "is_sealed": submission.is_sealed(),
        "can_register": is_waiting and may(by, "case.register", submission),
        "can_contact": may(by, "submission.read_contact", submission),
        "beside": beside(submission, None, by),
        "can_transcribe": bool(may(by, "submission.transcribe", submission)),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return page(request, "letter.html", context, by=by, status=status)


def _register(submission: Submission, by: Actor, now: datetime) -> tuple[Case, str]:
    return register(submission, by=by, now=now), _("已登记。派单之前，时限照样在走。")


def _take(submission: Submission, by: Actor, now: datetime) -> tuple[Case, str]:
    """Reports of breaches of discipline are handled by the office that received them."""
    return sort(submission, to=submission.dossier.keeper, by=by, now=now), _("已受理，由本机关办理。")


ACTS: dict[str, Callable[[Submission, Actor, datetime], tuple[Case, str]]] = {
    "register": _register,
    "take": _take,
}


@require_POST
@at_desk()
def contact(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """联系方式 Opened by a press, and the opening is written down and shown to the writer."""
    case = case_of_letter.first(key)
    submission = case.submission if case else find_letter(key)
    card = open_contact(submission, by=by, now=now, through=case)
    name = "_contact.html" if getattr(request, "htmx", False) else "contact.html"
    proxy = Proxy.objects.filter(submission=submission).first()
    context = {"card": card, "proxy": proxy, "letter": submission, "case": case}
    response = page(request, name, context, by=by)
    response["Cache-Control"] = "no-store"
    return response


@require_GET
@at_desk()
def file(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """附件 The bytes of a file, always to be saved and never to be shown as a page of ours."""
    return cast(HttpResponse, saved(request, _readable_file(key, by)))


@require_GET
@at_desk()
def file_seen(request: HttpRequest, by: Actor, now: datetime, key: UUID, size: str) -> HttpResponse:
    """看图 A picture as the copy that was made of it."""
    return cast(HttpResponse, seen(_readable_file(key, by), size))


def _readable_file(key: UUID, by: Actor) -> Attachment:
    attachment = Attachment.objects.select_related(
        "submission__dossier__keeper", "submission__addressee"
    ).filter(pk=key).first()  # fmt: skip
    if attachment is None:
        raise Http404
    submission = attachment.submission
    require(by, "submission.read", case_of_letter.first(submission.pk) or submission)
    return attachment


@require_POST
@at_desk()
def transcribe_file(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """听打 What a clerk hears in a recording stands beside it from now on."""
    recordings = Attachment.objects.select_related("submission__dossier__keeper", "submission__addressee")
    recording = recordings.filter(pk=key).first()
    if recording is None:
        raise Http404
    transcribe(recording, request.POST.get("words", ""), by=by, now=now)
    messages.success(request, _("听打的文字已经放在录音旁边，来信人也看得到。"))
    return redirect("desk-letter", key=recording.submission_id)
