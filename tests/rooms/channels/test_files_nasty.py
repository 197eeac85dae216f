"""A cabinet of files as they really come: each is read, or refused in words."""

import csv
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from lianxin.channels.files import Reader, RowRead, Saved, open_table
from lianxin.intake.words import LONGEST
from lianxin.kit.dates import SHANGHAI
from lianxin.kit.refusals import NotValid

COLUMNS = {
    "id": "编号", "subject": "标题", "body": "内容", "sent_at": "时间", "kind": "类型", "phone": "电话",
    "name": "姓名", "place": "地点", "confidential": "保密",
}  # fmt: skip
SAVED = Saved(
    "hotline", COLUMNS, LONGEST, beside=("状态", "附件"), speaks_for="WS", discipline="WS-JW"
)  # fmt: skip
HEAD = "编号,标题,内容\n"


def read(content: bytes, folder: Path, saved: Saved = SAVED) -> list[RowRead]:
    path = folder / "file"
    path.write_bytes(content)
    table = open_table(path, saved.names())
    kept = {name: column for name, column in COLUMNS.items() if column in {*table.columns, "编号", "内容"}}
    saved = replace(saved, columns=kept)
    missing = saved.missing(table.columns)
    if missing:
        raise NotValid(f"缺少 {missing}")
    reader = Reader(saved, "f" * 64)
    return [reader.read(row) for row in table.rows()]


def sheet(*rows: list[Any], more: Callable[[Any], None] = lambda _book: None) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    more(book)
    book.save(out)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """An honest workbook with one part in another's place."""
    out = BytesIO()
    honest = sheet(["编号", "内容"], ["1", "停水"])
    with zipfile.ZipFile(BytesIO(honest)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            new.writestr(part.filename, content if part.filename == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, content)
    return out.getvalue()


def described(*instead: str) -> bytes:
    return f"{HEAD}1,停水,{','.join(instead)}\n".encode()


def a_second_sheet(book: Any) -> None:
    book.create_sheet("数据").append(["编号", "标题", "内容"])
    book["数据"].append(["1", "停水", "三天没水"])


def far_away(book: Any) -> None:
    book.active.cell(1048576, 16384, "x")


NINE = datetime(2025, 3, 1, 9)
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"a" * 1000 + b'">'
BOMB += b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 50) for n in range(8))
BOMB += b"]><sheetData><row><c><v>&i;</v></c></row></sheetData>"

