"""Keeping the exact counts."""

from collections import Counter

from django.db import connection

from lianxin.ledger.models import Dossier

Place = tuple[int, str, str, str, str]
INSERT = "INSERT INTO ledger_tally (key, kind, keeper_path, stage, source, secrecy, number) VALUES "
ADD = " ON CONFLICT (key) DO UPDATE SET number = ledger_tally.number + excluded.number"


def place_of(dossier: Dossier) -> Place:
    """Where a folder is counted: secrecy, kind, keeper, stage, source."""
    return (dossier.secrecy, dossier.kind, dossier.keeper_path, dossier.stage, dossier.source)


def count_in(changes: Counter[Place]) -> None:
    """Add the changes to the tally, in one statement and always in the same order of rows."""
    rows = [(place, number) for place, number in sorted(changes.items()) if number]
    if not rows:
        return
    values: list[str | int] = []
    for (secrecy, kind, path, stage, source), number in rows:
        key = f"{secrecy}|{kind}|{path}|{stage}|{source}"
        values += [key, kind, path, stage, source, secrecy, number]
    with connection.cursor() as cursor:
        cursor.execute(INSERT + ",".join(["(%s,%s,%s,%s,%s,%s,%s)"] * len(rows)) + ADD, values)
