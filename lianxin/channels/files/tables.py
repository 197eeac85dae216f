"""表格 A file of rows, whatever it is written as: JSON lines, CSV in the usual encodings, XLSX or XLS.

A row that cannot even be read is still a row: it carries its complaint, and no neighbour suffers.
"""

import codecs
import csv
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import TextIO
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, load_workbook

from lianxin.channels.files.names import KNOWN, plain
from lianxin.kit.refusals import NotValid
from lianxin.kit.tables import unharmed
from lianxin.kit.text import one_line
from lianxin.kit.workbooks import Most, opened

ENCODINGS = ("utf-8-sig", "gb18030")
PACKED = b"PK\x03\x04"
SPREADSHEETS = (PACKED, b"\xd0\xcf\x11\xe0")
WEB_PAGES = (b"<html", b"<!doc", b"<table", b"<?xml", b"<meta", b"mime-version")  # some call it .xls
MOST = Most(unpacked=512 << 20, cells=20_000_000)
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
CHUNK = 1 << 20
LONGEST_FIELD = 64 * CHUNK  # a cell of five megabytes is the row's own trouble, not the file's
TITLES = 20  # so many lines may stand above the names of the columns
MOST_SHEETS = 8  # are looked at for those names
EXACT = 1e15  # a spreadsheet keeps fifteen digits of a number; the others it makes up
DELIMITERS = ",\t;|"

Lines = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True)
class Row:
    """One row: its number as a person counts lines, its fields as text, and why it cannot be read, if so."""

    number: int
    fields: dict[str, str] = field(default_factory=dict)
    raw: str = ""
    complaint: str = ""


@dataclass(frozen=True)
class Table:
    """An opened file: how it is written ("jsonl", "csv", "xlsx"), its columns, and its rows one by one.

    `header` is the line that names the columns; titles may stand above it. `unread` are other sheets with
    something in them.
    """

    path: Path
    form: str
    columns: tuple[str, ...]
    encoding: str = "utf-8"
    header: int = 0
    delimiter: str = ","
    sheet: int = 0
    most: Most = MOST
    unread: tuple[str, ...] = ()

    def rows(self) -> Iterator[Row]:
        """The rows with something in them, read afresh from the file each time."""
        return {"jsonl": _json_rows, "csv": _csv_rows, "xlsx": _sheet_rows}[self.form](self)


def open_table(path: Path, also: Collection[str] = (), *, most: Most = MOST, name: str = "") -> Table:
    """Look at a file: what it is and which columns it has. NotValid when it is nothing we can read.

    `also` are names of columns that are known besides the usual ones: by them the header is found. `name` is
    what people call the file, where it lies under another one.
    """
    name = name or path.name
    known = KNOWN | {plain(name) for name in also}
    try:
        with path.open("rb") as file:
            start = file.read(CHUNK)
    except OSError as error:
        raise NotValid(
            _("读不了文件“%(path)s”：%(why)s。") % {"path": name, "why": error.strerror}
        ) from error
    if not start.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise NotValid(_("文件“%(path)s”是空的。") % {"path": name})
    if start.startswith(SPREADSHEETS):
        return _workbook(path, known, most, name)
    encoding = _encoding_of(path, start, name)
    beginning = start.lstrip(b"\xef\xbb\xbf \r\n\t\x00\xff\xfe")[:12].lower()
    if beginning.startswith(WEB_PAGES):
        raise NotValid(
            _("文件“%(path)s”其实是网页格式，不是表格。请用Excel打开，另存为XLSX再试。") % {"path": name}
        )
    if beginning[:1] in (b"{", b"["):
        return _json_table(path, encoding)
    delimiter = _delimiter(path, encoding, known)
    with path.open(encoding=encoding, newline="") as text:
        line, columns, _fits = _header(_lines(text, delimiter), known)
    return Table(path, "csv", tuple(columns), encoding, line, delimiter)


def _encoding_of(path: Path, start: bytes, name: str) -> str:
    """The first encoding that the whole file can be read in."""
    if start.startswith(UTF16):
        return "utf-16"
    most, even = start[:4096].count(0), start[:4096:2].count(0)
    if most * 4 > len(start[:4096]):  # letters and digits of two bytes each, and no mark before them
        return "utf-16-be" if even * 2 > most else "utf-16-le"
    for encoding in ENCODINGS:
        try:
            with path.open(encoding=encoding) as file:
                while file.read(CHUNK):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise NotValid(_("认不出文件“%(path)s”的文字编码。请另存为UTF-8再试。") % {"path": name})


# ---- JSON lines --------------------------------------------------------------------------------


def _json_table(path: Path, encoding: str) -> Table:
    table = Table(path, "jsonl", (), encoding)
    names: dict[str, None] = {}
    complaint = ""
    for row in table.rows():
        names |= dict.fromkeys(row.fields)
        complaint = complaint or row.complaint
    if not names and complaint:
        raise NotValid(complaint)
    return Table(path, "jsonl", tuple(names), encoding)


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
    except (ValueError, RecursionError) as error:
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
        yield from _rows_under_header(_lines(file, table.delimiter), table)


