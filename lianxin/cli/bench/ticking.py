"""The clock: it costs what is due, whatever else exists."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime

from lianxin.cli.bench.cpu import per_call, spent
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import State
from lianxin.clock.verbs.ticking import tick
from lianxin.ledger.models import Dossier
from lianxin.ledger.verbs.reacting import react


def measure(due: Sequence[int] = (50, 500, 2000)) -> dict[str, object]:
    """An idle tick, and the cost of one due act when there are so many of them."""
    now = datetime.now(UTC)
    while tick(now=now) or react(now=now):
        pass  # what has fallen due since the county was made is not what we measure
    idle = per_call(lambda: tick(now=now), times=200)
    return {
        "exist": Dossier.objects.filter(kind="case").count(),
        "idle": idle,
        "due": [_ring(number, now=now) for number in due],
    }


def _ring(number: int, *, now: datetime) -> dict[str, object]:
    """Let the alarm of so many running promises go off now; `seconds` is how long one waits for all."""
    running = Promise.objects.filter(state=State.RUNNING, alarm_at__gt=now, due__gt=now)
    chosen = list(running.values_list("pk", flat=True)[:number])
    for place in range(0, len(chosen), 500):
        Promise.objects.filter(pk__in=chosen[place : place + 500]).update(alarm_at=now)
    before, began = spent(), time.perf_counter()
    rung = tick(now=now)
    app, database = ((b - a) * 1000 / max(rung, 1) for a, b in zip(before, spent(), strict=True))
    return {
        "due": rung,
        "app_ms": round(app, 3),
        "db_ms": round(database, 3),
        "ms": round(app + database, 3),
        "seconds": round(time.perf_counter() - began, 2),
    }
