"""The tree of bodies: names, ends, and lists from a file."""

from pathlib import Path
from typing import Any

import pytest

from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid, SomeoneActedFirst
from lianxin.kit.tables import MOST_BYTES, harmless, read_table, write_xlsx
from lianxin.office.reading import check_organisations, organisation_rows, read_organisations
from lianxin.office.verbs import change_organisation
from lianxin.organisations.models import Organisation


@pytest.fixture
def by(world: Any) -> dict[str, Any]:
    return {"by": world.actor("office"), "now": world.now}


def test_a_body_without_open_letters_ends_and_so_do_its_posts(world: Any, by: dict[str, Any]) -> None:
    school = world.bodies["SCHOOL"]
    change_organisation(school, name_zh="教育局", active=False, **by)
    assert not Organisation.objects.get(code="SCHOOL").active
    assert not school.posts.held().exists()


def test_a_body_with_an_open_letter_does_not_end(world: Any, by: dict[str, Any]) -> None:
    world.dispatched()
    with pytest.raises(NotAllowedNow, match="没办结的信"):
        change_organisation(world.bodies["WATER"], name_zh="水务局", active=False, **by)
    assert world.bodies["WATER"].posts.held().exists()


def test_a_body_with_others_below_does_not_end(world: Any, by: dict[str, Any]) -> None:
    with pytest.raises(NotAllowedNow, match="下级"):
        change_organisation(world.bodies["LL"], name_zh="柳林镇", active=False, **by)


def test_only_the_office_changes_a_body(world: Any) -> None:
    with pytest.raises(NotAllowed):
        change_organisation(world.bodies["LL"], name_zh="某", by=world.actor("sorter"), now=world.now)


def test_of_two_who_rename_a_body_one_is_told(world: Any, by: dict[str, Any]) -> None:
    one, two = Organisation.objects.get(code="WATER"), Organisation.objects.get(code="WATER")
    change_organisation(one, name_zh="水利局", **by)
    with pytest.raises(SomeoneActedFirst):
        change_organisation(two, name_zh="水电局", **by)


def test_a_list_comes_out_the_same_from_csv_and_xlsx(tmp_path: Path) -> None:
    rows = [["编码", "名称", "类别", "上级编码"], ["A", "甲县", "县委", ""], ["7", "乙镇", "党委", "A"]]
    (tmp_path / "list.csv").write_bytes("\n".join(",".join(row) for row in rows).encode("gb18030"))
    (tmp_path / "list.xlsx").write_bytes(write_xlsx("list", rows[0], [rows[1], [7, "乙镇", "党委", "A"]]))
    from_csv, from_xlsx = (read_organisations(tmp_path / name) for name in ("list.csv", "list.xlsx"))
    assert from_csv == from_xlsx
    assert [body.code for body in check_organisations(from_csv, set()).new] == ["A", "7"]


def test_every_bad_row_is_told_with_its_line() -> None:
    table = [["编码", "名称", "类别", "上级"], ["A", "甲", "县委", ""], [], ["B", "", "党委", "A"]]
    table += [["C", "丙", "国家", "A"], ["A", "丁", "党委", "A"], ["E", "戊", "党委", "Z"]]
    listed = check_organisations(organisation_rows(table), set())
    assert [complaint.split("：")[0] for complaint in listed.complaints] == [
        "第4行",
        "第5行",
        "第6行",
        "第7行",
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.xls", b"x"),
        ("list.xlsm", b"x"),
        ("list.xlsx", b"PK\x03\x04 broken"),
        ("list.csv", b""),
        ("list.csv", b"\xff\xff\xff"),
        ("list.csv", b"x" * (MOST_BYTES + 1)),
        ("list.csv", b"a," * 61),
        ("list.csv", b"a" * 2001),
        ("../../etc/passwd", b"x"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(name: str, content: bytes) -> None:
    with pytest.raises(NotValid) as refused:
        read_table(name, content)
    assert refused.value.field == "file"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_what_a_spreadsheet_would_run_is_handed_out_as_text(cell: str) -> None:
    assert harmless(cell) == "'" + cell
    assert harmless("平常的字") == "平常的字"
    assert harmless(5) == 5
