"""Workbooks (XLSX) from outside, made safe to open: what is counted is what is read.

A small file may say that it unpacks to little and unpack to gigabytes, or have one cell in the last
corner of the sheet, for which a reader that lays out the whole rectangle wants half a terabyte.
"""

import re
import zipfile
import zlib
from io import BytesIO
from typing import IO, NamedTuple
from xml.parsers import expat

from django.utils.translation import gettext as _

from lianxin.kit.refusals import NotValid

PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})\Z")
A_SHEET = b"sheetData"  # wherever the workbook keeps its sheets, this word stands in them
FILLED = {"v", "is"}
A_LETTER, A_LONG_NUMBER = 26, 10
DAMAGED = (NotImplementedError, RuntimeError, EOFError, zlib.error)  # packed otherwise, locked, or cut off


class Most(NamedTuple):
    """How many bytes the parts may unpack to, and how many cells the sheet's rectangle may have."""

    unpacked: int
    cells: int


def opened(workbook: IO[bytes], most: Most) -> BytesIO:
    """展开 The same workbook, its parts no longer packed: each was read to its end, none is longer.

    Raises NotValid for one that unpacks to too much, has macros, or has cells too far out; BadZipFile
    for one that is damaged.
    """
    safe = BytesIO()
    with zipfile.ZipFile(workbook) as packed, zipfile.ZipFile(safe, "w", zipfile.ZIP_STORED) as plain:
        parts = packed.infolist()
        if sum(part.file_size for part in parts) > most.unpacked:
            raise _too_large()
        if any("vbaproject" in part.filename.lower() for part in parts):
            raise NotValid(_("表格里有宏，没有读它。请另存为不带宏的 XLSX 再上传。"), "file")
        for part in parts:
            content = _content(packed, part)
            if A_SHEET in content and _cells_of(content) > most.cells:
                raise _too_large()
            plain.writestr(part.filename, content)
    safe.seek(0)
    return safe


def _content(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """As much as the part says it holds: `zipfile` stops there, whatever follows."""
    try:
        return packed.read(part)
    except DAMAGED as error:
        raise zipfile.BadZipFile from error


def _too_large() -> NotValid:
    return NotValid(_("这个表格展开后太大，没有读它。"), "file")


def _cells_of(sheet: bytes) -> int:
    """The rectangle from the first cell to the furthest one with something in it, as a number of cells."""
    corner = _Corner()
    parser = expat.ParserCreate()
    parser.StartElementHandler = corner.begins
    try:
        parser.Parse(sheet, True)
    except expat.ExpatError as error:
        raise zipfile.BadZipFile from error
    return corner.row * corner.column


class _Corner:
    """The furthest filled row and column. What does not say where it is follows its neighbour."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self.here = (0, 0)

    def begins(self, name: str, marks: dict[str, str]) -> None:
        tag, (row, column) = name.rpartition(":")[2], self.here
        if tag == "row":
            said = marks.get("r", "")
            self.here = int(said) if said.isdecimal() and len(said) < A_LONG_NUMBER else row + 1, 0
        elif tag == "c":
            self.here = _place(marks.get("r", "")) or (row, column + 1)
        elif tag in FILLED:
            self.row, self.column = max(self.row, row), max(self.column, column)


def _place(said: str) -> tuple[int, int] | None:
    """Row and column of a cell that says where it is."""
    found = PLACE.match(said)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * A_LETTER + ord(letter) - ord("A") + 1
    return int(found[2]), column
