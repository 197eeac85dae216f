"""公开的记录 The events from which anybody can count the public ledger anew, without anything of any person.

Of ordinary folders alone; of each line only its day and its name, never its words. A folder has a mark in
place of its number; a body with very few letters stands with the others, as in the ledger itself.
"""

import csv
import os
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from lianxin.flow.balance import BATCH, BodyOf, bodies_in_sight, by_body, with_few_together
from lianxin.flow.procedures import LETTER, PETITION
from lianxin.kit.dates import SHANGHAI, local_day
from lianxin.ledger.models import Dossier, Event

COLUMNS = ("folder", "kind", "channel", "body", "line", "day", "event", "stage_after")
BEGINNINGS = {"submission.received": "waiting", "submission.registered": "registered"}
MOVES = {**LETTER.moves, **PETITION.moves}
AFTER = BEGINNINGS | {name: after for name, (_allowed, after) in MOVES.items() if after}
NIGHT = range(1, 6)  # the hours in which few people write
REST = 9  # times as long as it worked: whoever writes a letter meanwhile is served first
MARK = 16  # hexadecimal digits of a folder's mark


def events_file() -> Path:
    """Where the newest export lies, once there is one."""
    return Path(settings.LIANXIN_DATA) / "public" / "events.csv"


def export_events(*, now: datetime) -> int:
    """导出 Once a day, at night: a new file in place of the old one, all at once. Returns the lines.

    The first is made at once. A large county's takes long, and nobody's letter may wait for it.
    """
    path = events_file()
    if path.exists() and not _is_time_again(path, now):
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_suffix(f".{os.getpid()}")
    with making.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        lines, worked = 0, time.thread_time()
        for line in lines_for_anybody():
            writer.writerow(line)
            lines += 1
            if lines % BATCH == 0:
                time.sleep(REST * (time.thread_time() - worked))
                worked = time.thread_time()
    os.utime(making, (now.timestamp(), now.timestamp()))
    making.replace(path)
    return lines


def _is_time_again(path: Path, now: datetime) -> bool:
    made = datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo)
    return local_day(made) != local_day(now) and now.astimezone(SHANGHAI).hour in NIGHT


def lines_for_anybody() -> Iterator[tuple[str, ...]]:
    """Every line that moves an ordinary folder, folder by folder."""
    where = bodies_in_sight()
    shown = {one.key for one in with_few_together(by_body())}
    after = UUID(int=0)
    while covers := list(
        Dossier.objects.filter(id__gt=after, secrecy=0, kind__in=("submission", "case")).order_by("id")[
            :BATCH
        ]
    ):
        after = covers[-1].pk
        known = {cover.pk: cover for cover in covers}
        found = Event.objects.filter(dossier__in=covers, name__in=AFTER).order_by("dossier_id", "seq")
        yield from _lines(found.only("dossier_id", "seq", "name", "at"), known, where, shown)


def _lines(
    found: Iterable[Event], known: dict[UUID, Dossier], where: BodyOf, shown: set[str]
) -> Iterator[tuple[str, ...]]:
    for event in found:
        cover = known[event.dossier_id]
        code = where(cover.keeper_path) if cover.kind == "case" else ""
        yield (
            _mark(cover.pk), cover.kind, cover.source, code if code in shown else "", str(event.seq),
            local_day(event.at).isoformat(), event.name, AFTER[event.name],
        )  # fmt: skip


def _mark(key: UUID) -> str:
    """Always the same for the same folder, and nobody finds the folder by it."""
    return salted_hmac("lianxin.flow.export", key.hex, algorithm="sha256").hexdigest()[:MARK]
