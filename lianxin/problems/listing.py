"""问题清单 The ledger as a list: what is worst now, what rises, what is late; each row with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.db.models.query import QuerySet

from lianxin.clock.models import Promise
from lianxin.identity.actors import Actor
from lianxin.identity.policy import reach_of
from lianxin.organisations.models import BEYOND
from lianxin.problems.finding import holding
from lianxin.problems.models import OPEN, Problem, Stage, Voice
from lianxin.problems.queries import FEW, LATELY, WHOLE, lately, seasons

PAGE = 50
ORDERS = ("lately", "rising", "season", "late", "voices", "new")


@dataclass(frozen=True)
class Listed:
    """一行 One problem: how many told of it, lately, before, in the coming days a year ago; is it late."""

    problem: Problem
    recent: int
    before: int
    broken: bool
    ahead: int

    @property
    def rises(self) -> bool:
        """上升 At least three in the last thirty days, and at least twice as many as in the thirty before."""
        return self.recent >= FEW and self.recent >= 2 * max(self.before, 1)


def readable_problems(by: Actor) -> "QuerySet[Problem]":
    """What this person may read: of the desk's, or of what stands under one of the own bodies."""
    somewhere = Q(pk=None)
    for path in reach_of(by, "problem.read"):
        for column in ("dossier__keeper_path", "desk__path"):
            somewhere |= Q(**{f"{column}__gte": path, f"{column}__lt": path + BEYOND})
    return Problem.objects.filter(somewhere).select_related(*WHOLE)


def listed(
    by: Actor, *, order: str, stage: str, words: str, now: datetime, begin: int = 0, most: int = PAGE
) -> list[Listed]:
    """One page of the ledger in this order, one row more than asked for where there is a next page."""
    found = readable_problems(by)
    if stage in Stage.values:
        found = found.filter(dossier__stage=stage)
    elif order != "season":
        found = found.filter(dossier__stage__in=OPEN)
    found = found.filter(holding(words))
    return as_listed(list(_ordered(found, order, now)[begin : begin + most]), now=now)


def as_listed(problems: Sequence[Problem], *, now: datetime) -> list[Listed]:
    """Each of these with what its row says besides."""
    if not problems:
        return []
    keys = [problem.pk for problem in problems]
    counts, late, ahead = lately(keys, now=now), _late(problems), _ahead(keys, now=now)
    return [
        Listed(problem, *counts[problem.pk], broken=problem.pk in late, ahead=ahead.get(problem.pk, 0))
        for problem in problems
    ]


def _ordered(found: "QuerySet[Problem]", order: str, now: datetime) -> "QuerySet[Problem]":
    if order == "voices":
        return found.order_by("-voices", "-dossier_id")
    if order == "new":
        return found.order_by("-dossier_id")
    if order == "late":
        return found.filter(dossier__next_due__isnull=False).order_by("dossier__next_due", "dossier_id")
    if order == "season":
        told = _ahead(None, now=now)
        return found.filter(pk__in=told).order_by(_by_count(told), "-voices", "-dossier_id")
    since = now - LATELY if order != "rising" else now - 2 * LATELY
    recent = Voice.objects.filter(left_at=None, said_at__gt=since, said_at__lte=now).order_by()
    told = dict(recent.values_list("problem").annotate(n=Count("pk")))
    if order == "rising":
        months = lately(told, now=now)
        told = {key: one for key, (one, before) in months.items() if one >= FEW and one >= 2 * max(before, 1)}
        found = found.filter(pk__in=told)
    return found.order_by(_by_count(told), "-voices", "-dossier_id")


def _ahead(keys: Iterable[UUID] | None, *, now: datetime) -> dict[UUID, int]:
    """换季预警 What a year ago was loud in the thirty days that now come again: how many told of it then."""
    return {key: one.ahead for key, one in seasons(keys, now=now).items() if one.returns}


def _by_count(told: dict[UUID, int]) -> Case:
    """The loudest first; what nobody told of lately comes after all of them."""
    loudest = sorted(told, key=lambda key: -told[key])[:500]
    ranks = [When(pk=key, then=Value(place)) for place, key in enumerate(loudest)]
    return Case(*ranks, default=Value(len(loudest)), output_field=IntegerField())


def _late(problems: Sequence[Problem]) -> set[UUID]:
    broken = Promise.objects.broken().filter(dossier__in=[problem.pk for problem in problems])
    return set(broken.values_list("dossier_id", flat=True))


def counts_by_stage(by: Actor) -> dict[str, int]:
    """How many stand at each stage, of what this person may read."""
    rows = readable_problems(by).order_by().select_related(None)
    return dict(rows.values_list("dossier__stage").annotate(n=Count("pk")))
