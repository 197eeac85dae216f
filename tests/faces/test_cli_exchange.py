"""The command line and other systems: a file by its saved mapping, and the answers back."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from lianxin.cases.models import Case
from lianxin.cli.main import app
from lianxin.exchange.models import ExportFile
from lianxin.intake.models import Arrival, Submission
from tests.other_system import export, row, settled
from tests.world import World


@pytest.fixture(autouse=True)
def folder(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that speaks Chinese, in a folder of its own, where the hotline is known."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.chdir(tmp_path)
    settled(world)
    (tmp_path / "day.csv").write_bytes(export(row("A1"), row("A2", "。", 诉求标题="")))
    return tmp_path


def run(*words: str) -> Any:
    return CliRunner().invoke(app, list(words))


def test_a_file_is_taken_by_the_mapping_that_is_named(world: World) -> None:
    said = json.loads(run("import", "letters", "day.csv", "--mapping", "hotline", "--json").output)
    assert (said["state"], said["new"], said["held"]) == ("done", 1, 1) and said["troubles"][0][1:] == [
        1,
        [3],
    ]
    again = run("import", "letters", "day.csv", "--mapping", "hotline")
    assert "新 0，已有 2，补充 0，等人看 0" in again.output
    assert Submission.objects.count() == 1 and Arrival.objects.filter(became="held").count() == 1


def test_a_dry_run_writes_no_letter(world: World) -> None:
    said = run("import", "letters", "day.csv", "--mapping", "hotline", "--dry-run")
    assert "新 1" in said.output and "第3行" in said.output and not Submission.objects.exists()


def test_registered_at_once_they_are_cases(world: World) -> None:
    run("import", "letters", "day.csv", "--mapping", "hotline", "--register")
    assert Case.objects.count() == 1


def test_answers_are_written_once_and_the_same_again_until_they_are_confirmed(
    world: World, folder: Path
) -> None:
    run("import", "letters", "day.csv", "--mapping", "hotline")
    first = run("export", "answers", "--mapping", "hotline")
    assert "第1号文件，1行" in first.output
    content = (folder / "hotline-000001.csv").read_bytes()
    run("export", "answers", "--mapping", "hotline", "--to", "again.csv")
    assert (folder / "again.csv").read_bytes() == content and ExportFile.objects.count() == 1
    assert "已确认" in run("export", "answers", "--mapping", "hotline", "--confirm", "1").output
    said = json.loads(run("export", "answers", "--mapping", "hotline", "--json").output)
    assert said["state"] == "empty" and said["file"] == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "letters", "day.csv", "--mapping", "petition"), "hotline"),
        (("import", "letters", "other.csv", "--mapping", "hotline"), "诉求内容"),
        (("export", "answers", "--mapping", "petition"), "hotline"),
        (("export", "answers", "--mapping", "hotline", "--confirm", "7"), "第7号"),
    ],
)
def test_what_cannot_be_is_said_in_words(
    world: World, folder: Path, words: tuple[str, ...], said: str
) -> None:
    (folder / "other.csv").write_text("编号,正文\n1,停水\n", encoding="utf-8")
    result = run(*words)
    assert result.exit_code == 1 and said in result.output
