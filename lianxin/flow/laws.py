"""The five laws and the conservation law, asked of the database.

`quick` is what /health asks on every call: each answer comes from an index and costs what is open,
not what exists. `lianxin verify` walks the whole ledger (see `walking`).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import OWED
from lianxin.flow.moves import stage_from_ledger
from lianxin.flow.procedures import ANY_OPEN
from lianxin.ledger.guards import standing
from lianxin.ledger.models import Dossier, Event, Secrecy
from lianxin.ledger.queries import (
    chain_complaint,
    count_at,
    counted_afresh,
    reactions_with_a_last_attempt,
    tallied,
)

GUARDED = ("ledger_event", "intake_submission")
NEWEST = 200


@dataclass(frozen=True)
class Health:
    """健康 The conservation law of ordinary letters, and whether each of the five laws holds."""

    received: int
    registered: int
    waiting: int
    open: int
    closed: int
    gap: int
    laws: dict[str, bool]

    @property
    def ok(self) -> bool:
        return self.gap == 0 and all(self.laws.values())


def quick() -> Health:
    """Laws 1, 2 and 5 over everything that is open; 3 and 4 over the newest folders and the guards."""
    letters, cases = count_at("submission"), count_at("case")
    received, waiting = sum(letters.values()), letters.get("waiting", 0)
    registered, closed = sum(cases.values()), cases.get("closed", 0)
    newest = [case.dossier for case in Case.objects.select_related("dossier").order_by("-pk")[:NEWEST]]
    laws = {
        "1": not unheard().exists(),
        "2": not silent_cases().exists(),
        "3": not any(complaint for _dossier, complaint in stage_complaints(newest)),
        "4": all(standing(table) for table in GUARDED)
        and not any(complaint for _dossier, complaint in chain_complaints(newest)),
        "5": reactions_with_a_last_attempt() == 0,
    }
    gap = abs(received - registered - waiting)
    return Health(received, registered, waiting, registered - closed, closed, gap, laws)


def _owed(key: str = "") -> Exists:
    owed = Promise.objects.filter(dossier=OuterRef("pk"), state__in=OWED, beside=False)
    return Exists(owed.filter(key=key) if key else owed)


def unheard() -> QuerySet[Dossier]:
    """Law 1: letters that wait to be registered without a running promise to register them."""
    return _at("submission", {"waiting"}).exclude(_owed("register"))


def silent_cases() -> QuerySet[Dossier]:
    """Law 2: open cases in which nobody owes anything."""
    return _at("case", ANY_OPEN).exclude(_owed())


def _at(kind: str, stages: Collection[str]) -> QuerySet[Dossier]:
    """Whatever its secrecy, which begins the index that leads to a stage."""
    return Dossier.objects.filter(secrecy__in=Secrecy.values, kind=kind, stage__in=stages)


def _lines_of(dossiers: list[Dossier]) -> dict[object, list[Event]]:
    lines: dict[object, list[Event]] = {dossier.pk: [] for dossier in dossiers}
    for event in Event.objects.filter(dossier__in=dossiers).order_by("dossier_id", "seq"):
        lines[event.dossier_id].append(event)
    return lines


def chain_complaints(dossiers: list[Dossier]) -> Iterator[tuple[Dossier, str]]:
    """Law 4: what is wrong with each folder's chain; '' where nothing is."""
    lines = _lines_of(dossiers)
    for dossier in dossiers:
        yield dossier, chain_complaint(dossier, lines[dossier.pk])


def stage_complaints(dossiers: list[Dossier]) -> Iterator[tuple[Dossier, str]]:
    """Law 3: where the stage on the cover is not the one the ledger leads to."""
    lines = _lines_of(dossiers)
    cases = {case.pk: case for case in Case.objects.filter(dossier__in=dossiers).select_related("dossier")}
    for dossier in dossiers:
        case = cases.get(dossier.pk)
        told = stage_from_ledger(case, lines[dossier.pk]) if case else dossier.stage
        yield dossier, "" if told == dossier.stage else f"the cover says {dossier.stage}, the ledger {told}"


def tally_complaints() -> list[str]:
    """Where the kept counts differ from counting every folder."""
    counted, kept = counted_afresh(), tallied()
    return [
        f"{place}: tally {kept[place]}, counted {counted[place]}"
        for place in sorted(set(counted) | set(kept))
        if counted[place] != kept[place]
    ]
