"""计数 Which facts each count counts, and in which cells: one table for counts and lists."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from lianxin.insight.figures.fact import Fact
from lianxin.organisations.models import STEP

DUE: Mapping[str, Any] = {"counts": True}


@dataclass(frozen=True)
class Count:
    """一个数 What it counts: facts of which all of `where` holds, by the day in `by`; or the sum of `amount`.

    `where` is read in two ways, and means the same in both: here of a fact in memory, and on pages as the
    filter of a list (`name__gte` at least, `name__in` one of these).
    """

    by: str
    where: Mapping[str, Any]
    amount: str = ""

    def of(self, fact: Fact) -> int:
        """What this fact adds to the count."""
        if not all(_holds(fact, name, value) for name, value in self.where.items()):
            return 0
        return int(getattr(fact, self.amount) or 0) if self.amount else 1


def _holds(fact: Fact, name: str, value: Any) -> bool:
    column, _, how = name.partition("__")
    said = getattr(fact, column)
    if how == "in":
        return said in value
    if said is None:
        return False
    if how == "gte":
        return bool(said >= value)
    return bool(said <= value) if how == "lte" else bool(said == value)


def _due(amount: str = "", **where: Any) -> Count:
    return Count("limit_on", {**DUE, **where}, amount)


def _out(reason: str) -> Count:
    return Count("limit_on", {"ripe": True, "excluded": reason})


COUNTS: Mapping[str, Count] = {
    "received": Count("received_on", {}),
    "closed": Count("closed_on", {}),
    "due": _due(),
    "excluded_claim": _out("claim"),
    "excluded_appeal": _out("appeal"),
    "excluded_withdrawn": _out("withdrawn"),
    "rating_out": _due(rating_out=True),
    "responded": _due(responded=True),
    "answered": _due(answered=True),
    "unanswered": _due(answered=False),
    "on_time": _due(on_time=True),
    "extended": _due(extended=True),
    "claimed": _due(claimed=True),
    "participated": _due(verdict__in=("solved", "partly", "not_solved")),
    "solved": _due(verdict="solved"),
    "partly": _due(verdict="partly"),
    "not_solved": _due(verdict="not_solved"),
    "marked": _due(mark__gte=1),
    "very_satisfied": _due(mark=5),
    "satisfied": _due(mark=4),
    "basically_satisfied": _due(mark=3),
    "dissatisfied": _due(mark__in=(1, 2)),
    "first_pass": _due(solved_pass=1),
    "second_pass": _due(solved_pass=2),
    "third_pass": _due(solved_pass__gte=3),
    "reopened": _due(reopened=True),
    "looked_back": _due(looked__in=("still", "not_any_more")),
    "look_back_failed": _due(looked="not_any_more"),
    "objected": _due(objected=True),
    "upheld": _due(upheld=True),
    "wrong": _due(wrong=True),
    "transfers_0": _due(transfers=0),
    "transfers_1": _due(transfers=1),
    "transfers_2": _due(transfers=2),
    "transfers_3": _due(transfers__gte=3),
    "replies": _due("replies"),
    "alike": _due("alike"),
    "requests": _due("requests", answered=True),
    "requests_answered": _due("requests_answered"),
    "matters": _due(voices__gte=1),
    "voices": _due("voices"),
    "delivered": _due(delivered=True),
    "delivery_days": _due("delivery_days"),
    "days_5": _due(days__lte=5),
    "days_15": _due(days__gte=6, days__lte=15),
    "days_30": _due(days__gte=16, days__lte=30),
    "days_60": _due(days__gte=31, days__lte=60),
    "days_more": _due(days__gte=61),
}
MOVED = "moved"
NAMES = ("received", "closed", MOVED, *(name for name in COUNTS if name not in {"received", "closed"}))
_BY_DAY = {
    by: [(name, count) for name, count in COUNTS.items() if count.by == by]
    for by in ("received_on", "limit_on", "closed_on")
}


class Place(NamedTuple):
    """Where something is counted: in which dimension, of which body, kind, place or channel, and when."""

    dimension: str
    one: str
    two: str
    period: str


Cells = dict[Place, Counter[str]]


def cells_of(fact: Fact) -> Iterator[tuple[Place, Mapping[str, int]]]:
    """Everything that one case adds, and where."""
    for by, counts in _BY_DAY.items():
        day = getattr(fact, by)
        if day is None:
            continue
        added = {name: number for name, count in counts if (number := count.of(fact))}
        for place in _places(fact, day) if added else ():
            yield place, added
    for one in filter(None, fact.moved.split(";")):
        way, _, month = one.partition("@")
        left, _, taken = way.partition(">")
        yield Place("transfer", left, taken, month), {MOVED: 1}


def _places(fact: Fact, day: date) -> Iterator[Place]:
    month = f"{day:%Y-%m}"
    yield Place("all", "", "", month)
    yield Place("day", "", "", day.isoformat())
    yield Place("channel", fact.channel, "", month)
    if fact.category:
        yield Place("category", fact.category, "", month)
    for path in _up(fact.place):
        yield Place("place", path, "", month)
    for path in _up(fact.org):
        yield Place("org", path, "", month)
        if fact.category:
            yield Place("org_category", path, fact.category, f"{day:%Y}")


def _up(path: str) -> list[str]:
    """The body itself and every body above it."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]


def add_up(facts: Iterable[tuple[Fact | None, int]]) -> Cells:
    """All that these facts add, or take away where the number beside them is -1; nothing where it is 0."""
    cells: Cells = defaultdict(Counter)
    for fact, sign in facts:
        for place, added in cells_of(fact) if fact else ():
            for name, number in added.items():
                cells[place][name] += sign * number
    found = {place: Counter({name: n for name, n in one.items() if n}) for place, one in cells.items()}
    return {place: one for place, one in found.items() if one}
