"""The yardstick: the barest loop that keeps a letter safely, one commit for each, on the same disk."""

import random
import resource
import time
from collections.abc import Callable
from hashlib import sha256
from itertools import count
from pathlib import Path
from uuid import uuid4

from lianxin.cli.bench.letters import letter
from lianxin.kit.text import bigrams

ROUNDS = 4


def measure(folder: str, letters: int = 1000) -> dict[str, object]:
    """Letters a second and milliseconds of processor, written by hand: letter, line, search row, commit."""
    from django.db import connection

    write = _sqlite(Path(folder)) if connection.vendor == "sqlite" else _postgres()
    chance = random.Random(2)
    numbers = count()
    rounds = []
    for _round in range(ROUNDS + 1):
        began, cpu = time.monotonic(), _cpu()
        for _letter in range(letters // ROUNDS):
            write(next(numbers), *letter(chance))
        rounds.append(((_cpu() - cpu) * 1000, time.monotonic() - began))
    each = letters // ROUNDS
    return {
        "per_second": round(each / min(seconds for _cpu_ms, seconds in rounds[1:]), 1),
        "cpu_ms": round(min(cpu_ms for cpu_ms, _seconds in rounds[1:]) / each, 3),
    }


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _sqlite(folder: Path) -> Callable[[int, str, str], None]:
    import sqlite3

    file = folder / "raw.db"
    for end in ("", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
    base = sqlite3.connect(file, isolation_level=None)
    base.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE letter (id TEXT PRIMARY KEY, place TEXT, body TEXT);"
        "CREATE TABLE line (id TEXT PRIMARY KEY, letter TEXT REFERENCES letter, seal TEXT);"
        "CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize='unicode61')"
    )

    def write(number: int, place: str, body: str) -> None:
        key = uuid4().hex
        base.execute("BEGIN IMMEDIATE")
        base.execute("INSERT INTO letter VALUES (?, ?, ?)", (key, place, body))
        seal = sha256(body.encode()).hexdigest()
        base.execute("INSERT INTO line VALUES (?, ?, ?)", (uuid4().hex, key, seal))
        base.execute("INSERT INTO search (rowid, words) VALUES (?, ?)", (number, bigrams(body)))
        base.execute("COMMIT")

    return write


def _postgres() -> Callable[[int, str, str], None]:
    from django.db import connection

    connection.ensure_connection()
    base = connection.connection
    base.autocommit = True
    for sql in (
        "DROP TABLE IF EXISTS raw_words, raw_line, raw_letter",
        "CREATE TABLE raw_letter (id uuid PRIMARY KEY, place text, body text)",
        "CREATE TABLE raw_line (id uuid PRIMARY KEY, letter uuid REFERENCES raw_letter, seal text)",
        "CREATE TABLE raw_words (id bigint PRIMARY KEY, words tsvector)",
        "CREATE INDEX raw_words_gin ON raw_words USING gin (words)",
    ):
        base.execute(sql)

    def write(number: int, place: str, body: str) -> None:
        key, seal = uuid4(), sha256(body.encode()).hexdigest()
        with base.transaction():
            base.execute("INSERT INTO raw_letter VALUES (%s, %s, %s)", (key, place, body))
            base.execute("INSERT INTO raw_line VALUES (%s, %s, %s)", (uuid4(), key, seal))
            base.execute(
                "INSERT INTO raw_words VALUES (%s, to_tsvector('simple', %s))", (number, bigrams(body))
            )

    return write
