"""渠道通不通 What the tries of the last days say of each channel that is tried."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q

from lianxin.intake.models import Probe

TRIED = ("mailbox",)  # the channels on the web: what comes on paper or in files is brought by a person
DAYS = 30


class Uptime(NamedTuple):
    """One channel: tries of the last days, how many took the letter, and what failed last."""

    channel: str
    tries: int
    taken: int
    failed: str

    @property
    def of_a_hundred(self) -> float:
        return round(100 * self.taken / self.tries, 2) if self.tries else 0.0


def newest(channel: str) -> Probe | None:
    """The last try of a channel."""
    return Probe.objects.filter(channel=channel).order_by("-at").first()


def uptime(*, now: datetime) -> list[Uptime]:
    """Every channel that is tried; `failed` says what was wrong the last time, when it was."""
    since = now - timedelta(days=DAYS)
    found = []
    for channel in TRIED:
        tries = Probe.objects.filter(channel=channel, at__gt=since)
        counts = tries.aggregate(tries=Count("id"), taken=Count("id", filter=Q(ok=True)))
        last = newest(channel)
        found.append(Uptime(channel, **counts, failed=last.failed if last else ""))
    return found


def working() -> dict[str, bool]:
    """Did each channel take the letter the last time? One that was never tried is believed."""
    return {channel: last is None or last.ok for channel in TRIED for last in [newest(channel)]}
