"""What stands on the desks: letters that wait, what is to be told, what is owed, as shapes."""

from typing import Annotated

from pydantic import Field

from lianxin.api.v1.matters import MAY
from lianxin.api.v1.shapes import At, BodyTold, Id, Told
from lianxin.api.v1.shapes_citizen import PromiseTold
from lianxin.api.v1.shapes_of_case import LetterSeenTold


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
    letter: Annotated[Id | None, Field(description="None where it is a problem or a theme.")]
    problem: Id | None
    theme: Id | None


class OwedTold(Told):
    items: list[OwedRow]
    next: Annotated[str, Field(description="For `after`; empty on the last page.")]


class AddressedRow(Told):
    """One letter written to this person's body; `read_at` is when its secretary first opened it."""

    letter: Id
    case: Id | None
    number: str
    subject: str
    stage: str
    keeper: BodyTold
    received_at: At
    read_at: At | None


class AddressedTold(Told):
    items: list[AddressedRow]
    next: Annotated[str, Field(description="For `after`; empty on the last page.")]


class ToTellRow(Told):
    """What waits for one writer by one way; `trouble` is why a message could not be sent."""

    letter: Id
    number: str
    way: Annotated[str, Field(description="paper, message, phone, or later: phone after some hours.")]
    notices: list[str]
    since: At
    trouble: str


class ToTellTold(Told):
    items: list[ToTellRow]


class CountedRow(Told):
    """One thing counted about a body, in one case."""

    case: Id
    number: str
    counted: Annotated[str, Field(description="late, rework, transfer or rating.")]
    body: BodyTold
    at: At


class CountedTold(Told):
    items: list[CountedRow]
