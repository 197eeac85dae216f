"""来信人看得到的 What the writer of a letter may see of it, as plain facts; the pages put them in words.

Offices, roles and times: yes. Names of officers, their notes to each other, anybody else's
letter: never. Of a report of a breach of discipline the steps are told without who and what.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from lianxin.cases.models import Case, Request
from lianxin.cases.queries import case_of_letter
from lianxin.clock.models import Promise
from lianxin.flow.matters import matters_of, others_with
from lianxin.flow.verbs.ending import REOPENS_WITHIN
from lianxin.intake.models import Attachment, Opening, Proxy, Submission
from lianxin.intake.words import beginning_of
from lianxin.kit.codes import code_mark
from lianxin.ledger.models import Event
from lianxin.organisations.models import Organisation
from lianxin.outcomes.models import Answer, Rating, Reply
from lianxin.outcomes.seen_appeals import SeenAppeal, appeals_of
from lianxin.outcomes.seen_claims import SeenClaim, claims_of
from lianxin.outcomes.seen_time import SeenTime, time_of
from lianxin.outcomes.verbs.appealing import way_to_appeal

# What of an event's data may be told; what is not named here is not told.
TOLD: Mapping[str, tuple[str, ...]] = {
    "submission.readdressed": ("to",),
    "submission.recused": ("because",),
    "submission.abuse_marked": ("because",),
    "submission.abuse_unmarked": ("reason",),
    "submission.recusal_refused": ("words",),
    "case.passed_from_recused": ("body",),
    "case.dispatched": ("to",),
    "case.recalled": ("to",),
    "case.instructed": ("until",),
    "case.sponsored": ("to",),
    "case.sponsor_told": ("reason",),
    "case.supervision_ended": ("reason",),
    "case.problem_told": ("because", "problem", "title", "plan", "until", "voices"),
    "case.linked": ("to", "stage"),
    "case.kept_up": ("to", "stage"),
    "case.unlinked": ("because", "reason"),
    "case.took_over": ("to",),
    "case.declined": ("reason", "channel"),
    "case.objected": ("reason", "suggested"),
    "case.objection_upheld": ("to", "reason", "meeting"),
    "case.objection_rejected": ("to", "reason", "meeting"),
    "case.support_asked": ("to", "asked"),
    "case.whistled": ("to", "asked"),
    "case.support_answered": ("body",),
    "case.track_chosen": ("track", "reason"),
    "case.graded": ("urgency", "reason"),
    "case.extension_asked": ("reason",),
    "case.extended": ("reason", "before", "due"),
    "case.extension_refused": ("words", "because"),
    "case.deferral_asked": ("plan", "until"),
    "case.deferred": ("plan", "until"),
    "case.deferral_refused": ("words", "because"),
    "case.taken_up": ("because",),
    "case.delivered": ("means",),
    "case.called_back": ("no_word",),
    "case.rated": ("verdict",),
    "case.closed": ("because",),
    "case.taken_down": ("reason", "because"),
    "case.claimed": ("request", "reason"),
    "case.claim_confirmed": ("request", "reason", "basis", "channel"),
    "case.claim_rejected": ("request", "reason", "because"),
    "case.claim_contested": ("request",),
    "case.contest_upheld": ("request", "reason"),
    "case.contest_dismissed": ("request", "reason"),
    "case.figure_appealed": ("body", "counted", "reason"),
    "case.figure_left_out": ("body", "counted", "reason"),
    "case.figure_refused": ("body", "counted", "reason", "because"),
    "case.looked_back": ("holds", "reason"),
    "case.reopened": ("because",),
    "case.review_asked": ("to",),
    "case.recheck_asked": ("to",),
    "promise.reminded": ("promise", "owed_by"),
    "promise.broken": ("promise", "owed_by"),
    "promise.escalated": ("promise", "owed_by", "to"),
}
BODIES = ("to", "owed_by", "suggested", "body")
# What those above do about a matter is told to everybody who wrote of it; their words to one writer are not.
FOR_ALL = ("case.instructed", "case.sponsored", "case.supervised", "case.listed")
# Lines that repeat what the next one says; how many others there are is told in one sentence.
UNTOLD = {
    *("case.registered", "promise.fell_due", "notice.tried_again"),
    *("case.voice_joined", "case.voice_left"),
}
OWN_ACTS = {
    *("submission.received", "submission.added_to", "submission.files_added", "submission.file_lost"),
    *("case.citizen_asked", "case.question_answered"),
    *(
        "case.progress_told",
        "case.replied",
        "case.delivered",
        "case.rated",
        "case.reopened",
        "case.withdrawn",
    ),
}
ANSWERED = {"delivered", "closed"}
# From here on the newest answer is open: it was read, or silence opened it.
OPENED = {*ANSWERED, "in_review", "reviewed", "in_recheck", "rechecked"}


@dataclass(frozen=True)
class SeenFile:
    """附件 A file the writer sent."""

    id: UUID
    name: str
    size: int
    at: datetime
    picture: bool  # there is a copy to look at
    heard: str = ""  # of a recording: what a clerk typed of it
    shut: bool = False  # a virus was found in it


@dataclass(frozen=True)
class SeenOpening:
    """查看 An office opened the letter, in what role; `addressee` means the one it was written to."""

    at: datetime
    office: str
    role: str
    addressee: bool
    contact: bool


@dataclass(frozen=True)
class SeenStep:
    """一步 One line of the ledger: the event and what of it may be told; `office` did it."""

    at: datetime
    what: str
    office: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    key: UUID | None = None


@dataclass(frozen=True)
class SeenAnswer:
    """逐项答复 To one request: what was found, what is decided and why, what is done by when."""

    asked: str
    words: str
    facts: str
    outcome: str
    action: str
    action_on: date | None
    conclusion: str
    leans_on: tuple[str, ...]


@dataclass(frozen=True)
class SeenInterim:
    """阶段性答复 How far it was, at that time."""

    at: datetime
    office: str
    words: str


@dataclass(frozen=True)
class SeenReply:
    """答复 What an office answered, request by request, and what the writer said of it."""

    turn: int
    office: str
    at: datetime
    opening: str
    answers: tuple[SeenAnswer, ...]
    rating: Rating | None


@dataclass(frozen=True)
class SeenLetter:
    """来信 Everything the page behind a receipt code may show.

    An answer stays closed until the writer opens it ("read" in `may`): programs fetch addresses too,
    and only what a person does can prove that an answer has reached its reader.
    """

    id: UUID
    number: str
    code: str
    sealed: bool
    kind: str
    subject: str
    body: str
    language: str
    place: str
    addressee: str
    public: bool
    confidential: bool
    received_at: datetime
    stage: str
    outcome: str
    holder: str
    closed_at: datetime | None
    proxy: Proxy | None
    files: tuple[SeenFile, ...]
    additions: tuple[tuple[datetime, str], ...]
    openings: tuple[SeenOpening, ...]
    steps: tuple[SeenStep, ...]
    replies: tuple[SeenReply, ...]
    appeals: tuple[SeenAppeal, ...]
    interims: tuple[SeenInterim, ...]
    time: SeenTime
    claims: tuple[SeenClaim, ...]
    requests: tuple[str, ...]
    promises: tuple[Promise, ...]
    others: int
    may: frozenset[str]

    @property
    def titled(self) -> bool:
        """Did the writer give a title, or is it only the beginning of the words?"""
        return self.subject != beginning_of(self.body)

    def told(self, what: str) -> Mapping[str, str]:
        """What the newest event of this name says; nothing when there was none."""
        return next((step.said for step in reversed(self.steps) if step.what == what), {})


def letter_with(code: str) -> Submission | None:
    """The letter whose receipt carries this code (sixteen digits, already read)."""
    letters = Submission.objects.select_related("dossier__keeper", "addressee", "place_organisation")
    return letters.filter(code_mark=code_mark(code, settings.SECRET_KEY)).first()


def promises_of(submission: Submission, case: Case | None) -> tuple[Promise, ...]:
    """Everything owed for this letter, before and after it became a case."""
    folders = [submission.pk, case.pk] if case else [submission.pk]
    owed = Promise.objects.filter(dossier__in=folders).select_related("owed_by")
    return tuple(owed.order_by("made_at", "due"))


def seen_by_citizen(submission: Submission, *, now: datetime, newest: int | None = None) -> SeenLetter:
    """来信人看到的 The letter as its writer may see it at this moment.

    `newest`: of what was told on the way only so much; all of it where it is left out.
    """
    case = case_of_letter.first(submission.pk)
    replies, appeals = _replies(case), appeals_of(case)
    dossier = case.dossier if case else submission.dossier
    files = submission.attachments.prefetch_related("transcripts").order_by("added_at", "id")
    holder = (case and case.lead_org) or dossier.keeper
    return SeenLetter(
        id=submission.pk, number=dossier.number, code=submission.code, sealed=submission.is_sealed(),
        kind=submission.kind, subject=submission.subject, body=submission.body,
        language=submission.language, place=_place(submission), addressee=submission.addressee.name,
        public=submission.public, confidential=submission.confidential, received_at=submission.received_at,
        stage=dossier.stage, outcome=case.claimed_outcome if case else "", holder=holder.name,
        closed_at=case.closed_at if case else None,
        proxy=Proxy.objects.filter(submission=submission).first(),
        files=tuple(_file(one) for one in files),
        additions=tuple(submission.additions.order_by("added_at", "id").values_list("added_at", "body")),
        openings=_openings(submission), steps=_steps(submission, case), replies=replies,
        appeals=tuple(appeal.closed_until_read() for appeal in appeals), interims=_interims(case, newest),
        time=time_of(case), claims=claims_of(case, now=now),
        requests=_requests(case), promises=promises_of(submission, case),
        others=others_with(case), may=_may(case, replies, appeals, now),
    )  # fmt: skip


def _place(submission: Submission) -> str:
    body = submission.place_organisation
    return " ".join(filter(None, (body.name if body else "", submission.place)))


def _file(file: Attachment) -> SeenFile:
    typed = next(iter(file.transcripts.all()), None)
    heard = typed.words if typed else ""
    return SeenFile(file.id, file.name, file.size, file.added_at, file.copies, heard, file.is_shut())


def _requests(case: Case | None) -> tuple[str, ...]:
    if case is None:
        return ()
    return tuple(Request.objects.filter(case=case).order_by("number").values_list("words", flat=True))


def _openings(submission: Submission) -> tuple[SeenOpening, ...]:
    openings = Opening.objects.filter(submission=submission).select_related("organisation").order_by("at")
    return tuple(_opening(one, submission) for one in openings)


def _opening(opening: Opening, submission: Submission) -> SeenOpening:
    addressee = opening.role == "secretary" and opening.organisation_id == submission.addressee_id
    return SeenOpening(opening.at, opening.organisation.name, opening.role, addressee, opening.contact)


def _steps(submission: Submission, case: Case | None) -> tuple[SeenStep, ...]:
    folders = [submission.pk, case.pk] if case else [submission.pk]
    wanted = Q(dossier__in=folders)
    if case and case.shared:
        wanted |= Q(dossier__in=matters_of(case), name__in=FOR_ALL)
    events = list(Event.objects.filter(wanted).order_by("at", "id"))
    told = [event for event in events if event.name not in UNTOLD]
    if submission.is_sealed():
        return tuple(
            SeenStep(event.at, event.name if event.name in OWN_ACTS else "progress") for event in told
        )
    names = _names(events)
    return tuple(_step(event, names) for event in told)


def _step(event: Event, names: Mapping[str, str]) -> SeenStep:
    data = event.data
    said = {key: str(data[key]) for key in TOLD.get(event.name, ()) if data.get(key)}
    said |= {key: names.get(said[key], said[key]) for key in BODIES if key in said}
    # An answer may be signed by somebody of the body above: it is the answer of whoever wrote it.
    office = str(data.get("office") or event.organisation)
    return SeenStep(event.at, event.name, names.get(office, ""), said, event.pk)


def _names(events: Iterable[Event]) -> Mapping[str, str]:
    codes = {event.organisation for event in events}
    codes |= {str(event.data[key]) for event in events for key in (*BODIES, "office") if event.data.get(key)}
    return {body.code: body.name for body in Organisation.objects.filter(code__in=codes)}


def _replies(case: Case | None) -> tuple[SeenReply, ...]:
    if case is None:
        return ()
    # By the stage that was read, not by what is there by now: an answer sent meanwhile stays closed.
    opened = case.passes if case.stage in OPENED else case.passes - 1
    sent = Reply.objects.filter(case=case, turn__lte=opened).exclude(sent_at=None)
    sent = sent.select_related("organisation", "rating")
    parts = ("answers__request", "answers__bases__law")
    return tuple(_reply(one) for one in sent.prefetch_related(*parts).order_by("turn"))


def _interims(case: Case | None, newest: int | None) -> tuple[SeenInterim, ...]:
    if case is None:
        return ()
    told = case.interims.select_related("organisation").order_by("-told_at", "-id")[:newest]
    return tuple(SeenInterim(one.told_at, one.organisation.name, one.words) for one in reversed(told))


def _reply(reply: Reply) -> SeenReply:
    answers = tuple(_answer(answer) for answer in reply.answers.all())
    assert reply.sent_at
    rating = getattr(reply, "rating", None)
    return SeenReply(reply.turn, reply.organisation.name, reply.sent_at, reply.opening, answers, rating)


def _answer(answer: Answer) -> SeenAnswer:
    return SeenAnswer(
        answer.request.words, answer.words, answer.facts, answer.outcome, answer.action, answer.action_on,
        str(answer.get_outcome_display()) if answer.outcome else "",
        tuple(str(basis) for basis in answer.bases.all()),
    )  # fmt: skip


def _may(
    case: Case | None, replies: tuple[SeenReply, ...], appeals: tuple[SeenAppeal, ...], now: datetime
) -> frozenset[str]:
    """What the writer can do now; the verbs themselves ask again."""
    if case is None:
        return frozenset({"add", "withdraw", "keep_out"})
    may = set() if case.is_closed else {"add", "withdraw", "keep_out"}
    if replies and not case.is_sealed():
        may.add("say_pressed")
    if case.stage == "replied" or any(appeal.awaits_reading for appeal in appeals):
        return frozenset({*may, "read"})
    rateable = replies and replies[-1].rating is None and case.stage in ANSWERED
    if rateable and case.claimed_outcome != "withdrawn":
        may.add("rate")
        closed_for = now - case.closed_at if case.closed_at else timedelta()
        if case.lead_org and closed_for <= REOPENS_WITHIN:
            may.add("not_solved")
    if way_to_appeal(case, now=now):
        may.add("appeal")
    return frozenset(may)
