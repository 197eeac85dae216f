"""Workbooks (XLSX) from outside, made safe to open: what is counted is what is read.

A small file may say that it unpacks to little and unpack to gigabytes, or have one cell in the last
corner of the sheet, for which a reader that lays out the whole rectangle wants half a terabyte.
"""

import re
import zipfile
from io import BytesIO
from typing import IO, NamedTuple
from xml.parsers import expat

from django.utils.translation import gettext as _

from lianxin.kit.refusals import NotValid

PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})\Z")
SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml\Z", re.IGNORECASE)
FILLED = {"v", "is"}
A_LETTER = 26


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
            if SHEETS.match(part.filename) and _cells_of(content) > most.cells:
                raise _too_large()
            plain.writestr(part.filename, content)
    safe.seek(0)
    return safe


def _content(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """As much as the part says it holds: `zipfile` stops there, whatever follows."""
    try:
        return packed.read(part)
    except (NotImplementedError, RuntimeError) as error:  # another packing, or a password
        raise zipfile.BadZipFile from error


def _too_large() -> NotValid:
    return NotValid(_("这个表格展开后太大，没有读它。"), "file")


def _cells_of(sheet: bytes) -> int:
    """The rectangle from the first cell to the furthest one with something in it, as a number of cells."""
    furthest, here = [0, 0], [0, 0]

    def begins(name: str, marks: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            here[:] = _place(marks.get("r", ""))
        elif tag in FILLED:
            furthest[:] = max(furthest[0], here[0]), max(furthest[1], here[1])

    parser = expat.ParserCreate()
    parser.StartElementHandler = begins
    try:
        parser.Parse(sheet, True)
    except expat.ExpatError as error:
        raise zipfile.BadZipFile from error
    return furthest[0] * furthest[1]


def _place(said: str) -> tuple[int, int]:
    """Row and column of a cell that says where it is; one that does not follows its neighbour."""
    found = PLACE.match(said)
    if found is None:
        return 0, 0
    column = 0
    for letter in found[1].upper():
        column = column * A_LETTER + ord(letter) - ord("A") + 1
    return int(found[2]), column
