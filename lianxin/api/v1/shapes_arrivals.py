"""Shapes of what came in and waits for a person, and of what a person makes of it."""

from typing import Annotated

from pydantic import Field

from lianxin.api.v1.shapes import At, Id, Told
from lianxin.kit.shapes import Strictly, Words


class ArrivalTold(Told):
    """One thing that came in."""

    id: Id
    at: At
    channel: str
    channel_label: str
    title: Annotated[str, Field(description="What could be made out of it; perhaps nothing.")]
    sender: str
    why: Annotated[str, Field(description="Why it waits, or why it wants no answer.")]
    why_in_words: str
    became: Annotated[str, Field(description="held, letter, added, set_aside or quiet.")]


class ArrivalsTold(Told):
    items: list[ArrivalTold]
    next: Annotated[str, Field(description="Say this as `after` to go on; empty at the end.")]


class ArrivalReadTold(Told):
    """What its channel reads in it, surely or perhaps."""

    subject: str
    body: str
    place: str
    name: str
    phone: str
    email: str
    files: Annotated[list[str], Field(description="The names of the files that came with it.")]


class ArrivalHandlingTold(Told):
    at: At
    became: str
    by: str
    says: str


class ArrivalOpenedTold(ArrivalTold):
    media_type: str
    size: int
    aside: Annotated[str, Field(description="What stood beside the words: a quoted letter, a signature.")]
    read: ArrivalReadTold | None
    letter: Annotated[Id | None, Field(description="The letter that it became, or belongs to.")]
    handlings: list[ArrivalHandlingTold]


class ArrivalRegisterIn(Strictly):
    """What a person read in it. Without words it is registered as its channel reads it."""

    body: Annotated[Words | None, Field(description="Left out: as it was read.")] = None
    subject: Words | None = None
    place: Words | None = None
    name: Words | None = None
    phone: Words | None = None
    email: Words | None = None


class ArrivalJoinIn(Strictly):
    letter: Annotated[Words, Field(description="The number of the letter, or its receipt code.")]
    words: Annotated[Words, Field(description="What is added, as it stands there.")] = ""


class ArrivalAsideIn(Strictly):
    reason: Words


class ArrivalSettledTold(Told):
    id: Id
    became: str
    letter: Id | None
    number: str
