"""Processor time: of this process, and of the database's processes that work for it."""

import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection

from lianxin.cli.bench.proc import of_process

ROUNDS = 10


def spent() -> tuple[float, float]:
    """Seconds of processor so far: (this process, the database's processes that serve this database)."""
    return time.process_time(), database_seconds()


def database_seconds() -> float:
    """What the server's processes for this database have used; 0 for SQLite, which works in our own.

    Only those that serve a connection: a sweeper that ends between two looks would take its time with it.
    """
    if connection.vendor == "sqlite":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend'"
        )
        return sum(on_processor(pid) for (pid,) in cursor.fetchall())


def on_processor(pid: int) -> float:
    """Seconds on a processor, to the nanosecond where the kernel tells it; 0 for a process elsewhere."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return of_process(pid)


def per_call(act: Callable[[], object], *, times: int, warm: int = 5) -> dict[str, float]:
    """Milliseconds of processor per call, ours and the database's, and their sum.

    Of several rounds the cheapest counts: other work on the same processors only ever adds to it.
    """
    for _round in range(warm):
        act()
    each = max(times // ROUNDS, 1)
    rounds = []
    for _round in range(min(ROUNDS, times)):
        before = spent()
        for _call in range(each):
            act()
        after = spent()
        rounds.append([(b - a) * 1000 / each for a, b in zip(before, after, strict=True)])
    app, database = min(rounds, key=sum)
    return {"app_ms": round(app, 3), "db_ms": round(database, 3), "ms": round(app + database, 3)}
