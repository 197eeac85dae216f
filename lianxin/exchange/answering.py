"""给对方的一行 What another system is told of one letter: how far it is, what was answered, what came of it.

A sealed letter has no such line, and one whose writer asked for secrecy tells nothing of the writer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.cases.models.case import ClaimedOutcome
from lianxin.channels.files.saved import mark_of
from lianxin.clock.models import Promise
from lianxin.exchange.fields import CARD, PRIVATE, TOLD, WAITING, statuses
from lianxin.exchange.models import FileMapping, TheirLetter
from lianxin.identity.actors import THE_CLOCK
from lianxin.intake.models import Contact, Submission
from lianxin.kit.dates import SHANGHAI
from lianxin.ledger.models import Event
from lianxin.organisations.models import Organisation
from lianxin.outcomes.models import Delivery, Rating, Reply
from lianxin.outcomes.seen_by_officer import ANSWERS, AnswerSeen, answer_seen
from lianxin.outcomes.seen_ratings import Curtain

ANSWER_OWED = ("rework", "reply", "commitment")  # the first that is owed is when the answer was promised for
ENDS = {ClaimedOutcome.DECLINED: "declined", ClaimedOutcome.WITHDRAWN: "withdrawn"}


@dataclass(frozen=True)
class Line:
    """一行 What is told now: `mark` tells it from what was told before, `lines` is how far the folders were.

    `again_at` is when something shows that is still hidden from those who handled the matter.
    """

    letter: TheirLetter
    cells: Mapping[str, str]
    mark: str
    lines: int
    again_at: datetime | None


@dataclass(frozen=True)
class _Found:
    """Everything that a portion of letters needs, each asked once."""

    cases: Mapping[UUID, Case]
    replies: Mapping[UUID, Reply]
    promises: Mapping[UUID, Mapping[str, datetime]]
    changed: Mapping[UUID, datetime]
    declined: Mapping[UUID, Mapping[str, str]]
    cards: Mapping[UUID, Contact]


def lines_for(letters: Sequence[TheirLetter], mapping: FileMapping, *, now: datetime) -> list[Line]:
    """What each letter's line says now; a fixed number of questions, however many they are."""
    found = _find([letter.submission for letter in letters], mapping)
    return [_line(letter, mapping, found, now) for letter in letters]


def _find(submissions: Sequence[Submission], mapping: FileMapping) -> _Found:
    cases = {
        case.submission_id: case for case in Case.objects.with_cover().filter(submission__in=submissions)
    }
    keys = [case.pk for case in cases.values()]
    folders = [*keys, *(submission.pk for submission in submissions)]
    sent = Reply.objects.filter(case__in=keys).exclude(sent_at=None).order_by("turn")
    sent = sent.select_related("organisation", "delivery", "rating").prefetch_related(*ANSWERS)
    owed = Promise.objects.owed().filter(dossier__in=keys, key__in=ANSWER_OWED)
    promises: dict[UUID, dict[str, datetime]] = {}
    for folder, key, due in owed.values_list("dossier_id", "key", "due"):
        promises.setdefault(folder, {})[key] = due
    newest = Event.objects.filter(dossier__in=folders).order_by().values_list("dossier_id")
    declined = [case.pk for case in cases.values() if case.claimed_outcome == ClaimedOutcome.DECLINED]
    reasons = Event.objects.filter(dossier__in=declined, name="case.declined") if declined else ()
    wanted = {*CARD} & mapping.headings.keys()
    cards = Contact.objects.filter(submission__in=submissions) if wanted else ()
    return _Found(
        cases, {reply.case_id: reply for reply in sent}, promises,
        dict(newest.annotate(at=Max("at"))), {event.dossier_id: event.data for event in reasons},
        {card.submission_id: card for card in cards},
    )  # fmt: skip


