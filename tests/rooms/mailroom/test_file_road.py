"""Every hour a file of one row goes the whole road for each system, and nothing of it stays."""

from collections import Counter

import pytest

from lianxin.exchange.models import ImportFile, RowHeard
from lianxin.intake.models import Arrival, Probe, Submission
from lianxin.intake.verbs.probing import begin_probe
from lianxin.mailroom.file_road import a_file_of_one_row
from lianxin.mailroom.roads import Broken, NotSetUp
from tests.other_system import settled
from tests.world import World


def tried(world: World) -> bool:
    return a_file_of_one_row(Probe(), now=world.now)


def test_a_row_is_taken_and_nothing_of_it_stays(world: World) -> None:
    settled(world)
    assert tried(world) and tried(world)
    left = Counter({one.__name__: one.objects.count() for one in (Submission, Arrival, ImportFile, RowHeard)})
    assert not +left


def test_a_county_that_takes_no_files_has_nothing_to_try(world: World) -> None:
    with pytest.raises(NotSetUp):
        tried(world)
    settled(world, direction="out")
    with pytest.raises(NotSetUp):
        tried(world)


def test_what_hinders_a_row_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(world)
    monkeypatch.setattr("lianxin.exchange.reading.MOST_ROWS", 0)
    with pytest.raises(Broken, match="市12345热线"):
        tried(world)
    assert begin_probe("file", now=world.now).channel == "file"
