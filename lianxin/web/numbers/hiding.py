"""少于5不单列 What everybody may read shows no single person: few stand together."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _

from lianxin.flow.balance import FEW
from lianxin.insight.figures.queries import Numbers, rate, summed
from lianxin.web.numbers.tables import Line, Row, Square, Table

OTHERS = ""


def few_together(found: Mapping[str, Numbers], by: str = "due") -> dict[str, Numbers]:
    """少于五件合并 The small ones in one line; the next larger joins them while they are too few.

    What is nothing at all is left away: it says of nobody anything. Where even all together are too few,
    nothing is shown.
    """
    rows = sorted(
        ((key, one) for key, one in found.items() if _size(one, by)), key=lambda row: -_size(row[1], by)
    )
    shown = [row for row in rows if _size(row[1], by) >= FEW]
    few = [row for row in rows if _size(row[1], by) < FEW]
    while few and shown and sum(_size(one, by) for _key, one in few) < FEW:
        few.append(shown.pop())
    told: dict[str, Numbers] = dict(shown)
    if few and sum(_size(one, by) for _key, one in few) >= FEW:
        told[OTHERS] = summed(one for _key, one in few)
    return told


def _size(one: Numbers, by: str) -> int:
    """The smaller of what came and what was due: each is a group in which a person might be found."""
    sizes = [number for number in (one[by], one["received"]) if number]
    return min(sizes, default=0)


def hidden(found: Table, lines: Sequence[Line], figures: Sequence[str]) -> Table:
    """The same table, small numbers covered, and one more where a single one could be reckoned back."""
    rows = [[*row.squares] for row in found.rows]
    for place, figure in enumerate(figures):
        small = [number for number, line in enumerate(lines) if _is_small(figure, line.numbers)]
        if len(small) == 1:
            others = [number for number in range(len(rows)) if number not in small]
            small += sorted(others, key=lambda number: _part(figure, lines[number].numbers))[:1]
        for number in small:
            rows[number][place] = _covered(rows[number][place])
    return Table(
        found.caption, found.head,
        [Row(row.name, row.url, squares) for row, squares in zip(found.rows, rows, strict=True)],
        [
            _covered(one) if _is_small(figure, summed(line.numbers for line in lines)) else one
            for figure, one in zip(figures, found.foot, strict=False)
        ],
    )  # fmt: skip


def _part(figure: str, numbers: Numbers) -> int:
    return rate(figure, numbers).part


def _is_small(figure: str, numbers: Numbers) -> bool:
    """Few said it, or few are those who did not: both could be known by a neighbour."""
    told = rate(figure, numbers)
    return 0 < told.part < FEW or 0 < told.whole < FEW or 0 < told.whole - told.part < FEW


def _covered(one: Square) -> Square:
    return Square(_("少于%(few)d") % {"few": FEW}, "", "", one.label)


Hide = Callable[[Mapping[str, Numbers]], Mapping[str, Numbers]]


def as_it_is(found: Mapping[str, Numbers]) -> Mapping[str, Numbers]:
    """For those who may read every letter behind the numbers."""
    return {key: one for key, one in found.items() if any(one.values())}


def safe_totals(numbers: Numbers) -> Numbers:
    """The county's own counts, those of fewer than five taken as none."""
    return Counter({name: number for name, number in numbers.items() if number >= FEW or not number})
