"""数字的页面 What stands on each page: tables, pictures, and how everything is counted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lianxin.flow.balance import FEW
from lianxin.insight.figures.definitions import EXCLUSIONS
from lianxin.insight.figures.hiding import OTHERS, few_together
from lianxin.insight.figures.pages import PAGES
from lianxin.insight.figures.queries import (
    Numbers,
    Period,
    by_month,
    categories_of_body,
    days,
    needed,
    shifted,
    summed,
    transfers,
    whole,
)
from lianxin.organisations.models import STEP, Organisation
from lianxin.web.numbers.drawn import flows_of, funnel_of, heat_of, tiles_of, trend_of
from lianxin.web.numbers.hiding import cover, hidden
from lianxin.web.numbers.tables import (
    Line,
    Link,
    Row,
    Square,
    Table,
    exclusions,
    names_of_bodies,
    names_of_channels,
    names_of_kinds,
    nowhere,
    square,
    table,
)

WORST = 5
DAYS = timedelta(days=59)
STRIP = ("received", "due", "on_time", "claimed", "participation", "resolution", "overdue")


@dataclass(frozen=True)
class View:
    """看的人和范围 Whose numbers, of which time, for whom: `public` has no small number and no list."""

    page: str
    period: Period
    under: str
    is_county: bool
    today: date
    link: Link = nowhere
    to_body: Callable[[str], str] = lambda _path: ""
    public: bool = False


@dataclass
class Content:
    """一页 Its strip of numbers, pictures and tables."""

    strip: list[Square] = field(default_factory=list)
    pictures: list[SafeString] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    left_out: list[Square] = field(default_factory=list)


def content(view: View) -> Content:
    """The page that was asked for."""
    return MAKERS[view.page](view)


def _whole(view: View) -> Numbers:
    """The body that is looked at, with all below it."""
    dimension, one = ("all", "") if view.is_county else ("org", view.under)
    names = needed((*STRIP, *_figures(view))) + tuple(EXCLUSIONS)
    return whole(dimension, view.period, tuple(dict.fromkeys(names)), ones=[one]).get(one, summed([]))


def _months(view: View) -> dict[str, Numbers]:
    """Month after month, twelve at least, so that a trend can be seen."""
    period = view.period
    if len(period.months) < 6 and not view.public:
        period = Period(shifted(period.last, -11), period.last)
    dimension, one = ("all", "") if view.is_county else ("org", view.under)
    found = by_month(dimension, [one], period, needed(("closed", "on_time")))
    of_it = found.get(one, {})
    empty: Numbers = summed([])
    return {month: of_it.get(month, empty) for month in period.months}


def _one(view: View) -> tuple[str, str]:
    return ("", "") if view.is_county else ("org", view.under)


def _strip(view: View, numbers: Numbers) -> list[Square]:
    dimension, one = _one(view)
    squares = [square(name, numbers, dimension, one, view.link) for name in STRIP]
    if not view.public:
        return squares
    alone = Table("", [], [Row("", "", squares)])
    return hidden(alone, [Line("", "", "", numbers)], STRIP).rows[0].squares


def _left_out(view: View, numbers: Numbers) -> list[Square]:
    dimension, one = _one(view)
    squares = exclusions(numbers, dimension, one, view.link)
    if not view.public:
        return squares
    return [cover(one) if 0 < int(one.words) < FEW else one for one in squares]


def _lines(
    view: View,
    found: Mapping[str, Numbers],
    names: Callable[[Sequence[str]], Mapping[str, str]],
    to: Callable[[str], str] = lambda _one: "",
    whole: Numbers | None = None,
) -> list[Line]:
    """What is nothing is left away; what everybody sees has its small ones in one line.

    With `whole` there is a line for what belongs to none of these, so that nothing is lost on the way.
    """
    if view.public:
        shown: Mapping[str, Numbers] = few_together(found, whole=_whole(view))
    else:
        shown = {key: one for key, one in found.items() if any(one.values())}
        if whole:
            rest = summed([whole])
            rest.subtract(summed(found.values()))
            shown = {**shown, OTHERS: rest} if any(rest.values()) else shown
    called = names([*shown])
    return [
        Line(key, called.get(key, key), to(key), one) if key != OTHERS else _others(view, one)
        for key, one in shown.items()
    ]


def _others(view: View, numbers: Numbers) -> Line:
    return Line(OTHERS, _("其他合计") if view.public else _("没有归到上面的"), "", numbers)


def _table(
    view: View,
    caption: str,
    lines: list[Line],
    dimension: str,
    figures: Sequence[str],
    *,
    foot: bool = True,
) -> Table:
    made = table(caption, figures, lines, dimension=dimension, link=view.link, foot=foot)
    return hidden(made, lines, figures) if view.public else made


def _below(view: View) -> list[str]:
    """The bodies right below, in the order of the tree; or the body itself where there are none."""
    below = Organisation.objects.filter(parent__path=view.under).order_by("path")
    return list(below.values_list("path", flat=True)) or [view.under]


def _bodies(view: View, figures: Sequence[str] = ()) -> dict[str, Numbers]:
    """What each of them has, with all below it."""
    return whole("org", view.period, needed(figures or _figures(view)), ones=_below(view))


def _overview(view: View) -> Content:
    numbers = _whole(view)
    bodies = _bodies(view, STRIP)
    made = Content(_strip(view, numbers), [], [], _left_out(view, numbers))
    if not view.public:
        title = _("每月收到和到期")
        made.pictures = [funnel_of(numbers), trend_of(_months(view), ("received", "due", "on_time"), title)]
        late = sorted(bodies.items(), key=lambda item: -item[1]["unanswered"])
        bodies = {path: one for path, one in late[:WORST] if one["unanswered"]}
    lines = _lines(view, bodies, names_of_bodies, view.to_body)
    caption = _("按单位") if view.public else _("到期未答最多的单位")
    figures = ("due", "overdue", "on_time", "participation", "resolution")
    made.tables.append(_table(view, caption, lines, "org", figures, foot=view.public))
    if view.is_county:
        kinds = whole("category", view.period, needed(STRIP))
        most = dict(sorted(kinds.items(), key=lambda item: -item[1]["received"])[:WORST])
        lines = _lines(view, kinds if view.public else most, names_of_kinds)
        figures = ("received", "overdue", "on_time", "participation", "resolution")
        caption = _("来信最多的分类")
        made.tables.append(_table(view, caption, lines, "category", figures, foot=view.public))
    return made


def _organisations(view: View) -> Content:
    found, whole_of_it = _bodies(view), _whole(view)
    lines = _lines(
        view, found, names_of_bodies, view.to_body, None if [*found] == [view.under] else whole_of_it
    )
    made = Content(tables=[_table(view, _("按单位，按组织次序，不排名"), lines, "org", _figures(view))])
    if not view.public:
        months = by_month("org", [*found], view.period, ("due", "on_time"))
        rows = [(line.name, months[line.one]) for line in lines if line.one and line.numbers["due"]]
        if rows:
            made.pictures = [heat_of(_("按期答复，单位×月份"), view.period.months, rows)]
        made.left_out = _left_out(view, whole_of_it)
    return made


def _figures(view: View) -> tuple[str, ...]:
    return PAGES[view.page].figures


def _categories(view: View) -> Content:
    if view.is_county:
        found, caption = whole("category", view.period, needed(_figures(view))), _("按分类")
    else:
        years = sorted({month[:4] for month in view.period.months})
        found, caption = categories_of_body(view.under, years, needed(_figures(view))), _("按分类，整年")
    lines = _lines(view, found, names_of_kinds, whole=_whole(view) if view.is_county else None)
    dimension = "category" if view.is_county else "none"
    return Content(tables=[_table(view, caption, lines, dimension, _figures(view))])


def _places(view: View) -> Content:
    below = len(view.under) + STEP
    found = whole("place", view.period, needed(_figures(view)), under=view.under)
    nearest = {path: one for path, one in found.items() if len(path) == below} or {
        path: one for path, one in found.items() if path == view.under
    }
    lines = _lines(view, nearest, names_of_bodies, view.to_body, _whole(view) if view.is_county else None)
    made = Content(tables=[_table(view, _("按事情发生的地方"), lines, "place", _figures(view))])
    if lines:
        made.pictures = [
            tiles_of(_("来信说的地方"), [(one.name, one.url, one.numbers) for one in lines if one.one])
        ]
    return made


def _channels(view: View) -> Content:
    found = whole("channel", view.period, needed(_figures(view))) if view.is_county else {}
    lines = _lines(view, found, names_of_channels)
    return Content(tables=[_table(view, _("按来信的渠道"), lines, "channel", _figures(view))])


def _trend(view: View) -> Content:
    months = _months(view)
    lines = [Line(month, month, "", one) for month, one in months.items()]
    made = Content(tables=[_table(view, _("按月"), lines, "none", _figures(view))])
    made.pictures = [trend_of(months, ("received", "due", "on_time"), _("每月收到和到期"))]
    if view.is_county and not view.public:
        first = view.today - DAYS
        found, empty = days(first, view.today, ("received", "closed")), summed([])
        all_days = [(first + timedelta(days=one)).isoformat() for one in range(DAYS.days + 1)]
        each = {day: found.get(day, empty) for day in all_days}
        made.pictures.append(trend_of(each, ("received", "closed"), _("最近60天，每天收到和结案")))
    return made


def _transfers(view: View) -> Content:
    passed = transfers(view.period, under=view.under)
    names = names_of_bodies({path for pair in passed for path in pair})
    made = Content()
    if passed:
        most = dict(passed.most_common(20))
        made.pictures = [flows_of(_("异议成立后从哪里转到哪里"), most, names)]
        made.tables = [_passed(passed, names)]
    lines = _lines(view, _bodies(view), names_of_bodies, view.to_body)
    made.tables.append(_table(view, _("转办和派单异议"), lines, "org", _figures(view)))
    return made


def _passed(passed: Mapping[tuple[str, str], int], names: Mapping[str, str]) -> Table:
    rows = [
        Line("", f"{names.get(one, one)} → {names.get(other, other)}", "", summed([{"moved": number}]))
        for (one, other), number in passed.items()
    ]
    made = table(_("转出 → 转入"), (), rows, dimension="none", link=nowhere, foot=False)
    for row, line in zip(made.rows, rows, strict=True):
        row.squares.append(Square(str(line.numbers["moved"]), "", "", _("件数")))
    made.head.append(_("件数"))
    return made


def _bodies_only(view: View) -> Content:
    numbers = _whole(view)
    lines = _lines(view, _bodies(view), names_of_bodies, view.to_body)
    dimension, one = _one(view)
    strip = [square(name, numbers, dimension, one, view.link) for name in _figures(view)]
    caption = _(PAGES[view.page].label)
    return Content(strip=strip, tables=[_table(view, caption, lines, "org", _figures(view))])


MAKERS: Mapping[str, Callable[[View], Content]] = {
    "overview": _overview,
    "organisations": _organisations,
    "categories": _categories,
    "places": _places,
    "channels": _channels,
    "trend": _trend,
    "transfers": _transfers,
    "satisfaction": _bodies_only,
    "quality": _bodies_only,
}