# What each file holds: the words of its letters. None stands for a row that waits for a person.
READ: dict[str, tuple[bytes, list[str | None]]] = {
    "plain": (f"{HEAD}1,停水,三天没水\n".encode(), ["三天没水"]),
    "bom": (f"\ufeff{HEAD}1,停水,三天没水\n".encode(), ["三天没水"]),
    "gbk": (f"{HEAD}1,停水,三天没水\n".encode("gbk"), ["三天没水"]),
    "gb18030 with rare characters": (f"{HEAD}1,停水,𠮷村没水\n".encode("gb18030"), ["𠮷村没水"]),
    "utf-16 with a mark": (f"{HEAD}1,停水,三天没水\n".encode("utf-16"), ["三天没水"]),
    "utf-16 without one": (
        f"{HEAD}1,a,no water for three days\n".encode("utf-16-le"),
        ["no water for three days"],
    ),
    "utf-16 the other way round": (
        f"{HEAD}1,a,no water at all here\n".encode("utf-16-be"),
        ["no water at all here"],
    ),
    "tabs, called xls": (f"{HEAD}1,停水,三天没水\n".replace(",", "\t").encode("gbk"), ["三天没水"]),
    "semicolons": (f"{HEAD}1,停水,三天没水\n".replace(",", ";").encode(), ["三天没水"]),
    "bars": (f"{HEAD}1,停水,三天没水\n".replace(",", "|").encode(), ["三天没水"]),
    "sep line of excel": (f"sep=;\n{HEAD}1,停水,三天没水\n".replace(",", ";").encode(), ["三天没水"]),
    "old macintosh line ends": (f"{HEAD}1,停水,三天没水\n".replace("\n", "\r").encode(), ["三天没水"]),
    "windows line ends": (f"{HEAD}1,停水,三天没水\n".replace("\n", "\r\n").encode(), ["三天没水"]),
    "no line end at the end": (f"{HEAD}1,停水,三天没水".encode(), ["三天没水"]),
    "empty lines everywhere": (f"\n\n{HEAD}\n\n1,停水,三天没水\n\n,,\n".encode(), ["三天没水"]),
    "words on several lines": (f'{HEAD}1,停水,"三天\n没水"\n'.encode(), ["三天\n没水"]),
    "quotes inside words": (f'{HEAD}1,停水,"说是""检修"""\n'.encode(), ['说是"检修"']),
    "a quote never closed": (f'{HEAD}1,停水,"三天没水\n2,停电,没电\n'.encode(), ["三天没水\n2,停电,没电"]),
    "nul bytes": (f"{HEAD}1,停水,三天\0没水\n".encode(), ["三天没水"]),
    "control characters": (f"{HEAD}1,停水,三天\x07\x1b没水\n".encode(), ["三天没水"]),
    "words turned round by unseen characters": (f"{HEAD}1,停水,三天\u202e没水\n".encode(), ["三天没水"]),
    "a title above the names": (f"市热线2025年3月工单,,\n{HEAD}1,停水,三天没水\n".encode(), ["三天没水"]),
    "three titles above the names": (
        f"甲\n乙\n导出时间：2025-03-01\n{HEAD}1,停水,三天没水\n".encode(),
        ["三天没水"],
    ),
    "the names again on each page": (
        f"{HEAD}1,停水,三天没水\n{HEAD}2,停电,没电\n".encode(),
        ["三天没水", "没电"],
    ),
    "a foot": (f"{HEAD}1,停水,三天没水\n合计：1,,\n".encode(), ["三天没水", None]),
    "names with spaces and brackets": ("编 号,标题,（内容）\n1,停水,三天没水\n".encode(), []),
    "a column twice": ("编号,内容,内容\n1,三天没水,别的\n".encode(), ["三天没水"]),
    "a row too short": (f"{HEAD}1,三天没水\n".encode(), ["三天没水"]),
    "a row too long": (f"{HEAD}1,停水,三天,没水\n".encode(), [None]),
    "a row too long by empty cells": (f"{HEAD}1,停水,三天没水,,,\n".encode(), ["三天没水"]),
    "no words at all": (f"{HEAD}1,,\n".encode(), [None]),
    "only punctuation": (f"{HEAD}1,,。。。\n".encode(), [None]),
    "a formula": (f"{HEAD}1,停水,=1+1\n".encode(), ["=1+1"]),
    "a formula that was marked": (f"{HEAD}1,停水,'=HYPERLINK(1)\n".encode(), ["=HYPERLINK(1)"]),
    "a number made a quantity": (f"{HEAD}2.02503E+19,停水,三天没水\n".encode(), [None]),
    "a number of two hundred characters": (f"{HEAD}{'9' * 200},停水,三天没水\n".encode(), [None]),
    "a number with a quote before it": (f"{HEAD}'20250301,停水,三天没水\n".encode(), ["三天没水"]),
    "full-width digits": (f"{HEAD}２０２５,停水,三天没水\n".encode(), ["三天没水"]),
    "html in words": (
        f"{HEAD}1,停水,<script>alert(1)</script>\n".encode(),
        ["<script>alert(1)</script>"],
    ),
    "sql in words": (f"{HEAD}1,停水,');DROP TABLE x;--\n".encode(), ["');DROP TABLE x;--"]),
    "percent signs and braces": (f"{HEAD}1,停水,100%(x)s {{0}}\n".encode(), ["100%(x)s {0}"]),
    "emoji": (f"{HEAD}1,停水,👨‍👩‍👧没水\n".encode(), ["👨‍👩‍👧没水"]),
    "uighur": (f"{HEAD}1,سۇ,سۇ يوق\n".encode(), ["سۇ يوق"]),
    "a subject of two thousand characters": (
        f"{HEAD}1,{'长' * 2000},三天没水\n".encode(),
        [f"{'长' * 2000}\n\n三天没水"],
    ),
    "json lines": (
        b'{"\xe7\xbc\x96\xe5\x8f\xb7": 1, "\xe5\x86\x85\xe5\xae\xb9": "\xe5\x81\x9c\xe6\xb0\xb4"}\n',
        ["停水"],
    ),
    "a json list": (
        json.dumps([{"编号": 1, "内容": "停水"}, {"编号": 2, "内容": None}]).encode(),
        ["停水", None],
    ),
    "json that ends in the middle": ('{"编号": 1, "内容": "停水"}\n{"编号": 2, "内'.encode(), ["停水", None]),
    "json nested without end": (
        '{"编号": 1, "内容": "停水"}\n'.encode() + b"[" * 5000 + b"\n",
        ["停水", None],
    ),
    "a workbook": (sheet(["编号", "标题", "内容"], ["1", "停水", "三天没水"]), ["三天没水"]),
    "a workbook with numbers and dates": (
        sheet(["编号", "内容", "时间"], [20250301, "停水", NINE], [2.0, "停电", NINE.date()]),
        ["停水", "停电"],
    ),
    "a workbook whose numbers lost digits": (
        sheet(["编号", "内容"], [12345678901234567890, "停水"]),
        [None],
    ),
    "a workbook with a time only": (sheet(["编号", "内容", "时间"], ["1", "停水", time(9, 30)]), [None]),
    "a workbook with a duration": (
        sheet(["编号", "内容", "时间"], ["1", "停水", timedelta(hours=3)]),
        [None],
    ),
    "a workbook with errors in cells": (
        sheet(["编号", "内容"], ["1", "#N/A"], ["2", "停水"]),
        [None, "停水"],
    ),
    "a workbook with formulas nobody worked out": (
        sheet(["编号", "内容"], ["1", "=A1"], ["2", "停水"]),
        [None, "停水"],
    ),
    "a workbook with yes and no": (sheet(["编号", "内容", "保密"], ["1", "停水", True]), ["停水"]),
    "a workbook whose first sheet explains": (
        sheet(["说明"], ["请勿改动"], more=a_second_sheet),
        ["三天没水"],
    ),
    "a workbook with empty rows and columns": (
        sheet([], [None, "编号", "内容"], [], [None, "1", "停水"]),
        ["停水"],
    ),
    "a workbook with escaped characters": (sheet(["编号", "内容"], ["1", "甲_x000D_\n乙"]), ["甲\n乙"]),
    "a workbook with a foreign part": (with_part("xl/media/x.bin", b"\0" * 1000), ["停水"]),
}  # fmt: skip

