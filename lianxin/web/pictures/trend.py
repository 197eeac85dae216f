"""走势 Lines over time, from zero, each with its name at its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from lianxin.web.pictures.svg import WIDE, picture, tag, text

LEFT, TOP, HIGH, BELOW = 34, 12, 150, 26
LEAST_RIGHT, MOST_RIGHT = 66, 140  # for the names at the ends: an English one is longer


@dataclass(frozen=True)
class Series:
    """One line: its name and a value for each moment (None where nothing is known)."""

    name: str
    values: Sequence[float | None]


def trend(title: str, says: str, moments: Sequence[str], lines: Sequence[Series]) -> SafeString:
    """Several lines over the same moments."""
    top = max([value for line in lines for value in line.values if value is not None], default=0) or 1
    top = _round_up(top)
    end = WIDE - _room_for([line.name for line in lines])
    step = (end - LEFT) / max(len(moments) - 1, 1)
    parts = [part for level in (0, top // 2, top) for part in _level(level, top, end)]
    every = max(1, -(-len(moments) // 6))
    parts += [
        text(moment, LEFT + step * place, TOP + HIGH + 18, anchor="middle", class_="small")
        for place, moment in enumerate(moments)
        if place % every == 0
    ]
    ends = _ends(lines, top)
    for number, line in enumerate(lines):
        parts.append(_line(line, step, top, number))
        parts.append(text(line.name, end + 6, ends[number], class_=f"name line{number}"))
    return picture(title, says, TOP + HIGH + BELOW, parts, kind="trend")


def _round_up(top: float) -> int:
    size = int(10 ** max(len(str(int(top))) - 1, 0))
    even = int(-(-top // size)) * size
    return even + even % 2  # so that half of it is a whole number


def _room_for(names: Sequence[str]) -> float:
    """What the longest name needs; a Latin letter is about half as wide as a Chinese one."""
    longest = max((sum(12 if ord(one) > 0x2E7F else 7 for one in name) for name in names), default=0)
    return min(max(longest + 12, LEAST_RIGHT), MOST_RIGHT)


def _y(value: float, top: float) -> float:
    return TOP + HIGH * (1 - value / top)


def _level(value: int, top: int, end: float) -> list[str]:
    y = _y(value, top)
    rule = tag("line", x1=LEFT, y1=f"{y:.1f}", x2=f"{end:.1f}", y2=f"{y:.1f}", class_="level")
    return [rule, text(value, LEFT - 5, y + 4, anchor="end", class_="small")]


def _line(line: Series, step: float, top: float, number: int) -> str:
    points = [
        (LEFT + step * place, _y(value, top)) for place, value in enumerate(line.values) if value is not None
    ]
    drawn = tag("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points), class_=f"line{number}")
    if not points:
        return ""
    x, y = points[-1]
    return drawn + tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=3, class_=f"dot{number}")


def _ends(lines: Sequence[Series], top: float) -> list[float]:
    """Where each name stands: beside the end of its line, none upon another."""
    wanted = [
        (_y(next((value for value in reversed(line.values) if value is not None), 0), top) + 4, number)
        for number, line in enumerate(lines)
    ]
    places, last = [0.0] * len(lines), 0.0
    for y, number in sorted(wanted):
        last = places[number] = max(y, last + 15)
    over = max(0.0, last - (TOP + HIGH + 4))
    return [place - over for place in places]
