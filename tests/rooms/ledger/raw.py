"""Raw SQL as the owner of the database, for tests that look at what the database itself does."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"


def sql(statement: str, values: list[object] | None = None) -> None:
    """One statement, undone by itself when the database refuses it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def lifted(table: str) -> Iterator[None]:
    """Take the guards of a table down and, afterwards, put them up as they were."""
    if connection.vendor == "postgresql":
        # The checks of foreign keys that still wait would forbid changing the table.
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        sql(f"GRANT UPDATE, DELETE ON {table} TO CURRENT_USER")
        sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        return
    with connection.cursor() as cursor:
        guards = cursor.execute(GUARDS, [table]).fetchall()
    for name, _made in guards:
        sql(f"DROP TRIGGER {name}")
    yield
    for _name, made in guards:
        sql(made)
