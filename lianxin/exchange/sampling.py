"""样本 A file of another system to settle by: its columns, its first rows, and the words it uses."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from lianxin.channels.files import Reader, Row, RowRead, Saved, open_table, usual_columns
from lianxin.channels.files.names import BESIDE, NAMES
from lianxin.channels.files.saved import CLEAR
from lianxin.exchange.reading import OLD_WORKBOOK
from lianxin.intake.models import Kind
from lianxin.kit.dates import say_instant
from lianxin.kit.refusals import NotValid
from lianxin.kit.tables import MOST
from lianxin.kit.text import one_line

SHOWN, CARRIED, LOOKED_AT = 5, 20, 5_000
MOST_COLUMNS, LONGEST_CELL = 80, 200
MOST_WORDS, LONGEST_WORD = 40, 30
LONG_AGO = date(1900, 1, 1)  # beside it every year is said


@dataclass(frozen=True)
class Sample:
    """样本 `words`: for each column that uses few, which they are."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def carried(self) -> str:
        """As the page carries it along."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def as_rows(self) -> Iterator[Row]:
        for number, cells in enumerate(self.rows, 2):
            yield Row(number, dict(zip(self.columns, cells, strict=False)))


@dataclass(frozen=True)
class Shown:
    """试读的一行 How a row would be read, for the eyes of the office: who wrote is only hinted at."""

    number: str
    words: str = ""
    kind: str = ""
    place: str = ""
    when: str = ""
    who: str = ""
    trouble: str = ""


def sample_of(name: str, content: bytes) -> Sample:
    """The file's columns, first rows and words. NotValid when it cannot be read."""
    if content.startswith(OLD_WORKBOOK):
        raise NotValid(_("只收 CSV 和 XLSX 表格。旧的 .xls 或加了密码的表格请另存为 XLSX 再交。"), "file")
    with tempfile.NamedTemporaryFile() as kept:
        kept.write(content)
        kept.flush()
        table = open_table(Path(kept.name), most=MOST, name=one_line(name)[-60:])
        columns = tuple(filter(None, table.columns))[:MOST_COLUMNS]
        rows = list(islice(table.rows(), LOOKED_AT))
    first = tuple(
        tuple(one.fields.get(name, "")[:LONGEST_CELL] for name in columns) for one in rows[:CARRIED]
    )
    return Sample(columns, first, {name: words for name in columns if (words := _words(name, rows))})


def _words(column: str, rows: list[Row]) -> tuple[str, ...]:
    """The words of a column that uses few; nothing where it uses many, or long ones."""
    seen: dict[str, None] = {}
    for row in rows:
        word = one_line(row.fields.get(column, ""))
        if len(word) > LONGEST_WORD or len(seen) > MOST_WORDS:
            return ()
        if word:
            seen[word] = None
    return tuple(seen) if len(seen) <= MOST_WORDS else ()


def carried_sample(text: str) -> Sample:
    """What the page carried along; it went through a browser, so it is read like any other input."""
    broken = NotValid(_("预览的内容传坏了，请重新上传表格。"))
    try:
        said = json.loads(text) if text else {"columns": [], "rows": [], "words": {}}
        columns = tuple(map(_text, said["columns"]))
        rows = tuple(tuple(map(_text, row)) for row in said["rows"][:CARRIED])
        words = {_text(name): tuple(map(_text, some)) for name, some in said["words"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise broken from error
    if len(columns) > MOST_COLUMNS or any(len(some) > MOST_WORDS for some in words.values()):
        raise broken
    return Sample(columns, rows, words)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value[:LONGEST_CELL]


def proposed(sample: Sample) -> dict[str, str]:
    """Which column is likely which field."""
    return usual_columns(sample.columns, NAMES)


def proposed_beside(sample: Sample, taken: Mapping[str, str]) -> list[str]:
    """What the other system says of its own work with it."""
    likely = usual_columns(sample.columns, BESIDE).values()
    return [column for column in likely if column not in taken.values()]


def proposed_kind(word: str) -> str:
    """What a kind of theirs is by the usual words; nothing where only a person can say it."""
    return CLEAR.get(word.lower(), "")


def shown(sample: Sample, saved: Saved) -> list[Shown]:
    """试读 The first rows as they would be read."""
    reader = Reader(saved, "")
    return [_shown(reader.read(row)) for row in islice(sample.as_rows(), SHOWN)]


def _shown(row: RowRead) -> Shown:
    said = row.message
    if said is None:
        return Shown(row.number or "—", one_line(row.summary)[:60], trouble=row.says)
    if said.kind == Kind.REPORT:
        return Shown(row.number or "—", _("密封，这里不显示"), str(Kind.REPORT.label))
    words = said.body if said.subject in said.body else f"{said.subject} {said.body}"
    who = (hinted(said.contact.name, 1), hinted(said.contact.phone, 3))
    return Shown(
        row.number or "—", one_line(words)[:80], str(Kind(said.kind).label), said.place[:30],
        _when(said.said_at), " ".join(filter(None, who)),
    )  # fmt: skip


def _when(moment: datetime | None) -> str:
    return say_instant(moment, beside=LONG_AGO) if moment else ""


def hinted(word: str, kept: int) -> str:
    """老＊＊, 138＊＊＊: enough to see that the right column was taken."""
    return word[:kept] + "＊" * min(len(word) - kept, 3) if word else ""
