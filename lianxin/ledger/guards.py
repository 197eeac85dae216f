"""The guards in the database: nothing is rubbed out, whoever asks.

SQLite has triggers. PostgreSQL has triggers and, besides, the application's own role gives up
the rights to update, delete and truncate (a role may revoke its own rights; this holds on Citus
too, where triggers do not). One statement each: Citus takes no more.
"""

from django.apps.registry import Apps
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "the ledger is append only: nothing is rubbed out"


def statements(vendor: str, table: str, columns: tuple[str, ...] = ()) -> list[str]:
    """What guards a table, or only some of its columns against change (deleting is then refused too)."""
    of = f" OF {', '.join(columns)}" if columns else ""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER guard_{table}_update BEFORE UPDATE{of} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
            f"CREATE TRIGGER guard_{table}_delete BEFORE DELETE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        ]
    revoked = "DELETE, TRUNCATE" if columns else "UPDATE, DELETE, TRUNCATE"
    return [
        "CREATE OR REPLACE FUNCTION refuse_rubbing_out() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'insufficient_privilege'; END $$",
        f"CREATE TRIGGER guard_{table}_update BEFORE UPDATE{of} ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rubbing_out()",
        f"CREATE TRIGGER guard_{table}_delete BEFORE DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rubbing_out()",
        f"REVOKE {revoked} ON {table} FROM PUBLIC, CURRENT_USER",
    ]


def raise_guards(table: str, *columns: str):  # type: ignore[no-untyped-def]
    """For migrations.RunPython: put the guards of a table up."""

    def run(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in statements(editor.connection.vendor, table, columns):
            editor.execute(statement)

    return run


def standing(table: str) -> bool:
    """Are the guards of this table up? Asked of the database, not remembered."""
    if connection.vendor == "sqlite":
        sql = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND name LIKE 'guard_%%'"
    else:
        sql = (
            "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE c.relname = %s AND t.tgname LIKE 'guard_%%' AND t.tgenabled <> 'D'"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql, [table])
        return bool(cursor.fetchone()[0] == 2)
