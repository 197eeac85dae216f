"""A page is read in a process of its own: print and photographs, turned, several to a file, hostile."""

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from lianxin.channels.paper.reading import Broke, Seen, cut_out, read_page
from lianxin.channels.scans.page import Line, Page
from tests.letters_on_paper import LETTER, jpeg, needs_reader, pdf, photographed, png, sheet

WORDS = "".join(LETTER).replace("　", "")


@pytest.fixture
def seen(tmp_path: Path) -> Any:
    def see(content: bytes, number: int = 0, turned: int | None = None) -> Seen:
        file = tmp_path / "scan"
        file.write_bytes(content)
        return read_page(file, number, turned=turned)

    return see


def words_of(found: Seen) -> str:
    return Page(found.lines).words.replace("\n", "").replace("　", "").replace(" ", "")


def wrong(found: Seen) -> int:
    """How many characters are not as they were printed, at least."""
    read = words_of(found)
    return sum(read.count(one) != WORDS.count(one) for one in set(read) | set(WORDS) if one not in "：:，,")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_print_is_read_however_the_sheet_lay_in_the_scanner(seen: Any, turn: int) -> None:
    needs_reader()
    found = seen(jpeg(sheet().rotate(turn, expand=True)))
    assert found.turned == turn and wrong(found) <= 1, words_of(found)
    assert found.size == (1240, 1754), "shown upright"


def test_a_dark_photograph_is_read(seen: Any) -> None:
    needs_reader()
    assert wrong(seen(jpeg(photographed(sheet())))) <= 1


def test_what_a_telephone_says_about_how_it_was_held_counts(seen: Any, settings: Any) -> None:
    settings.LIANXIN_READER = "off"
    exif = Image.Exif()
    exif[0x0112] = 6
    assert seen(jpeg(sheet(), exif=exif)).size == (1754, 1240)


def test_a_person_who_turns_a_page_is_not_contradicted(seen: Any) -> None:
    needs_reader()
    found = seen(jpeg(sheet()), turned=90)
    assert found.turned == 90 and found.size == (1754, 1240)


def test_a_pdf_is_read_page_by_page_and_taken_apart(seen: Any, tmp_path: Path, settings: Any) -> None:
    settings.LIANXIN_READER = "off"
    three = pdf(sheet(["一"]), sheet(["二"]), sheet(["三"], code="4821773019564487"))
    assert seen(three, 0).pages == 3 and seen(three, 2).marks == ("4821773019564487",)
    assert seen(cut_out(tmp_path / "scan", [1, 2])).pages == 2
    assert seen(three, 7).why == "empty"


def test_without_a_reader_a_page_is_shown_and_holds_no_words(seen: Any, settings: Any) -> None:
    settings.LIANXIN_READER = "off"
    found = seen(png(sheet()))
    assert not found.lines and found.shown.startswith(b"\xff\xd8") and len(found.shown) < 300_000


def bomb() -> bytes:
    """A picture of a few bytes that claims to be forty thousand wide and high."""
    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xd8\xff not a picture", "no_picture"),
        (jpeg(Image.new("RGB", (900, 900), "white"))[:700], "damaged"),
        (bomb(), "no_picture"),
        (b"%PDF-1.7 nothing", "damaged"),
        (b"", "no_picture"),
    ],
)
def test_a_hostile_file_is_told_in_words(seen: Any, settings: Any, content: bytes, why: str) -> None:
    settings.LIANXIN_READER = "off"
    assert seen(content).why == why


def test_a_process_that_does_not_come_back_is_tried_again(seen: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("lianxin.channels.paper.reading.LONGEST", 0.01)
    with pytest.raises(Broke):
        seen(jpeg(sheet()))


def test_the_reading_process_is_told_no_secret(seen: Any, settings: Any, monkeypatch: Any) -> None:
    settings.LIANXIN_READER = "null:看见了"
    monkeypatch.setenv("LIANXIN_SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://who:what@where/when")
    assert words_of(seen(png(sheet([])))) == "看见了"


def test_a_line_that_runs_to_the_edge_goes_on_in_the_next() -> None:
    def line(words: str, left: int, right: int, top: int) -> Line:
        corners = ((left, top), (right, top), (right, top + 30), (left, top + 30))
        return Line(words, (1.0,) * len(words), corners)

    page = Page(
        (line("我们村停水", 100, 900, 0), line("三天了。", 50, 300, 40), line("请来看。", 110, 900, 80))
    )
    assert page.words == "我们村停水三天了。\n请来看。"
