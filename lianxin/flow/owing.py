"""谁欠着什么 What each body owes, what is soon due, what is broken and for how long, as facts."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Max, Min, Q

from lianxin.clock.models import Promise

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
