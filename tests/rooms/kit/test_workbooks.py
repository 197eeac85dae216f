"""Tables that are built to fall over whoever opens them."""

import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from lianxin.channels.files.tables import open_table
from lianxin.kit.refusals import NotValid
from lianxin.kit.tables import read_table

SHEET = "xl/worksheets/sheet1.xml"


def workbook(**cells: str) -> bytes:
    book, out = Workbook(), BytesIO()
    assert book.active is not None
    for place, words in cells.items():
        book.active[place] = words
    book.save(out)
    return out.getvalue()


def with_sheet(sheet: bytes) -> bytes:
    """An honest workbook whose one sheet is another."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook(A1="编号"))) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.infolist():
            new.writestr(part.filename, sheet if part.filename == SHEET else old.read(part))
    return out.getvalue()


def that_lies(content: bytes, large: bytes, said: int) -> bytes:
    """The part that holds `large` says that it holds only so much, and its check sum agrees."""
    size, check = len(large).to_bytes(4, "little"), zlib.crc32(large).to_bytes(4, "little")
    less = zlib.crc32(large[:said]).to_bytes(4, "little")
    return content.replace(size, said.to_bytes(4, "little")).replace(check, less)


def test_a_table_is_read_as_it_was() -> None:
    assert read_table("表.xlsx", workbook(A1="编号", B2="停水")) == [["编号", ""], ["", "停水"]]


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "XFD20000"])
def test_a_cell_in_the_last_corner_is_refused_before_room_is_made_for_it(place: str, tmp_path: Path) -> None:
    far = workbook(A1="编号", B1="内容", **{place: "远"})
    with pytest.raises(NotValid, match=r"太大|超过"):
        read_table("表.xlsx", far)
    (tmp_path / "far.xlsx").write_bytes(far)
    if place.startswith("XFD"):
        with pytest.raises(NotValid, match="太大"):
            open_table(tmp_path / "far.xlsx")


FAR = b'<sheetData><row r="1048576"><c/><c r="XFC1048576"/><c><v>1</v></c></row></sheetData>'


def test_a_far_cell_is_found_that_does_not_say_where_it_is() -> None:
    with pytest.raises(NotValid, match="太大"):
        read_table("表.xlsx", with_sheet(b"<worksheet>" + FAR + b"</worksheet>"))


def test_a_far_cell_is_found_wherever_the_workbook_keeps_its_sheet() -> None:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook(A1="编号"))) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.infolist():
            content = old.read(part).replace(b"worksheets/sheet1.xml", b"elsewhere.dat")
            new.writestr(part.filename, content)
        new.writestr("xl/elsewhere.dat", b"<worksheet>" + FAR + b"</worksheet>")
    with pytest.raises(NotValid, match="太大"):
        read_table("表.xlsx", out.getvalue())


def test_a_stream_that_is_no_stream_is_refused() -> None:
    content = with_sheet(b"<worksheet>" + b"<!-- water -->" * 400 + b"</worksheet>")
    at = content.index(SHEET.encode()) + len(SHEET)
    with pytest.raises(NotValid, match="打不开"):
        read_table("表.xlsx", content[:at] + b"\xff" * 20 + content[at + 20 :])


def test_a_bomb_is_refused_by_what_it_says_of_itself() -> None:
    with pytest.raises(NotValid, match="太大"):
        read_table("表.xlsx", with_sheet(b" " * (61 << 20)))


def test_a_bomb_that_lies_about_its_size_is_read_no_further_than_it_said() -> None:
    large = b" " * (61 << 20)
    with pytest.raises(NotValid, match="打不开"):
        read_table("表.xlsx", that_lies(with_sheet(large), large, 100))


def test_words_that_multiply_themselves_are_not_taken() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    cells = '<sheetData><c r="A1"><v>&l9;</v></c></sheetData>'
    sheet = f'<!DOCTYPE s [<!ENTITY l0 "ha">{laughs}]><worksheet>{cells}</worksheet>'
    with pytest.raises(NotValid, match="打不开"):
        read_table("表.xlsx", with_sheet(sheet.encode()))


def test_a_file_with_a_password_or_cut_off_is_refused() -> None:
    for damaged in (workbook(A1="编号")[:-200], b"PK\x03\x04" + b"\x00" * 80):
        with pytest.raises(NotValid, match="打不开"):
            read_table("表.xlsx", damaged)
