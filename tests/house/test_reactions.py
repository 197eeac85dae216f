"""What follows an event and what happens by the clock are tables of names: each must lead somewhere."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

TABLES = ["LIANXIN_REACTIONS", "LIANXIN_TIMETABLE"]


def addresses(value: object) -> Iterator[str]:
    """Every dotted address in a table, however deep it stands."""
    if isinstance(value, str) and value.startswith("lianxin."):
        yield value
    elif isinstance(value, dict):
        yield from (address for entry in value.values() for address in addresses(entry))
    elif isinstance(value, list | tuple):
        yield from (address for entry in value for address in addresses(entry))


@pytest.mark.parametrize("table", TABLES)
def test_every_line_of_the_table_leads_to_a_function(table: str) -> None:
    lines = list(addresses(getattr(settings, table)))
    assert lines
    assert [line for line in lines if not callable(import_string(line))] == []
