"""Files that lie on a platform come to their letter, or the letter says that they did not."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import connection, transaction

from lianxin.channels.message import FileIn
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Awaited, AwaitedState, Submission
from lianxin.intake.verbs.adding import add_files
from lianxin.kit.storing import change
from lianxin.ledger.verbs import record

LEASE = timedelta(minutes=5)  # longer than the slowest file can take
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=20), timedelta(hours=2)


@transaction.atomic
def take_awaited(*, now: datetime, without: Collection[str] = ()) -> Awaited | None:
    """Lease the file that has been due longest, of none of these channels; another worker passes over it."""
    due = Awaited.objects.filter(due_at__lte=now).exclude(channel__in=without).order_by("due_at", "id")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    first = due.first()
    if first is None:
        return None
    # On a database that locks nothing another worker may have had the same thought: one of them leases it.
    leased = Awaited.objects.filter(pk=first.pk, due_at=first.due_at).update(due_at=now + LEASE)
    return first if leased else None


@transaction.atomic
def bring(awaited: Awaited, file: FileIn, *, by: Actor, now: datetime) -> bool:
    """取到了 The file is with its letter from now on. Twice is once: says whether it was the first time.

    Raises NotValid and NotAllowedNow where the letter cannot take it.
    """
    waiting = {"id": awaited.pk, "state": AwaitedState.WAITING.value}
    if not change(Awaited, waiting, state=AwaitedState.FETCHED.value, due_at=None):
        return False
    letter = _letter_of(awaited)
    added = add_files(letter, [file], by=by, now=now)
    if added:
        change(Awaited, {"id": awaited.pk}, attachment_id=added[0].pk)
    return True


def put_off(awaited: Awaited, complaint: str, *, now: datetime) -> None:
    """It is due again, later each time."""
    wait = min(FIRST_WAIT * 2 ** min(awaited.attempts, 12), LONGEST_WAIT)
    Awaited.objects.filter(pk=awaited.pk, state=AwaitedState.WAITING).update(
        attempts=awaited.attempts + 1, due_at=now + wait, complaint=complaint[:40]
    )


@transaction.atomic
def give_up(awaited: Awaited, *, why: str, by: Actor, now: datetime) -> bool:
    """取不到了 It will not come: the letter says so, that its writer may send it again."""
    letter = _letter_of(awaited)
    require(by, "submission.lose_file", letter)
    waiting = {"id": awaited.pk, "state": AwaitedState.WAITING.value}
    lost = {"state": AwaitedState.LOST.value, "due_at": None, "complaint": why[:40]}
    if not change(Awaited, waiting, **lost):
        return False
    record(letter.dossier, "submission.file_lost", by=by, now=now, kind=awaited.kind, why=why)
    return True


def _letter_of(awaited: Awaited) -> Submission:
    return Submission.objects.select_related("dossier__keeper", "addressee").get(pk=awaited.submission_id)
