"""承办人所见 What an officer may see of a letter and its case: everything but the private part.

How to reach the writer is not here: it is opened by itself, and that opening is written down.
What a citizen and what the public may see are other serialisers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from lianxin.cases.models import Case, Instruction
from lianxin.clock.models import Promise
from lianxin.identity.actors import Actor
from lianxin.kit.asking import Prepared
from lianxin.outcomes.answers import CONCLUDED, BasisIn
from lianxin.outcomes.models import Answer, Callback, Delivery, Rating, Reply
from lianxin.outcomes.pointers import pointers
from lianxin.outcomes.seen_letters import LetterSeen, Said, letter_seen
from lianxin.outcomes.seen_lines import LineSeen, history_of
from lianxin.outcomes.seen_ratings import Curtain, RatingSeen

promises_of = Prepared(
    lambda case, letter: (
        Promise.objects.filter(dossier__in=(case, letter)).select_related("owed_by").order_by("made_at")
    ),
    UUID, UUID,
)  # fmt: skip
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
