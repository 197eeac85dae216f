"""每月一题 What could be worked on together in a month, out of the ledger; a leader chooses, nothing else.

The measure is plain: problems of one class that are open, in how many places, told of by how many letters;
how many of these came lately, and how many of that class came in that month a year ago.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from lianxin.cases.models import Category
from lianxin.identity.actors import Actor
from lianxin.kit.asking import Prepared
from lianxin.kit.dates import SHANGHAI, local_day
from lianxin.organisations.models import Organisation
from lianxin.problems.listing import readable_problems
from lianxin.problems.models import OPEN, Problem, Stage, Theme, Voice
from lianxin.problems.queries import lately

FEWEST = 2  # problems, and places: one problem in one place is mended without a theme
LOOKED_AT = 1_000
SHOWN = 6
MONTHS_AHEAD = 2


@dataclass(frozen=True)
class Suggested:
    """可选的题 Open problems of one class, the loudest first, and why they could be taken together."""

    category: Category
    problems: list[Problem]
    places: int
    letters: int
    recent: int
    last_year: int
    lead: Organisation | None


class Standing(NamedTuple):
    """办到哪里 Of the problems of a theme: so many are struck off, so many are there."""

    struck: int
    gathered: int


def months_to_choose(now: datetime) -> list[date]:
    """This month and the next ones."""
    months = [local_day(now).replace(day=1)]
    while len(months) <= MONTHS_AHEAD:
        months.append((months[-1] + timedelta(days=32)).replace(day=1))
    return months


def suggested_themes(by: Actor, *, month: date, now: datetime) -> list[Suggested]:
    """可选的题 The classes that most letters tell of, of what this person may read and no theme has yet."""
    found = readable_problems(by).filter(dossier__stage__in=OPEN, theme=None, category__isnull=False)
    by_class: dict[Category, list[Problem]] = defaultdict(list)
    for problem in found.order_by("-voices", "-dossier_id")[:LOOKED_AT]:
        assert problem.category
        by_class[problem.category].append(problem)
    kinds = {kind: those for kind, those in by_class.items() if min(len(those), _places(those)) >= FEWEST}
    before = _a_year_before(kinds, month)
    suggested = [
        Suggested(
            kind, those, _places(those), sum(one.voices for one in those), _recent(those, now),
            before.get(kind.pk, 0), _most_often(one.owner for one in those),
        )
        for kind, those in kinds.items()
    ]  # fmt: skip
    return sorted(suggested, key=lambda one: (-one.letters, one.category.code))[:SHOWN]


def _places(problems: list[Problem]) -> int:
    return len({one.place_organisation_id or one.place for one in problems})


def _recent(problems: list[Problem], now: datetime) -> int:
    return sum(recent for recent, _before in lately([one.pk for one in problems], now=now).values())


def _most_often(bodies: Iterable[Organisation | None]) -> Organisation | None:
    counted = Counter(body for body in bodies if body)
    return counted.most_common(1)[0][0] if counted else None


def _a_year_before(kinds: Iterable[Category], month: date) -> dict[object, int]:
    """Letters about problems of these classes, struck off or not, in this month a year ago."""
    first = datetime(month.year - 1, month.month, 1, tzinfo=SHANGHAI)
    end = (first + timedelta(days=32)).replace(day=1)
    told = Voice.objects.filter(said_at__gte=first, said_at__lt=end, left_at=None)
    counted = told.filter(problem__category__in=[kind.pk for kind in kinds]).order_by()
    return dict(counted.values_list("problem__category").annotate(n=Count("pk")))


def standing_of(theme: Theme) -> Standing:
    """As it is now; what a report said stays with the report."""
    counted = Problem.objects.filter(theme=theme).aggregate(
        struck=Count("pk", filter=Q(dossier__stage=Stage.STRUCK_OFF)), gathered=Count("pk")
    )
    return Standing(counted["struck"], counted["gathered"])


WHOLE = ("dossier__keeper", "office", "lead", "category")
theme_by_key = Prepared(lambda key: Theme.objects.select_related(*WHOLE).filter(pk=key), UUID)


def themes_up(*, since: date | None = None) -> QuerySet[Theme]:
    """Every theme, the newest month first; from a month on where that is asked for."""
    found = Theme.objects.select_related(*WHOLE).order_by("-month", "dossier_id")
    return found.filter(month__gte=since) if since else found
