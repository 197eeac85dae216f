"""The shared folder: a file is read when it lies still, once; answers lie there until confirmed."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lianxin.exchange import folder
from lianxin.exchange.folder import look_into_folder, strays
from lianxin.exchange.models import ExportFile, ImportFile
from lianxin.exchange.verbs.telling import tell_by_itself
from lianxin.exchange.verbs.working import work_on_files
from lianxin.intake.models import Submission
from lianxin.kit.blobs import path_of
from tests.other_system import export, row, settled
from tests.world import World


@pytest.fixture
def shared(world: World, tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.LIANXIN_EXCHANGE = str(tmp_path)
    settled(world, hours=1)
    look_into_folder(now=world.now)
    yield tmp_path
    restarted()


def restarted() -> None:
    """A process that begins again knows nothing of what it looked at."""
    folder._lying.clear()


def turns(world: World, number: int = 4) -> None:
    """The worker looks, waits until what lies there is still, and works."""
    for _ in range(number):
        look_into_folder(now=world.now)
        while work_on_files(now=world.now):
            pass
        world.now += timedelta(seconds=30)


def lay(shared: Path, content: bytes, name: str = "day.csv") -> Path:
    path = shared / "in" / "hotline" / name
    path.write_bytes(content)
    return path


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.rglob("*") if path.is_file())


def test_a_file_laid_down_is_taken_once_and_put_away(world: World, shared: Path) -> None:
    lay(shared, export(row("A1"), row("A2", "路灯不亮。")))
    turns(world)
    assert names(shared / "in") == [] and names(shared / "done") == ["day.csv"]
    assert Submission.objects.count() == 2 and ImportFile.objects.get().came == "folder"
    lay(shared, export(row("A1"), row("A2", "路灯不亮。")))
    turns(world)
    assert len(names(shared / "done")) == 2 and Submission.objects.count() == 2
    assert ImportFile.objects.count() == 1


def test_what_is_still_being_written_is_not_read(world: World, shared: Path) -> None:
    path = lay(shared, export(row("A1"))[:-20])
    look_into_folder(now=world.now)
    path.write_bytes(export(row("A1"), row("A2", "路灯不亮。")))
    look_into_folder(now=world.now + timedelta(seconds=25))
    assert not ImportFile.objects.exists()
    world.now += timedelta(seconds=60)
    turns(world)
    assert Submission.objects.count() == 2 and ImportFile.objects.count() == 1


def test_what_grew_while_it_was_taken_stays_and_is_read_again(world: World, shared: Path) -> None:
    path = lay(shared, export(row("A1")))
    look_into_folder(now=world.now)
    look_into_folder(now=world.now + timedelta(seconds=30))
    assert ImportFile.objects.get().state == "taking"
    path.write_bytes(export(row("A1"), row("A2", "路灯不亮。")))
    turns(world)
    world.now += timedelta(minutes=3)
    turns(world)
    assert Submission.objects.count() == 2 and names(shared / "in") == []


def test_after_a_kill_between_the_last_row_and_the_moving_it_is_moved_and_nothing_twice(
    world: World, shared: Path
) -> None:
    path = lay(shared, export(row("A1")))
    look_into_folder(now=world.now)
    look_into_folder(now=world.now + timedelta(seconds=30))
    work_on_files(now=world.now)
    assert ImportFile.objects.get().state == "done" and path.exists()
    restarted()
    turns(world)
    assert not path.exists() and Submission.objects.count() == 1 and ImportFile.objects.count() == 1


def test_links_hidden_and_unfinished_files_are_left_where_they_are(world: World, shared: Path) -> None:
    outside = shared / "secret.csv"
    outside.write_bytes(export(row("A1")))
    (shared / "in" / "hotline" / "link.csv").symlink_to(outside)
    for name in (".hidden.csv", "~$day.xlsx", "day.csv.part", "empty.csv"):
        lay(shared, b"" if name == "empty.csv" else export(row("A2")), name)
    (shared / "in" / "hotline" / "folder").mkdir()
    os.mkfifo(shared / "in" / "hotline" / "pipe.csv")
    turns(world)
    assert not ImportFile.objects.exists() and outside.exists()


def test_a_link_in_the_place_of_a_folder_is_not_followed(world: World, shared: Path) -> None:
    elsewhere = shared / "house"
    elsewhere.mkdir()
    (elsewhere / "secret-key").write_bytes(export(row("A1")))
    (shared / "in" / "hotline").rmdir()
    (shared / "in" / "hotline").symlink_to(elsewhere)
    turns(world)
    assert names(elsewhere) == ["secret-key"] and not ImportFile.objects.exists() and strays() == []


def test_what_nobody_can_read_is_put_away_with_its_reason(world: World, shared: Path) -> None:
    lay(shared, b"PK\x03\x04 no spreadsheet", "bad.xlsx")
    lay(shared, "甲,乙\n1,2\n".encode(), "other.csv")
    turns(world)
    assert names(shared / "refused") == ["bad.xlsx", "other.csv"]
    assert all(one.complaint for one in ImportFile.objects.all())


def test_one_that_is_too_large_is_refused_and_kept(world: World, shared: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("lianxin.exchange.folder.MOST_BYTES", 100)
    lay(shared, export(row("A1", "这一份太大了。")))
    turns(world)
    file = ImportFile.objects.get()
    assert names(shared / "refused") == ["day.csv"] and "MB" in file.complaint
    assert not path_of(file.sha256).exists()  # it is not read into memory: it lies where it was put


def test_files_of_nobody_we_know_are_named(world: World, shared: Path) -> None:
    (shared / "in" / "day.csv").write_bytes(b"x")
    (shared / "in" / os.fsdecode(b"\xff.csv")).write_bytes(b"x")
    (shared / "in" / "petition").mkdir()
    (shared / "in" / "petition" / "a.csv").write_bytes(b"x")
    lay(shared, export(row("A1")))
    assert sorted(strays()) == [".csv", "day.csv", "petition/a.csv"]


def test_answers_lie_there_whole_until_they_are_confirmed(world: World, shared: Path) -> None:
    lay(shared, export(row("A1")))
    turns(world)
    assert tell_by_itself(now=world.now) == 1
    turns(world)
    out = shared / "out" / "hotline"
    assert names(out) == ["hotline-000001.csv"]
    (out / "hotline-000001.csv").unlink()
    turns(world)
    assert names(out) == ["hotline-000001.csv"]
    (out / "hotline-000001.ok").touch()
    (out / "hotline-000099.ok").touch()
    turns(world)
    assert ExportFile.objects.get().state == "taken" and names(out) == ["hotline-000099.ok"]
    assert {"hotline-000001.csv", "hotline-000001.ok"} <= {*names(shared / "done")}


def test_a_county_without_such_a_folder_looks_nowhere(world: World, settings: Any) -> None:
    settings.LIANXIN_EXCHANGE = ""
    assert look_into_folder(now=world.now) == 0 and strays() == []
