"""跟着账本数 The counts follow the ledger behind everybody's back: no act waits for a figure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from itertools import chain
from uuid import UUID

from django.db import connection, transaction

from lianxin.cases.models import Case
from lianxin.insight.figures.counters import NAMES, Cells, Place, add_up
from lianxin.insight.figures.fact import Fact, fact_of
from lianxin.insight.figures.lines import folders, paths
from lianxin.insight.models import CaseFact, Reckoning
from lianxin.kit.ids import earliest
from lianxin.kit.refusals import SomeoneActedFirst
from lianxin.kit.storing import change
from lianxin.ledger.models import Event
from lianxin.ledger.verbs import acted_first

# As for the addresses of programs (hooks/verbs/following.py): an event has its key before its act is
# committed, so each turn begins a little before the place up to which the last one read, and once an hour
# far before it. A case that is counted twice adds nothing the second time, because what it added before
# stands in its row and is taken away again.
OVERLAP = timedelta(seconds=10)
FAR = timedelta(hours=2)
BATCH = 100  # so short a transaction that nobody's letter waits for it
PORTIONS = 5  # to a turn, so that a large county's first count lets others work between
ONE = 1
BEGINNING = UUID(int=0)
COLUMNS = [field.name for field in fields(Fact)]


def count_on(*, now: datetime, back: timedelta = OVERLAP) -> int:
    """数到现在 Count what has happened since the last turn; returns how many portions there were."""
    begin = _reckoning(now)
    portions = 0
    try:
        portions = _follow(begin, back, now) + _catch_up(now) + _ripen(now)
        if portions < PORTIONS:
            Reckoning.objects.filter(pk=ONE, as_of__lt=now).update(as_of=now)
    except SomeoneActedFirst:  # another worker counts: it is done there
        pass
    return portions


def count_far_back(*, now: datetime) -> int:
    """回头数 The same from far back; see OVERLAP."""
    return count_on(now=now, back=FAR)


def count_all(*, now: datetime) -> None:
    """数完 Until nothing is left to count."""
    while count_on(now=now) >= PORTIONS or Reckoning.objects.filter(cases_to__isnull=False).exists():
        pass


def _reckoning(now: datetime) -> Reckoning:
    """The first turn begins at the newest line; the cases from before are counted in portions besides."""
    newest = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
    begun = {"read_to": newest or BEGINNING, "cases_to": BEGINNING, "as_of": now}
    return Reckoning.objects.get_or_create(pk=ONE, defaults=begun)[0]


def _follow(begin: Reckoning, back: timedelta, now: datetime) -> int:
    """The cases whose folders, or whose letters' folders, have grown."""
    after = earliest(begin.read_to, back) if begin.read_to.int else BEGINNING
    portions = 0
    while portions < PORTIONS or after <= begin.read_to:
        lines = list(
            Event.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "dossier_id")[:BATCH]
        )
        if not lines:
            break
        after = lines[-1][0]
        grown = {folder for _line, folder in lines}
        grown |= set(Case.objects.filter(submission__in=grown).values_list("pk", flat=True))
        _take(grown, now, read_to=max(after, begin.read_to))
        portions += len(lines) == BATCH
        if len(lines) < BATCH:
            break
    return portions


def _catch_up(now: datetime) -> int:
    """The cases from before the first turn."""
    for portion in range(PORTIONS):
        after = Reckoning.objects.values_list("cases_to", flat=True).get(pk=ONE)
        if after is None:
            return portion
        keys = list(Case.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
        _take(keys, now, cases_to=keys[-1] if keys else None)
    return PORTIONS


def _ripen(now: datetime) -> int:
    """到期的 Cases whose limit has ended since: from now on they are among those that were due."""
    for portion in range(PORTIONS):
        unripe = CaseFact.objects.filter(ripe=False, limit_at__lte=now).order_by("limit_at")
        keys = list(unripe.values_list("pk", flat=True)[:BATCH])
        if not keys:
            return portion
        _take(keys, now)
    return PORTIONS


def _take(keys: Iterable[UUID], now: datetime, **place: UUID | None) -> None:
    """One portion, whole or not at all: facts, counts and the place up to which they have come."""
    wanted = sorted(set(keys))
    with transaction.atomic():
        turn = Reckoning.objects.get(pk=ONE).turn
        # Before anything is read: of two workers who count the same at once, the second is told here.
        if not change(Reckoning, {"id": ONE, "turn": turn}, turn=turn + 1, **place):
            raise acted_first()
        _count(wanted, now)


def _count(keys: Sequence[UUID], now: datetime) -> None:
    before = {row.pk: _as_fact(row) for row in CaseFact.objects.filter(pk__in=keys)}
    after = {one.key: fact_of(one.cover, one.lines, as_of=now) for one in folders(keys, paths())}
    # What was ripe once stays so, though another worker's clock is a little behind.
    after = {key: _as_ripe(fact, before.get(key)) for key, fact in after.items()}
    changed = [key for key in {*before, *after} if before.get(key) != after.get(key)]
    if not changed:
        return
    add_to_cells(
        add_up([*((before.get(key), -1) for key in changed), *((after.get(key), 1) for key in changed)])
    )
    CaseFact.objects.filter(pk__in=[key for key in changed if key not in after]).delete()
    rows = [CaseFact(case_id=key, **vars(after[key])) for key in changed if key in after]
    CaseFact.objects.bulk_create(rows, update_conflicts=True, unique_fields=["case"], update_fields=COLUMNS)


def _as_ripe(fact: Fact, before: Fact | None) -> Fact:
    if before and before.ripe and before.limit_at == fact.limit_at and not fact.ripe:
        return replace(fact, ripe=True, counts=not fact.excluded)
    return fact


def _as_fact(row: CaseFact) -> Fact:
    return Fact(**{name: getattr(row, name) for name in COLUMNS})


AT_ONCE = 200  # rows to a statement
TABLE_COLUMNS = ("key", "dimension", "one", "two", "period", *NAMES)
INSERT = f"INSERT INTO insight_cell ({', '.join(TABLE_COLUMNS)}) VALUES "  # noqa: S608 - names only
ADD = " ON CONFLICT (key) DO UPDATE SET " + ", ".join(
    f"{name} = insight_cell.{name} + excluded.{name}" for name in NAMES
)
SLOTS = "(" + ",".join(["%s"] * len(TABLE_COLUMNS)) + ")"


def add_to_cells(changes: Cells) -> None:
    """Add the changes to the counts, always in the same order of rows."""
    rows = [_row(place, one) for place, one in sorted(changes.items())]
    with connection.cursor() as cursor:
        for begin in range(0, len(rows), AT_ONCE):
            part = rows[begin : begin + AT_ONCE]
            values = list(chain.from_iterable(part))
            cursor.execute(INSERT + ",".join([SLOTS] * len(part)) + ADD, values)


def _row(place: Place, one: Mapping[str, int]) -> list[str | int]:
    row: list[str | int] = ["|".join(place), place.dimension, place.one, place.two, place.period]
    row.extend(one.get(name, 0) for name in NAMES)
    return row
