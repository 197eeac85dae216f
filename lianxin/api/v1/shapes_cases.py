"""What an officer may see of letters and cases, as shapes; each holds no more than the desk's pages show."""

from typing import Annotated

from pydantic import Field

from lianxin.api.v1.matters import MAY
from lianxin.api.v1.shapes import At, BodyTold, Id, Told
from lianxin.api.v1.shapes_citizen import (
    AppealTold,
    ClaimTold,
    NoticeTold,
    PromiseTold,
)
from lianxin.api.v1.shapes_of_case import (
    AnswerSeenTold,
    DraftTold,
    FigureAppealTold,
    LedgerLineTold,
    LetterSeenTold,
    LookTold,
    MatterTold,
    ObjectionTold,
    OutAskedTold,
    ReplySeenTold,
    SaidTold,
    SupportTold,
    TimeSeenTold,
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
    objections: list[ObjectionTold]
    supports: list[SupportTold]
    looked: list[LookTold]
    figure_appeals: list[FigureAppealTold]
    keeping_out: OutAskedTold | None
    matter: Annotated[MatterTold | None, Field(description="The matter with which this is handled.")]
    voices: Annotated[int, Field(description="So many other letters are handled with it.")]
    notices: list[NoticeTold]
    aside: list[AsideTold]
    history: Annotated[list[LedgerLineTold], Field(description="The newest lines; all of them at /history.")]
    may: Annotated[list[str], Field(description=MAY)]


class HistoryTold(Told):
    items: list[LedgerLineTold]
