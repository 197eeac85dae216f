"""夜里学 The county's own dispatches are learnt from each night, in a process of its own.

A web worker or the clock never holds what learning needs. What goes to that process is a file that only this
account may read, and which is gone when it has ended, however it ended.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from lianxin.cases.models import Case, Stage
from lianxin.insight.dispatching.learnt import learnt
from lianxin.insight.learning.model import NoModel
from lianxin.insight.learning.places import model_of_county
from lianxin.kit.dates import SHANGHAI

log = logging.getLogger(__name__)

NIGHT = range(1, 5)  # hours
AGAIN_AFTER = timedelta(hours=20)
LONGEST = 900  # seconds
MOST = 20_000  # of the newest cases
FEWEST = 60
NOT_SETTLED = (Stage.DISPATCHED, Stage.DISPUTED, Stage.LINKED)
FIELDS = (
    "category__code", "lead_org__code", "submission__place_organisation__code",
    "submission__subject", "submission__body",
)  # fmt: skip


def learn_nightly(*, now: datetime) -> int:
    """夜里学 Between one and five, or at once where nothing was ever learnt. Says whether it learnt."""
    if not _is_due(now):
        return 0
    with _alone(now) as may:
        return int(may and learn(now=now))


def learn(*, now: datetime) -> bool:
    """学 From every ordinary matter that a person classed and that stayed with a body."""
    target = model_of_county()
    rows, bodies = target.with_name("rows.jsonl"), target.with_name("about.json")
    try:
        if _write_down(rows, bodies, now=now) < FEWEST:
            return False
        command = [
            sys.executable,
            "-m",
            "lianxin.insight.learning.night",
            str(rows),
            str(bodies),
            str(target),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False)
        if done.returncode:
            log.warning("nothing was learnt: %s", done.stderr.strip()[-300:])
        return done.returncode == 0
    except subprocess.TimeoutExpired:
        log.warning("nothing was learnt: it took longer than %s seconds", LONGEST)
        return False
    finally:
        rows.unlink(missing_ok=True)
        bodies.unlink(missing_ok=True)


def settled() -> Iterator[tuple[str, ...]]:
    """Class, body, place, subject, words; nothing of who wrote, and nothing confidential or sealed."""
    found = Case.objects.ordinary().filter(
        procedure="letter", category__isnull=False, lead_org__isnull=False, submission__confidential=False
    )
    found = found.exclude(dossier__stage__in=NOT_SETTLED).order_by("-dossier_id")
    yield from found.values_list(*FIELDS)[:MOST].iterator(chunk_size=500)


def _write_down(rows: Path, about: Path, *, now: datetime) -> int:
    bodies: dict[str, dict[str, dict[str, int]]] = {}
    number = 0
    with _private(rows) as file:
        for category, body, place, subject, words in settled():
            said = {"category": category, "subject": subject, "body": words}
            file.write(json.dumps(said, ensure_ascii=False) + "\n")
            for where in {place or "", ""}:
                times = bodies.setdefault(category, {}).setdefault(where, {})
                times[body] = times.get(body, 0) + 1
            number += 1
    told = {"learnt_at": now.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"), "bodies": bodies}
    with _private(about) as file:
        json.dump(told, file)
    return number


@contextmanager
def _private(path: Path) -> Iterator[Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        yield file


def _is_due(now: datetime) -> bool:
    try:
        learnt()
    except NoModel:
        return True
    age = now.timestamp() - model_of_county().stat().st_mtime
    return now.astimezone(SHANGHAI).hour in NIGHT and age > AGAIN_AFTER.total_seconds()


@contextmanager
def _alone(now: datetime) -> Iterator[bool]:
    """Of several processes that run the timetable one learns; a lock left behind does not hold for ever."""
    lock = model_of_county().with_name("learning.lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    if lock.exists() and now.timestamp() - lock.stat().st_mtime > 2 * LONGEST:
        lock.unlink(missing_ok=True)
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        yield False
        return
    try:
        yield True
    finally:
        lock.unlink(missing_ok=True)