REFUSED: dict[str, bytes] = {
    "nothing": b"",
    "only spaces": b" \n \n",
    "only a mark of its encoding": b"\xef\xbb\xbf",
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "a document": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n",
    "a web page called xls": b"<html><body><table><tr><td>1</td></tr></table></body></html>",
    "xml of an old spreadsheet": b'<?xml version="1.0"?><Workbook/>',
    "a page saved as mhtml": b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n",
    "half a workbook": sheet(["编号", "内容"], ["1", "停水"])[:700],
    "a packed file that is no workbook": b"PK\x03\x04" + b"\0" * 100,
    "a workbook of nothing but names": with_part("xl/workbook.xml", b"<workbook/>"),
    "a workbook with macros": with_part("xl/vbaProject.bin", b"x"),
    "a workbook that explodes": with_part("xl/worksheets/sheet1.xml", BOMB),
    "a workbook with a cell in the last corner": sheet(["编号", "内容"], more=far_away),
    "an old workbook that is broken": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
    "text in no encoding": "编号,内容\n1,停水\n".encode() + b"\xff\xff\xfe\x81",
    "another system's columns": "序号,诉求人,电话\n1,老李,138\n".encode(),
    "no names of columns": "1,停水,三天没水\n2,停电,没电\n".encode(),
    "json of something else": b'"just a word"',
    "a json list nested without end": b"[" * 100_000,
    "a json list cut off": '[{"编号": 1, "内容": "停水"}'.encode(),
}  # fmt: skip

