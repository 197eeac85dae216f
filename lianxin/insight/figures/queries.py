"""看数 What the pages read: a bounded number of cells, however many cases there are."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from lianxin.insight.figures.counters import COUNTS
from lianxin.insight.figures.definitions import DEFINITIONS
from lianxin.insight.models import CaseFact, Cell, Reckoning
from lianxin.organisations.models import BEYOND, STEP, Organisation
from lianxin.outcomes.figures import interval

Numbers = Mapping[str, int]
MONTHS = 12
MONTH = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])")
QUARTER = re.compile(r"([12][0-9]{3})Q([1-4])")
YEAR = re.compile(r"[12][0-9]{3}")
ENOUGH = 100  # more than a list shows at once
MOST = 400  # rows of one table: a county has some hundred bodies below one


class Rate(NamedTuple):
    """一个率 Part of a whole, in whole per cent."""

    part: int
    whole: int
    percent: int | None

    @property
    def between(self) -> tuple[int, int]:
        """区间 Between which per cents it lies, as far as so few can tell (Wilson)."""
        return interval(min(self.part, self.whole), self.whole)


@dataclass(frozen=True)
class Period:
    """一段时间 The months that a page is about, the first and the last."""

    first: str
    last: str

    @property
    def months(self) -> list[str]:
        found, month = [], self.first
        while month <= self.last:
            found.append(month)
            month = shifted(month, 1)
        return found

    @property
    def begin(self) -> date:
        return date.fromisoformat(f"{self.first}-01")

    @property
    def end(self) -> date:
        """The first day after it."""
        return date.fromisoformat(f"{shifted(self.last, 1)}-01")


def shifted(month: str, by: int) -> str:
    """So many months later."""
    year, number = int(month[:4]), int(month[5:])
    months = year * 12 + number - 1 + by
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def last_months(day: date, *, most: int = MONTHS) -> Period:
    """The last so many months, this one included."""
    this = f"{day:%Y-%m}"
    return Period(shifted(this, 1 - most), this)


def period_said(said: str, *, today: date) -> Period:
    """A month (2025-03), a quarter (2025Q1) or a year (2025) as an address says it; else twelve months."""
    if month := MONTH.fullmatch(said):
        return Period(month[0], month[0])
    if quarter := QUARTER.fullmatch(said):
        first = f"{quarter[1]}-{int(quarter[2]) * 3 - 2:02d}"
        return Period(first, shifted(first, 2))
    if YEAR.fullmatch(said):
        return Period(f"{said}-01", f"{said}-12")
    return last_months(today)


def counted_to() -> datetime | None:
    """算到 Until when everything is counted; None before the first turn is through."""
    done = Reckoning.objects.filter(cases_to=None).values_list("as_of", flat=True)
    return done.first()


class Told(dict[str, int]):
    """Counts as they were read; what was not read is not counted there."""

    def __missing__(self, _name: str) -> int:
        return 0


def needed(figures: Iterable[str]) -> tuple[str, ...]:
    """The counts that these figures are made of, and by which every table is ordered and checked."""
    defined = [DEFINITIONS[name] for name in figures]
    found = {"received", "due", *(name for one in defined for name in (*one.part, one.whole))}
    return tuple(sorted(found - {""}))


def by_month(
    dimension: str, ones: Collection[str], period: Period, names: Sequence[str]
) -> dict[str, dict[str, Numbers]]:
    """Of each of these, month after month."""
    found: dict[str, dict[str, Numbers]] = defaultdict(dict)
    if ones:
        where, values = _within(dimension, period)
        where += f" AND two = '' AND one IN ({_places(ones)})"
        for one, month, *numbers in _asked(f"one, period, {', '.join(names)}", where, [*values, *ones]):
            found[one][month] = Told(zip(names, numbers, strict=True))
    return found


def whole(
    dimension: str,
    period: Period,
    names: Sequence[str],
    *,
    ones: Collection[str] | None = None,
    under: str = "",
) -> dict[str, Numbers]:
    """Of everything in this dimension, or of these alone, the whole period together."""
    where, values = _within(dimension, period)
    if ones is not None:
        where, values = f"{where} AND one IN ({_places(ones)})", [*values, *ones]
    if under:
        where, values = f"{where} AND one >= %s AND one < %s", [*values, under, under + BEYOND]
    return _added(where, values, "one", names) if ones is None or ones else {}


def categories_of_body(path: str, years: Sequence[str], names: Sequence[str]) -> dict[str, Numbers]:
    """What kinds of matters one body and those below it had in these years."""
    where = f"dimension = %s AND one = %s AND period IN ({_places(years)})"
    return _added(where, ["org_category", path, *years], "two", names)


def _added(where: str, values: Sequence[str], by: str, names: Sequence[str]) -> dict[str, Numbers]:
    sums = ", ".join(f"SUM({name})" for name in names)
    rows = _asked(f"{by}, {sums}", f"{where} GROUP BY {by} ORDER BY {by} LIMIT {MOST}", values)
    return {one: Told(zip(names, map(int, numbers), strict=True)) for one, *numbers in rows}


def _within(dimension: str, period: Period) -> tuple[str, list[str]]:
    return "dimension = %s AND period >= %s AND period <= %s", [dimension, period.first, period.last]


def _places(values: Collection[str]) -> str:
    return ", ".join(["%s"] * len(values))


def _asked(columns: str, where: str, values: Sequence[str]) -> list[tuple[Any, ...]]:
    """Written out: to make a question with twenty sums anew takes Django longer than the database its answer.

    The columns are names of counts (`counters.py`), never what somebody sent.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM insight_cell WHERE {where}", list(values))  # noqa: S608
        return [*cursor.fetchall()]


