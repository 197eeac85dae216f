"""诉求认定 The claims of a case as facts, for the writer and for those who work on it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lianxin.cases.models import Case
from lianxin.kit.asking import Prepared
from lianxin.outcomes.models import Claim, Held
from lianxin.outcomes.verbs.claiming import last_day

claims_in = Prepared(
    lambda case: (
        Claim.objects.filter(request__case=case)
        .select_related("request", "organisation", "decided_in", "settled_in")
        .order_by("request__number")
    ),
    UUID,
)


@dataclass(frozen=True)
class SeenClaim:
    """一项认定 Of which demand, by whom and why; what was decided; until when it may be contested."""

    number: int
    asked: str
    body: str
    reason: str
    basis: str
    channel: str
    asked_at: datetime
    held: str
    label: str
    words: str
    decided_in: str
    contested_at: datetime | None
    contest: str
    stands: bool | None
    settled_words: str
    settled_in: str
    contest_until: datetime | None


def claims_of(case: Case | None, *, now: datetime) -> tuple[SeenClaim, ...]:
    """Every claim of this case in the order of its demands."""
    if case is None:
        return ()
    return tuple(_seen(one, case, now) for one in claims_in(case.pk))


def _seen(one: Claim, case: Case, now: datetime) -> SeenClaim:
    last = last_day(one, case) if one.held == Held.YES and not one.contested_at else None
    return SeenClaim(
        number=one.request.number, asked=one.request.words, body=one.organisation.name,
        reason=one.reason, basis=one.basis, channel=one.channel, asked_at=one.asked_at,
        held=one.held, label=str(one.get_held_display()), words=one.words,
        decided_in=one.decided_in.name if one.decided_in else "",
        contested_at=one.contested_at, contest=one.contest, stands=one.stands,
        settled_words=one.settled_words, settled_in=one.settled_in.name if one.settled_in else "",
        contest_until=last if last and now <= last else None,
    )  # fmt: skip
