"""派错率 How often the desk gave a letter to a wrong body, and how often the suggestion named one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from lianxin.insight.dispatching.learnt import learnt
from lianxin.insight.learning.model import NoModel
from lianxin.insight.models import Suggested
from lianxin.kit.dates import SHANGHAI

LOOKED_BACK = timedelta(days=366)
FEWEST = 20  # suggestions: of fewer no share is told


@dataclass(frozen=True)
class Month:
    """一个月 Dispatches, those that did not stay; suggestions, those that named another body.

    `both` is how often the desk itself was wrong of those letters of which the house said something: only
    these two figures may be compared, because the house keeps silent where it is hard.
    """

    name: str
    given: int
    wrong: int
    said: int
    apart: int
    both: int

    @property
    def silent(self) -> int:
        return self.given - self.said

    @property
    def can_be_told(self) -> bool:
        """As a share; a few letters are only counted."""
        return self.said >= FEWEST


def by_month(*, now: datetime) -> list[Month]:
    """按月 Of the last year, the newest first; a walk along one index of the year's own rows."""
    said = Q(organisation__isnull=False)
    rows = (
        Suggested.objects.filter(at__gte=now - LOOKED_BACK, at__lte=now)
        .annotate(month=TruncMonth("at", tzinfo=SHANGHAI))
        .values("month")
        .annotate(
            given_out=Count("pk"),
            wrong=Count("pk", filter=Suggested.WRONG),
            said=Count("pk", filter=said),
            apart=Count("pk", filter=Suggested.APART),
            both=Count("pk", filter=said & Suggested.WRONG),
        )
        .order_by("-month")
    )
    return [
        Month(
            f"{row['month']:%Y-%m}", *(row[name] for name in ("given_out", "wrong", "said", "apart", "both"))
        )
        for row in rows
    ]


def how_it_stands() -> str:
    """学到哪里 What was learnt, in one sentence; or why there is nothing yet."""
    try:
        about = learnt().about
    except NoModel as reason:
        return _("现在只按目录里的词提建议，因为还没有学到东西：%(reason)s") % {"reason": reason}
    told = {"at": about.get("learnt_at", ""), "letters": about.get("letters", 0)}
    return _("%(at)s学过一遍，学了%(letters)s件已经定下来的派单。每天夜里再学一遍。") % told
