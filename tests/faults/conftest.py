"""A county of its own for a test that breaks things."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.server import County, own_database


def postgres() -> str | None:
    """The server that this run of the suite is about, when it is about one."""
    given = os.environ.get("DATABASE_URL", "")
    return given if given.startswith("postgres") else None


@pytest.fixture(scope="session")
def first_county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """Founded once, for the others to be copies of it; nothing else happens in it."""
    folder = tmp_path_factory.mktemp("first-county")
    with own_database(folder, postgres()) as url:
        one = County(folder, url)
        one.lianxin("init")
        yield one


@pytest.fixture
def county(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[County]:
    """Not founded yet, and no server running; on the database that this run of the suite is about."""
    with own_database(tmp_path, postgres()) as url:
        one = County(tmp_path, url, first=lambda: request.getfixturevalue("first_county"))
        yield one
        if one.process:
            one.kill()
