"""画图 What all pictures of figures share: numbers in, SVG out; everything written in them is escaped.

No script, no library and nothing fetched. Every picture says in words what it shows, carries its numbers,
and is drawn 360 units wide, so that its smallest letters can be read on a phone.
"""

import html
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WIDE = 360
SHADES = 5


def tag(name: str, inside: str = "", /, **said: object) -> str:
    """One element; `inside` is drawn already, the attributes are escaped here (`class_` is class)."""
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(said[key])}"' for key in said)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def text(words: object, x: float, y: float, *, class_: str = "", anchor: str = "start") -> str:
    """Words at a place. A picture has hundreds: written out, because `tag` would cost as much as the rest."""
    said = html.escape(str(words))
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{class_}">{said}</text>'


def box(x: float, y: float, wide: float, high: float, *, class_: str) -> str:
    """A rectangle."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" class="{class_}"/>'


def picture(
    title: str, says: str, high: float, parts: Iterable[str], *, kind: str, leads: bool = False
) -> SafeString:
    """The whole picture under its title, with what it says for those who do not see it.

    One that `leads` somewhere is a group: the links inside an image would be lost to a screen reader.
    """
    inside = tag("title", escape(title)) + tag("desc", escape(says))
    drawn = tag(
        "svg", inside + "".join(parts), class_=f"drawn {kind}", viewBox=f"0 0 {WIDE} {high:.0f}",
        role="group" if leads else "img", aria_label=f"{title} {says}",
    )  # fmt: skip
    drawn = tag("figure", tag("figcaption", escape(title)) + drawn, class_="part")
    return mark_safe(drawn)  # noqa: S308 - drawn here; every word in it was escaped


def shade(part: float) -> str:
    """How dark, of nothing to all (0 to 1): one of a few shades that can be told apart in print."""
    return f"shade{min(int(part * SHADES), SHADES - 1) if part > 0 else 0}"


def shortened(words: str, most: int) -> str:
    """A name cut to so many Chinese characters; Latin ones are half as wide."""
    wide = 0.0
    for place, letter in enumerate(words):
        wide += 1 if ord(letter) > 0x2E7F else 0.55
        if wide > most:
            return words[: max(place - 1, 1)] + "…"
    return words
