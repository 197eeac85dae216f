"""日程 The days of the demo county, one after the other: everything happens in the order of time.

A life is a generator: it yields the moment of its next act, and goes on when that moment has come.
"""

import heapq
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from lianxin.clock.queries import calendar

Life = Iterator[datetime]
DESK_HOURS = (time(8, 30), time(18, 0))
OFFICE_HOURS = (time(9, 0), time(17, 30))


class Agenda:
    """What is still to happen, and what time it is in the story."""

    def __init__(self, start: datetime, chance: Random) -> None:
        self.now = start
        self.chance = chance
        self._waiting: list[tuple[datetime, int, Life]] = []
        self._number = 0

    def begin(self, life: Life) -> None:
        """A life begins: it is asked at once when its first act will be."""
        try:
            when = next(life)
        except StopIteration:
            return
        self._number += 1
        heapq.heappush(self._waiting, (when, self._number, life))

    def run(self, until: datetime) -> None:
        """Let everything happen that happens until then; what would come later never does."""
        while self._waiting and self._waiting[0][0] <= until:
            when, _number, life = heapq.heappop(self._waiting)
            self.now = max(self.now, when)
            self.begin(life)
        self.now = max(self.now, until)

    def after(self, low: float, high: float) -> datetime:
        """Between so many hours from now, whatever the hour of the day."""
        return self.now + timedelta(hours=self.chance.uniform(low, high))

    def daytime(self, low: float, high: float) -> datetime:
        """The same for people at home: not in the middle of the night."""
        when = timezone.localtime(self.after(low, high))
        if when.hour < 7:
            when = when.replace(hour=7, minute=when.minute) + timedelta(hours=self.chance.uniform(0, 3))
        return when

    def at_the_desk(self, low: float, high: float) -> datetime:
        """After so many hours in which the desk is manned: every day of the week."""
        return self._pass(self.chance.uniform(low, high), DESK_HOURS, every_day=True)

    def at_work(self, low: float, high: float) -> datetime:
        """After so many hours of office: working days only."""
        return self._pass(self.chance.uniform(low, high), OFFICE_HOURS, every_day=False)

    def _pass(self, hours: float, open_from: tuple[time, time], *, every_day: bool) -> datetime:
        when, left = timezone.localtime(self.now), timedelta(hours=hours)
        while True:
            opens = when.replace(hour=open_from[0].hour, minute=open_from[0].minute)
            closes = when.replace(hour=open_from[1].hour, minute=open_from[1].minute)
            if (every_day or calendar().is_working(when.date())) and when < closes:
                start = max(when, opens)
                if start + left <= closes:
                    return start + left
                left -= closes - start
            when = (when + timedelta(days=1)).replace(hour=0, minute=0)
