"""谁欠着什么 What each body owes, what is soon due, what is broken and for how long, as facts."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Min, Q

from lianxin.cases.queries import Place
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import PromiseQuerySet

SOON = timedelta(days=1)


class Owing(NamedTuple):
    """一个单位欠着的 One body, by its place in the tree and its names."""

    path: str
    name_zh: str
    name_en: str
    owed: int
    soon: int
    broken: int
    days: int
    escalated: int
    reopened: int


def debts_under(path: str, *, now: datetime, only_broken: bool = False) -> list[Owing]:
    """Every body under this one that owes something, the longest broken first; one query.

    A promise whose silence is the writer's own is owed, but never soon due and never broken.
    """
    ours = Q(advances=False)
    broken, soon = ours & Q(due__lt=now), ours & Q(due__gte=now, due__lte=now + SOON)
    owed = Promise.objects.ordinary().owed().owed_under(path)
    rows = (owed.filter(broken) if only_broken else owed).order_by().values_list(
        "owed_path", "owed_by__name_zh", "owed_by__name_en"
    ).annotate(
        owed=Count("id"),
        soon=Count("id", filter=soon),
        broken=Count("id", filter=broken),
        first=Min("due", filter=broken),
        level=Max("escalated", filter=broken),
        reopened=Count("id", filter=Q(key="rework")),
    )  # fmt: skip
    found = [
        Owing(
            path=where, name_zh=zh, name_en=en, owed=all_, soon=near, broken=late,
            days=max((now - first).days, 1) if first else 0, escalated=level or 0, reopened=again,
        )
        for where, zh, en, all_, near, late, first, level, again in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.days, -one.broken, -one.soon, one.path))


def owed_by_body(
    path: str, what: str, *, now: datetime, hidden: Collection[UUID] = (), after: Place | None = None
) -> PromiseQuerySet:
    """What one body owes, or of it what is soon due, broken, or owed anew: soonest due first.

    Without the letters that are `hidden`, and from behind the place `after` on.
    """
    ours = Q(advances=False)
    wanted = {
        "owed": Q(),
        "soon": ours & Q(due__gte=now, due__lte=now + SOON),
        "broken": ours & Q(due__lt=now),
        "reopened": Q(key="rework"),
    }
    owed = Promise.objects.ordinary().owed().filter(wanted[what], owed_path=path)
    return beyond(without(owed, hidden), after).order_by("due", "id")


def without(promises: PromiseQuerySet, hidden: Collection[UUID]) -> PromiseQuerySet:
    """Without what is owed for these letters, whether in their own folder or in that of their case."""
    if not hidden:
        return promises
    return promises.exclude(Q(dossier__in=hidden) | Q(dossier__case__submission__in=hidden))


def beyond(promises: PromiseQuerySet, place: Place | None) -> PromiseQuerySet:
    """From behind this place on, in the order in which they are due."""
    if place is None or place[0] is None:
        return promises
    return promises.filter(Q(due__gt=place[0]) | Q(due=place[0], id__gt=place[1]))
