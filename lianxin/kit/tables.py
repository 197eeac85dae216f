"""表格 Tables as people send them (CSV, XLSX) and as we hand them out. What comes from outside is hostile.

Cells come out as plain text: a formula is never worked out, a macro never kept or run.
"""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import PurePath

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from python_calamine import CalamineError, load_workbook

from lianxin.kit.refusals import NotValid
from lianxin.kit.text import one_line, readable
from lianxin.kit.workbooks import Most, opened

MOST_BYTES = 4 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, MOST_CELL = 20_000, 60, 2_000
MOST = Most(unpacked=60 * 1024 * 1024, cells=2 * MOST_ROWS * MOST_COLUMNS)  # more is no honest table
DANGEROUS = re.compile("'*[=+\\-@\t\r]")  # a spreadsheet runs it; behind marks of text it does not
Cell = str | int | float | bool | date | datetime | time | timedelta | None


def read_table(name: str, content: bytes) -> list[list[str]]:
    """读表 The rows of a CSV or XLSX file as text, empty ones as []; NotValid says what is wrong."""
    if len(content) > MOST_BYTES:
        raise NotValid(_("文件超过 4 MB，请分成几份再上传。"), "file")
    kind = PurePath(name).suffix.lower()
    if kind == ".csv":
        rows = _csv_rows(content)
    elif kind == ".xlsx":
        rows = _xlsx_rows(content)
    else:
        raise NotValid(_("只收 CSV 和 XLSX 表格。旧的 .xls 或带宏的表格请另存为 XLSX 再上传。"), "file")
    return _within_limits(rows)


def _within_limits(rows: Iterable[Sequence[str]]) -> list[list[str]]:
    taken: list[list[str]] = []
    for row in rows:
        if len(row) > MOST_COLUMNS or any(len(cell) > MOST_CELL for cell in row):
            raise NotValid(_("第 %(row)d 行太宽或者有一格太长。") % {"row": len(taken) + 1}, "file")
        taken.append(list(row) if any(row) else [])
        if len(taken) > MOST_ROWS:
            raise NotValid(_("表格超过 %(most)d 行，请分成几份再上传。") % {"most": MOST_ROWS}, "file")
    while taken and not taken[-1]:
        taken.pop()
    if not taken:
        raise NotValid(_("表格是空的。"), "file")
    return taken


def _csv_rows(content: bytes) -> Iterator[list[str]]:
    try:
        reader = csv.reader(StringIO(_decoded(content), newline=""))
        for row in reader:
            yield [one_line(cell) for cell in row]
    except csv.Error as error:
        raise NotValid(_("这个 CSV 文件读不出来，请另存一次再试。"), "file") from error


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotValid(_("认不出文件的编码，请另存为 UTF-8 的 CSV 再上传。"), "file")


def _xlsx_rows(content: bytes) -> Iterator[list[str]]:
    try:
        sheet = load_workbook(opened(BytesIO(content), MOST)).get_sheet_by_index(0)
        for row in sheet.iter_rows():
            yield [_text(cell) for cell in row]
    except (CalamineError, zipfile.BadZipFile, IndexError) as error:
        raise NotValid(_("这个 XLSX 文件打不开，可能已损坏或加了密码。请另存一次再试。"), "file") from error


def _text(cell: Cell) -> str:
    """A number that was typed as 5 and kept as 5.0 is 5."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date | time):
        return cell.isoformat()
    return one_line(readable(str(cell)))


def by_column(
    table: Sequence[Sequence[str]], columns: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> list[tuple[int, dict[str, str]]]:
    """The rows by our own column names, each with its line number in the file.

    `columns`: our name → the headings people use for it. NotValid when a needed one is missing.
    """
    spoken = {heading.strip().lower(): index for index, heading in enumerate(table[0])}
    places = {
        name: next((spoken[said.lower()] for said in (name, *known) if said.lower() in spoken), None)
        for name, known in columns.items()
    }
    missing = [[*columns[name], name][0] for name in needed if places[name] is None]
    if missing:
        words = {"columns": "、".join(missing)}
        raise NotValid(_("第一行要写列名，缺少这些列：%(columns)s。") % words, "file")
    return [
        (number, {name: row[at] if at is not None and at < len(row) else "" for name, at in places.items()})
        for number, row in enumerate(table[1:], start=2)
        if row
    ]


def write_xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """写表 A workbook of one sheet; text that a spreadsheet would take for a formula stays text."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title[:31]
    sheet.append([harmless(cell) for cell in header])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    sheet.freeze_panes = "A2"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def harmless(cell: object) -> object:
    """The cell with a mark of text before what a spreadsheet would run."""
    if isinstance(cell, str) and DANGEROUS.match(cell):
        return "'" + cell
    return cell


def unharmed(cell: str) -> str:
    """The words as they were before `harmless` put its mark on them."""
    return cell[1:] if cell.startswith("'") and DANGEROUS.match(cell) else cell