def _delimiter(path: Path, encoding: str, known: Collection[str]) -> str:
    """What stands between the cells: by it some line falls into names of columns."""
    with path.open(encoding=encoding) as file:
        lines = [file.readline(CHUNK) for _line in range(TITLES)]

    def fits(one: str) -> tuple[int, int]:
        named = [sum(plain(cell) in known for cell in line.split(one)) for line in lines]
        return max(named), next((line.count(one) for line in lines if line.strip()), 0)

    return max(DELIMITERS, key=fits)


def _lines(file: TextIO, delimiter: str) -> Lines:
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader((line.replace("\0", "") for line in file), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, [unharmed(cell) for cell in cells]
    except csv.Error as error:
        words = {"line": reader.line_num, "why": error}
        raise NotValid(_("CSV文件在第%(line)d行读不下去：%(why)s。") % words) from error


def _workbook(path: Path, known: Collection[str], most: Most, name: str) -> Table:
    """The sheet whose header is known best; of others that hold something the names are told."""
    book = _opened(path, most, name)
    found: list[tuple[int, int, list[str], int]] = []
    for number in range(min(len(book.sheet_names), MOST_SHEETS)):
        try:
            line, columns, fits = _header(_cells(book, number, most, name), known)
        except NotValid:
            continue
        found.append((fits, line, columns, number))
    if not found:
        raise NotValid(_("表格里一行也没有。"))
    _fits, line, columns, number = max(found, key=lambda one: (one[0], -one[3]))
    unread = tuple(book.sheet_names[one[3]] for one in found if one[3] != number)
    return Table(path, "xlsx", tuple(columns), header=line, sheet=number, most=most, unread=unread)


def _opened(path: Path, most: Most, name: str) -> CalamineWorkbook:
    try:
        with path.open("rb") as file:
            packed = file.read(len(PACKED)) == PACKED
            file.seek(0)
            return load_workbook(opened(file, most) if packed else file)
    except (CalamineError, BadZipFile, ValueError) as error:
        raise _broken(name, error) from error


def _broken(name: str, error: Exception) -> NotValid:
    words = {"path": name, "why": str(error) or _("文件不完整")}
    return NotValid(_("打不开表格“%(path)s”：%(why)s。") % words)


def _sheet_rows(table: Table) -> Iterator[Row]:
    book = _opened(table.path, table.most, table.path.name)
    yield from _rows_under_header(_cells(book, table.sheet, table.most, table.path.name), table)


def _cells(book: CalamineWorkbook, number: int, most: Most, name: str) -> Lines:
    try:
        sheet = book.get_sheet_by_index(number)
        if sheet.total_height * sheet.total_width > most.cells:
            raise NotValid(_("这个表格展开后太大，没有读它。"), "file")
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, IndexError, ValueError) as error:
        raise _broken(name, error) from error
    for line, cells in enumerate(rows, 1):
        yield line, [unharmed(as_text(cell)) for cell in cells]


def _header(lines: Lines, known: Collection[str]) -> tuple[int, list[str], int]:
    """The line that names the columns, and how many are known: the first of those that know most.

    Where nobody knows two of the names it is the first line that is not empty.
    """
    best: tuple[int, list[str], int] | None = None
    for number, cells in islice(lines, TITLES):
        if not any(cell.strip() for cell in cells):
            continue
        columns = [one_line(cell) for cell in cells]
        fits = sum(plain(column) in known for column in columns)
        if best is None or fits > max(best[2], 1):
            best = number, columns, fits
    if best is None:
        raise NotValid(_("表格里一行也没有。"))
    return best[0], list(_each_once(best[1])), best[2]


def _each_once(columns: Iterable[str]) -> Iterator[str]:
    """The second column of the same name is another column."""
    seen: Counter[str] = Counter()
    for column in columns:
        seen[column] += 1
        yield f"{column} {seen[column]}" if column and seen[column] > 1 else column


def _rows_under_header(lines: Lines, table: Table) -> Iterator[Row]:
    """What is filled in where no name stands above keeps the place of its column for a name."""
    columns = table.columns
    for number, cells in lines:
        if number <= table.header or not any(cell.strip() for cell in cells):
            continue
        if [one_line(cell) for cell in cells[: len(columns)]] == list(columns):
            continue  # a printed page begins with the names again
        complaint = ""
        if any(cell.strip() for cell in cells[len(columns) :]):
            complaint = _("这一行比表头多出几格，分不清哪格是什么。")
        named = {
            name or f"({place})": cell
            for place, (name, cell) in enumerate(zip(columns, cells, strict=False), 1)
            if name or cell.strip()
        }
        yield Row(number, named, raw="\t".join(cells), complaint=complaint)


def as_text(value: object) -> str:
    """A cell as a person would write it: no NaN, no .0 behind a number that only counts.

    A number with more digits than a spreadsheet keeps stays as the machine writes it, with its exponent:
    whoever needs all of its digits must see that they are lost.
    """
    if value is None or value != value:  # only NaN is not itself
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, str | int | timedelta):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