def days(first: date, last: date, names: Sequence[str]) -> dict[str, Numbers]:
    """The whole county day after day."""
    rows = Cell.objects.filter(dimension="day", period__gte=first.isoformat(), period__lte=last.isoformat())
    return {row[0]: Told(zip(names, row[1:], strict=True)) for row in rows.values_list("period", *names)}


def transfers(period: Period, *, under: str) -> Counter[tuple[str, str]]:
    """From which body to which cases were passed on."""
    rows = Cell.objects.filter(dimension="transfer", period__gte=period.first, period__lte=period.last)
    if len(under) > STEP:
        rows = rows.filter(
            Q(one__gte=under, one__lt=under + BEYOND) | Q(two__gte=under, two__lt=under + BEYOND)
        )
    told = rows.values("one", "two").annotate(n=Sum("moved")).filter(n__gt=0).order_by("-n", "one", "two")
    return Counter({(one, two): int(n) for one, two, n in told.values_list("one", "two", "n")[:MOST]})


def summed(many: Iterable[Numbers]) -> Counter[str]:
    """All of these together."""
    found: Counter[str] = Counter()
    for one in many:
        found.update(one)
    return found


def rate(figure: str, numbers: Numbers) -> Rate:
    """A figure as it is defined."""
    defined = DEFINITIONS[figure]
    part = sum(numbers[name] for name in defined.part)
    out_of = numbers[defined.whole] if defined.whole else 0
    return Rate(part, out_of, round(100 * part / out_of) if out_of else None)


def behind(
    count: str,
    *,
    dimension: str,
    one: str,
    period: Period,
    after: date | None = None,
    to_the_end: bool = False,
) -> "QuerySet[CaseFact]":
    """数后面的名单 The cases that this number counts, in the order of their days.

    `after`: the day on which the last page ended. The cells say between which days there are any, so that
    where few are counted not every case of the period is looked at. `to_the_end` for whoever leaves some of
    them out, and so may have to look further for a full page.
    """
    counted = COUNTS[count]
    rows = CaseFact.objects.filter(**counted.where)
    if counted.amount:
        rows = rows.filter(**{f"{counted.amount}__gte": 1})
    if dimension and one:
        column = dimension
        if counted.by != "limit_on":
            # Another day than that of the indexes by body and class, with which all of them would be sorted.
            column, rows = "of_it", rows.alias(of_it=Coalesce(dimension, Value("")))
        tree = dimension in {"org", "place"} and _has_some_below(one)
        below = {f"{column}__gte": one, f"{column}__lt": one + BEYOND}
        rows = rows.filter(**below if tree else {column: one})
    first, end = _stretch(count, dimension, one, period, after)
    end = period.end if to_the_end else end
    within = {f"{counted.by}__gte": first, f"{counted.by}__lt": end}
    return rows.filter(**within).order_by(counted.by, "case_id")


def _has_some_below(path: str) -> bool:
    return Organisation.objects.filter(parent__path=path).exists()


def _stretch(count: str, dimension: str, one: str, period: Period, after: date | None) -> tuple[date, date]:
    """From the first day that has any to the day by which there are more than a page shows."""
    begin = max(period.begin, after or period.begin)
    by_day = not dimension
    first, last = (begin.isoformat(), period.end.isoformat()) if by_day else (f"{begin:%Y-%m}", period.last)
    where = f"dimension = %s AND one = %s AND two = '' AND period >= %s AND period <= %s AND {count} > 0"
    asked = ["day" if by_day else dimension, one, first, last]
    found = _asked(f"period, {count}", f"{where} ORDER BY period", asked)
    if not found:
        return begin, begin
    end, seen = found[-1][0], 0
    for said, number in found[1:]:
        # The first stretch may lie before `after` in part, and an amount may be of one case alone.
        seen += 0 if COUNTS[count].amount else int(number)
        if seen > ENOUGH:
            end = said
            break
    if by_day:
        return max(begin, date.fromisoformat(found[0][0])), date.fromisoformat(end) + date.resolution
    return max(begin, Period(found[0][0], end).begin), Period(end, end).end
