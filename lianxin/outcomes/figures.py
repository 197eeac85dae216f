"""考核数 What is counted about each body, what is left out and why, and how sure a rate is: no ranks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import sqrt
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from lianxin.cases.models import Case, Objection, Request
from lianxin.clock.models import Promise
from lianxin.ledger.models import in_ordinary_folder
from lianxin.organisations.models import BEYOND, Organisation
from lianxin.outcomes.models import Claim, Counted, FigureAppeal, Held, Rating, Verdict

SURE = 1.96  # of a hundred such intervals, ninety-five hold the true rate
# Whoever asked for what could not be met is not counted as badly served by it.
LEFT_OUT_BY_CLAIM = (Counted.REWORK, Counted.RATING)


class Source(NamedTuple):
    """Where one kind of fact is read: its rows, and what in them is the body, the case and the moment."""

    rows: "QuerySet[Any]"
    body: str
    case: str
    at: str


def _sources() -> Mapping[str, Source]:
    ordinary = Promise.objects.filter(in_ordinary_folder("dossier_id", kind="case"))
    late = ordinary.filter(broken_at__isnull=False, advances=False)
    return {
        Counted.LATE: Source(late, "owed_by", "dossier", "broken_at"),
        Counted.REWORK: Source(ordinary.filter(key="rework"), "owed_by", "dossier", "made_at"),
        Counted.TRANSFER: Source(
            Objection.objects.filter(in_ordinary_folder("case_id"), upheld=True), "organisation", "case", "at"
        ),
        Counted.RATING: Source(
            Rating.objects.filter(in_ordinary_folder("reply__case_id"), verdict=Verdict.NOT_SOLVED),
            "reply__organisation", "reply__case", "reply__delivery__delivered_at",
        ),
    }  # fmt: skip


def is_counted(case: Case, counted: str, body: Organisation) -> bool:
    """Is this counted about this body in this case?"""
    source = _sources()[counted]
    return source.rows.filter(**{source.case: case.pk, source.body: body}).exists()


class Fact(NamedTuple):
    """One thing counted about a body in one case."""

    counted: str
    case: UUID
    number: str
    at: datetime


def facts_of(body: Organisation, *, since: datetime, most: int = 50) -> list[Fact]:
    """What is counted about one body since then, the newest first."""
    found: dict[tuple[str, UUID], Fact] = {}
    numbers = {Counted.TRANSFER: "case__dossier__number", Counted.RATING: "reply__case__dossier__number"}
    for counted, source in _sources().items():
        lately = source.rows.filter(**{source.body: body, f"{source.at}__gte": since})
        number = numbers.get(counted, "dossier__number")  # type: ignore[call-overload]
        for case, said, at in lately.order_by(f"-{source.at}").values_list(source.case, number, source.at)[
            :most
        ]:
            found.setdefault((counted, case), Fact(counted, case, said, at))
    return sorted(found.values(), key=lambda fact: fact.at, reverse=True)[:most]


@dataclass
class Figures:
    """One body: of each kind how many cases are counted and how many are left out."""

    path: str
    name_zh: str
    name_en: str
    counted: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    left_out: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def figures(path: str, *, since: datetime) -> list[Figures]:
    """Every body under this one about which something is counted, in the order of the tree."""
    found: dict[UUID, Figures] = {}
    apart = left_out_under(path)
    for counted, source in _sources().items():
        under = {f"{source.body}__path__gte": path, f"{source.body}__path__lt": path + BEYOND}
        lately = source.rows.filter(**under, **{f"{source.at}__gte": since}).order_by()
        columns = [f"{source.body}{part}" for part in ("", "__path", "__name_zh", "__name_en")]
        for key, *names, number in lately.values_list(*columns).annotate(n=Count(source.case, distinct=True)):
            found.setdefault(key, Figures(*names)).counted[counted] = number
        pairs = apart[counted]
        cases = lately.filter(**{f"{source.case}__in": {case for _body, case in pairs}})
        for key, _case in set(cases.values_list(source.body, source.case)) & pairs:
            found[key].counted[counted] -= 1
            found[key].left_out[counted] += 1
    return sorted(found.values(), key=lambda one: one.path)


def left_out_under(path: str) -> dict[str, set[tuple[UUID, UUID]]]:
    """Of each kind the (body, case) that are left out, for a reason that stands beside them."""
    apart: dict[str, set[tuple[UUID, UUID]]] = defaultdict(set)
    for counted, body, case in agreed(path).values_list("counted", "organisation_id", "case_id"):
        apart[counted].add((body, case))
    for body, case in confirmed(path):
        for counted in LEFT_OUT_BY_CLAIM:
            apart[counted].add((body, case))
    return apart


def agreed(path: str) -> "QuerySet[FigureAppeal]":
    """Assessment appeals that were accepted."""
    return FigureAppeal.objects.filter(held=Held.YES, **_under(path))


def confirmed(path: str) -> Iterable[tuple[UUID, UUID]]:
    """(body, case) where every single demand was held to be one that cannot reasonably be met."""
    holding = Claim.objects.filter(held=Held.YES, **_under(path)).exclude(stands=False)
    pairs = set(holding.values_list("organisation_id", "request__case_id"))
    asked = Request.objects.filter(case__in={case for _body, case in pairs})
    also_asked = set(asked.exclude(claim__in=holding).values_list("case_id", flat=True))
    return {(body, case) for body, case in pairs if case not in also_asked}


class ClaimsOf(NamedTuple):
    """认定情况 Of one body: how often it claimed, what somebody else held, and what writers contested."""

    name_zh: str
    name_en: str
    claimed: int
    confirmed: int
    rejected: int
    contested: int
    upheld: int

    def numbers(self) -> tuple[int, ...]:
        return self[2:]


def claims_under(path: str, *, since: datetime) -> list[ClaimsOf]:
    """Every body under this one that has claimed since then, in the order of the tree."""
    lately = Claim.objects.filter(asked_at__gte=since, **_under(path))
    told = lately.values("organisation__path", "organisation__name_zh", "organisation__name_en").annotate(
        claimed=Count("pk"),
        confirmed=Count("pk", filter=Q(held=Held.YES)),
        rejected=Count("pk", filter=Q(held__in=(Held.NO, Held.LAPSED))),
        contested=Count("pk", filter=Q(contested_at__isnull=False)),
        upheld=Count("pk", filter=Q(stands=False)),
    )
    names = ("organisation__name_zh", "organisation__name_en")
    rows = told.order_by("organisation__path").values_list(*names, *ClaimsOf._fields[2:])
    return [ClaimsOf(*row) for row in rows]


def _under(path: str) -> dict[str, str]:
    return {"organisation__path__gte": path, "organisation__path__lt": path + BEYOND}


def interval(part: int, whole: int) -> tuple[int, int]:
    """区间 Between which percents a rate lies, as far as so few voices can tell (Wilson).

    Of three who spoke and were all content it is 44 to 100: no body is better than another by that.
    """
    if not whole:
        return 0, 100
    rate, spread = part / whole, SURE**2 / whole
    middle = rate + spread / 2
    width = SURE * sqrt(rate * (1 - rate) / whole + spread / whole / 4)
    low, high = ((middle + sign * width) / (1 + spread) for sign in (-1, 1))
    return round(100 * max(low, 0)), round(100 * min(high, 1))
