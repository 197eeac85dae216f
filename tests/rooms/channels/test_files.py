"""Files of letters as offices keep them: every usual form is understood, and what is not is said in words."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from lianxin.channels.files import Letters, Table, mapping_for, open_table
from lianxin.channels.files.letters import moment
from lianxin.channels.message import Message
from lianxin.kit.dates import SHANGHAI
from lianxin.kit.refusals import NotValid

CSV = "编号,主题,留言详情,留言时间,来信人\n7,停水,村里停水三天了,2025/3/1 9:05,老李\n"


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def letters_of(path: Path, **said: str) -> list[Message]:
    table = open_table(path)
    letters = Letters(mapping_for(table.columns, said), 200)
    return [letters.message(row) for row in table.rows()]


def reason(path: Path, **said: str) -> str:
    with pytest.raises(NotValid) as refused:
        letters_of(path, **said)
    return refused.value.sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    content = CSV.replace(",", delimiter).encode(encoding)
    (letter,) = letters_of(written(tmp_path, "letters.csv", content))
    assert (letter.subject, letter.body, letter.contact.name) == ("停水", "村里停水三天了", "老李")
    assert letter.said_at == datetime(2025, 3, 1, 9, 5, tzinfo=SHANGHAI)


def test_a_spreadsheet_is_read_with_its_dates_and_numbers(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["编号", "标题", "内容", "时间", "电话"])  # type: ignore[union-attr]
    book.active.append([12, "停水", "停水三天了", datetime(2025, 3, 1, 9, 5), 13800000000])  # type: ignore[union-attr]
    book.save(tmp_path / "letters.xlsx")
    (letter,) = letters_of(tmp_path / "letters.xlsx")
    assert letter.contact.phone == "13800000000"
    assert letter.said_at == datetime(2025, 3, 1, 9, 5, tzinfo=SHANGHAI)


def test_json_lines_and_a_json_list_say_the_same(tmp_path: Path) -> None:
    rows = [{"id": 1, "text": "停水"}, {"id": 2, "text": "停电", "subject": None, "sent_at": float("nan")}]
    lines = written(tmp_path, "a.jsonl", "\n".join(json.dumps(row) for row in rows))
    whole = written(tmp_path, "b.json", json.dumps(rows, indent=1))
    assert [m.key for m in letters_of(lines)] == [m.key for m in letters_of(whole)]


def test_the_key_is_the_number_and_the_words_whatever_the_file_is_called(tmp_path: Path) -> None:
    first = letters_of(written(tmp_path, "a.csv", CSV))[0].key
    again = letters_of(written(tmp_path, "b.csv", CSV.replace("2025/3/1 9:05", "2025-03-01 09:05:00")))[0].key
    other = letters_of(written(tmp_path, "c.csv", CSV.replace("三天", "四天")))[0].key
    assert first == again != other


def test_of_rows_without_a_number_the_second_that_says_the_same_is_a_second_letter(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "内容\n停水\n停水\n停电\n")
    keys = [letter.key for letter in letters_of(path)]
    assert len(set(keys)) == 3 and keys == [letter.key for letter in letters_of(path)]


def test_a_subject_too_long_is_cut_and_stands_whole_before_the_words(tmp_path: Path) -> None:
    subject = "反映" + "很长" * 150
    (letter,) = letters_of(written(tmp_path, "a.csv", f"标题,内容\n{subject},请看\n"))
    assert len(letter.subject) == 200 and letter.subject.endswith("…")
    assert letter.body == f"{subject}\n\n请看"


def test_what_no_column_is_made_of_is_said(tmp_path: Path) -> None:
    table = open_table(written(tmp_path, "a.csv", "内容,点赞数,分类\n停水,3,水务\n"))
    assert mapping_for(table.columns).ignored == ("点赞数", "分类")


def test_columns_with_other_names_are_named_by_hand(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "what,内容\n停水,别的\n")
    assert letters_of(path, body="what")[0].body == "停水"
    assert "nowhere" in reason(path, body="nowhere")
    assert "--map" in reason(written(tmp_path, "b.csv", "甲,乙\n1,2\n"))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("", "空"),
        ("内容,类型\n停水,城建\n", "城建"),
        ("内容,时间\n停水,去年春天\n", "去年春天"),
        ("内容\n停水,多出来的\n", "表头"),
        ('{"body": "停水"', "JSON"),
        ('["停水"]', "JSON"),
        (b"\xff\xff\xfe\x00\x81", "编码"),
        (b"PK\x03\x04 no spreadsheet", "打不开"),
    ],
)
def test_what_cannot_be_understood_is_said_in_words(tmp_path: Path, content: bytes | str, word: str) -> None:
    assert word in reason(written(tmp_path, "letters", content))


def test_a_report_of_a_breach_of_discipline_is_known_by_every_name(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "内容,类型\n甲,举报\n乙,检举控告\n丙,report\n丁,\n")
    assert [letter.kind for letter in letters_of(path)] == ["report", "report", "report", "problem"]


def test_strange_characters_and_huge_cells_are_a_rows_own_trouble(tmp_path: Path) -> None:
    rows = ['{"body": "停\\u0000水\\ud800"}', '{"body": "' + "水" * 2_000_000 + '"}', "not json", "[1]"]
    table: Table = open_table(written(tmp_path, "a.jsonl", "\n".join(rows)))
    read = list(table.rows())
    assert [row.number for row in read] == [1, 2, 3, 4]
    assert [bool(row.complaint) for row in read] == [False, False, True, True]
    assert Letters(mapping_for(table.columns), 200).message(read[0]).body == "停水"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2025-03-01 09:30", datetime(2025, 3, 1, 9, 30, tzinfo=SHANGHAI)),
        ("2025年3月1日 9时30分", datetime(2025, 3, 1, 9, 30, tzinfo=SHANGHAI)),
        ("2025.3.1", datetime(2025, 3, 1, tzinfo=SHANGHAI)),
        ("2025-03-01T01:30:00+00:00", datetime(2025, 3, 1, 9, 30, tzinfo=SHANGHAI)),
        (str(date(2025, 3, 1)), datetime(2025, 3, 1, tzinfo=SHANGHAI)),
        ("", None),
    ],
)
def test_times_are_the_countys_own(said: str, meant: datetime | None) -> None:
    assert moment(said) == meant
