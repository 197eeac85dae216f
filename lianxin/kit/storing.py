"""Storing new rows by statements that are made once for each table.

The ORM makes its INSERT anew every time, which costs several times what the database does with
it. Hearing a letter and writing a line are the two paths where that would be most of the time.
"""

from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Any

from django.db import connection, models, transaction

MOST_VALUES = 30_000  # in one statement: both databases take more


def store(rows: Sequence[models.Model]) -> None:
    """Insert these new rows of one table exactly as they are; their keys are made already."""
    if not rows:
        return
    fields, sql, slots = _statement(type(rows[0]), connection.vendor)
    values = [
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows
    ]
    with transaction.mark_for_rollback_on_error(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "sqlite" and len(rows) > 1:
            cursor.executemany(sql + slots, values)
        else:
            most = MOST_VALUES // len(fields)
            for place in range(0, len(rows), most):
                part = values[place : place + most]
                cursor.execute(sql + ",".join([slots] * len(part)), list(chain.from_iterable(part)))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def _statement(model: type[models.Model], _vendor: str) -> "tuple[list[models.Field[Any, Any]], str, str]":
    """The columns of a table, the beginning of its INSERT, and the places for one row's values."""
    fields = list(model._meta.concrete_fields)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    slots = ", ".join(["%s"] * len(fields))
    return fields, f"INSERT INTO {table} ({columns}) VALUES ", f"({slots})"  # noqa: S608 - names only
