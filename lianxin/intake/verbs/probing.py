"""Writing down the tries of the channels."""

from datetime import datetime, timedelta
from uuid import UUID

from lianxin.intake.models import Probe

LONGEST = 300


def begin_probe(channel: str, *, now: datetime) -> Probe:
    """试信 A try begins; how it ended is written when it is known."""
    return Probe.objects.create(channel=channel, at=now)


def end_probe(probe: Probe, *, failed: str, milliseconds: int) -> None:
    """The letter was taken, or this is what failed."""
    Probe.objects.filter(pk=probe.pk, ok=None).update(
        ok=not failed, failed=failed[:LONGEST], milliseconds=milliseconds
    )


def probe_arrived(key: UUID, *, now: datetime) -> None:
    """到了 What was sent away has come back in at the door. Twice is once."""
    probe = Probe.objects.filter(pk=key, ok=None).first()
    if probe:
        end_probe(probe, failed="", milliseconds=round(1000 * (now - probe.at).total_seconds()))


def give_up_probes(*, now: datetime, after: timedelta, failed: str) -> int:
    """没到 What was sent away and has not come in for so long has failed. Returns how many."""
    waiting = Probe.objects.filter(ok=None, at__lte=now - after)
    return waiting.update(ok=False, failed=failed[:LONGEST])


def mark_told(probe: Probe) -> None:
    """The office knows of this outage."""
    Probe.objects.filter(pk=probe.pk).update(told=True)
