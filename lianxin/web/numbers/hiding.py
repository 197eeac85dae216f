"""公开时盖住的 The same table with what is too small to be told covered."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lianxin.flow.balance import FEW
from lianxin.insight.figures.definitions import DEFINITIONS
from lianxin.insight.figures.hiding import covered
from lianxin.web.numbers.tables import Line, Row, Square, Table


def hidden(found: Table, lines: Sequence[Line], figures: Sequence[str]) -> Table:
    """A figure is covered where any count in it is."""
    counts = {name: {*DEFINITIONS[name].part, DEFINITIONS[name].whole} - {""} for name in figures}
    names = sorted(set().union(*counts.values()))
    rows = []
    for row, under in zip(found.rows, covered([line.numbers for line in lines], names), strict=True):
        squares = [
            cover(one) if counts[name] & under else one
            for name, one in zip(figures, row.squares, strict=True)
        ]
        rows.append(Row(row.name, row.url, squares))
    return Table(found.caption, found.head, rows, found.foot)


def cover(one: Square) -> Square:
    """What stands in place of a number that is too small."""
    return Square(_("少于%(few)d") % {"few": FEW}, "", "", one.label)
