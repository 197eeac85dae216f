"""漏斗 How many are left at each step, each bar with its number and its share of the first."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from lianxin.web.pictures.svg import WIDE, box, picture, text

ROW, BAR = 46, 20


def funnel(title: str, says: str, steps: Sequence[tuple[str, int, str]]) -> SafeString:
    """Steps as (name, number, what stands beside the number)."""
    most = max([number for _name, number, _beside in steps], default=0) or 1
    parts = []
    for place, (name, number, beside) in enumerate(steps):
        y = 4 + ROW * place
        parts += [
            text(name, 0, y + 14, class_="name"),
            text(f"{number} {beside}".strip(), WIDE, y + 14, anchor="end", class_="value"),
            box(0, y + 20, WIDE, BAR - 4, class_="track"),
            box(0, y + 20, WIDE * number / most, BAR - 4, class_=f"bar step{place}"),
        ]
    return picture(title, says, 4 + ROW * len(steps), parts, kind="funnel")
