"""挂牌督办 The matters that a supervisor lists publicly, as facts: nothing of any letter."""

from dataclasses import dataclass
from datetime import datetime

from lianxin.cases.models import Stage, Supervision
from lianxin.ledger.models import in_ordinary_folder

MOST = 100
ANSWERED = {Stage.REPLIED, Stage.DELIVERED}  # only the writer's word is awaited


@dataclass(frozen=True)
class ListedMatter:
    """One matter in public: its number, what it is about, who has it, since when, and what is owed next."""

    number: str
    category: str
    body: str
    stage: str
    listed_at: datetime
    next_due: datetime | None
    awaits_writer: bool


def listed_matters() -> list[ListedMatter]:
    """Those still open, the longest listed first; one query."""
    found = Supervision.objects.filter(in_ordinary_folder("case_id"), listed_at__isnull=False, ended_at=None)
    found = found.exclude(case__dossier__stage=Stage.CLOSED).order_by("listed_at")
    rows = found.select_related("case__dossier__keeper", "case__category")[:MOST]
    return [_listed(row) for row in rows]


def _listed(row: Supervision) -> ListedMatter:
    case = row.case
    assert row.listed_at
    return ListedMatter(
        case.dossier.number, str(case.category or ""), case.dossier.keeper.name, case.stage, row.listed_at,
        case.dossier.next_due, case.stage in ANSWERED,
    )  # fmt: skip
