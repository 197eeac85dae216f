"""最后一道 When the database is away, what a platform sends is kept in a file, and taken in when it is back.

The platform is told that it was not taken, so that it sends it again: three times, within seconds. Should the
database be back by then, the file finds that it is there already. Each is a letter once, by its key.
"""

import json
import logging
import os
import secrets
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from lianxin.channels.door import NotOurs
from lianxin.channels.message import Raw
from lianxin.mailroom.chat import talk
from lianxin.outcomes.verbs import tell_received

log = logging.getLogger(__name__)

SENT_AGAIN = timedelta(seconds=30)  # within so long the platform itself has sent it again, and been answered
TOGETHER = 200
AWAY = 3.0  # seconds for which a database that was away is not asked again by who must answer at once

_away_until = 0.0


def folder() -> Path:
    return Path(settings.LIANXIN_DATA) / "spool"


def database_is_away() -> bool:
    """Was it away a moment ago? Then nobody waits for it to say so again."""
    return time.monotonic() < _away_until


def mark_away() -> None:
    global _away_until
    _away_until = time.monotonic() + AWAY


def lay_down(raw: Raw, *, now: datetime) -> Path:
    """存盘 On disk when this comes back, with the moment at which it came."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    kept = {**asdict(raw), "content": b64encode(raw.content).decode(), "at": now.isoformat()}
    file = place / f"{now.timestamp():.6f}-{secrets.token_hex(4)}.json"
    unfinished = file.with_suffix(".part")
    with unfinished.open("w", encoding="utf-8") as paper:
        json.dump(kept, paper, ensure_ascii=False)
        paper.flush()
        os.fsync(paper.fileno())
    unfinished.replace(file)
    here = os.open(place, os.O_RDONLY)
    os.fsync(here)
    os.close(here)
    return file


def drain(*, now: datetime) -> int:
    """收回来 What lies in files is taken in, the oldest first, once the database is back. Returns how many.

    Whoever wrote was told nothing: a letter's receipt goes out as a message, owed in the same commit.
    """
    taken = 0
    for file in _waiting(now):
        try:
            raw, at = _read(file)
            talk(raw, now=at, then=tell_received)
        except NotOurs:
            log.warning("a file in the spool repeats another delivery and is put away")
        except FileNotFoundError:
            continue  # another process took it
        except ValueError:
            log.exception("a file in the spool cannot be read; it stays as %s.bad", file.stem)
            file.rename(file.with_suffix(".bad"))
            continue
        file.unlink(missing_ok=True)
        taken += 1
    return taken


def _waiting(now: datetime) -> Iterator[Path]:
    """By the moment they came, which their names begin with."""
    if not folder().is_dir():
        return
    until = (now - SENT_AGAIN).timestamp()
    for file in sorted(folder().glob("*.json"))[:TOGETHER]:
        if float(file.name.partition("-")[0]) <= until:
            yield file


def _read(file: Path) -> tuple[Raw, datetime]:
    kept = json.loads(file.read_text(encoding="utf-8"))
    at = datetime.fromisoformat(kept.pop("at"))
    try:
        return Raw(**{**kept, "content": b64decode(kept["content"])}), at
    except TypeError as error:
        raise ValueError("written by another edition") from error
