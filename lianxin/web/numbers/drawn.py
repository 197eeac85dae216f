"""数字的图 The pictures of the pages, out of the same counts as the tables beside them."""

from collections.abc import Mapping, Sequence
from math import sqrt

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lianxin.insight.figures.definitions import DEFINITIONS
from lianxin.insight.figures.queries import Numbers, rate
from lianxin.web.pictures.flows import flows
from lianxin.web.pictures.funnel import funnel
from lianxin.web.pictures.heat import heat
from lianxin.web.pictures.tiles import tiles
from lianxin.web.pictures.trend import Series, trend

STEPS = ("due", "responded", "on_time", "claimed", "participation", "resolution_low")


def funnel_of(numbers: Numbers) -> SafeString:
    """漏斗 From what was due to what the writers confirm, all out of the same letters."""
    due = numbers["due"]
    steps = []
    for name in STEPS:
        told = rate(name, numbers)
        beside = f"({round(100 * told.part / due)}%)" if due and name != "due" else ""
        steps.append((_short_label(name), told.part, beside))
    says = _("到期应办 %(due)d 件，来信人确认已解决 %(solved)d 件。") % {
        "due": due, "solved": numbers["solved"],
    }  # fmt: skip
    return funnel(_("从到期应办到来信人确认已解决"), says, steps)


def _short_label(name: str) -> str:
    if name == "participation":
        return _("来信人说了话")
    if name == "resolution_low":
        return _("来信人确认已解决")
    return _(DEFINITIONS[name].label).removesuffix("率")


def trend_of(moments: Mapping[str, Numbers], names: Sequence[str], title: str) -> SafeString:
    """走势 These counts over time."""
    said = [moment[2:] if len(moment) == 7 else moment[5:] for moment in moments]
    lines = [Series(_short_label(name), [_value(name, one) for one in moments.values()]) for name in names]
    whole = "，".join(f"{line.name} {sum(value or 0 for value in line.values):.0f}" for line in lines)
    return trend(title, whole, said, lines)


def _value(name: str, numbers: Numbers) -> float:
    return float(rate(name, numbers).part)


def heat_of(
    title: str, months: Sequence[str], rows: Sequence[tuple[str, Mapping[str, Numbers]]]
) -> SafeString:
    """热力图 Answered in time, body by month: the darker, the more were late."""
    drawn = []
    for name, by_month in rows:
        squares = []
        for month in months:
            told = by_month.get(month)
            part = told["on_time"] / told["due"] if told and told["due"] else None
            squares.append((0.0, "") if part is None else (1 - part, str(round(100 * part))))
        drawn.append((name, squares))
    says = _("每格是按期答复的百分比，颜色越深越多超期；空着的那个月没有到期的。")
    return heat(title, says, [month[2:] for month in months], drawn)


def tiles_of(title: str, places: Sequence[tuple[str, str, Numbers]]) -> SafeString:
    """地方图 One square a place: how many letters came from there."""
    most = max([one["received"] for _name, _url, one in places], default=0) or 1
    # By the root, so that one large town does not make all the others look alike.
    drawn = [(name, sqrt(one["received"] / most), str(one["received"]), url) for name, url, one in places]
    return tiles(title, _("方块按组织的次序排列，不是真的地图；数字是收到的件数。"), drawn)


def flows_of(title: str, passed: Mapping[tuple[str, str], int], names: Mapping[str, str]) -> SafeString:
    """流向 Between which bodies cases were passed on."""
    told = {(names.get(one, one), names.get(other, other)): number for (one, other), number in passed.items()}
    says = "；".join(f"{one}→{other} {number}" for (one, other), number in [*told.items()][:5])
    return flows(title, says, told)
