"""热力图 Rows by columns, each square with its number; the shade only repeats what the number says."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from lianxin.web.pictures.svg import WIDE, box, picture, shade, shortened, tag, text

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
        for place, (dark, words) in enumerate(squares):
            x = NAME + wide * place
            parts.append(box(x + 0.5, y + 0.5, wide - 1, ROW - 1, class_=shade(dark)))
            parts.append(text(words, x + wide / 2, y + 15, anchor="middle", class_="small"))
    return picture(title, says, HEAD + ROW * len(rows) + 2, parts, kind="heat")


def _leaning(x: float) -> str:
    return f"translate({x:.1f} {HEAD - 6}) rotate(-60)"
