"""跟着账本 The ledger's events are read behind everybody's back: no act waits for a program of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from lianxin.hooks.models import Call, Hook
from lianxin.hooks.seeing import sees, things_of
from lianxin.hooks.verbs.making import end_hook
from lianxin.identity.actors import THE_CLOCK, Actor, program
from lianxin.kit.ids import earliest
from lianxin.kit.storing import store
from lianxin.ledger.models import Event, Secrecy

# An event has its key before its act is committed, and of two acts the one that began first may be on disk
# last: whoever has read up to a key may find an older one there a moment later. So each turn begins a little
# before the place up to which it read the last time, far enough for an ordinary act; and once an hour a turn
# begins far before it, for a machine whose clock goes wrong and for an act that took very long. What was
# written already is passed over by its unique key (hook, event), so reading twice tells nobody twice.
OVERLAP = timedelta(seconds=30)
FAR = timedelta(hours=2)
BATCH = 500


@dataclass(frozen=True)
class Ear:
    """One address, who asks through it, and what for."""

    hook: Hook
    by: Actor
    names: frozenset[str]


def follow(*, now: datetime, back: timedelta = OVERLAP) -> int:
    """跟上 Write down what each address has to be told; returns how many new calls there are.

    Where no address is, one small table is asked, and nothing else.
    """
    ears = listening(now=now)
    newest = Event.objects.order_by("-pk").values_list("pk", flat=True).first() if ears else None
    if newest is None:
        return 0
    written, after = 0, earliest(min(ear.hook.read_to for ear in ears), back)
    while events := _portion(after, ears):
        written += _write(events, ears, now=now)
        after = events[-1].pk
    Hook.objects.filter(pk__in=[ear.hook.pk for ear in ears]).update(read_to=newest)
    return written


def look_back(*, now: datetime) -> int:
    """回头看 The same from far back; see OVERLAP."""
    return follow(now=now, back=FAR)


def listening(*, now: datetime) -> list[Ear]:
    """Every address whose key still opens something; the others end here."""
    ears = []
    for hook in Hook.objects.live().select_related("key__person", "key__organisation"):
        if hook.key.opens(now):
            ears.append(Ear(hook, program(hook.key), frozenset(hook.events.split())))
        else:
            end_hook(hook, by=THE_CLOCK, now=now)
    return ears


def _portion(after: UUID, ears: Sequence[Ear]) -> list[Event]:
    names = {name for ear in ears for name in ear.names}
    found = Event.objects.filter(pk__gt=after, name__in=names, dossier__secrecy=Secrecy.ORDINARY)
    return list(found.only("dossier_id", "name").order_by("pk")[:BATCH])


def _write(events: Sequence[Event], ears: Sequence[Ear], *, now: datetime) -> int:
    """Each address is told only of what happened after it was named."""
    hooks = [ear.hook.pk for ear in ears]
    known = set(
        Call.objects.filter(hook__in=hooks, event__in=[event.pk for event in events]).values_list(
            "hook", "event"
        )
    )
    asked = [
        (ear, event)
        for event in events
        for ear in ears
        if event.name in ear.names and event.pk > ear.hook.pk and (ear.hook.pk, event.pk) not in known
    ]
    things = things_of(event for _ear, event in asked)
    return store(
        [
            Call(hook=ear.hook, event=event, at=now, due_at=now)
            for ear, event in asked
            if sees(ear.by, things.get(event.dossier_id))
        ],
        once=True,
    )
