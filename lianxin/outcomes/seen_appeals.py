"""复查、复核 The appeals of a case as facts, for the writer and for those who work on it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lianxin.cases.models import Case
from lianxin.kit.asking import Prepared
from lianxin.outcomes.models import Appeal, Ruling

appeals_in = Prepared(
    lambda case: Appeal.objects.filter(case=case).select_related("body").order_by("asked_at", "id"), UUID
)


@dataclass(frozen=True)
class SeenAppeal:
    """一次申诉 Who was asked and why, what was held and why, and whether that has reached the writer."""

    level: int
    label: str
    body: str
    words: str
    asked_at: datetime
    ruling: str
    ruling_label: str
    opinion: str
    basis: str
    decided_at: datetime | None
    told_at: datetime | None

    @property
    def awaits_reading(self) -> bool:
        """A confirmed answer: the opinion is there, and the writer is not known to have it."""
        return self.ruling == Ruling.CONFIRMED and self.told_at is None

    def closed_until_read(self) -> "SeenAppeal":
        """As the writer sees it: an opinion opens when the writer opens it, as an answer does."""
        if not self.awaits_reading:
            return self
        return replace(self, ruling="", ruling_label="", opinion="", basis="", decided_at=None)


def appeals_of(case: Case | None) -> tuple[SeenAppeal, ...]:
    """Oldest first."""
    if case is None:
        return ()
    return tuple(
        SeenAppeal(
            level=one.level, label=str(one.get_level_display()), body=one.body.name, words=one.words,
            asked_at=one.asked_at, ruling=one.ruling, ruling_label=str(one.get_ruling_display()),
            opinion=one.opinion, basis=one.basis, decided_at=one.decided_at, told_at=one.told_at,
        )
        for one in appeals_in(case.pk)
    )  # fmt: skip
