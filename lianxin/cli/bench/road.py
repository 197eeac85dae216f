"""A made-up case's road: its steps, what each owes, and the times, days and keys that rows are made of."""

import random
from datetime import UTC, datetime
from typing import NamedTuple

from lianxin.clock.queries import calendar, rule
from lianxin.clock.reckoning import BY_THE_CLOCK, reckon

Row = tuple[object, ...]
DAY = 86_400


class Owes(NamedTuple):
    """One line on the road of a case: who writes it, what is kept by it and owed after it, and the pace."""

    key: str
    by_desk: bool
    rule: str
    advances: bool = False


class Step(NamedTuple):
    """One line on the road of a case: who writes it, what is kept by it, what is owed after it, the pace."""

    event: str
    stage: str
    by_desk: bool
    kept: tuple[str, ...]
    owes: tuple[Owes, ...]
    hours: int


DISPATCH = Owes("dispatch", True, "HOT_DISPATCH_NORMAL")
ACKNOWLEDGE = Owes("acknowledge", False, "LX_ACKNOWLEDGE")
REPLY = Owes("reply", False, "HOT_REPLY_JINAN")
APPROVE = Owes("approve", False, "LX_APPROVE")
DELIVER = Owes("deliver", False, "LX_DELIVER", True)
CLOSE, CALL = Owes("close", True, "LX_CLOSE", True), Owes("callback", True, "LX_CALLBACK")
ROAD = (
    Step("case.registered", "registered", True, ("register",), (DISPATCH,), 10),
    Step("case.dispatched", "dispatched", True, ("dispatch",), (ACKNOWLEDGE,), 8),
    Step("case.acknowledged", "in_handling", False, ("acknowledge",), (REPLY,), 16),
    Step("case.submitted", "in_approval", False, (), (APPROVE,), 80),
    Step("case.replied", "replied", False, ("approve", "reply"), (DELIVER,), 10),
    Step("case.delivered", "delivered", False, ("deliver",), (CALL, CLOSE), 60),
    Step("case.closed", "closed", False, ("close", "callback"), (), 120),
)
SUBMITTED, REPLIED, DELIVERED = 4, 5, 6  # steps taken


class Body(NamedTuple):
    """An organisation and whoever acts for it, as keys."""

    id: str
    code: str
    path: str
    person: str


class Dues:
    """Due times in whole seconds; every working day is reckoned once, by the real clock."""

    def __init__(self, rulebook: int) -> None:
        keys = {"HOT_MAILBOX_RESPOND"} | {owes.rule for step in ROAD for owes in step.owes}
        self.limits = {key: rule(key, rulebook).limit for key in keys}
        self.known: dict[tuple[str, int], int] = {}

    def after(self, key: str, start: int) -> int:
        limit = self.limits[key]
        if limit.unit in BY_THE_CLOCK:
            return start + limit.amount * int(BY_THE_CLOCK[limit.unit].total_seconds())
        day = (start + 8 * 3600) // DAY
        due = self.known.get((key, day))
        if due is None:
            moment = datetime.fromtimestamp(start, UTC)
            due = self.known[key, day] = int(reckon(limit, moment, calendar()).due.timestamp())
        return due


class Times:
    """Seconds as the database writes them and as the seal reads them; dates are said once a day."""

    def __init__(self) -> None:
        self.clock = [f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in range(DAY)]
        self.days: dict[int, str] = {}

    def _day(self, day: int) -> str:
        return self.days.setdefault(day, datetime.fromtimestamp(day * DAY, UTC).strftime("%Y-%m-%d"))

    def sql(self, moment: int) -> str:
        day, second = divmod(moment, DAY)
        return f"{self.days.get(day) or self._day(day)} {self.clock[second]}"

    def iso(self, moment: int) -> str:
        day, second = divmod(moment, DAY)
        return f"{self.days.get(day) or self._day(day)}T{self.clock[second]}"


class Keys:
    """UUIDs of version 7 as they would have been made at the time of the letter, in hexadecimal."""

    def __init__(self, chance: random.Random) -> None:
        self.tail = chance.getrandbits
        self.last = 0

    def at(self, moment: int) -> None:
        self.last = max(moment * 1000 << 12, self.last)

    def __call__(self) -> str:
        self.last += 1
        millis, count = self.last >> 12, self.last & 0xFFF
        return f"{millis:012x}7{count:03x}{0b10 << 62 | self.tail(62):016x}"
