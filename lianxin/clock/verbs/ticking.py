"""The clock itself: reminds before, breaks once, escalates after. It costs what is due, not what exists."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from lianxin.clock.models import Promise
from lianxin.clock.models.promise import OWED, State
from lianxin.identity.actors import THE_CLOCK
from lianxin.kit.refusals import SomeoneActedFirst
from lianxin.kit.storing import change
from lianxin.ledger.models import Dossier
from lianxin.ledger.verbs import record
from lianxin.organisations.models import STEP
from lianxin.organisations.queries import by_path

ESCALATES_AFTER = timedelta(days=1)
ESCALATES_EVERY = timedelta(days=3)


def tick(*, now: datetime, most: int = 100_000) -> int:
    """走钟 Do everything that time has made due; returns how many promises were looked at."""
    done = 0
    while done < most:
        batch = list(_alarmed(now)[:500])
        for promise_id, dossier_id in batch:
            _ring(promise_id, dossier_id, now=now)
        done += len(batch)
        if len(batch) < 500:
            break
    return done


def _alarmed(now: datetime) -> "QuerySet[Promise, tuple[UUID, UUID]]":
    waiting = Promise.objects.filter(alarm_at__lte=now).order_by("alarm_at")
    return waiting.values_list("id", "dossier_id")


def _ring(promise_id: UUID, dossier_id: UUID, *, now: datetime) -> None:
    """One promise, one transaction. Whoever acts on the folder meanwhile goes first; we come again."""
    try:
        with transaction.atomic():
            dossier = Dossier.objects.select_related("keeper").get(pk=dossier_id)
            promise = Promise.objects.select_related("owed_by").get(pk=promise_id)
            if promise.state in OWED and promise.alarm_at and promise.alarm_at <= now:
                advance(promise, dossier, now=now)
    except SomeoneActedFirst:
        return


def advance(promise: Promise, dossier: Dossier, *, now: datetime) -> None:
    """The next step of one promise in time."""
    if promise.state == State.BROKEN:
        _escalate(promise, dossier, now=now)
    elif now < promise.due:
        _note(promise, dossier, "promise.reminded", now=now, alarm_at=promise.due, reminded_at=now)
    elif promise.advances:
        _note(promise, dossier, "promise.fell_due", now=now, alarm_at=None)
    else:
        _note(
            promise, dossier, "promise.broken", now=now,
            state=State.BROKEN, broken_at=promise.due, alarm_at=promise.due + ESCALATES_AFTER,
        )  # fmt: skip


def _escalate(promise: Promise, dossier: Dossier, *, now: datetime) -> None:
    """A day after it broke to the body above and its secretary, then one level up every three days."""
    level = promise.escalated + 1
    path = promise.owed_path[: -STEP * level]
    superior = by_path(path) if path else None
    if superior is None:
        Promise.objects.filter(pk=promise.pk).update(alarm_at=None)
        return
    later = promise.due + ESCALATES_AFTER + ESCALATES_EVERY * level
    _note(
        promise, dossier, "promise.escalated", now=now, to=superior.code,
        escalated=level, alarm_at=later,
    )  # fmt: skip


def _note(
    promise: Promise, dossier: Dossier, event: str, *, now: datetime, to: str = "", **changes: object
) -> None:
    change(Promise, {"id": promise.pk}, **changes)
    said = {"promise": promise.key, "owed_by": promise.owed_by.code, "due": promise.due.isoformat()}
    record(dossier, event, by=THE_CLOCK, now=now, **said, **({"to": to} if to else {}))
