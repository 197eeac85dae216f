"""Storing new rows by statements that are made once for each table.

The ORM makes its INSERT anew every time, which costs several times what the database does with
it. Hearing a letter and writing a line are the two paths where that would be most of the time.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

Write = Callable[[Any, Any], Any]
Column = tuple[str, Write | None]
AS_THEY_ARE = (models.CharField, models.TextField, models.BooleanField, models.IntegerField)
MOST_VALUES = 30_000  # in one statement: both databases take more


def store(rows: Sequence[models.Model]) -> None:
    """Insert these new rows of one table exactly as they are; their keys are made already."""
    if not rows:
        return
    database = connections[DEFAULT_DB_ALIAS]
    sql, slots, columns = _statement(type(rows[0]), database.vendor)
    values = [
        [
            given if write is None or given is None else write(given, database)
            for given, write in ((getattr(row, name), write) for name, write in columns)
        ]
        for row in rows
    ]
    with transaction.mark_for_rollback_on_error(using=DEFAULT_DB_ALIAS), database.cursor() as cursor:
        if database.vendor == "sqlite" and len(rows) > 1:
            cursor.executemany(sql + slots, values)
        else:
            most = MOST_VALUES // len(columns)
            for place in range(0, len(rows), most):
                part = values[place : place + most]
                cursor.execute(sql + ",".join([slots] * len(part)), list(chain.from_iterable(part)))
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@cache
def _statement(model: type[models.Model], vendor: str) -> tuple[str, str, list[Column]]:
    """The beginning of a table's INSERT, the places for one row, and its columns in that order."""
    fields = model._meta.concrete_fields
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    slots = ", ".join(["%s"] * len(fields))
    columns = [(field.attname, _write(field, vendor)) for field in fields]
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES "  # noqa: S608 - names only
    return sql, f"({slots})", columns


def _in_utc(moment: datetime, _database: object) -> str:
    """As Django itself writes a moment into SQLite."""
    return str(moment.astimezone(UTC).replace(tzinfo=None))


def _write(field: "models.Field[Any, Any]", vendor: str) -> Write | None:
    """How a value of this column is written; None for what the database takes as it is."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, AS_THEY_ARE):
        return None
    if isinstance(field, models.UUIDField):
        return (lambda key, _database: key.hex) if vendor == "sqlite" else None
    if isinstance(field, models.DateTimeField):
        return _in_utc if vendor == "sqlite" else None
    return field.get_db_prep_save
