"""The hotline of the city above the county, as its files are: what it is called, its columns, its words."""

import csv
from datetime import datetime
from io import StringIO
from typing import Any

from lianxin.exchange.models import FileMapping, ImportFile
from lianxin.exchange.verbs import Settled, Work, give_file, run, settle_mapping
from lianxin.identity.actors import THE_CLOCK, THE_INSTALLER
from tests.world import World

COLUMNS = {
    "id": "工单编号", "subject": "诉求标题", "body": "诉求内容", "sent_at": "来电时间", "kind": "诉求类型",
    "place": "事发地点", "name": "诉求人", "phone": "联系电话", "confidential": "是否保密",
}  # fmt: skip
BESIDE = ("工单状态", "承办单位", "附件链接")
HEADINGS = {
    "number": "工单编号", "ours": "县编号", "status": "状态", "handler": "承办单位", "promised": "承诺时间",
    "reply": "答复", "replied": "答复时间", "delivered": "送达时间", "rating": "评价", "changed": "更新时间",
}  # fmt: skip
HEADER = [*COLUMNS.values(), *BESIDE]


def settled(world: World, **more: Any) -> FileMapping:
    """The mapping for the hotline, settled by the office; what is given replaces what is usual."""
    said: dict[str, Any] = {
        "system": "hotline", "name": "市12345热线", "direction": "both", "body": world.bodies["WS"],
        "columns": COLUMNS, "kinds": {"举报投诉": "problem", "纪检举报": "report"}, "beside": BESIDE,
        "bodies": {"县水务": "WATER"}, "headings": HEADINGS, "stages": {"in_handling": "处理中"},
        "form": "csv",
    }  # fmt: skip
    return settle_mapping(Settled(**{**said, **more}), by=world.actor("office"), now=world.now)


def row(number: str, body: str = "我们村停水三天了。", **cells: str) -> list[str]:
    """A row as the hotline exports it."""
    usual = {
        "工单编号": number, "诉求标题": "停水", "诉求内容": body, "来电时间": "2025-03-01 09:30",
        "诉求类型": "投诉", "事发地点": "上湾村", "诉求人": "老李", "联系电话": "13800000000",
        "是否保密": "否", "工单状态": "待派", "承办单位": "", "附件链接": "",
    }  # fmt: skip
    return [{**usual, **cells}[name] for name in HEADER]


def export(*rows: list[str], header: list[str] = HEADER, encoding: str = "gb18030") -> bytes:
    """The file that its button makes."""
    text = StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode(encoding)


def given(
    world: World, content: bytes, name: str = "export.csv", *, look: bool = False, came: str = "page"
) -> ImportFile:
    """The file is given, and the worker does what is due."""
    mapping = FileMapping.objects.filter(system="hotline").order_by("-version").select_related("body")[0]
    file = give_file(
        mapping, name, content, came=came, by=THE_INSTALLER, now=world.now, look=look
    )  # fmt: skip
    return worked(world, file)


def worked(world: World, file: ImportFile, now: datetime | None = None) -> ImportFile:
    """The worker's turn at this file."""
    file = ImportFile.objects.select_related("mapping__body").get(pk=file.pk)
    if file.at_work:
        run(Work(file, THE_CLOCK, now or world.now, rest=0))
    return ImportFile.objects.select_related("mapping__body").get(pk=file.pk)


def counts(file: ImportFile) -> tuple[str, int, int, int, int]:
    """How it ended: the state, and how many were new, known, changed and held."""
    return file.state, file.new, file.known, file.changed, file.held
