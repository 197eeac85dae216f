"""Keeping the exact counts."""

from collections import Counter

from django.db import connection

from lianxin.ledger.models import Dossier
from lianxin.organisations.models import STEP

AT_ONCE = 2_000  # rows to a statement: each has seven values, and a statement takes so many of them
Place = tuple[int, str, str, str, str]
INSERT = "INSERT INTO ledger_tally (key, kind, keeper_path, stage, source, secrecy, number) VALUES "
ADD = " ON CONFLICT (key) DO UPDATE SET number = ledger_tally.number + excluded.number"


def place_of(dossier: Dossier) -> Place:
    """Where a folder is counted: secrecy, kind, keeper, stage, source."""
    return (dossier.secrecy, dossier.kind, dossier.keeper_path, dossier.stage, dossier.source)


def with_those_above(places: Counter[Place]) -> Counter[Place]:
    """The same numbers, for each keeper and for every body above it: what stands under each of them."""
    counted: Counter[Place] = Counter()
    for (secrecy, kind, path, stage, source), number in places.items():
        for end in range(STEP, len(path) + 1, STEP):
            counted[secrecy, kind, path[:end], stage, source] += number
    return counted


def count_in(changes: Counter[Place]) -> None:
    """Add the changes to the tally, always in the same order of rows."""
    rows = [(place, number) for place, number in sorted(with_those_above(changes).items()) if number]
    for begin in range(0, len(rows), AT_ONCE):
        _add(rows[begin : begin + AT_ONCE])


def _add(rows: list[tuple[Place, int]]) -> None:
    values: list[str | int] = []
    for (secrecy, kind, path, stage, source), number in rows:
        key = f"{secrecy}|{kind}|{path}|{stage}|{source}"
        values += [key, kind, path, stage, source, secrecy, number]
    with connection.cursor() as cursor:
        cursor.execute(INSERT + ",".join(["(%s,%s,%s,%s,%s,%s,%s)"] * len(rows)) + ADD, values)
