"""挂牌督办 The matters that a supervisor lists publicly, as anybody may see them."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from lianxin.cases.models import Stage, Supervision
from lianxin.kit.dates import say_day
from lianxin.ledger.models import in_ordinary_folder
from lianxin.web.desk.lists import say_due

MOST = 100
ANSWERED = {Stage.REPLIED, Stage.DELIVERED}  # only the writer's word is awaited


class Listed(NamedTuple):
    """One matter in public: what it is about, who has it, since when it is listed, until when it is owed."""

    number: str
    category: str
    body: str
    stage: str
    since: str
    due: str


def listed_publicly(*, now: datetime) -> list[Listed]:
    """Those still open, the longest listed first; one query."""
    found = Supervision.objects.filter(in_ordinary_folder("case_id"), listed_at__isnull=False, ended_at=None)
    found = found.exclude(case__dossier__stage=Stage.CLOSED).order_by("listed_at")
    rows = found.select_related("case__dossier__keeper", "case__category")[:MOST]
    return [_listed(row, now=now) for row in rows]


def _listed(row: Supervision, *, now: datetime) -> Listed:
    case = row.case
    assert row.listed_at
    due, _mark = say_due(case.dossier.next_due, silent=case.stage in ANSWERED, now=now)
    return Listed(
        case.dossier.number, str(case.category or _("未分类")), case.dossier.keeper.name,
        str(Stage(case.stage).label), say_day(row.listed_at), due,
    )  # fmt: skip
