"""Which closed matters are looked at again: drawn by a rule, so that nobody can choose."""

from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from lianxin.cases.models import Case, Decision
from lianxin.clock.queries import rule
from lianxin.flow.moves import owable, owe_next
from lianxin.flow.procedures import procedure_of
from lianxin.kit.dates import local_day

STEPS = ("look_back", "look_back_from", "look_back_rate")


def draw_to_look_back(case: Case, *, because: str, now: datetime) -> dict[str, str]:
    """抽取回头看 Owe: part of `close`, in its line. Returns why it was drawn, for the line; or nothing.

    Every case that was worked on again or put off, and one of so many others by lot (LX_LOOK_BACK_RATE).
    A sealed report is not, nor what has come to its end after a recheck.
    """
    if case.is_sealed() or because == "final" or case.lead_org is None or not owable(case, *STEPS):
        return {}
    drawn = _why(case, now)
    if not drawn:
        return {}
    owe_next(case, "look_back", now=now)
    return {"drawn": drawn}


def _why(case: Case, now: datetime) -> str:
    if case.passes > 1:
        return "reworked"
    if case.deferrals.filter(decision=Decision.GRANTED).exists():
        return "deferred"
    rate = rule(procedure_of(case).limits["look_back_rate"], case.dossier.rulebook).amount
    return "lot" if by_lot(case.pk, local_day(now), one_of=rate) else ""


def by_lot(key: UUID, day: date, *, one_of: int) -> bool:
    """抽签 The key of the case and the day alone decide; anybody can work it out again afterwards."""
    drawn = sha256(f"{key.hex} {day.isoformat()}".encode()).digest()
    return int.from_bytes(drawn, "big") % one_of == 0
