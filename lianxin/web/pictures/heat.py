"""热力图 Rows by columns, each square with its number; the shade only repeats what the number says."""

import html
from collections.abc import Sequence

from django.utils.safestring import SafeString

from lianxin.web.pictures.svg import WIDE, picture, shade, shortened, tag, text

NAME, ROW, HEAD = 84, 22, 40


def heat(
    title: str,
    says: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[tuple[float, str]]]],
) -> SafeString:
    """Rows as (name, squares), squares as (how dark from 0 to 1, what is written in it)."""
    wide = (WIDE - NAME) / max(len(columns), 1)
    parts = [
        tag("g", text(column, 0, 0, class_="small"), transform=_leaning(NAME + wide * (place + 0.5) + 3))
        for place, column in enumerate(columns)
    ]
    for number, (name, squares) in enumerate(rows):
        y = HEAD + ROW * number
        parts.append(text(shortened(name, 7), 0, y + 15, class_="name"))
        parts += [
            _square(NAME + wide * place, y, wide, dark, words) for place, (dark, words) in enumerate(squares)
        ]
    return picture(title, says, HEAD + ROW * len(rows) + 2, parts, kind="heat")


def _leaning(x: float) -> str:
    return f"translate({x:.1f} {HEAD - 6}) rotate(-60)"


def _square(x: float, y: float, wide: float, dark: float, words: str) -> str:
    """Nothing stands where nothing is known. Written out, because there are hundreds."""
    if not words:
        return ""
    return (
        f'<rect x="{x + 0.5:.1f}" y="{y + 0.5:.1f}" width="{wide - 1:.1f}" height="{ROW - 1}" '
        f'class="{shade(dark)}"/><text x="{x + wide / 2:.1f}" y="{y + 15}" text-anchor="middle" '
        f'class="small">{html.escape(words)}</text>'
    )
