"""承办人所见 What an officer may see of a letter and its case: everything but the private part.

How to reach the writer is not here: it is opened by itself, and that opening is written down.
What a citizen and what the public may see are other serialisers.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.cases.models import Case, Instruction
from lianxin.channels.registry import calls_us, label_of
from lianxin.clock.models import Promise
from lianxin.identity.actors import Actor
from lianxin.intake.files import PICTURES
from lianxin.intake.models import Attachment, AwaitedState, Opening, Proxy, Scan, Submission
from lianxin.intake.scanning import the_scanner
from lianxin.kit.asking import Prepared
from lianxin.kit.dates import say_day
from lianxin.outcomes.answers import CONCLUDED, BasisIn
from lianxin.outcomes.models import Answer, Callback, Delivery, Rating, Reply
from lianxin.outcomes.pointers import pointers
from lianxin.outcomes.seen_lines import LineSeen, history_of
from lianxin.outcomes.seen_ratings import Curtain, RatingSeen


@dataclass(frozen=True)
class FileSeen:
    """附件 A file of the letter; `finding` is the virus for which it is shut, `place` where it was taken."""

    id: UUID
    name: str
    size: int
    is_picture: bool
    is_recording: bool
    heard: tuple["Said", ...]
    copies: bool
    why_no_copies: str
    finding: str
    unscanned: bool
    place: str


@dataclass(frozen=True)
class Said:
    """Something said at a time, by somebody where that is told."""

    at: datetime
    words: str
    who: str = ""


@dataclass(frozen=True)
class Looked:
    """查看 Who opened the letter, as what, and when."""

    at: datetime
    who: str
    organisation: str
    contact: bool


@dataclass(frozen=True)
class LetterSeen:
    """来信 The letter, word for word, and what was added to it."""

    id: UUID
    number: str
    subject: str
    body: str
    kind: str
    channel: str
    place: str
    addressee: str
    said_at: datetime | None
    received_at: datetime
    read_by_addressee_at: datetime | None
    public: bool
    confidential: bool
    typed_by: str
    additions: tuple[Said, ...]
    files: tuple[FileSeen, ...]
    openings: tuple[Looked, ...]
    written_for: str
    by_account: bool
    files_to_come: int
    files_lost: int


promises_of = Prepared(
    lambda case, letter: (
        Promise.objects.filter(dossier__in=(case, letter)).select_related("owed_by").order_by("made_at")
    ),
    UUID, UUID,
)  # fmt: skip
openings_of = Prepared(
    lambda letter: (
        Opening.objects.filter(submission=letter).select_related("person", "organisation").order_by("at")
    ),
    UUID,
)
instructions_of = Prepared(
    lambda case: Instruction.objects.filter(case=case).select_related("by", "organisation").order_by("at"),
    UUID,
)
ANSWERS = ("answers__request", "answers__bases__law", "answers__like__reply__case__dossier")


@dataclass(frozen=True)
class AnswerSeen:
    """逐项答复 One request, and what has been written to answer it so far.

    `like` is the number of the matter that got the same or nearly the same answer before, with its
    key and the likeness of a hundred. `pointers` say what a draft seems to lack (see pointers.py).
    """

    number: int
    asked: str
    words: str = ""
    facts: str = ""
    outcome: str = ""
    conclusion: str = ""
    action: str = ""
    action_on: date | None = None
    bases: tuple[BasisIn, ...] = ()
    leans_on: tuple[str, ...] = ()
    like: str = ""
    like_case: UUID | None = None
    likeness: int = 0
    pointers: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReplySeen:
    """答复 An answer that was sent, how it arrived, and what the writer says of it."""

    turn: int
    organisation: str
    written_by: str
    sent_at: datetime
    opening: str
    answers: tuple[AnswerSeen, ...]
    approved_by: str
    delivery: str
    delivered_at: datetime | None
    proof: str
    rating: RatingSeen | None


@dataclass(frozen=True)
class DraftSeen:
    """草稿 What is being written, by whom and when last."""

    opening: str
    written_by: str
    written_by_id: UUID
    written_at: datetime
    submitted_at: datetime | None
    hands: frozenset[UUID]
    sent_back: tuple[Said, ...]


@dataclass(frozen=True)
class CaseSeen:
    """工单 The case as the officers who have it see it."""

    id: UUID
    number: str
    stage: str
    urgency: str
    urgency_label: str
    category: str
    keeper: str
    lead: str
    passes: int
    closed_at: datetime | None
    letter: LetterSeen
    requests: tuple[AnswerSeen, ...]
    draft: DraftSeen | None
    replies: tuple[ReplySeen, ...]
    interims: tuple[Said, ...]
    calls: tuple[Said, ...]
    instructions: tuple[Said, ...]
    promises: tuple[Promise, ...]
    history: tuple[LineSeen, ...]


def seen_by_officer(case: Case, *, by: Actor, now: datetime, newest: int | None = None) -> CaseSeen:
    """A case that was loaded with its cover; a fixed number of queries, however long its story.

    `newest`: of the history, and of what was told on the way, only so many; all where it is left out.
    What the writer says of an answer is not shown to the body that handled it before its time.
    """
    curtain = Curtain(case, by=by, now=now)
    replies = list(
        case.replies.select_related(
            "organisation", "written_by", "approved_by", "delivery", "rating"
        ).prefetch_related(
            *ANSWERS, "hands", "sent_back__by"
        )
    )  # fmt: skip
    draft = next((reply for reply in replies if reply.is_draft_of(case)), None)
    dossiers = (case.dossier_id, case.submission_id)
    return CaseSeen(
        id=case.pk,
        number=case.dossier.number,
        stage=case.stage,
        urgency=case.urgency,
        urgency_label=str(case.get_urgency_display()),
        category=str(case.category or ""),
        keeper=case.dossier.keeper.name,
        lead=case.lead_org.name if case.lead_org else "",
        passes=case.passes,
        closed_at=case.closed_at,
        letter=letter_seen(case.submission),
        requests=_asked(case, draft),
        draft=_draft(draft),
        replies=tuple(_reply(reply, curtain) for reply in replies if reply.sent_at),
        interims=_interims(case, newest),
        calls=_calls(case),
        instructions=_instructions(instructions_of(case.pk)),
        promises=tuple(promises_of(*dossiers)),
        history=curtain.history(history_of(dossiers, newest=newest)),
    )


def letter_seen(submission: Submission) -> LetterSeen:
    """A letter as an officer reads it, whether or not it is a case already."""
    return LetterSeen(
        id=submission.pk,
        number=submission.dossier.number,
        subject=submission.subject,
        body=submission.body,
        kind=str(submission.get_kind_display()),
        channel=label_of(submission.channel),
        place=submission.place
        or (submission.place_organisation.name if submission.place_organisation else ""),
        addressee=submission.addressee.name,
        said_at=submission.said_at,
        received_at=submission.received_at,
        read_by_addressee_at=submission.addressee_read_at,
        public=submission.public,
        confidential=submission.confidential,
        typed_by=submission.typed_by.name if submission.typed_by else "",
        additions=tuple(Said(one.added_at, one.body) for one in submission.additions.order_by("added_at")),
        files=tuple(
            _file(one, submission)
            for one in submission.attachments.prefetch_related("transcripts__typed_by").order_by(
                "added_at", "id"
            )
        ),
        written_for=_written_for(submission),
        **_on_a_platform(submission),
        openings=tuple(
            Looked(one.at, one.person.name, one.organisation.name, one.contact)
            for one in openings_of(submission.pk)
        ),
    )


def _on_a_platform(submission: Submission) -> dict[str, Any]:
    """Who wrote by an account is known to nobody by that; some of the files may still lie there, or did."""
    if not calls_us(submission.channel):
        return {"by_account": False, "files_to_come": 0, "files_lost": 0}
    states = Counter(submission.awaited.values_list("state", flat=True))
    return {
        "by_account": True,
        "files_to_come": states[AwaitedState.WAITING],
        "files_lost": states[AwaitedState.LOST],
    }


def _file(one: Attachment, letter: Submission) -> FileSeen:
    """The newest transcript first; the recording itself is what was said."""
    heard = tuple(Said(typed.typed_at, typed.words, typed.typed_by.name) for typed in one.transcripts.all())
    is_recording = one.media_type.startswith("audio/")
    return FileSeen(
        one.pk, one.name, one.size, one.media_type in PICTURES, is_recording, heard,
        copies=one.copies, why_no_copies=one.why_no_copies, finding=one.finding if one.is_shut() else "",
        unscanned=one.scan == Scan.NOT_YET and the_scanner() is not None, place=_taken_at(one, letter),
    )  # fmt: skip


def _taken_at(one: Attachment, letter: Submission) -> str:
    """拍摄地点 As the picture itself says. It might lead to a writer who is to stay unknown: then never."""
    if one.latitude is None or one.longitude is None or letter.confidential:
        return ""
    words = {
        "north": _("北纬") if one.latitude >= 0 else _("南纬"), "latitude": f"{abs(one.latitude):.5f}",
        "east": _("东经") if one.longitude >= 0 else _("西经"), "longitude": f"{abs(one.longitude):.5f}",
    }  # fmt: skip
    return _("%(north)s%(latitude)s，%(east)s%(longitude)s") % words


def _written_for(submission: Submission) -> str:
    """代写 As what somebody wrote for the person, and how and when that one agreed; the name is private."""
    proxy = Proxy.objects.filter(submission=submission).first()
    if proxy is None:
        return ""
    words = {
        "relation": proxy.get_relation_display(), "consent": proxy.get_consent_display(),
        "day": say_day(proxy.consented_on, beside=submission.received_at),
    }  # fmt: skip
    return _("%(relation)s代写，%(day)s本人%(consent)s") % words


def _asked(case: Case, draft: Reply | None) -> tuple[AnswerSeen, ...]:
    written = {answer.request_id: answer for answer in draft.answers.all()} if draft else {}
    return tuple(
        _pointed_out(case, answer_seen(written[one.pk]))
        if one.pk in written
        else AnswerSeen(one.number, one.words)
        for one in case.requests.all()
    )


def _pointed_out(case: Case, answer: AnswerSeen) -> AnswerSeen:
    """With what it seems to lack, for whoever reads the draft; an idea or thanks is not asked this."""
    letter = case.submission
    if letter.kind not in CONCLUDED or not answer.words:
        return answer
    said = "\n".join((answer.facts, answer.words, answer.action))
    asked = "\n".join((letter.subject, letter.body, answer.asked))
    found = pointers(asked, said, has_basis=bool(answer.bases), has_date=answer.action_on is not None)
    return replace(answer, pointers=tuple(one.words for one in found))


def _draft(draft: Reply | None) -> DraftSeen | None:
    if draft is None:
        return None
    back = sorted(draft.sent_back.all(), key=lambda one: one.at)
    return DraftSeen(
        draft.opening, draft.written_by.name, draft.written_by_id, draft.written_at, draft.submitted_at,
        frozenset(hand.person_id for hand in draft.hands.all()),
        tuple(Said(one.at, one.words, one.by.name) for one in back),
    )  # fmt: skip


def _interims(case: Case, newest: int | None) -> tuple[Said, ...]:
    told = case.interims.select_related("told_by", "organisation").order_by("-told_at", "-id")[:newest]
    return tuple(
        Said(one.told_at, one.words, f"{one.organisation.name} {one.told_by.name}") for one in reversed(told)
    )


def _reply(reply: Reply, curtain: Curtain) -> ReplySeen:
    delivery: Delivery | None = getattr(reply, "delivery", None)
    rating: Rating | None = getattr(reply, "rating", None)
    arrived = delivery is not None and delivery.delivered_at is not None
    assert reply.sent_at
    return ReplySeen(
        turn=reply.turn,
        organisation=reply.organisation.name,
        written_by=reply.written_by.name,
        sent_at=reply.sent_at,
        opening=reply.opening,
        answers=tuple(answer_seen(answer) for answer in reply.answers.all()),
        approved_by=reply.approved_by.name if reply.approved_by else "",
        delivery=str(delivery.get_means_display()) if delivery and arrived else "",
        delivered_at=delivery.delivered_at if delivery else None,
        proof=delivery.proof if delivery else "",
        rating=curtain.rating(rating) if rating else None,
    )


def answer_seen(answer: Answer) -> AnswerSeen:
    """逐项答复 One answer, loaded with ANSWERS."""
    bases, like = list(answer.bases.all()), answer.like
    return AnswerSeen(
        number=answer.request.number,
        asked=answer.request.words,
        words=answer.words,
        facts=answer.facts,
        outcome=answer.outcome,
        conclusion=str(answer.get_outcome_display()) if answer.outcome else "",
        action=answer.action,
        action_on=answer.action_on,
        bases=tuple(BasisIn(basis.law.code, basis.article) for basis in bases),
        leans_on=tuple(str(basis) for basis in bases),
        like=like.reply.case.dossier.number if like else "",
        like_case=like.reply.case_id if like else None,
        likeness=answer.likeness or 0,
    )


def _calls(case: Case) -> tuple[Said, ...]:
    """Calls to the writer that brought no word of this answer; what was said is a rating."""
    called = Callback.objects.filter(reply__case=case, reply__turn=case.passes).exclude(no_word="")
    return tuple(
        Said(one.at, str(one.get_no_word_display()), f"{one.organisation.name} {one.by.name}")
        for one in called.select_related("by", "organisation")
    )


def _instructions(instructions: Iterable[Instruction]) -> tuple[Said, ...]:
    return tuple(Said(one.at, one.words, f"{one.organisation.name} {one.by.name}") for one in instructions)
