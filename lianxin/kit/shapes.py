"""Shapes of what programs send: read strictly, so that nothing is guessed and nothing passed over."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, Strict


def _written(value: Any) -> Any:
    """A day, a moment or a key is written out, never a number."""
    if not isinstance(value, str | date | UUID):
        raise ValueError("a string is wanted")
    return value


Day = Annotated[date, BeforeValidator(_written), Strict(False)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written), Strict(False)]
Key = Annotated[UUID, BeforeValidator(_written), Strict(False)]
# What a database cannot keep is refused at the door; letters of citizens have it taken out instead.
Words = Annotated[str, Field(pattern="^[^\x00]*$")]


class Strictly(BaseModel):
    """What comes from outside."""

    model_config = ConfigDict(extra="forbid", strict=True)
