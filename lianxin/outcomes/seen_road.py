"""走过的路 What officers may see of a case's way: who objected, who decided, who helps and what they say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lianxin.cases.models import Case, Objection, Support
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import OWED
from lianxin.kit.asking import Prepared

objections_of = Prepared(
    lambda case: (
        Objection.objects.filter(case=case)
        .select_related("organisation", "by", "suggested", "decided_by")
        .order_by("at", "id")
    ),
    UUID,
)


@dataclass(frozen=True)
class ObjectionSeen:
    """派单异议 One objection and, once decided, the decision."""

    organisation: str
    who: str
    at: datetime
    reason: str
    suggested: str
    upheld: bool | None
    decided_by: str
    decided_at: datetime | None
    words: str
    meeting: str


@dataclass(frozen=True)
class SupportSeen:
    """协办 One body that was asked to help, for what, until when, and what it said."""

    organisation: str
    kind: str
    asked_by: str
    asked_at: datetime
    words: str
    due: datetime | None
    answer: str
    answered_by: str
    answered_at: datetime | None


def objections_seen(case: Case) -> list[ObjectionSeen]:
    """Every objection, the oldest first."""
    return [_objection(one) for one in objections_of(case.pk)]


def _objection(one: Objection) -> ObjectionSeen:
    return ObjectionSeen(
        organisation=one.organisation.name, who=one.by.name, at=one.at, reason=one.reason,
        suggested=one.suggested.name if one.suggested else "", upheld=one.upheld,
        decided_by=one.decided_by.name if one.decided_by else "", decided_at=one.decided_at,
        words=one.words, meeting=one.meeting,
    )  # fmt: skip


def support_seen(case: Case, promises: Iterable[Promise]) -> list[SupportSeen]:
    """Every body that was asked to help, the oldest first; `due` while its opinion is still owed."""
    due = {promise.key: promise.due for promise in promises if promise.state in OWED}
    asked = case.supports.select_related("organisation", "asked_by", "answered_by")
    return [_support(one, due) for one in asked.order_by("asked_at", "id")]


def _support(one: Support, due: dict[str, datetime]) -> SupportSeen:
    waits = due.get(one.key) if one.answered_at is None else None
    return SupportSeen(
        organisation=one.organisation.name, kind=str(one.get_kind_display()),
        asked_by=one.asked_by.name, asked_at=one.asked_at, words=one.words, due=waits, answer=one.answer,
        answered_by=one.answered_by.name if one.answered_by else "", answered_at=one.answered_at,
    )  # fmt: skip
