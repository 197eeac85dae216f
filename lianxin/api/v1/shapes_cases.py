"""What an officer may see of letters and cases, as shapes; each holds no more than the desk's pages show."""

from typing import Annotated, Any

from pydantic import Field

from lianxin.api.v1.matters import MAY
from lianxin.api.v1.shapes import At, BodyTold, Id, On, Told
from lianxin.api.v1.shapes_citizen import (
    AppealTold,
    ClaimTold,
    NoticeTold,
    PromiseTold,
    TimeTold,
)


class CaseRow(Told):
    """One case in a list."""

    id: Id
    letter: Id
    number: str
    subject: str
    stage: str
    stage_label: str
    urgency: str
    category: str
    keeper: BodyTold
    received_at: At
    due: At | None


class CasesTold(Told):
    """A page; it may hold fewer than fifty, and even none: go on as long as there is a `next`."""

    items: list[CaseRow]
    next: Annotated[str, Field(description="For `after`; empty on the last page.")]


class WaitingRow(Told):
    """One letter that waits to be registered."""

    letter: Id
    number: str
    subject: str
    keeper: BodyTold
    received_at: At
    due: At | None


class WaitingTold(Told):
    items: list[WaitingRow]
    next: Annotated[str, Field(description="For `after`; empty on the last page.")]


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


class LineTold(Told):
    """One line of the ledger: its name, and the facts that stand in it."""

    at: At
    name: str
    by_kind: str
    who: str
    organisation: str
    data: dict[str, Any]


class AskedTold(Told):
    """What waits for a leader's decision: more time, or a later day."""

    office: str
    words: str
    asked_at: At
    until: On | None
    due: At | None


class TimeSeenTold(TimeTold):
    request: AskedTold | None


class AsideTold(Told):
    """Who steps aside from the letter, and why."""

    id: Id
    who: str
    ground: str
    at: At


class CaseTold(Told):
    """A case as the officers who have it see it."""

    id: Id
    number: str
    version: Annotated[str, Field(description="Grows with every line; for If-Match.")]
    stage: str
    stage_label: str
    urgency: str
    category: Annotated[str, Field(description="Its code.")]
    track: str
    keeper: BodyTold
    desk: BodyTold
    lead: BodyTold | None
    passes: int
    closed_at: At | None
    sealed: bool
    letter: LetterSeenTold
    requests: list[AnswerSeenTold]
    draft: DraftTold | None
    replies: list[ReplySeenTold]
    interims: list[SaidTold]
    calls: list[SaidTold]
    instructions: list[SaidTold]
    promises: list[PromiseTold]
    time: TimeSeenTold
    claims: list[ClaimTold]
    appeals: list[AppealTold]
    notices: list[NoticeTold]
    aside: list[AsideTold]
    history: Annotated[list[LineTold], Field(description="The newest lines; all of them at /history.")]
    may: Annotated[list[str], Field(description=MAY)]


class HistoryTold(Told):
    items: list[LineTold]


class OriginalTold(Told):
    """What came in as it came; `aside` is what stood beside the words of the letter."""

    id: Id
    at: At
    media_type: str
    aside: str


class WaitingLetterTold(Told):
    """A letter at the desk, whether or not it is a case already."""

    letter: LetterSeenTold
    case: Id | None
    version: Annotated[str, Field(description="Grows with every line; for If-Match.")]
    sealed: bool
    promises: list[PromiseTold]
    originals: Annotated[list[OriginalTold], Field(description="For whoever may read them.")]
    may: Annotated[list[str], Field(description=MAY)]


class ContactTold(Told):
    """How to reach the writer. That it was opened is written down, and the writer sees it."""

    name: str
    phone: str
    email: str
    address: str
    account: str
    remark: str
    large_print: bool
    helper: Annotated[str, Field(description="Who wrote it for the person.")]


class OwingRow(Told):
    """What one body owes."""

    body: BodyTold
    owed: int
    soon: int
    broken: int
    days: Annotated[int, Field(description="For so many days the longest of them is broken.")]
    escalated: int
    reopened: int


class OwingTold(Told):
    items: list[OwingRow]


class OwedRow(Told):
    """One promise: what is owed, in which matter, until when."""

    key: str
    due: At
    advances: Annotated[bool, Field(description="Nobody fails: silence itself moves the matter on.")]
    escalated: int
    made_at: At
    number: str
    subject: str
    case: Id | None
    letter: Id


class OwedTold(Told):
    items: list[OwedRow]
    next: Annotated[str, Field(description="For `after`; empty on the last page.")]
