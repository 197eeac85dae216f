"""The lines of the ledger as plain facts, with the names of bodies in place of their codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lianxin.ledger.models import Event
from lianxin.organisations.models import Organisation

# What in the data of a line is the code of a body.
BODIES = ("to", "owed_by", "suggested", "body")


@dataclass(frozen=True)
class LineSeen:
    """记录 One line of the ledger: its name, its moment, who wrote it, and its plain data."""

    key: UUID
    at: datetime
    name: str
    by_kind: str
    who: str
    organisation: str
    data: dict[str, Any]


def history_of(dossiers: Iterable[UUID], *, newest: int | None = None) -> tuple[LineSeen, ...]:
    """The ledger lines of these folders in the order in which they were written; or only the newest."""
    lines = Event.objects.filter(dossier__in=list(dossiers)).select_related("by")
    events = list(lines.order_by("-at", "-id")[:newest])[::-1]
    data = [event.data for event in events]
    codes = {said[key] for said in data for key in BODIES if isinstance(said.get(key), str)}
    codes |= {event.organisation for event in events if event.organisation}
    names = {body.code: body.name for body in Organisation.objects.filter(code__in=codes)}
    return tuple(
        LineSeen(
            key=event.pk, at=event.at, name=event.name, by_kind=event.by_kind,
            who=event.by.name if event.by else "",
            organisation=names.get(event.organisation, event.organisation),
            data=said | {key: names.get(said[key], said[key]) for key in BODIES if key in said},
        )
        for event, said in zip(events, data, strict=True)
    )  # fmt: skip
