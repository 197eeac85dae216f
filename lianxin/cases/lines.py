"""目录的行 A dispatch catalogue as somebody writes it, and everything that is wrong with it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.cases.models import Category
from lianxin.kit.tables import by_column, read_table
from lianxin.organisations.models import OFFICES, Organisation

COLUMNS = {
    "category": ("分类编码", "分类", "category code"),
    "place": ("地区编码", "地区", "place code"),
    "organisation": ("承办单位编码", "承办单位", "organisation code"),
}


@dataclass(frozen=True)
class Line:
    """One line of a catalogue as somebody writes it: codes only; no place means everywhere."""

    category: str
    organisation: str
    place: str = ""


def read_catalogue(name: str, content: bytes) -> list[Line]:
    """读目录 The lines of a CSV or XLSX file; NotValid when it is no such table at all."""
    rows = by_column(read_table(name, content), COLUMNS, ("category", "organisation"))
    return [Line(**row) for _number, row in rows]


def catalogue_complaints(lines: Sequence[Line]) -> list[str]:
    """Every line that names an unknown category or body, or answers a question twice."""
    if not lines:
        return [_("目录里一行也没有。")]
    categories = {*Category.objects.values_list("code", flat=True)}
    bodies = dict(Organisation.objects.active().values_list("code", "kind"))
    answered: dict[tuple[str, str], str] = {}
    found: list[str] = []
    for number, line in enumerate(lines, start=1):
        wrong = [*_wrong(line, categories, bodies)]
        before = answered.setdefault((line.category, line.place), line.organisation)
        if before != line.organisation:
            wrong.append(_("同一分类、同一地区前面已经写了“%(before)s”。") % {"before": before})
        found += [_("第 %(line)d 行：%(what)s") % {"line": number, "what": what} for what in wrong]
    return found


def _wrong(line: Line, categories: Collection[str], bodies: Mapping[str, str]) -> Iterator[str]:
    if line.category not in categories:
        yield _("没有编码为“%(code)s”的分类。") % {"code": line.category}
    if line.place and line.place not in bodies:
        yield _("没有编码为“%(code)s”的组织。") % {"code": line.place}
    if not line.organisation:
        yield _("没有写承办单位。")
    elif line.organisation not in bodies:
        yield _("没有编码为“%(code)s”的组织。") % {"code": line.organisation}
    elif bodies[line.organisation] in OFFICES:
        yield _("“%(code)s”是受理机构，不能写成承办单位。") % {"code": line.organisation}