def _line(letter: TheirLetter, mapping: FileMapping, found: _Found, now: datetime) -> Line:
    submission, case = letter.submission, found.cases.get(letter.submission_id)
    reply = found.replies.get(case.pk) if case else None
    rating, later = _rating(case, reply, now)
    status, handler = _status(case), _handler(case or submission)
    delivery: Delivery | None = getattr(reply, "delivery", None)
    told = {
        "number": letter.number,
        "ours": (case or submission).dossier.number,
        "status": status,
        "handler": handler.code,
        "promised": _say(_promised(found.promises.get(case.pk, {}) if case else {})),
        "reply": _words(reply) or _declined(found.declined.get(case.pk) if case else None),
        "replied": _say(reply.sent_at if reply else None),
        "delivered": _say(delivery.delivered_at if delivery else None),
        "rating": rating,
    }
    lines = submission.dossier.length + (case.dossier.length if case else 0)
    mark = mark_of([told[name] for name in TOLD if name in told])  # whatever words they have for it
    times = [found.changed.get(key) for key in (submission.pk, case.pk if case else None) if key]
    told["status"] = mapping.stages.get(status) or statuses()[status]
    told["handler"] = _their_name(handler, mapping)
    told["changed"] = _say(max(filter(None, times), default=None))
    private = _private(submission, found.cards.get(submission.pk), mapping)
    return Line(letter, {**told, **private}, mark, lines, later)


def _status(case: Case | None) -> str:
    if case is None:
        return WAITING
    return ENDS.get(ClaimedOutcome(case.claimed_outcome), case.stage) if case.is_closed else case.stage


def _handler(folder: Case | Submission) -> Organisation:
    lead = folder.lead_org if isinstance(folder, Case) else None
    return lead or folder.dossier.keeper


def _their_name(body: Organisation, mapping: FileMapping) -> str:
    """The name that the other system uses for it, where it was settled."""
    theirs: dict[str, str] = {code: word for word, code in reversed(mapping.bodies.items())}
    return theirs.get(body.code, body.name_zh)


def _promised(owed: Mapping[str, datetime]) -> datetime | None:
    return next((owed[key] for key in ANSWER_OWED if key in owed), None)


def _rating(case: Case | None, reply: Reply | None, now: datetime) -> tuple[str, datetime | None]:
    """评价 Whoever works in the other system may have handled the matter: nothing before its time."""
    rating: Rating | None = getattr(reply, "rating", None)
    if case is None or rating is None:
        return "", None
    seen = Curtain(case, by=THE_CLOCK, now=now).rating(rating)
    return seen.label, seen.later


def _words(reply: Reply | None) -> str:
    """答复 The whole answer as text, request by request."""
    if reply is None:
        return ""
    answers = [answer_seen(answer) for answer in reply.answers.all()]
    parts = [reply.opening, *(_answer(answer, numbered=len(answers) > 1) for answer in answers)]
    return "\n\n".join(filter(None, parts))


def _answer(answer: AnswerSeen, *, numbered: bool) -> str:
    action = f"{answer.action} {answer.action_on or ''}".strip() if answer.action else ""
    parts = {
        _("诉求"): f"{answer.number}. {answer.asked}" if numbered else "",
        _("查明的事实"): answer.facts,
        _("结论"): answer.conclusion,
        _("处理意见"): answer.words,
        _("怎么办"): action,
        _("依据"): "；".join(answer.leans_on),
    }
    return "\n".join(f"{name}：{words}" for name, words in parts.items() if words)


def _declined(told: Mapping[str, str] | None) -> str:
    """不予受理 Why, and where the writer should go instead."""
    if not told:
        return ""
    parts = {_("理由"): told.get("reason", ""), _("请找"): told.get("channel", "")}
    return "\n".join(f"{name}：{words}" for name, words in parts.items() if words)


def _private(submission: Submission, card: Contact | None, mapping: FileMapping) -> dict[str, str]:
    """Only what the mapping asks for, and nothing of who asked for secrecy."""
    if submission.confidential:
        return dict.fromkeys(PRIVATE, "")
    said = {"subject": submission.subject, "words": submission.body, "place": submission.place}
    said |= {name: getattr(card, name, "") for name in CARD}
    return {name: said[name] for name in PRIVATE if name in mapping.headings}


def _say(moment: datetime | None) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if moment else ""


def row_of(line: Line, fields: Iterable[str]) -> list[str]:
    """The cells of a line under these headings."""
    return [line.cells.get(name, "") for name in fields]
