"""The disk is full, the database is away: a sentence for the writer, nothing half, nothing forgotten."""

from urllib.parse import urlsplit

import psycopg
import pytest

from tests.faults.server import County, Writers

ROOM = 600_000


@pytest.mark.sqlite
def test_a_full_disk_is_said_and_what_was_acknowledged_stays(county: County) -> None:
    county.found()
    size = (county.folder / "lianxin.db").stat().st_size
    county.start(largest_file=size + ROOM)
    writers = Writers(county, length=15_000)
    writers.begin(3)
    writers.wait_until(refused=3)
    writers.end()
    assert {status for status, _page in writers.refused} == {503}
    assert all("没有存下来" in page for _status, page in writers.refused)
    county.kill()
    kept = county.count("SELECT count(*) FROM intake_submission")[0][0]
    assert kept == len(writers.told) > 0
    county.lianxin("verify")
    county.start()
    writers.send_again()
    assert writers.unsure == {} and county.health()["received"] == len(writers.told)


@pytest.mark.postgresql
def test_a_database_that_went_away_is_said_and_found_again(county: County) -> None:
    county.found()
    county.start()
    writers = Writers(county)
    writers.begin(3)
    writers.wait_until(told=3)
    _let_in(county, False)
    writers.wait_until(refused=3)
    writers.end()
    assert {status for status, _page in writers.refused} == {503}
    assert all("没有存下来" in page for _status, page in writers.refused)
    _let_in(county, True)
    writers.send_again()
    assert writers.unsure == {} and county.health()["received"] == len(writers.told)
    county.lianxin("verify")


def _let_in(county: County, yes: bool) -> None:
    """Shut everybody out of the database, as when its server is gone; or let them in again."""
    name = urlsplit(county.database).path.lstrip("/")
    beside = county.database.replace(f"/{name}", "/lianxin", 1)
    with psycopg.connect(beside, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {'true' if yes else 'false'}")  # type: ignore[arg-type]
        if not yes:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )


@pytest.mark.sqlite
def test_a_folder_that_cannot_be_written_is_a_sentence_and_no_traceback(county: County) -> None:
    (county.folder / "lianxin.db").write_bytes(b"this is no database, whatever it is called" * 100)
    for command in (("init",), ("health",), ("serve",), ("verify",)):
        said = county.lianxin(*command, good=False)
        assert "The database cannot be used now" in said and "Traceback" not in said


def test_before_init_every_command_says_what_to_do_first(county: County) -> None:
    for command in (("serve",), ("worker",)):
        said = county.lianxin(*command, good=False)
        assert "lianxin init" in said and "Traceback" not in said
