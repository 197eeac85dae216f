"""What this house writes down for somebody else it reads back as it was, in every form, letter for letter."""

import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.channels.files import Reader, RowRead, Saved, open_table
from lianxin.channels.files.saved import key_of
from lianxin.channels.files.writing import CANONICAL, ENDING, FORMS, rows_of, write_table
from lianxin.channels.message import ContactCard, Message
from lianxin.intake.models import Kind
from lianxin.intake.words import LONGEST
from lianxin.kit.dates import SHANGHAI
from lianxin.kit.text import one_line, readable

SAVED = Saved(
    "12345", CANONICAL, LONGEST, kinds={kind: kind for kind in Kind.values},
    bodies={"LL": "LL", "WS": "WS"}, speaks_for="WS",
)  # fmt: skip
# What a spreadsheet runs, what a table is cut at, and what workbooks and programs read as something else.
SEEDS = ["=1+1", "'=1", "''-2", "@sum", "a,b", 'x"y', "_x000D_", "甲\n乙", "a\tb", "是", "编号", "1E5", "😀"]
characters = st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\t=+-@'\"_,;")
texts = st.lists(st.text(characters, max_size=30) | st.sampled_from(SEEDS), max_size=4).map("".join)


def lines(most: int) -> st.SearchStrategy[str]:
    return texts.map(lambda text: one_line(text)[:most].strip())


words = texts.map(readable).filter(lambda text: any(c.isalnum() for c in text))
numbers = st.from_regex(r"[A-Z]{0,3}[0-9]{1,22}", fullmatch=True)
moments = st.datetimes(datetime(1950, 1, 1), datetime(2190, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=SHANGHAI)
)
cards = st.builds(
    ContactCard, name=lines(80), phone=lines(40), email=lines(200), address=lines(200),
    remark=texts.map(readable),
)  # fmt: skip
letters = st.builds(
    Message, channel=st.just("file"), key=st.just(""), body=words, subject=lines(200),
    kind=st.sampled_from(Kind.values), addressee=st.sampled_from(["LL", "WS"]), place=lines(200),
    confidential=st.booleans(), said_at=st.none() | moments, contact=cards,
)  # fmt: skip
files = st.lists(st.tuples(numbers, letters), max_size=6, unique_by=lambda one: one[0])


def read_back(form: str, content: bytes) -> list[RowRead]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"letters.{ENDING[form]}"
        path.write_bytes(content)
        table = open_table(path, SAVED.names())
        reader = Reader(SAVED, "a" * 64)
        return [reader.read(row) for row in table.rows()]


@pytest.mark.parametrize("form", FORMS)
@given(written=files)
@settings(max_examples=60)
def test_letters_written_down_are_read_back_as_they_were(
    form: str, written: list[tuple[str, Message]]
) -> None:
    content = write_table(form, list(CANONICAL.values()), rows_of(written))
    read = read_back(form, content)
    assert [(one.number, one.why, one.says) for one in read] == [(number, "", "") for number, _m in written]
    expected = [replace(letter, key=key_of("12345", number)) for number, letter in written]
    assert [replace(one.message, raw=None) for one in read if one.message] == expected


@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_leaves_is_run_by_a_spreadsheet(form: str, tmp_path: Path) -> None:
    rows = [["=cmd|' /C calc'!A0", "+1", "-1", "@x", "'=2", "12345678901234567890"]]
    content = write_table(form, list("abcdef"), rows)
    if form != "xlsx":
        cells = content.decode("gb18030" if form == "gbk" else "utf-8-sig").splitlines()[1]
        assert cells.startswith("'=cmd") and ",'+1,'-1,'@x,''=2," in cells
    (tmp_path / f"t.{ENDING[form]}").write_bytes(content)
    (row,) = open_table(tmp_path / f"t.{ENDING[form]}").rows()
    assert list(row.fields.values()) == rows[0]
