"""A question is wide when its answer begins with every folder of the house, or every row of a large table.

SQLite keeps no statistics, so what it plans for an empty house is what it will do for a million cases.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

# Of these there are as many as there are letters, or more.
MANY = "ledger_|clock_promise|intake_|cases_(?!cat)|outcomes_(?!law)|exchange_(row|their)|hooks_call"
WIDE = re.compile(
    rf"SCAN ({MANY})\w+$"
    r"|SEARCH \w+ USING .*INDEX \w+ \((secrecy=\?|kind=\?|secrecy=\? AND kind=\?)\)$"
)


@contextmanager
def wide_questions() -> Iterator[set[str]]:
    """What is asked meanwhile and is wide, each with the step of the plan; never anything on PostgreSQL."""
    found: set[str] = set()

    def ask(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        one_folder = bool(params) and "house" in params  # the county's own folder: there is one of the kind
        if connection.vendor == "sqlite" and sql.startswith("SELECT") and not one_folder:
            plan = f"EXPLAIN QUERY PLAN {sql.replace('%s', '?')}"
            for *_numbers, step in context["connection"].connection.cursor().execute(plan, params):
                if WIDE.search(step):
                    found.add(f"{step}: {sql}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(ask):
        yield found
