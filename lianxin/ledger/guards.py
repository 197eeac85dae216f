"""The guards in the database: nothing is rubbed out, whoever asks.

SQLite has triggers. PostgreSQL has triggers and, besides, the application's own role gives up
the rights to update, delete and truncate (a role may revoke its own rights; this holds on Citus
too, where triggers do not). One statement each: Citus takes no more.
"""

from collections.abc import Callable

from django.apps.registry import Apps
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "the ledger is append only: nothing is rubbed out"
REFUSING_FUNCTION = (
    "CREATE OR REPLACE FUNCTION refuse_rubbing_out() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'insufficient_privilege'; END $$"
)


def statements(vendor: str, table: str, columns: tuple[str, ...] = ()) -> list[str]:
    """What guards a table, or only some of its columns against change (deleting is then refused too)."""
    of = f" OF {', '.join(columns)}" if columns else ""
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        return [
            f"CREATE TRIGGER guard_{table}_update BEFORE UPDATE{of} ON {table} {refuse}",
            f"CREATE TRIGGER guard_{table}_delete BEFORE DELETE ON {table} {refuse}",
        ]
    refuse = "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rubbing_out()"
    given_up = "DELETE, TRUNCATE" if columns else "UPDATE, DELETE, TRUNCATE"
    return [
        REFUSING_FUNCTION,
        f"CREATE TRIGGER guard_{table}_update BEFORE UPDATE{of} ON {table} {refuse}",
        f"CREATE TRIGGER guard_{table}_delete BEFORE DELETE OR TRUNCATE ON {table} {refuse}",
        f"REVOKE {given_up} ON {table} FROM PUBLIC, CURRENT_USER",
    ]


def raise_guards(table: str, *columns: str) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """For migrations.RunPython: put the guards of a table up, where they do not stand.

    A column added to a guarded table wants this again: SQLite makes the table anew, without its guards.
    """

    def run(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if standing(table):
            return
        for statement in statements(editor.connection.vendor, table, columns):
            editor.execute(statement)

    return run


def standing(table: str) -> bool:
    """Are the guards of this table up? Asked of the database, not remembered."""
    if connection.vendor == "sqlite":
        sql = (
            "SELECT count(*) FROM sqlite_master "
            "WHERE type = 'trigger' AND tbl_name = %s AND name LIKE 'guard_%%'"
        )
    else:
        sql = (
            "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE c.relname = %s AND t.tgname LIKE 'guard_%%' AND t.tgenabled <> 'D'"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql, [table])
        return bool(cursor.fetchone()[0] == 2)
