"""打印 What goes to a writer by post: one sheet for each notice, with the address in the window."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from lianxin.cases.models import Question
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Contact, Submission
from lianxin.intake.verbs import open_contact
from lianxin.kit.codes import in_groups
from lianxin.kit.refusals import NotAllowedNow
from lianxin.ledger.models import Event
from lianxin.outcomes.mailing import language_of, track_address
from lianxin.outcomes.models import Appeal, Reply, Sending
from lianxin.outcomes.notices import Said, notice_of, say
from lianxin.outcomes.seen_by_officer import ANSWERS, AnswerSeen, answer_seen
from lianxin.web.desk.reading import read_case
from lianxin.web.desk.shell import at_desk
from lianxin.web.drawing import qr_of

ANSWERED = ("case.replied", "case.answered_along")
OPINIONS = {"case.reviewed", "case.rechecked", "case.overturned"}


@dataclass(frozen=True)
class Sheet:
    """一页信 A notice on paper: to whom, what it says, and what was answered where that is its matter."""

    language: str
    said: Said
    card: Contact | None
    subject: str
    sender: str = ""
    opening: str = ""
    answers: Sequence[AnswerSeen] = ()
    opinion: str = ""
    opinion_basis: str = ""
    question: str = ""
    groups: Sequence[str] = ()
    address: str = ""
    qr: str = ""


@require_GET
@at_desk()
def reply_letter(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """答复信 The last answer that was sent. The address is part of it, so its opening is written down."""
    case = read_case(key, by=by, now=now)
    require(by, "case.deliver", case)
    sent = Event.objects.filter(dossier=case.pk, name__in=ANSWERED).order_by("-seq").first()
    if sent is None:
        raise NotAllowedNow(_("还没有发出答复，没有可打印的信。"))
    card = open_contact(case.submission, by=by, now=now, through=case)
    return printed(request, [sheet(notice_of(sent), sent, case.submission, card)], case=case.pk)


def sheets(rows: Iterable[Sending], *, by: Actor, now: datetime) -> list[Sheet]:
    """The sheets of these notices. Every address that is opened for them is written down."""
    cards: dict[UUID, Contact | None] = {}
    found = []
    for row in rows:
        letter = row.submission
        if letter.pk not in cards:
            cards[letter.pk] = open_contact(letter, by=by, now=now)
        found.append(sheet(row.notice, row.event, letter, cards[letter.pk], language=language_of(row)))
    return found


def sheet(
    kind: str, event: Event, letter: Submission, card: Contact | None, *, language: str = "zh-hans"
) -> Sheet:
    """One notice as a sheet, in the writer's language; what was answered stands in its own words."""
    with override(language):
        said = say(kind, event, number=letter.dossier.number, desk=letter.dossier.keeper)
        own_words = _own_words(event)
    address = track_address(letter)
    return Sheet(
        language=language, said=said, card=card, subject=letter.subject, address=address,
        sender="" if letter.is_sealed() else said.body,  # who passes the envelope must not read it there
        qr=qr_of(address), groups=in_groups(letter.code).split(), **own_words,
    )  # fmt: skip


def _own_words(event: Event) -> dict[str, Any]:
    """What an answer, an opinion or a question says, word for word."""
    if "reply" in event.data:
        reply = Reply.objects.prefetch_related(*ANSWERS).get(pk=event.data["reply"])
        return {"opening": reply.opening, "answers": [answer_seen(one) for one in reply.answers.all()]}
    if event.name == "case.citizen_asked":
        return {"question": Question.objects.get(pk=event.data["question"]).words}
    if event.name in OPINIONS:
        appeal = Appeal.objects.get(pk=event.data["appeal"])
        return {"opinion": appeal.opinion, "opinion_basis": appeal.basis}
    return {}


def printed(request: HttpRequest, pages: Sequence[Sheet], *, case: UUID | None = None) -> HttpResponse:
    """The sheets one after the other, each on paper of its own."""
    response = render(request, "web/desk/printed.html", {"sheets": pages, "case": case})
    response["Cache-Control"] = "no-store"
    return response
