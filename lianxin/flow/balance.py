"""公开的账 The conservation law by channel and by body, day after day, and counted once more from the events.

Received = waiting + registered; registered = open + closed. Ordinary letters only: of reports of
breaches of discipline not even a number leaves the discipline office.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from lianxin.cases.models import Case
from lianxin.flow.moves import stage_from_ledger
from lianxin.kit.dates import local_day
from lianxin.kit.ids import uuid7
from lianxin.kit.storing import store
from lianxin.ledger.models import DayCount, Dossier, Event, Tally
from lianxin.ledger.queries import count_by_source
from lianxin.organisations.models import STEP, Organisation
from lianxin.organisations.queries import county

FEW = 5  # 小于这个数就可能认出人: smaller bodies are counted together, never one by one
BATCH = 500
OTHERS = ""
Stages = Mapping[str, int]
BodyOf = Callable[[str], str]


@dataclass(frozen=True)
class Balance:
    """一行账 What was received of a channel, or what a body has; `gap` is 0 or a letter is missing."""

    key: str
    registered: int
    open: int
    closed: int
    received: int | None = None
    waiting: int | None = None

    @property
    def gap(self) -> int:
        lost = 0 if self.received is None else self.received - self.registered - (self.waiting or 0)
        return abs(lost) + abs(self.registered - self.open - self.closed)


def by_channel() -> list[Balance]:
    """Of every channel, from the counts that are kept as letters move."""
    letters, cases = count_by_source("submission"), count_by_source("case")
    return _channels(letters, cases)


def _channels(letters: Mapping[str, Stages], cases: Mapping[str, Stages]) -> list[Balance]:
    return [
        _balance(channel, cases.get(channel, {}), letters.get(channel, {}))
        for channel in sorted({*letters, *cases})
    ]


def _balance(key: str, cases: Stages, letters: Stages | None = None) -> Balance:
    closed, registered = cases.get("closed", 0), sum(cases.values())
    still = sum(number for stage, number in cases.items() if stage != "closed")
    if letters is None:
        return Balance(key, registered, still, closed)
    return Balance(key, registered, still, closed, sum(letters.values()), letters.get("waiting", 0))


def by_body() -> list[Balance]:
    """Of each body right below the county, with all below it, and of the county itself; the fullest first."""
    root = county()
    places = dict(_bodies(root))
    found: dict[str, Counter[str]] = defaultdict(Counter)
    counted = Tally.objects.filter(kind="case", secrecy=0, keeper_path__in=places)
    for path, stage, number in counted.values_list("keeper_path", "stage").annotate(n=Sum("number")):
        found[path][stage] += int(number)
    below = sum((found[path] for path in places if path != root.path), Counter[str]())
    found[root.path] = found[root.path] - below
    return _fullest_first(_balance(places[path], stages) for path, stages in found.items())


def _bodies(root: Organisation) -> Iterable[tuple[str, str]]:
    return [
        (root.path, root.code),
        *Organisation.objects.filter(parent=root).order_by("path").values_list("path", "code"),
    ]


def bodies_in_sight() -> BodyOf:
    """From the place of a keeper to the code of the body right below the county, or of the county itself."""
    root = county()
    codes = dict(_bodies(root))
    return lambda path: codes.get(path[: len(root.path) + STEP], root.code)


def _fullest_first(lines: Iterable[Balance]) -> list[Balance]:
    return sorted((one for one in lines if one.registered), key=lambda one: (-one.registered, one.key))


def with_few_together(lines: list[Balance]) -> list[Balance]:
    """少于五件合并 Bodies with so few that a person might be known by them stand in one line.

    The next larger one joins them while they are too few together, so that nothing can be reckoned back.
    """
    shown = [one for one in lines if one.registered >= FEW]
    few = [one for one in lines if one.registered < FEW]
    while few and shown and sum(one.registered for one in few) < FEW:
        few.append(shown.pop())
    if not few:
        return shown
    parts = [sum(getattr(one, part) for one in few) for part in ("registered", "open", "closed")]
    return [*shown, Balance(OTHERS, *parts)]


def keep_day(*, now: datetime) -> int:
    """日账 Keep the counts of today, once; what has been kept is never written again. Returns the rows."""
    day = local_day(now)
    if DayCount.objects.filter(day=day).exists():
        return 0
    rows = [
        DayCount(id=uuid7(), day=day, about=about, **vars(one))
        for about, lines in (("channel", by_channel()), ("body", by_body()))
        for one in lines
    ]
    store(rows, once=True)
    return len(rows)


def days_kept(*, most: int = 31) -> list[Balance]:
    """The whole county on each of the last days, newest first; the key is the day."""
    sums = {name: Sum(name) for name in ("registered", "open", "closed", "received", "waiting")}
    days = DayCount.objects.filter(about="channel").values("day").annotate(**sums).order_by("-day")
    rows = days.values_list("day", *sums)[:most]
    return [Balance(day.isoformat(), *counts) for day, *counts in rows]


def recounted() -> tuple[list[Balance], list[Balance]]:
    """重算 The same two tables from every line of every folder; the kept counts are not looked at.

    Where a letter came from, and who has it now, stands on the cover of its folder; that it was received,
    registered, closed and reopened is read from the events.
    """
    letters: dict[str, Counter[str]] = defaultdict(Counter)
    cases: dict[str, Counter[str]] = defaultdict(Counter)
    bodies: dict[str, Counter[str]] = defaultdict(Counter)
    where = bodies_in_sight()
    after = UUID(int=0)
    while covers := list(
        Dossier.objects.filter(id__gt=after, secrecy=0, kind__in=("submission", "case")).order_by("id")[
            :BATCH
        ]
    ):
        after = covers[-1].pk
        for cover, stage in _stages(covers):
            if cover.kind == "submission":
                letters[cover.source][stage] += 1
                continue
            cases[cover.source][stage] += 1
            bodies[where(cover.keeper_path)][stage] += 1
    return _channels(letters, cases), _fullest_first(_balance(*one) for one in bodies.items())


def _stages(covers: list[Dossier]) -> Iterable[tuple[Dossier, str]]:
    """Where each folder stands, by its lines alone."""
    lines: dict[UUID, list[Event]] = {cover.pk: [] for cover in covers}
    for event in Event.objects.filter(dossier__in=covers).order_by("dossier_id", "seq"):
        lines[event.dossier_id].append(event)
    cases = {case.pk: case for case in Case.objects.filter(dossier__in=covers).select_related("dossier")}
    for cover in covers:
        said, case = lines[cover.pk], cases.get(cover.pk)
        if case:
            yield cover, stage_from_ledger(case, said)
        elif any(event.name == "submission.received" for event in said):
            heard = any(event.name == "submission.registered" for event in said)
            yield cover, "registered" if heard else "waiting"


def differences() -> list[str]:
    """核对 Where the page and the events do not say the same; nothing when they do."""
    kept, again = (by_channel(), by_body()), recounted()
    wrong = []
    for about, said, found in zip(("channel", "body"), kept, again, strict=True):
        one, other = {row.key: row for row in said}, {row.key: row for row in found}
        keys = sorted(key for key in {*one, *other} if one.get(key) != other.get(key))
        wrong += [f"{about} {key}: the page says {one.get(key)}, the events {other.get(key)}" for key in keys]
    return wrong
