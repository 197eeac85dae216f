"""表格 A file of rows, whatever it is written as: JSON lines, CSV in the usual encodings, XLSX or XLS.

A row that cannot even be read is still a row: it carries its complaint, and no neighbour suffers.
"""

import codecs
import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from python_calamine import CalamineError, load_workbook

from lianxin.kit.refusals import NotValid
from lianxin.kit.workbooks import Most, opened

ENCODINGS = ("utf-8-sig", "gb18030")
PACKED = b"PK\x03\x04"
SPREADSHEETS = (PACKED, b"\xd0\xcf\x11\xe0")
MOST = Most(unpacked=512 << 20, cells=20_000_000)
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
CHUNK = 1 << 20
LONGEST_FIELD = 64 * CHUNK  # a cell of five megabytes is the row's own trouble, not the file's


@dataclass(frozen=True)
class Row:
    """One row: its number as a person counts lines, its fields as text, and why it cannot be read, if so."""

    number: int
    fields: dict[str, str] = field(default_factory=dict)
    raw: str = ""
    complaint: str = ""


@dataclass(frozen=True)
class Table:
    """An opened file: how it is written ("jsonl", "csv", "xlsx"), its columns, and its rows one by one."""

    path: Path
    form: str
    columns: tuple[str, ...]
    encoding: str = "utf-8"

    def rows(self) -> Iterator[Row]:
        """The rows with something in them, read afresh from the file each time."""
        return {"jsonl": _json_rows, "csv": _csv_rows, "xlsx": _sheet_rows}[self.form](self)


def open_table(path: Path) -> Table:
    """Look at a file: what it is and which columns it has. NotValid when it is nothing we can read."""
    try:
        with path.open("rb") as file:
            start = file.read(CHUNK)
    except OSError as error:
        raise NotValid(
            _("读不了文件“%(path)s”：%(why)s。") % {"path": path, "why": error.strerror}
        ) from error
    if not start.strip():
        raise NotValid(_("文件“%(path)s”是空的。") % {"path": path})
    if start.startswith(SPREADSHEETS):
        return Table(path, "xlsx", tuple(_header(_cells(path))[1]))
    encoding = "utf-16" if start.startswith(UTF16) else _encoding_of(path)
    if start.lstrip(b"\xef\xbb\xbf \r\n\t\x00\xff\xfe")[:1] in (b"{", b"["):
        table = Table(path, "jsonl", (), encoding)
        names: dict[str, None] = {}
        complaint = ""
        for row in table.rows():
            names |= dict.fromkeys(row.fields)
            complaint = complaint or row.complaint
        if not names and complaint:
            raise NotValid(complaint)
        return Table(path, "jsonl", tuple(names), encoding)
    with path.open(encoding=encoding, newline="") as text:
        return Table(path, "csv", tuple(_header(_lines(text))[1]), encoding)


def _encoding_of(path: Path) -> str:
    """The first encoding that the whole file can be read in."""
    for encoding in ENCODINGS:
        try:
            with path.open(encoding=encoding) as file:
                while file.read(CHUNK):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise NotValid(_("认不出文件“%(path)s”的文字编码。请另存为UTF-8再试。") % {"path": path})


# ---- JSON lines --------------------------------------------------------------------------------


def _json_rows(table: Table) -> Iterator[Row]:
    """One object a line; a file that is one list of objects is read as well."""
    with table.path.open(encoding=table.encoding) as file:
        first = file.readline()
        if first.lstrip("\ufeff \t").startswith("["):
            yield from _json_list(first + file.read())
            return
        for number, line in enumerate([first], 1):
            yield from _json_row(number, line)
        for number, line in enumerate(file, 2):
            yield from _json_row(number, line)


def _json_list(text: str) -> Iterator[Row]:
    try:
        objects = json.loads(text)
    except ValueError as error:
        raise NotValid(_("这不是完整的JSON文件：%(why)s。") % {"why": error}) from error
    for number, one in enumerate(objects, 1):
        yield _object_row(number, one, "")


def _json_row(number: int, line: str) -> Iterator[Row]:
    line = line.strip("\ufeff \t\r\n")
    if not line:
        return
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        yield Row(number, raw=line, complaint=_("这一行不是完整的JSON。"))
        return
    yield _object_row(number, said, line)


def _object_row(number: int, said: object, raw: str) -> Row:
    if not isinstance(said, dict):
        return Row(number, raw=raw or repr(said), complaint=_("这一行不是一个JSON对象。"))
    return Row(number, {str(name).strip(): as_text(value) for name, value in said.items()}, raw)


# ---- CSV and spreadsheets ----------------------------------------------------------------------


def _csv_rows(table: Table) -> Iterator[Row]:
    with table.path.open(encoding=table.encoding, newline="") as file:
        yield from _rows_under_header(_lines(file))


def _lines(file: Any) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_FIELD)
    header = file.readline()
    file.seek(0)
    delimiter = max(",\t;", key=header.count)
    reader = csv.reader(file, delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        words = {"line": reader.line_num, "why": error}
        raise NotValid(_("CSV文件在第%(line)d行读不下去：%(why)s。") % words) from error


def _sheet_rows(table: Table) -> Iterator[Row]:
    yield from _rows_under_header(_cells(table.path))


def _cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The first sheet."""
    try:
        with path.open("rb") as file:
            packed = file.read(len(PACKED)) == PACKED
            file.seek(0)
            sheet = load_workbook(opened(file, MOST) if packed else file).get_sheet_by_index(0)
            rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, BadZipFile, IndexError, ValueError) as error:
        raise NotValid(_("打不开表格“%(path)s”：%(why)s。") % {"path": path, "why": error}) from error
    for number, cells in enumerate(rows, 1):
        yield number, [as_text(cell) for cell in cells]


def _header(lines: Iterator[tuple[int, list[str]]]) -> tuple[int, list[str]]:
    """The first line that is not empty names the columns."""
    for number, cells in lines:
        if any(cell.strip() for cell in cells):
            return number, [cell.strip().lstrip("\ufeff") for cell in cells]
    raise NotValid(_("表格里一行也没有。"))


def _rows_under_header(lines: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
    _number, columns = _header(lines)
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        complaint = ""
        if any(cell.strip() for cell in cells[len(columns) :]):
            complaint = _("这一行比表头多出几格，分不清哪格是什么。")
        named = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
        yield Row(number, named, raw="\t".join(cells), complaint=complaint)


def as_text(value: object) -> str:
    """A cell as a person would write it: no NaN, no .0 behind a number that only counts."""
    if value is None or value != value:  # only NaN is not itself
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, str | int | float | timedelta):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
