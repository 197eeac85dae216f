"""数字表 Counts as finished tables: each with what it is out of, how sure it is, and its list."""

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Category
from lianxin.channels.registry import labels
from lianxin.insight.figures.definitions import AVERAGES, DEFINITIONS, EXCLUSIONS
from lianxin.insight.figures.queries import Numbers, rate, summed
from lianxin.organisations.models import Organisation

BETWEEN = N_("，在%d–%d%%间")
SURE = 100  # below so many a rate is shown with its interval
Link = Callable[[str, str, str], str]  # count, dimension, which one → the address of the list


def nowhere(_count: str, _dimension: str, _one: str) -> str:
    """Where a number has no list: on public pages."""
    return ""


class Square(NamedTuple):
    """One number on a page."""

    words: str
    small: str
    url: str
    label: str

    @property
    def drawn(self) -> str:
        """As a cell of a table, written here: a page has hundreds, and a template takes ten times as long."""
        words = f'<a href="{html.escape(self.url)}">{self.words}</a>' if self.url else self.words
        small = f"<small>{self.small}</small>" if self.small else ""
        return f'<td class="num rate" data-label="{html.escape(self.label)}">{words}{small}</td>'


class Row(NamedTuple):
    """One row: what it is about, where it leads, its numbers."""

    name: str
    url: str
    squares: list[Square]

    @property
    def drawn(self) -> str:
        """Its name and its numbers as cells of a table."""
        name = html.escape(self.name)
        head = f'<a href="{html.escape(self.url)}">{name}</a>' if self.url else name
        return f'<tr><th scope="row">{head}</th>{"".join(one.drawn for one in self.squares)}</tr>'


@dataclass(frozen=True)
class Table:
    """一张表 What stands above it, its columns, rows, and everything together."""

    caption: str
    head: list[str]
    rows: list[Row]
    foot: Row | None = None

    @property
    def body(self) -> SafeString:
        """Its rows; names and addresses were escaped, the rest are digits and our own words."""
        return mark_safe("\n".join(row.drawn for row in self.rows))  # noqa: S308

    @property
    def below(self) -> SafeString:
        """Everything together."""
        return mark_safe(self.foot.drawn if self.foot else "")  # noqa: S308


class Told(NamedTuple):
    """A definition in the reader's words, below the figures."""

    label: str
    says: str
    out_of: str
    left_out: str


class Line(NamedTuple):
    """What one row is about, and its counts."""

    one: str
    name: str
    url: str
    numbers: Numbers


def table(
    caption: str,
    figures: Sequence[str],
    lines: Iterable[Line],
    *,
    dimension: str,
    link: Link,
    foot: bool = True,
) -> Table:
    """These figures of each line, and of all together."""
    told, between = [*lines], _(BETWEEN)  # words are looked up once, and not for each of hundreds of numbers
    head = [_(DEFINITIONS[name].label) for name in figures]
    named = [*zip(figures, head, strict=True)]
    rows = [
        Row(
            one.name,
            one.url,
            [_square(*name, between, one.numbers, dimension, one.one, link) for name in named],
        )
        for one in told
    ]
    whole = summed(one.numbers for one in told)
    below = Row(_("合计"), "", [_square(*name, between, whole, "", "", nowhere) for name in named])
    return Table(caption, head, rows, below if foot and len(told) > 1 else None)


def square(figure: str, numbers: Numbers, dimension: str, one: str, link: Link) -> Square:
    """One figure of one thing."""
    return _square(figure, _(DEFINITIONS[figure].label), _(BETWEEN), numbers, dimension, one, link)


def _square(
    figure: str, label: str, between: str, numbers: Numbers, dimension: str, one: str, link: Link
) -> Square:
    defined, told = DEFINITIONS[figure], rate(figure, numbers)
    url = link(defined.part[0], dimension, one) if told.part else ""
    if not defined.whole:
        return Square(str(told.part), "", url, label)
    if told.percent is None:
        return Square("—", "", "", label)
    if figure in AVERAGES:
        return Square(f"{told.part / told.whole:.1f}", "", url, label)
    small = f"{told.part}/{told.whole}"
    if told.whole < SURE:
        small += between % told.between
    return Square(f"{told.percent}%", small, url, label)


def exclusions(numbers: Numbers, dimension: str, one: str, link: Link) -> list[Square]:
    """不计入的 Each reason with its number, those with none as well: nothing hides."""
    return [
        Square(str(numbers[name]), "", link(name, dimension, one) if numbers[name] else "", _(label))
        for name, label in EXCLUSIONS.items()
    ]


def definitions(figures: Iterable[str]) -> list[Told]:
    """每个数怎么算 In the order in which they stand on the page."""
    return [
        Told(*(_(text) if text else "" for text in (one.label, one.says, one.out_of, one.left_out)))
        for one in (DEFINITIONS[name] for name in figures)
    ]


def names_of_bodies(paths: Iterable[str]) -> Mapping[str, str]:
    """The name of each body, in the language of the page."""
    rows = Organisation.objects.filter(path__in=[*paths]).values_list("path", "name_zh", "name_en")
    english = (get_language() or "").startswith("en")
    return {path: en if english and en else zh for path, zh, en in rows}


def names_of_kinds(codes: Iterable[str]) -> Mapping[str, str]:
    """The name of each class."""
    return {one.code: str(one) for one in Category.objects.filter(code__in=[*codes])}


def names_of_channels(_codes: Iterable[str]) -> Mapping[str, str]:
    """The name of each channel."""
    return labels()
