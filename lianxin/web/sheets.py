"""一页信 Any notice that a writer is owed as a sheet of paper: what it says, from data, in its own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.cases.models import Case, Question, WrittenNotice
from lianxin.intake.models import Contact, Submission
from lianxin.kit.codes import in_groups
from lianxin.kit.dates import say_day
from lianxin.kit.refusals import NotAllowedNow
from lianxin.ledger.models import Event
from lianxin.outcomes.mailing import track_address
from lianxin.outcomes.models import Appeal, Interim, Reply
from lianxin.outcomes.notices import LONG_AGO, Said, notice_of, say
from lianxin.outcomes.seen_by_officer import ANSWERS, AnswerSeen, answer_seen
from lianxin.outcomes.verbs.appealing import last_day_if_received, received_at
from lianxin.web.drawing import qr_of

OPINIONS = {"case.reviewed", "case.rechecked", "case.overturned"}


@dataclass(frozen=True)
class Sheet:
    """一页信 A notice on paper: to whom, what it says, and what was answered where that is its matter.

    `document` is the number of this paper: the letter's own, and the line of the ledger that it tells of.
    `until` is the last day of the right that follows, from delivery, else if it arrives today.
    """

    language: str
    said: Said
    document: str
    card: Contact | None
    subject: str
    sender: str = ""
    opening: str = ""
    answers: Sequence[AnswerSeen] = ()
    words: str = ""
    basis: str = ""
    until: str = ""
    groups: Sequence[str] = ()
    address: str = ""
    qr: str = ""


def told_event(case: Case, seq: int) -> Event:
    """The line of this case that the writer was told of. Raises NotAllowedNow where it is no such line."""
    event = Event.objects.filter(dossier=case.pk, seq=seq).first()
    if event is None or not notice_of(event):
        raise NotAllowedNow(_("这一步没有要打印的告知书。"))
    return event


def sheet(
    kind: str,
    event: Event,
    letter: Submission,
    card: Contact | None,
    *,
    now: datetime,
    language: str = "zh-hans",
) -> Sheet:
    """One notice as a sheet, in the writer's language; what was answered stands in its own words."""
    number = letter.dossier.number
    with override(language):
        said = say(kind, event, number=number, desk=letter.dossier.keeper)
        until = _until(event, now=now)
    address = track_address(letter)
    return Sheet(
        language=language, said=said, card=card, subject=letter.subject, address=address, until=until,
        document=f"{number}-{event.seq}",
        sender="" if letter.is_sealed() else said.body,  # who passes the envelope must not read it there
        qr=qr_of(address), groups=in_groups(letter.code).split(), **_own_words(event),
    )  # fmt: skip


def _until(event: Event, *, now: datetime) -> str:
    """The last day to appeal, counted from delivery: where it is not known yet, for who receives it today."""
    case = Case.objects.select_related("dossier").filter(pk=event.dossier_id).first()
    if case is None or last_day_if_received(event.name, case, received=now) is None:
        return ""
    arrived = received_at(event)
    last = last_day_if_received(event.name, case, received=arrived or now)
    assert last
    if arrived:
        words = {"day": say_day(arrived, beside=LONG_AGO), "last": say_day(last, beside=LONG_AGO)}
        return _("%(day)s已经送到，最迟%(last)s申请。") % words
    words = {"day": say_day(now, beside=LONG_AGO), "last": say_day(last, beside=LONG_AGO)}
    return _("%(day)s收到的，最迟%(last)s申请；以后收到的，从收到那天起另算。") % words


def _own_words(event: Event) -> Mapping[str, Any]:
    """What an answer, an opinion, a question or a notice says, word for word."""
    data = event.data
    if "reply" in data:
        reply = Reply.objects.prefetch_related(*ANSWERS).get(pk=data["reply"])
        return {"opening": reply.opening, "answers": [answer_seen(one) for one in reply.answers.all()]}
    if event.name in OPINIONS:
        appeal = Appeal.objects.get(pk=data["appeal"])
        return {"words": appeal.opinion, "basis": appeal.basis}
    if event.name == "case.citizen_asked":
        return {"words": Question.objects.get(pk=data["question"]).words}
    if "interim" in data:
        return {"words": Interim.objects.get(pk=data["interim"]).words}
    if "notice" in data:
        return {"words": WrittenNotice.objects.get(pk=data["notice"]).words}
    return {}
