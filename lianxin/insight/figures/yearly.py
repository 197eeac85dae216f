"""年度报告 What article 41 of the Petition Work Regulations asks of every year, out of the figures.

The numbers stand; what only people know (proposals made and taken up) is left open for them to write.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.table import Table

from lianxin.cases.models import Category, Instruction, Supervision
from lianxin.channels.registry import labels
from lianxin.insight.figures.definitions import DEFINITIONS, EXCLUSIONS, VERSION
from lianxin.insight.figures.queries import Numbers, Period, needed, rate, summed, transfers, whole
from lianxin.kit.dates import SHANGHAI, say_instant
from lianxin.kit.typesetting import pdf_of
from lianxin.ledger.models import in_ordinary_folder
from lianxin.organisations.models import STEP, Organisation
from lianxin.organisations.queries import county

MOST = 10
SHOWN = (
    "received", "closed", "due", "responded", "on_time", "extended", "overdue", "claimed", "participation",
    "resolution", "resolution_low", "satisfaction", "basically", "reopened",
)  # fmt: skip
WAYS = ("transfers", "wrong", "upheld")
BY = ("received", "due", "on_time", "participation", "resolution")


class Sheet(NamedTuple):
    """A table of the report."""

    caption: str
    head: list[str]
    rows: list[list[str]]


class Part(NamedTuple):
    """A part of the report: its heading, paragraphs and tables."""

    heading: str
    words: list[str]
    sheets: list[Sheet]


class Report(NamedTuple):
    """The whole report."""

    title: str
    parts: list[Part]
    foot: str


def yearly(year: int, *, now: datetime) -> Report:
    """年度报告 The report of one year, as far as numbers go."""
    period = Period(f"{year}-01", f"{year}-12")
    names = tuple(dict.fromkeys((*needed((*SHOWN, *WAYS)), *EXCLUSIONS)))
    numbers = whole("all", period, names, ones=[""]).get("", summed([]))
    parts = [_statistics(period, numbers), _ways(period, numbers), _proposals(), _others(numbers)]
    title = _("%(county)s%(year)d年信访工作年度报告") % {"county": county().name, "year": year}
    said = _("数字算到%(to)s，算法版本 %(version)s。检举违纪的信、来信人要求保密的信不在里面。")
    return Report(title, parts, said % {"to": say_instant(now, beside=now), "version": VERSION})


def _statistics(period: Period, numbers: Numbers) -> Part:
    """第一项 The numbers, what the matters are about, and which bodies are written about most."""
    words = _(
        "全年收到%(received)d件，期限在当年的%(due)d件，按期答复%(on_time)d件；"
        "来信人说了解决没有的%(participated)d件，其中说已解决的%(solved)d件。"
    ) % {name: numbers[name] for name in ("received", "due", "on_time", "participated", "solved")}
    kinds, bodies = _most("category", period), _most("org", period)
    sheets = [
        Sheet(_("总的数字"), [_("项目"), _("数")], [[*_row(name, numbers)] for name in SHOWN]),
        _sheet(_("按渠道"), whole("channel", period, needed(BY)), labels()),
        _sheet(_("涉及的领域，收到最多的"), kinds, _kinds(kinds)),
        _sheet(_("来信较多的机关、单位"), bodies, _bodies(bodies)),
    ]
    return Part(_("一、信访事项的数据统计、涉及领域和来信较多的机关、单位"), [words], sheets)


def _ways(period: Period, numbers: Numbers) -> Part:
    """第二项 What was passed on, instructed and pressed for."""
    begin = datetime.combine(period.begin, datetime.min.time(), SHANGHAI)
    end = datetime.combine(period.end, datetime.min.time(), SHANGHAI)
    within = {"at__gte": begin, "at__lt": end, "case__submission__confidential": False}
    pressed = Supervision.objects.filter(in_ordinary_folder("case_id"), **within)
    instructed = Instruction.objects.filter(in_ordinary_folder("case_id"), **within).count()
    words = _(
        "督办%(pressed)d件，其中挂牌督办%(listed)d件；领导批示%(instructed)d次；异议成立后转办%(moved)d次。"
    ) % {
        "pressed": pressed.count(), "listed": pressed.exclude(listed_at=None).count(),
        "instructed": instructed, "moved": sum(transfers(period, under=county().path).values()),
    }  # fmt: skip
    sheet = Sheet(_("转办和派单异议"), [_("项目"), _("数")], [[*_row(name, numbers)] for name in WAYS])
    return Part(_("二、转送、交办、督办情况"), [words], [sheet])


def _proposals() -> Part:
    """第三项 Nobody but people can write this."""
    return Part(
        _("三、提出改进工作、完善政策和给予处分的建议，以及被采纳的情况"),
        [_("（请填写：提了哪些建议，向谁提的，采纳了没有，没有采纳的理由。系统里没有这些内容。）")],
        [],
    )


def _others(numbers: Numbers) -> Part:
    """第四项 What was not counted, and how everything is counted."""
    rows = [[_(label), str(numbers[name])] for name, label in EXCLUSIONS.items()]
    defined = [DEFINITIONS[name] for name in (*SHOWN, *WAYS)]
    how = [[_(one.label), _(one.says), _(one.out_of) if one.out_of else "—"] for one in defined]
    sheets = [
        Sheet(_("不计入的，按理由"), [_("理由"), _("件数")], rows),
        Sheet(
            _("每个数怎么算"), [_("项目"), _("数什么"), _("除以")], [[x or "—" for x in row] for row in how]
        ),
    ]
    return Part(_("四、其他应当报告的事项"), [_("（请填写其他应当报告的事项。）")], sheets)


def _row(figure: str, numbers: Numbers) -> tuple[str, str]:
    return _(DEFINITIONS[figure].label), _said(figure, numbers)


def _said(figure: str, numbers: Numbers) -> str:
    told = rate(figure, numbers)
    if not DEFINITIONS[figure].whole:
        return str(told.part)
    return "—" if told.percent is None else f"{told.percent}% ({told.part}/{told.whole})"


def _sheet(caption: str, found: Mapping[str, Numbers], names: Mapping[str, str]) -> Sheet:
    head = [_("名称"), *(_(DEFINITIONS[name].label) for name in BY)]
    rows = [[names.get(key, key), *(_said(name, one) for name in BY)] for key, one in found.items()]
    return Sheet(caption, head, rows)


def _most(dimension: str, period: Period) -> dict[str, Numbers]:
    found = whole(dimension, period, needed(BY))
    if dimension == "org":
        found = {path: one for path, one in found.items() if len(path) == 2 * STEP}
    return dict(sorted(found.items(), key=lambda row: (-row[1]["received"], row[0]))[:MOST])


def _kinds(codes: Mapping[str, Numbers]) -> Mapping[str, str]:
    return {one.code: str(one) for one in Category.objects.filter(code__in=[*codes])}


def _bodies(paths: Mapping[str, Numbers]) -> Mapping[str, str]:
    return {one.path: one.name for one in Organisation.objects.filter(path__in=[*paths])}


def as_docx(report: Report) -> bytes:
    """可以改的文件 The report as a document that people go on writing."""
    made = Document()
    made.add_heading(report.title, level=0)
    for part in report.parts:
        made.add_heading(part.heading, level=1)
        for words in part.words:
            made.add_paragraph(words)
        for sheet in part.sheets:
            made.add_heading(sheet.caption, level=2)
            _fill(made.add_table(rows=0, cols=len(sheet.head), style="Table Grid"), [sheet.head, *sheet.rows])
    made.add_paragraph(report.foot)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def _fill(grid: Table, rows: Sequence[Sequence[str]]) -> None:
    for row in rows:
        for cell, words in zip(grid.add_row().cells, row, strict=True):  # type: ignore[no-untyped-call]
            cell.text = words


def as_pdf(report: Report) -> bytes:
    """印出来的 The same to be printed. Raises NotAllowedNow where nothing sets type."""
    parts = [
        {"heading": part.heading, "words": part.words, "sheets": [one._asdict() for one in part.sheets]}
        for part in report.parts
    ]
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return pdf_of("yearly", {"title": report.title, "foot": report.foot, "lang": language, "parts": parts})
