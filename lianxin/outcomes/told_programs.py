"""进展 What a program is told of the matters that it sent itself: each step, and never a word."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from lianxin.cases.models import Case, Stage
from lianxin.flow.procedures import ROAD
from lianxin.intake.models import Arrival
from lianxin.ledger.models import Event, in_ordinary_folder
from lianxin.outcomes.public_requests import HERE

STEPS = (
    "case.registered", "case.dispatched", "case.acknowledged", "case.replied", "case.delivered",
    "case.closed", "case.declined", "case.withdrawn", "case.reopened",
)  # fmt: skip
# A key is made while its line is written: a little after the moment that the line tells.
WHILE_WRITING = timedelta(minutes=10)


@dataclass(frozen=True)
class Update:
    """一步 Of which matter, when, and at what stage it has been since. Never a word of it."""

    key: UUID
    number: str
    at: datetime
    stage: str

    @property
    def closed(self) -> bool:
        return self.stage == Stage.CLOSED


def updates_for(door: str, *, since: datetime, until: datetime, most: int) -> list[Update]:
    """The first so many steps between these moments, of what came by the key behind this door.

    Lines have keys in the order of time: so no index by time is needed, and no other line is looked at.
    """
    came = Arrival.objects.filter(submission=OuterRef("submission"), channel=HERE, door=door)
    sent = Case.objects.filter(Exists(came), pk=OuterRef("dossier"))
    lines = Event.objects.filter(
        Exists(sent), in_ordinary_folder("dossier_id"), name__in=STEPS, at__gte=since, at__lte=until,
        id__gte=_first_key(since), id__lt=_first_key(until + WHILE_WRITING),
    )  # fmt: skip
    told = lines.order_by("id").values_list("id", "dossier__number", "at", "name")[:most]
    return [Update(key, number, at, ROAD[name][1]) for key, number, at, name in told]


def _first_key(moment: datetime) -> UUID:
    """The smallest key that can have been made at this moment (see kit/ids.py)."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)
