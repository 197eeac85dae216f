"""Storing, changing and looking for rows by statements made once, for the paths that every act takes.

The ORM makes its INSERT, UPDATE and SELECT anew every time, which costs several times what the database
does with them. Hearing a letter, writing a line and keeping a promise are where that would be
most of the time; everywhere else the ORM is the better tool.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

Write = Callable[[Any, Any], Any]
Column = tuple[str, Write | None]
AS_THEY_ARE = (models.CharField, models.TextField, models.BooleanField, models.IntegerField)
MOST_VALUES = 30_000  # in one statement: both databases take more


class Written(NamedTuple):
    """An expression in SQL's own words; its places are filled with values of the column it is for."""

    sql: str
    values: tuple[object, ...] = ()


def those_known(model: type[models.Model], name: str, texts: Sequence[str], **where: str) -> set[str]:
    """Which of these texts stand in this column of a table already, in rows of which `where` is true?"""
    database = connections[DEFAULT_DB_ALIAS]
    columns = _columns(model, database.vendor)
    also = "".join(f" AND {columns[other][0]} = %s" for other in where)
    among = f"{columns[name][0]} IN ({', '.join(['%s'] * len(texts))})"
    sql = f"SELECT {columns[name][0]} FROM {model._meta.db_table} WHERE {among}{also}"  # noqa: S608
    with database.cursor() as cursor:
        cursor.execute(sql, [*texts, *where.values()])
        return {row[0] for row in cursor.fetchall()}


def store(rows: Sequence[models.Model], *, once: bool = False) -> int:
    """Insert these new rows of one table exactly as they are; their keys are made already.

    `once` passes over a row that stands there already by one of its unique keys. Returns how many are new.
    """
    if not rows:
        return 0
    database = connections[DEFAULT_DB_ALIAS]
    sql, slots, columns = _statement(type(rows[0]), database.vendor)
    end = " ON CONFLICT DO NOTHING" if once else ""
    values = [[_given(getattr(row, name), write, database) for name, write in columns] for row in rows]
    stored = 0
    with transaction.mark_for_rollback_on_error(using=DEFAULT_DB_ALIAS), database.cursor() as cursor:
        if database.vendor == "sqlite" and len(rows) > 1:
            cursor.executemany(sql + slots + end, values)
            stored = cursor.rowcount
        else:
            most = MOST_VALUES // len(columns)
            for place in range(0, len(rows), most):
                part = values[place : place + most]
                cursor.execute(sql + ",".join([slots] * len(part)) + end, list(chain.from_iterable(part)))
                stored += cursor.rowcount
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return stored


def change(model: type[models.Model], where: Mapping[str, object], **values: object) -> int:
    """Change the rows of a table of which all of `where` is true; returns how many there were.

    A tuple in `where` means one of these, None that nothing stands there. Columns of keys to other
    tables are named with `_id`.
    """
    database = connections[DEFAULT_DB_ALIAS]
    columns = _columns(model, database.vendor)
    sets, conditions, given = [], [], []
    for name, value in values.items():
        column, write = columns[name]
        sql, parts = (value.sql, value.values) if isinstance(value, Written) else ("%s", (value,))
        sets.append(f"{column} = {sql}")
        given += [_given(part, write, database) for part in parts]
    for name, value in where.items():
        column, write = columns[name]
        if value is None:
            conditions.append(f"{column} IS NULL")
            continue
        parts = value if isinstance(value, tuple) else (value,)
        conditions.append(f"{column} IN ({', '.join(['%s'] * len(parts))})")
        given += [_given(part, write, database) for part in parts]
    sql = f"UPDATE {model._meta.db_table} SET {', '.join(sets)} WHERE {' AND '.join(conditions)}"  # noqa: S608
    with transaction.mark_for_rollback_on_error(using=DEFAULT_DB_ALIAS), database.cursor() as cursor:
        cursor.execute(sql, given)
        return int(cursor.rowcount)


def _given(value: Any, write: Write | None, database: Any) -> Any:
    return value if write is None or value is None else write(value, database)


@cache
def _columns(model: type[models.Model], vendor: str) -> dict[str, tuple[str, Write | None]]:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    return {
        field.attname: (quote(str(field.column)), _write(field, vendor))
        for field in model._meta.concrete_fields
    }


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
