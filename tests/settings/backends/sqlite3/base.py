"""SQLite as Django knows it, but its flush lifts the guards of what it empties, and puts them back."""

from collections.abc import Iterable
from typing import Any

from django.core.management.color import Style
from django.db.backends.sqlite3 import base, operations

STANDING = r"""
SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard\_%' ESCAPE '\'
"""
# The words of the letters lie in a table that Django does not know.
FORGET_WORDS = "INSERT INTO intake_words (intake_words) VALUES ('delete-all')"


class DatabaseOperations(operations.DatabaseOperations):
    """Everything as it was, except the flush between two tests."""

    def sql_flush(self, style: Style, tables: Iterable[str], **options: Any) -> list[str]:
        """Drop the guards of these tables, empty the tables, make the guards again word for word."""
        tables = list(tables)
        with self.connection.cursor() as cursor:
            guards = [row for row in cursor.execute(STANDING).fetchall() if row[1] in tables]
        lift = [f"DROP TRIGGER {self.quote_name(name)}" for name, _, _ in guards]
        words = [FORGET_WORDS] if "intake_submission" in tables else []
        return [*lift, *super().sql_flush(style, tables, **options), *words, *(sql for _, _, sql in guards)]


class DatabaseWrapper(base.DatabaseWrapper):
    """The wrapper that Django finds by the name of this module."""

    ops_class = DatabaseOperations
