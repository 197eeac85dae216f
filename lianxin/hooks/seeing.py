"""看得见 Of what a program may be told: what its person may read by this key, and never a sealed report."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from lianxin.cases.models import Case
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may
from lianxin.intake.models import Submission
from lianxin.ledger.models import Event

Thing = Case | Submission
BESIDE = (
    "dossier__keeper", "addressee", "case__dossier__keeper", "case__desk", "case__submission__dossier",
    "case__submission__addressee",
)  # fmt: skip


def things_of(events: Iterable[Event]) -> Mapping[UUID, Thing]:
    """案卷 The matter behind each of these events, by its folder; of a letter the case that it has become."""
    folders = {event.dossier_id for event in events}
    things: dict[UUID, Thing] = {}
    for letter in Submission.objects.filter(pk__in=folders).select_related(*BESIDE):
        things[letter.pk] = getattr(letter, "case", letter)
    for case in Case.objects.with_cover().filter(pk__in=folders):
        things[case.pk] = case
    return things


def sees(by: Actor, thing: Thing | None) -> bool:
    """May it be told? Asked when the event is heard, and whenever it is sent: people change their posts."""
    if thing is None or thing.is_sealed():
        return False
    if isinstance(thing, Case) and thing.submission.is_sealed():
        return False
    return may(by, "submission.read", thing)