TIMES: dict[str, str | None] = {
    "2025/3/1": "2025-03-01 00:00", "2025年3月1日 9时": "2025-03-01 09:00",
    "20250301093000": "2025-03-01 09:30",
    "2025-03-01T09:30:00.000Z": "2025-03-01 17:30", "2025/3/1 下午 3:05": "2025-03-01 15:05",
    "２０２５-０３-０１": "2025-03-01 00:00", "0001-01-01": None, "9999-12-31": None, "2025-02-30": None,
    "昨天": None, "45717": None, "-": None, "1e400": None,
}  # fmt: skip


def test_a_column_that_is_gone_stops_the_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("编号,标题,内容\n1,停水,三天没水\n", encoding="utf-8")
    table = open_table(tmp_path / "a", SAVED.names())
    assert SAVED.missing(table.columns) == sorted(["时间", "类型", "电话", "姓名", "地点", "保密"])


def test_there_are_enough_of_them() -> None:
    assert len(READ) + len(REFUSED) + len(TIMES) > 80


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is_read_and_the_rest_waits_with_a_reason(name: str, tmp_path: Path) -> None:
    content, expected = READ[name]
    if not expected:
        with pytest.raises(NotValid):
            read(content, tmp_path)
        return
    rows = read(content, tmp_path)
    assert [row.message.body if row.message else None for row in rows] == expected
    for row in rows:
        assert bool(row.says) is (row.message is None)
        assert json.loads(row.raw.content)["cells"] and row.raw.addressee in ("WS", "WS-JW")


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_file_of_theirs_is_refused_in_words(name: str, tmp_path: Path) -> None:
    with pytest.raises(NotValid) as refused:
        read(REFUSED[name], tmp_path)
    assert len(refused.value.sentence) > 4


@pytest.mark.parametrize("said", TIMES)
def test_times_are_understood_or_wait(said: str, tmp_path: Path) -> None:
    (row,) = read(f"编号,内容,时间\n1,停水,{said}\n".encode(), tmp_path)
    when = row.message.said_at if row.message else None
    told = when.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if when else None
    assert told == TIMES[said] and (told is None) is bool(row.says)


@pytest.mark.parametrize(
    ("written", "said", "meant"),
    [
        ("dmy", "01/03/2025 09:30", "2025-03-01 09:30"),
        ("mdy", "03/01/2025", "2025-03-01 00:00"),
        ("serial", "45717.395833", "2025-03-01 09:30"),
        ("unix", "1740792600", "2025-03-01 09:30"),
        ("unix", "1740792600000", "2025-03-01 09:30"),
    ],
)
def test_a_system_may_write_its_times_another_way(
    written: str, said: str, meant: str, tmp_path: Path
) -> None:
    saved = replace(SAVED, written=written)
    (row,) = read(f"编号,内容,时间\n1,停水,{said}\n".encode(), tmp_path, saved)
    assert row.message and row.message.said_at
    assert row.message.said_at.strftime("%Y-%m-%d %H:%M") == meant


def test_how_the_writer_is_reached_never_stands_beside_the_words(tmp_path: Path) -> None:
    saved = replace(SAVED, beside=("状态", "备用电话", "身份证号", "附件地址"))
    text = StringIO()
    csv.writer(text).writerows([
        ["编号", "内容", "状态", "备用电话", "身份证号", "附件地址"],
        ["1", "停水", "待派", "0999-1234567", "510", "http://files.example/1.jpg"],
    ])  # fmt: skip
    (row,) = read(text.getvalue().encode(), tmp_path, saved)
    assert row.message and row.message.aside == "状态：待派\n附件地址：http://files.example/1.jpg"
    assert row.message.contact.remark == "备用电话：0999-1234567\n身份证号：510"


@pytest.mark.parametrize("word", ["举报", "廉政举报", "Corruption report"])
def test_what_may_be_a_report_waits_where_few_may_look(word: str, tmp_path: Path) -> None:
    (row,) = read(f"编号,内容,类型\n1,有人收钱,{word}\n".encode(), tmp_path)
    assert row.why == "refused" and row.raw.addressee == "WS-JW"
