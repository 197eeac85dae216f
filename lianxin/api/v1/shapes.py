"""Shapes of what is told. Each is a contract with programs of others: fields are added, never taken away."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from lianxin.kit.dates import SHANGHAI


def _told(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")


# RFC 3339 in the county's own time, so that the day in it is the day that people mean.
At = Annotated[datetime, PlainSerializer(_told), WithJsonSchema({"type": "string", "format": "date-time"})]
Id = UUID
On = date


class Told(BaseModel):
    """What goes out, made of whatever has these names."""

    model_config = ConfigDict(from_attributes=True)


class BodyTold(Told):
    """A body of the county: its code, which never changes, and its name in the reader's language."""

    code: str
    name: str


class ProblemTold(Told):
    """A no (RFC 9457)."""

    type: Annotated[str, Field(description="Which kind of no, as an address under the documentation.")]
    title: str
    status: int
    detail: Annotated[str, Field(description="A sentence for people, in the language asked for.")]
    field: Annotated[str, Field(description="The field that is wrong, where it is one.")] = ""
    errors: list[dict[str, str]] = Field(default_factory=list)
