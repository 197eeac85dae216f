"""Reading what writers say: how many answers arrived, how many of their writers spoke, and what they said."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q

from lianxin.ledger.models import in_ordinary_folder
from lianxin.organisations.models import BEYOND
from lianxin.outcomes.figures import interval
from lianxin.outcomes.models import Delivery, Verdict


class Heard(NamedTuple):
    """来信人怎么说 Of one body: answers that arrived in a period, and what their writers said of them.

    A rate says little without how many spoke: whoever shows one shows the other beside it.
    """

    path: str
    name_zh: str
    name_en: str
    arrived: int
    spoke: int
    solved: int
    partly: int
    not_solved: int

    @property
    def participation(self) -> int:
        """参与率 Of a hundred answers that arrived, how many writers said something."""
        return round(100 * self.spoke / self.arrived) if self.arrived else 0

    @property
    def solved_between(self) -> tuple[int, int]:
        """区间 Between which percents the share of solved lies, as far as so few voices can tell."""
        return interval(self.solved, self.spoke)


def heard(path: str, *, since: datetime) -> list[Heard]:
    """Every body under this one whose answers arrived since then, in the order of the tree; one query."""
    arrived = Delivery.objects.filter(
        in_ordinary_folder("reply__case_id"),
        delivered_at__gte=since,
        reply__organisation__path__gte=path,
        reply__organisation__path__lt=path + BEYOND,
    )
    body = "reply__organisation"
    rows = (
        arrived.order_by()
        .values_list(f"{body}__path", f"{body}__name_zh", f"{body}__name_en")
        .annotate(
            arrived=Count("id"),
            spoke=Count("reply__rating"),
            **{verdict: Count("id", filter=Q(reply__rating__verdict=verdict)) for verdict in Verdict.values},
        )
    )
    return sorted((Heard(*row) for row in rows), key=lambda one: one.path)
