"""Shapes of what programs send: read strictly, so that nothing is guessed and nothing passed over."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, Strict


def _written(value: Any) -> Any:
    """A day, a moment or a key is written out, never a number."""
    if not isinstance(value, str | date | UUID):
        raise ValueError("a string is wanted")
    return value


def _in_any_zone(moment: datetime) -> datetime:
    """At the ends of the calendar a moment has no name in another zone, and no database keeps it."""
    if not 1 < moment.year < 9999:
        raise ValueError("a year that people have is wanted")
    return moment


Day = Annotated[date, BeforeValidator(_written), Strict(False)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_in_any_zone), Strict(False)]
Key = Annotated[UUID, BeforeValidator(_written), Strict(False)]
# What a database cannot keep is refused at the door; letters of citizens have it taken out instead.
Words = Annotated[str, Field(pattern="^[^\x00]*$")]


class Strictly(BaseModel):
    """What comes from outside."""

    model_config = ConfigDict(extra="forbid", strict=True)
