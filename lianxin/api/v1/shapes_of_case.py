"""The parts of a case as officers see it, as shapes; each holds no more than the desk's page shows."""

from typing import Annotated, Any

from pydantic import Field

from lianxin.api.v1.shapes import At, BodyTold, Id, On, Told
from lianxin.api.v1.shapes_citizen import TimeTold


class SaidTold(Told):
    """Something said at a time, by somebody where that is told."""

    at: At
    words: str
    who: str


class LookedTold(Told):
    at: At
    who: str
    organisation: str
    contact: bool


class FileSeenTold(Told):
    """A file; `finding` is the virus for which it is shut."""

    id: Id
    name: str
    size: int
    is_picture: bool
    is_recording: bool
    heard: list[SaidTold]
    finding: str
    unscanned: bool
    place: str


class LetterSeenTold(Told):
    """The letter, word for word, and what was added to it; not how to reach its writer."""

    id: Id
    number: str
    subject: str
    body: str
    kind: str
    channel: str
    place: str
    addressee: str
    said_at: At | None
    received_at: At
    read_by_addressee_at: At | None
    public: bool
    confidential: bool
    typed_by: str
    additions: list[SaidTold]
    files: list[FileSeenTold]
    openings: list[LookedTold]
    written_for: str
    by_account: bool
    files_to_come: int
    files_lost: int


class BasisTold(Told):
    law: str
    article: str


class AnswerSeenTold(Told):
    """One demand, and what is written to answer it; `like`: the matter that got nearly the same answer."""

    number: int
    asked: str
    words: str
    facts: str
    outcome: str
    conclusion: str
    action: str
    action_on: On | None
    bases: list[BasisTold]
    like: str
    likeness: int
    pointers: Annotated[list[str], Field(description="Of a draft: what it seems to lack, in words.")] = Field(
        default_factory=list
    )


class DraftTold(Told):
    """What is being written; `drafted` and `handed_over` are handed back as they are."""

    opening: str
    written_by: str
    drafted: str
    handed_over: str
    sent_back: list[SaidTold]


class RatingSeenTold(Told):
    """What the writer says of an answer; `later` is from when this reader may see it, if not yet."""

    verdict: str
    label: str
    marks: Annotated[list[int | None], Field(description="Of the result, the attitude, the speed.")]
    words: str
    at: At
    called: bool
    later: At | None


class ReplySeenTold(Told):
    turn: int
    organisation: str
    written_by: str
    approved_by: str
    sent_at: At
    opening: str
    answers: list[AnswerSeenTold]
    delivery: str
    delivered_at: At | None
    proof: str
    rating: RatingSeenTold | None


class LedgerLineTold(Told):
    """One line of the ledger: its name, and the facts that stand in it."""

    at: At
    name: str
    by_kind: str
    who: str
    organisation: str
    data: dict[str, Any]


class TimeAskedTold(Told):
    """What waits for a leader's decision: more time, or a later day."""

    office: str
    words: str
    asked_at: At
    until: On | None
    due: At | None


class TimeSeenTold(TimeTold):
    request: TimeAskedTold | None


class ObjectionTold(Told):
    """A body says that it is not its matter; and, once decided, the decision."""

    organisation: str
    who: str
    at: At
    reason: str
    suggested: str
    upheld: bool | None
    decided_by: str
    decided_at: At | None
    words: str
    meeting: str


class SupportTold(Told):
    """A body that was asked to help, with what, until when, and what it said."""

    organisation: str
    kind: str
    asked_by: str
    asked_at: At
    words: str
    due: At | None
    answer: str
    answered_by: str
    answered_at: At | None


class LookTold(SaidTold):
    holds: str


class FigureAppealTold(Told):
    """What a body says against something counted about it, and what was decided."""

    number: int
    body: BodyTold
    counted: str
    reason: str
    held: Annotated[str, Field(description="yes, no or lapsed; empty while it waits.")]
    words: str


class OutAskedTold(Told):
    """Whom the writer asks to be kept out, for whoever decides that."""

    named: str
    reason: str
    asked_at: At


class MatterTold(Told):
    case: Id
    number: str
