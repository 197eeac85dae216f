"""Doing what has to follow: at least once, never a last attempt."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.module_loading import import_string

from lianxin.kit.storing import change
from lianxin.ledger.models import Reaction

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
TOGETHER = 16  # answered with one commit: few enough that nobody waits long for the disk behind them
LONGEST_WAIT = timedelta(hours=1)


def react(*, now: datetime, most: int = 200) -> int:
    """Answer the events that are due to be answered; returns how many were answered.

    A failed attempt is due again, later each time and at least once an hour.
    """
    taken = take(now=now, most=most)
    return sum(_answer(taken[n : n + TOGETHER], now=now) for n in range(0, len(taken), TOGETHER))


@transaction.atomic
def _answer(reactions: Sequence[Reaction], *, now: datetime) -> int:
    """A few in one commit, each able to fail without taking the others with it."""
    done = []
    for reaction in reactions:
        try:
            with transaction.atomic():
                import_string(reaction.function)(reaction.event, now=now)
            done.append(reaction.pk)
        except Exception as error:  # whatever went wrong, the reaction stays owed
            log.exception("reaction %s to %s failed", reaction.function, reaction.event_id)
            put_off(reaction, str(error) or type(error).__name__, now=now)
    if done:
        change(Reaction, {"id": tuple(done)}, done_at=now, due_at=None, complaint="")
    return len(done)


@transaction.atomic
def take(*, now: datetime, most: int) -> list[Reaction]:
    """Lease due reactions to this worker; another one passes over them."""
    due = Reaction.objects.filter(due_at__lte=now).select_related("event__dossier__keeper")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    taken = sorted(due.order_by("due_at")[:most], key=lambda reaction: (reaction.event_id, reaction.pk))
    if taken:
        change(Reaction, {"id": tuple(reaction.pk for reaction in taken)}, due_at=now + LEASE)
    return taken


def put_off(reaction: Reaction, complaint: str, *, now: datetime) -> None:
    wait = min(timedelta(seconds=5 * 2 ** min(reaction.attempts, 12)), LONGEST_WAIT)
    Reaction.objects.filter(pk=reaction.pk).update(
        attempts=reaction.attempts + 1, due_at=now + wait, complaint=complaint[:2000]
    )
