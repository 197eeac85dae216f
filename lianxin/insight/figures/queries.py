"""看数 What the pages read: a bounded number of cells, however many cases there are."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet, Sum

from lianxin.insight.figures.counters import COUNTS, NAMES
from lianxin.insight.figures.definitions import DEFINITIONS
from lianxin.insight.models import CaseFact, Cell, Reckoning
from lianxin.organisations.models import BEYOND, STEP
from lianxin.outcomes.figures import interval

Numbers = Mapping[str, int]
MONTHS = 12
MONTH = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])")
QUARTER = re.compile(r"([12][0-9]{3})Q([1-4])")
YEAR = re.compile(r"[12][0-9]{3}")
MOST = 400  # rows of one table: a county has some hundred bodies below one


class Rate(NamedTuple):
    """一个率 Part of a whole, in whole per cent, and between which per cents it lies (Wilson)."""

    part: int
    whole: int
    percent: int | None
    low: int
    high: int


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


def by_month(dimension: str, ones: Collection[str], period: Period) -> dict[str, dict[str, Counter[str]]]:
    """Of each of these, month after month."""
    rows = Cell.objects.filter(
        dimension=dimension, one__in=ones, two="", period__gte=period.first, period__lte=period.last
    )
    found: dict[str, dict[str, Counter[str]]] = defaultdict(dict)
    for one, month, *numbers in rows.values_list("one", "period", *NAMES):
        found[one][month] = Counter(dict(zip(NAMES, numbers, strict=True)))
    return found


def whole(dimension: str, period: Period, *, under: str = "") -> dict[str, Counter[str]]:
    """Of everything in this dimension, the whole period together."""
    rows = Cell.objects.filter(dimension=dimension, period__gte=period.first, period__lte=period.last)
    if under:
        rows = rows.filter(one__gte=under, one__lt=under + BEYOND)
    told = rows.values("one").annotate(**{f"n_{name}": Sum(name) for name in NAMES}).order_by("one")
    columns = [f"n_{name}" for name in NAMES]
    return {
        one: Counter(dict(zip(NAMES, map(int, numbers), strict=True)))
        for one, *numbers in told.values_list("one", *columns)[:MOST]
    }


def of_body(path: str, period: Period) -> Counter[str]:
    """One body with all below it."""
    return summed(by_month("org", [path], period).get(path, {}).values())


def categories_of_body(path: str, years: Sequence[str]) -> dict[str, Counter[str]]:
    """What kinds of matters one body and those below it had in these years."""
    rows = Cell.objects.filter(dimension="org_category", one=path, period__in=years)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, *numbers in rows.values_list("two", *NAMES)[:MOST]:
        found[kind].update(dict(zip(NAMES, numbers, strict=True)))
    return found


def days(first: date, last: date) -> dict[str, Counter[str]]:
    """The whole county day after day."""
    rows = Cell.objects.filter(dimension="day", period__gte=first.isoformat(), period__lte=last.isoformat())
    return {
        row[0]: Counter(dict(zip(NAMES, row[1:], strict=True))) for row in rows.values_list("period", *NAMES)
    }


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
    if not out_of:
        return Rate(part, out_of, None, 0, 100)
    return Rate(part, out_of, round(100 * part / out_of), *interval(min(part, out_of), out_of))


def behind(count: str, *, dimension: str, one: str, period: Period) -> "QuerySet[CaseFact]":
    """数后面的名单 The cases that this number counts, in the order of their days."""
    counted = COUNTS[count]
    rows = CaseFact.objects.filter(**counted.where)
    if counted.amount:
        rows = rows.filter(**{f"{counted.amount}__gte": 1})
    if dimension in {"org", "place"} and one:
        rows = rows.filter(**{f"{dimension}__gte": one, f"{dimension}__lt": one + BEYOND})
    elif dimension in {"category", "channel"}:
        rows = rows.filter(**{dimension: one})
    within = {f"{counted.by}__gte": period.begin, f"{counted.by}__lt": period.end}
    return rows.filter(**within).order_by(counted.by, "case_id")
