"""The power goes while a file of another system is read: every row is there afterwards, once."""

import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from lianxin.channels.files.writing import write_table
from tests.faults.server import PATIENCE, ROOT, County

pytestmark = pytest.mark.sqlite  # a process that dies is the same on both; databases die in test_kill.py

ROWS = 1_200
SETTLE = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.config.settings"
django.setup()
from django.utils import timezone
from lianxin.exchange.verbs import Settled, settle_mapping
from lianxin.identity.actors import THE_INSTALLER
from lianxin.organisations.queries import county
said = Settled("hotline", "热线", "in", county(), {"id": "编号", "body": "内容"})
settle_mapping(said, by=THE_INSTALLER, now=timezone.now())
"""


def rows_taken(county: County) -> int:
    return int(str(county.count("SELECT count(*) FROM intake_submission")[0][0]))


def enough(county: County, rows: int) -> bool:
    return rows_taken(county) >= rows


def wait_until(county: County, done: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < until, rows_taken(county)
        time.sleep(0.05)


def test_a_file_that_is_killed_half_way_is_taken_to_its_end_once(county: County, tmp_path: Path) -> None:
    shared = tmp_path / "exchange"
    county.more = {"LIANXIN_EXCHANGE": str(shared)}
    county.found()
    subprocess.run([sys.executable, "-c", SETTLE], cwd=ROOT, env=county.environment(), check=True)
    lies = shared / "in" / "hotline" / "day.csv"
    lies.parent.mkdir(parents=True)
    lies.write_bytes(write_table("csv", ["编号", "内容"], [[f"A{n}", f"第{n}件事。"] for n in range(ROWS)]))
    for least in (200, 500, 800):
        county.start()
        wait_until(county, partial(enough, county, least))
        county.kill()
        # Whoever was killed holds the file for two minutes: as if they had passed.
        county.change("UPDATE exchange_importfile SET lease_until = NULL")
        assert lies.exists()
    county.start()
    wait_until(county, lambda: not lies.exists())
    county.stop()
    assert rows_taken(county) == ROWS and (shared / "done" / "hotline" / "day.csv").exists()
    bodies = county.count("SELECT count(DISTINCT body) FROM intake_submission")
    heard = county.count("SELECT count(*), count(DISTINCT number) FROM exchange_rowheard")
    files = county.count("SELECT state, cursor, new FROM exchange_importfile")
    assert (bodies, heard, files) == ([(ROWS,)], [(ROWS, ROWS)], [("done", ROWS, ROWS)])
    assert county.health()["ok"]
