"""写表 Tables that leave the house, in the forms that other systems take; read back they say the same."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO, StringIO

from django.utils.translation import gettext_noop as N_
from openpyxl import Workbook

from lianxin.channels.message import Message
from lianxin.kit.dates import SHANGHAI
from lianxin.kit.tables import harmless

FORMS: Mapping[str, str] = {
    "xlsx": N_("XLSX表格"),
    "csv": N_("CSV，UTF-8编码"),
    "gbk": N_("CSV，国标编码(GB 18030)"),
}
ENDING = {"xlsx": "xlsx", "csv": "csv", "gbk": "csv"}
MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "gbk": "text/csv; charset=gb18030",
}
MOST_CELL = 32_767  # characters: a spreadsheet holds no more
# In a workbook _x000D_ stands for a character; whoever wrote just that must find just that.
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# How this house itself writes letters down for somebody else: field → the name of its column.
CANONICAL: Mapping[str, str] = {
    "id": "编号", "subject": "主题", "body": "内容", "sent_at": "时间", "kind": "类型", "place": "地点",
    "addressee": "收信组织编码", "confidential": "保密", "name": "姓名", "phone": "电话", "email": "邮箱",
    "address": "地址", "remark": "备注",
}  # fmt: skip


def write_table(form: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The table as bytes. What a spreadsheet would run is marked as text, numbers keep every digit."""
    if form == "xlsx":
        return _workbook(columns, rows)
    text = StringIO(newline="")
    writer = csv.writer(text)
    for row in (columns, *rows):
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue().encode({"csv": "utf-8-sig", "gbk": "gb18030"}[form])


def _workbook(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for row in (columns, *rows):
        sheet.append([_cell(word) for word in row])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _cell(word: str) -> object:
    """Every cell is text: a number of twenty digits that a spreadsheet takes for a quantity is lost."""
    word = ESCAPED.sub("_x005F_", NO_CHARACTER.sub("", str(harmless(word))))
    return word if len(word) <= MOST_CELL else f"{word[: MOST_CELL - 1]}…"


def rows_of(letters: Iterable[tuple[str, Message]]) -> Iterable[list[str]]:
    """Letters with their numbers, as rows under CANONICAL."""
    for number, letter in letters:
        card = letter.contact
        when = letter.said_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S") if letter.said_at else ""
        secret = "是" if letter.confidential else "否"
        yield [
            number, letter.subject, letter.body, when, letter.kind, letter.place, letter.addressee, secret,
            card.name, card.phone, card.email, card.address, card.remark,
        ]  # fmt: skip
