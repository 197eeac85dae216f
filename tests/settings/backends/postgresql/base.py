"""PostgreSQL as Django knows it, but its flush lifts the guards of what it empties, and puts them back."""

from collections.abc import Iterable
from typing import Any

from django.core.management.color import Style
from django.db.backends.postgresql import base, operations

STANDING = r"""
SELECT c.relname, t.tgname, t.tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND t.tgname LIKE 'guard\_%' AND t.tgenabled <> 'D' AND pg_table_is_visible(c.oid)
"""
# A table's owner may give up the right to empty it, and may take it back.
GIVEN_UP = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND pg_table_is_visible(oid) AND NOT has_table_privilege(oid, 'TRUNCATE')
"""
ENABLE = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA"}


class DatabaseOperations(operations.DatabaseOperations):
    """Everything as it was, except the flush between two tests."""

    def sql_flush(self, style: Style, tables: Iterable[str], **options: Any) -> list[str]:
        """Switch the guards of these tables off, empty the tables, switch the guards on as they were."""
        tables = list(tables)
        with self.connection.cursor() as cursor:
            guards = [row for row in cursor.execute(STANDING).fetchall() if row[0] in tables]
            rights = [row[0] for row in cursor.execute(GIVEN_UP).fetchall() if row[0] in tables]
        quote = self.quote_name
        lift = [f"GRANT TRUNCATE ON {quote(table)} TO CURRENT_USER" for table in rights]
        lift += [f"ALTER TABLE {quote(table)} DISABLE TRIGGER {quote(name)}" for table, name, _ in guards]
        back = [f"ALTER TABLE {quote(t)} {ENABLE[how]} TRIGGER {quote(name)}" for t, name, how in guards]
        back += [f"REVOKE TRUNCATE ON {quote(table)} FROM CURRENT_USER" for table in rights]
        words = ["TRUNCATE intake_words"] if "intake_submission" in tables else []
        return [*lift, *super().sql_flush(style, tables, **options), *words, *back] if tables else []


class DatabaseWrapper(base.DatabaseWrapper):
    """The wrapper that Django finds by the name of this module."""

    ops_class = DatabaseOperations
