"""What anybody may read, as shapes."""

from typing import Annotated

from pydantic import Field

from lianxin.api.v1.shapes import At, BodyTold, On, Told

Next = Annotated[str, Field(description="Give it back as `after` for what follows; empty at the end.")]


class WritableTold(BodyTold):
    """A body of the county; `writable`: one can write to its secretary."""

    kind: str
    above: Annotated[str, Field(description="Code of the body above it.")]
    writable: bool


class BodiesTold(Told):
    items: list[WritableTold]
    next: Next


class AskedTold(Told):
    """What a form may ask about a category."""

    code: str
    words: str
    answer: str
    required: bool


class CategoryTold(Told):
    """What letters may be about."""

    code: str
    name: str
    lifeline: bool
    questions: list[AskedTold]


class CategoriesTold(Told):
    items: list[CategoryTold]


class PublicRowTold(Told):
    """One letter of the public list."""

    number: str
    title: str
    beginning: str
    category: str
    body: str
    published_on: On


class PublicRowsTold(Told):
    items: list[PublicRowTold]
    next: Next


class PublicRatingTold(Told):
    """What the writer said of the answer."""

    verdict: str
    label: str
    words: str


class PublicLetterTold(Told):
    """One letter and its answer, redacted; days and no times."""

    number: str
    title: str
    letter: str
    answer: str
    category: str
    body: str
    received_on: On
    answered_on: On
    published_on: On
    rating: PublicRatingTold | None
    again: Annotated[bool, Field(description="It is being worked on once more.")]
    pictures: Annotated[list[int], Field(description="Numbers of the pictures that were made public.")]


class LineTold(Told):
    """One line of the public ledger; `gap` is 0, or a letter is missing. What is not counted here is null."""

    key: str
    name: str
    received: int | None
    waiting: int | None
    registered: int
    open: int
    closed: int
    gap: int


class LedgerTold(Told):
    """Received = waiting + registered, registered = open + closed."""

    at: At
    channels: list[LineTold]
    bodies: list[LineTold]
    days: list[LineTold]


class FigureTold(Told):
    """How one published figure is counted."""

    name: str
    counts: str
    out_of: str
    left_out: str
    unanswered: str


class FiguresTold(Told):
    items: list[FigureTold]


class DayTold(Told):
    day: On
    tries: int
    taken: int


class UptimeTold(Told):
    """Of one channel: how often the house itself tried it, and how often its letter was taken."""

    channel: str
    tries: int
    taken: int
    of_a_hundred: float
    days: list[DayTold]


class UptimesTold(Told):
    items: list[UptimeTold]


class ListedTold(Told):
    """A matter that a supervisor lists publicly."""

    number: str
    category: str
    body: str
    stage: str
    listed_at: At
    next_due: At | None
    awaits_writer: bool


class ListedAllTold(Told):
    items: list[ListedTold]
