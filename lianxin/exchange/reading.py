"""读文件 Opening a file that was given, by what was settled for its system."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from django.utils.translation import gettext as _

from lianxin.channels.files import Row, Saved, open_table
from lianxin.exchange.models import Came, ImportFile
from lianxin.kit.blobs import path_of
from lianxin.kit.refusals import NotValid
from lianxin.kit.workbooks import Most

MOST_ROWS = 50_000
MOST = Most(unpacked=256 << 20, cells=5_000_000)
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
PORTION = 200  # rows in one commit: one wait for the disk serves them all, and nobody waits long behind them
One = TypeVar("One")


class Opened(NamedTuple):
    """The rows of a file, and what its giver should know about it."""

    rows: list[Row]
    remarks: list[str]


def rows_of_file(file: ImportFile, saved: Saved) -> Opened:
    """All rows. NotValid when it cannot be read, is too long, or has not the columns of this system."""
    path = path_of(file.sha256)
    with path.open("rb") as content:
        old = content.read(len(OLD_WORKBOOK)) == OLD_WORKBOOK
    if old and file.came != Came.COMMAND:
        raise NotValid(_("只收 CSV 和 XLSX 表格。旧的 .xls 或加了密码的表格请另存为 XLSX 再交。"), "file")
    table = open_table(path, saved.names(), most=MOST, name=file.name)
    missing = saved.missing(table.columns)
    if missing:
        words = {"missing": "、".join(missing), "columns": "、".join(filter(None, table.columns))[:200]}
        raise NotValid(
            _(
                "文件里没有这些列：%(missing)s。它有：%(columns)s。"
                "可能是别的系统的文件，或者对方改了列名：那就先改对应。"
            )
            % words
        )
    rows = list(islice(table.rows(), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise NotValid(_("文件超过%(most)d行，请分成几份再交。") % {"most": MOST_ROWS}, "file")
    unread = [_("没有读这张工作表：%(name)s。") % {"name": name} for name in table.unread]
    return Opened(rows, unread)


def portions(rows: Sequence[One]) -> Iterator[Sequence[One]]:
    """So many at a time as go into one commit."""
    return (rows[place : place + PORTION] for place in range(0, len(rows), PORTION))
