"""The command line: letters and organisations from files, none lost, none twice, each refusal in words."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from lianxin.cases.models import Case
from lianxin.cli.main import app
from lianxin.flow.laws import quick
from lianxin.intake.models import Submission
from lianxin.organisations.models import Organisation
from tests.world import World

GOOD = [
    {"id": str(n), "title": f"第{n}件", "content": f"第{n}件事情，请看。", "likes": n} for n in range(1, 8)
]


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that speaks Chinese."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(path: Path, rows: list[Any]) -> str:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def counts(*words: str) -> tuple[int, int, int]:
    result = CliRunner().invoke(app, ["import", "letters", *words, "--json"])
    said = json.loads(result.output)
    return said["taken"], said["already_there"], said["refused"]


def test_a_file_is_taken_once_however_often_and_under_whatever_name(world: World, folder: Path) -> None:
    assert counts(written(folder / "a.jsonl", GOOD)) == (7, 0, 0)
    assert counts(written(folder / "a.jsonl", GOOD)) == (0, 7, 0)
    assert counts(written(folder / "b.jsonl", [*GOOD, {"id": "8", "content": "新的"}])) == (1, 7, 0)
    assert Submission.objects.count() == 8 and quick().ok


def test_the_end_says_the_counts_and_the_columns_nothing_was_made_of(world: World, folder: Path) -> None:
    said = CliRunner().invoke(app, ["import", "letters", written(folder / "a.jsonl", GOOD)]).output
    assert said.splitlines()[-1].endswith("(taken 7, already there 0, refused 0)")
    assert "likes" in said


def test_rows_that_cannot_be_taken_go_to_a_side_file_that_can_be_mended(world: World, folder: Path) -> None:
    bad = [{"id": "x", "content": "  "}, "{broken", {"id": "y", "content": "停水", "type": "城建"}]
    assert counts(written(folder / "a.jsonl", [*GOOD[:3], *bad, *GOOD[3:]])) == (7, 0, 3)
    side = folder / "a.refused.jsonl"
    lines = [json.loads(line) for line in side.read_text(encoding="utf-8").splitlines()]
    assert [line["退回原因"].split("：")[0] for line in lines] == ["第4行", "第5行", "第6行"]
    side.write_text(json.dumps({**lines[2], "type": "投诉"}), encoding="utf-8")
    assert counts(str(side)) == (1, 0, 0)


def test_a_side_file_never_covers_another_one(world: World, folder: Path) -> None:
    path = written(folder / "a.jsonl", [{"content": "停水"}, {"content": ""}])
    counts(path)
    counts(path)
    assert sorted(one.name for one in folder.iterdir()) == ["a.jsonl", "a.refused-2.jsonl", "a.refused.jsonl"]


def test_a_table_comes_back_as_a_table(world: World, folder: Path) -> None:
    (folder / "a.csv").write_bytes("内容,类型\n停水,投诉\n停电,城建\n".encode("gb18030"))
    assert counts("a.csv", "--refused", "back.csv") == (1, 0, 1)
    assert (folder / "back.csv").read_text("utf-8-sig").splitlines()[1].endswith(",停电,城建")


def test_a_spreadsheet_comes_back_as_a_spreadsheet(world: World, folder: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for line in (["内容", "类型"], ["停水", "投诉"], ["停电", "城建"]):
        book.active.append(line)  # type: ignore[union-attr]
    book.save(folder / "a.xlsx")
    assert counts("a.xlsx") == (1, 0, 1)
    sheet = load_workbook(folder / "a.refused.xlsx").active
    assert [cell.value for cell in list(sheet.rows)[1]][1:] == ["停电", "城建"]  # type: ignore[union-attr]


def test_one_bad_row_does_not_cost_its_whole_group(world: World, folder: Path) -> None:
    rows = [{"content": f"第{n}件"} for n in range(150)]
    rows[40] = {"content": "水" * 30_000}
    assert counts(written(folder / "a.jsonl", rows)) == (149, 0, 1)


def test_registered_at_once_letters_are_cases_and_reports_stay_with_the_discipline_office(
    world: World, folder: Path
) -> None:
    rows = [*GOOD, {"content": "有人收钱", "type": "举报"}]
    assert counts(written(folder / "a.jsonl", rows), "--register") == (8, 0, 0)
    assert Case.objects.count() == 7
    assert Submission.objects.get(kind="report").dossier.stage == "waiting"
    assert quick().ok


def test_a_file_that_is_none_is_refused_in_words(world: World, folder: Path) -> None:
    (folder / "a.xlsx").write_bytes(b"PK\x03\x04 this is no spreadsheet")
    result = CliRunner().invoke(app, ["import", "letters", "a.xlsx"])
    assert result.exit_code == 1 and "打不开表格" in result.output


ROWS = """编码,名称,英文名,类别,上级编码,别名
LL-XX,下湾村党支部,Xiawan Branch,支部,NEW,下湾村
NEW,新镇,New Township,乡镇,WS,
WATER,水务局,,部门,WS,
"""


def organisations(*words: str) -> Any:
    return CliRunner().invoke(app, ["import", "organisations", *words])


def test_organisations_are_added_in_any_order_and_once(world: World, folder: Path) -> None:
    (folder / "o.csv").write_text(ROWS, encoding="utf-8")
    assert "new 2, already there 1, wrong 0" in organisations("o.csv").output
    assert "new 0, already there 3, wrong 0" in organisations("o.csv").output
    branch = Organisation.objects.get(code="LL-XX")
    assert branch.parent and branch.parent.code == "NEW" and branch.path.startswith(branch.parent.path)


def test_a_dry_run_writes_nothing(world: World, folder: Path) -> None:
    (folder / "o.csv").write_text(ROWS, encoding="utf-8")
    assert "new 2" in organisations("o.csv", "--dry-run").output
    assert not Organisation.objects.filter(code="NEW").exists()


def test_every_wrong_row_is_named_and_nothing_is_written(world: World, folder: Path) -> None:
    wrong = "A,甲,,支部,NOWHERE,\nB,,,支部,WS,\nC,丙,,衙门,WS,\nNEW,又一个,,乡镇,WS,\nD,丁,,县委,,\n"
    (folder / "o.csv").write_text(ROWS + wrong, encoding="utf-8")
    result = organisations("o.csv")
    assert result.exit_code == 1 and "wrong 5" in result.output
    for word in ("NOWHERE", "第6行", "衙门", "前面已经写过", "没有写上级"):
        assert word in result.output
    assert not Organisation.objects.filter(code="NEW").exists()
