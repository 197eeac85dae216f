"""渠道通不通 What the tries of the last days say of each channel that is tried."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from lianxin.channels.registry import channels
from lianxin.intake.models import Probe
from lianxin.kit.dates import SHANGHAI, local_day

DAYS = 30
DEAF = timedelta(hours=1)  # so long without a letter taken, somebody has to be told


class Day(NamedTuple):
    """One day of one channel."""

    day: date
    tries: int
    taken: int

    @property
    def state(self) -> str:
        """kept, broken or none: what the strip of days shows, never by colour alone."""
        if not self.tries:
            return "none"
        return "kept" if self.tries == self.taken else "broken"


class Uptime(NamedTuple):
    """One channel: tries of the last days, how many took the letter, what failed last and since when."""

    channel: str
    tries: int
    taken: int
    failed: str
    since: datetime | None
    days: list[Day]

    @property
    def of_a_hundred(self) -> float:
        return round(100 * self.taken / self.tries, 2) if self.tries else 0.0


def tried() -> list[str]:
    """The channels the house has and can try by itself; what comes on paper or in files a person brings."""
    known = channels()
    return [name for name in settings.LIANXIN_ROADS if name in known and known[name].set_up()]


def newest(channel: str) -> Probe | None:
    """The last try of a channel whose outcome is known."""
    return Probe.objects.filter(channel=channel).exclude(ok=None).order_by("-at").first()


def uptime(*, now: datetime) -> list[Uptime]:
    """Every channel that is tried and set up; `failed` says what was wrong the last time, when it was."""
    known = Probe.objects.filter(at__gt=now - timedelta(days=DAYS)).exclude(ok=None)
    by_day: dict[str, dict[date, Day]] = defaultdict(dict)
    counted = known.annotate(day=TruncDate("at", tzinfo=SHANGHAI)).values("channel", "day")
    for row in counted.annotate(tries=Count("id"), taken=Count("id", filter=Q(ok=True))).order_by():
        by_day[row["channel"]][row["day"]] = Day(row["day"], row["tries"], row["taken"])
    # The web mailbox is always there, tried or not.
    shown = [channel for channel in tried() if channel in by_day or channel == "mailbox"]
    return [_uptime(channel, by_day[channel], now) for channel in shown]


def _uptime(channel: str, counted: dict[date, Day], now: datetime) -> Uptime:
    last = newest(channel)
    today = local_day(now)
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    return Uptime(
        channel,
        sum(day.tries for day in counted.values()),
        sum(day.taken for day in counted.values()),
        last.failed if last else "",
        deaf_since(channel),
        [counted.get(day, Day(day, 0, 0)) for day in days],
    )


def deaf_since(channel: str) -> datetime | None:
    """Since when a channel has taken nothing; None when its last try was taken, or there was none."""
    known = Probe.objects.filter(channel=channel).exclude(ok=None).order_by("at")
    good = known.filter(ok=True).last()
    bad = known.filter(ok=False, at__gt=good.at) if good else known.filter(ok=False)
    first = bad.first()
    return first.at if first else None


def working() -> dict[str, bool]:
    """Did each channel take the letter the last time? One that was never tried is believed."""
    return {channel: last is None or bool(last.ok) for channel in tried() for last in [newest(channel)]}
