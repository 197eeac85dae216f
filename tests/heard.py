"""What came in at a door, as it stands in the house afterwards."""

from datetime import datetime

from lianxin.channels.message import Raw
from lianxin.intake.arrivals import arrival_by_key
from lianxin.intake.models import Arrival
from lianxin.mailroom.hearing import hear


def heard(raw: Raw, *, now: datetime) -> Arrival:
    """Hear it, and look at what has become of it."""
    return arrival_by_key.get(hear(raw, now=now))
