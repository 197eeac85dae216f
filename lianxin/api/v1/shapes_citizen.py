"""What the writer of a letter may see of it, as shapes; each holds no more than SeenLetter does."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from lianxin.api.v1.shapes import At, Id, On, Told

Name = Annotated[str, BeforeValidator(str)]


class PromiseTold(Told):
    """What is owed for this letter: by whom, until when, and what became of it."""

    key: Annotated[str, Field(description="What is owed: register, dispatch, acknowledge, reply …")]
    owed_by: Name
    due: At
    state: Annotated[str, Field(description="running, broken (still owed), kept or released.")]
    made_at: At
    advances: Annotated[bool, Field(description="Nobody fails: silence itself moves the matter on.")]


class FileTold(Told):
    id: Id
    name: str
    size: int
    at: At
    picture: bool
    shut: Annotated[bool, Field(description="A virus was found in it: it is given to nobody.")]
    heard: Annotated[str, Field(description="Of a recording: what a clerk typed of it.")]


class OpeningTold(Told):
    """An office opened the letter; `addressee` is the one it was written to."""

    at: At
    office: str
    role: str
    addressee: bool
    contact: bool


class StepTold(Told):
    """One line of the ledger, and what of it is told."""

    at: At
    what: str
    office: str
    said: dict[str, str]


class AnswerTold(Told):
    """The answer to one request: what was found, what is decided and why, what is done by when."""

    asked: str
    words: str
    facts: str
    outcome: str
    conclusion: str
    action: str
    action_on: On | None
    leans_on: list[str]


class RatingTold(Told):
    """What the writer said of an answer."""

    verdict: str
    result: int | None
    attitude: int | None
    speed: int | None
    words: str
    at: At


class ReplyTold(Told):
    turn: int
    office: str
    at: At
    opening: str
    answers: list[AnswerTold]
    rating: RatingTold | None


class AppealTold(Told):
    """A review or a recheck: who was asked, what was held and why."""

    level: int
    label: str
    body: str
    words: str
    asked_at: At
    ruling: str
    ruling_label: str
    opinion: str
    basis: str
    decided_at: At | None
    told_at: At | None


class InterimTold(Told):
    """How far it was at that time."""

    at: At
    office: str
    words: str


class QuestionTold(Told):
    """What an office asked the writer."""

    id: Id
    office: str
    words: str
    asked_at: At
    answered_at: At | None
    answer: str
    pauses: bool


class ExtensionTold(Told):
    office: str
    reason: str
    before: At
    after: At


class PlanTold(Told):
    office: str
    plan: str
    until: On


class WrittenTold(Told):
    office: str
    words: str
    at: At


class TimeTold(Told):
    """What changed in the time: questions, more time, a later day, a notice in writing."""

    track: str
    questions: list[QuestionTold]
    extension: ExtensionTold | None
    plan: PlanTold | None
    notice: WrittenTold | None


class ClaimTold(Told):
    """A body claims that one demand cannot be met; `contest_until`: so long the writer may disagree."""

    number: int
    asked: str
    body: str
    reason: str
    basis: str
    channel: str
    held: str
    label: str
    words: str
    decided_in: str
    contested_at: At | None
    contest: str
    stands: bool | None
    settled_words: str
    settled_in: str
    contest_until: At | None


class KeepingOutTold(Told):
    """Whom the writer asked to be kept out, and what became of that."""

    named: str
    asked_at: At
    answered_at: At | None
    state: str


class NoticeTold(Told):
    """What the writer was told, when, by which way, and whether it went."""

    at: At
    title: str
    way: str
    state: str
    words: str


class WishTold(Told):
    """Whether others may read it, whether that can be changed, and under which number they read it now."""

    public: bool
    changeable: bool
    number: str


class LetterTold(Told):
    """Everything the page behind a receipt code shows.

    An answer stays closed until it is opened: `read` stands in `may` until then.
    """

    id: Id
    number: str
    code: str
    version: Annotated[str, Field(description="Grows with every line; for If-Match.")]
    sealed: bool
    kind: str
    subject: str
    body: str
    language: str
    place: str
    addressee: str
    public: bool
    confidential: bool
    received_at: At
    stage: str
    stage_label: str
    outcome: str
    holder: str
    closed_at: At | None
    files: list[FileTold]
    additions: list[InterimTold]
    openings: list[OpeningTold]
    steps: list[StepTold]
    replies: list[ReplyTold]
    appeals: list[AppealTold]
    interims: list[InterimTold]
    time: TimeTold
    claims: list[ClaimTold]
    requests: list[str]
    promises: list[PromiseTold]
    keeping_out: list[KeepingOutTold]
    notices: list[NoticeTold]
    wish: WishTold
    others: Annotated[int, Field(description="So many other letters tell of the same matter.")]
    may: Annotated[list[str], Field(description="What the writer can do now.")]


class StayTold(Told):
    """One stage: with whom, since when, until when."""

    stage: str
    holder: str
    since: At
    until: At | None


class FolderTold(Told):
    """How many lines a folder has, and the seal of the last one."""

    kind: str
    lines: int
    head: str


class LifeTold(Told):
    """How long the letter stood where, and the seals by which one sees later that nothing was changed."""

    stays: list[StayTold]
    folders: list[FolderTold]


class StandsTold(Told):
    """How the letter stands after an act of its writer."""

    number: str
    stage: str
    stage_label: str
    version: str
    may: list[str]
    code: Annotated[str, Field(description="Of a report that was made of it: its own receipt code.")] = ""
