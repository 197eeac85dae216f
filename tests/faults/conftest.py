"""A county of its own for a test that breaks things."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.server import County, own_database


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    """Not founded yet, and no server running; on the database that this run of the suite is about."""
    given = os.environ.get("DATABASE_URL", "")
    with own_database(tmp_path, given if given.startswith("postgres") else None) as url:
        one = County(tmp_path, url)
        yield one
        if one.process:
            one.kill()
