"""The yardsticks: loops without a house around them, one commit for each letter, on the same disk.

`bare` keeps a letter in three small tables of its own. `same` keeps what the house keeps: the very
statements of the house, with their indexes and guards, made beforehand and only handed to the database.
"""

import random
import resource
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from lianxin.channels.message import ContactCard, Message
from lianxin.cli.bench.county import CODE
from lianxin.cli.bench.letters import letter
from lianxin.identity.actors import citizen
from lianxin.intake.verbs import receive
from lianxin.kit.text import bigrams

WORK = ("SELECT", "INSERT", "UPDATE")
CARD = ContactCard(name="来信人", phone="13800000000")

ROUNDS = 4
Statement = tuple[str, list[Any], bool]


def measure(folder: str, letters: int = 1000) -> dict[str, dict[str, float]]:
    """Letters a second and milliseconds of processor of this process, for each of the two loops."""
    from django.db import connection

    each = letters // ROUNDS
    bare = _sqlite(Path(folder)) if connection.vendor == "sqlite" else _postgres()
    chance, numbers = random.Random(2), count()
    said = iter(_statements((ROUNDS + 1) * each))
    return {
        "bare": _rounds(lambda: bare(next(numbers), *letter(chance)), each),
        "same": _rounds(lambda: _hand_over(next(said)), each),
    }


def _rounds(write: Callable[[], None], each: int) -> dict[str, float]:
    """The cheapest of several rounds; the first one only warms up."""
    rounds = []
    for _round in range(ROUNDS + 1):
        began, cpu = time.monotonic(), _cpu()
        for _letter in range(each):
            write()
        rounds.append(((_cpu() - cpu) * 1000, time.monotonic() - began))
    return {
        "per_second": round(each / min(seconds for _cpu_ms, seconds in rounds[1:]), 1),
        "cpu_ms": round(min(cpu_ms for cpu_ms, _seconds in rounds[1:]) / each, 3),
    }


def _statements(letters: int) -> list[list[Statement]]:
    """What the house says to the database for each of so many letters; listened to, and taken back."""
    from django.db import connection, transaction

    chance, heard = random.Random(3), []
    place = "?" if connection.vendor == "sqlite" else "%s"
    for _letter in range(letters):
        made: list[Statement] = []

        def note(
            execute: Any, sql: str, params: Any, many: bool, context: Any, made: list[Statement] = made
        ) -> Any:
            if sql.startswith(WORK):
                made.append((sql.replace("%s", place), list(params), many))
            return execute(sql, params, many, context)

        where, body = letter(chance)
        message = Message("mailbox", f"raw:{uuid4()}", body, place=where, addressee=CODE, contact=CARD)
        with transaction.atomic():
            with connection.execute_wrapper(note):
                receive(message, by=citizen(), now=datetime.now(UTC))
            transaction.set_rollback(True)
        heard.append(made)
    return heard


def _hand_over(statements: list[Statement]) -> None:
    """One letter, one commit, by the database's own driver. A number that is taken by now is passed over."""
    from django.db import connection

    connection.ensure_connection()
    base = connection.connection
    cursor = base.cursor()
    try:
        cursor.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
        for sql, params, many in statements:
            (cursor.executemany if many else cursor.execute)(sql, params)
        cursor.execute("COMMIT")
    except (sqlite3.IntegrityError, psycopg.IntegrityError):
        cursor.execute("ROLLBACK")


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _sqlite(folder: Path) -> Callable[[int, str, str], None]:
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
