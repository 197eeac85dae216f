"""流向 From whom to whom: two banks of names, and bands between them as wide as what went over."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString

from lianxin.web.pictures.svg import WIDE, box, picture, shortened, tag, text

NAME, BANK, GAP, UNIT = 96, 8, 8, 200


def flows(title: str, says: str, passed: Mapping[tuple[str, str], int]) -> SafeString:
    """Bands as (from, to) → how many; the numbers stand beside each name."""
    out, taken = Counter[str](), Counter[str]()
    for (one, other), number in passed.items():
        out[one] += number
        taken[other] += number
    high = UNIT / max(sum(passed.values()), 1)
    lefts, left_end = _bank([one for one, _n in out.most_common()], out, high)
    rights, right_end = _bank([one for one, _n in taken.most_common()], taken, high)
    parts = _bands(passed, dict(lefts), dict(rights), high)
    parts += _names(lefts, out, high, x=NAME, anchor="end", at=NAME - 6)
    parts += _names(rights, taken, high, x=WIDE - NAME - BANK, anchor="start", at=WIDE - NAME + 6)
    return picture(title, says, max(left_end, right_end, 20), parts, kind="flows")


def _bank(
    names: Sequence[str], numbers: Mapping[str, int], high: float
) -> tuple[list[tuple[str, float]], float]:
    """Where each name's stretch of the bank begins, and where the bank ends."""
    places, y = [], 6.0
    for name in names:
        places.append((name, y))
        y += max(numbers[name] * high, 14) + GAP
    return places, y


def _names(
    places: Sequence[tuple[str, float]],
    numbers: Mapping[str, int],
    high: float,
    *,
    x: float,
    anchor: str,
    at: float,
) -> list[str]:
    parts = []
    for name, y in places:
        tall = numbers[name] * high
        parts.append(box(x, y, BANK, max(tall, 2), class_="bank"))
        words = f"{shortened(name, 5)} {numbers[name]}"
        parts.append(text(words, at, y + max(tall, 14) / 2 + 4, anchor=anchor, class_="small"))
    return parts


def _bands(
    passed: Mapping[tuple[str, str], int], lefts: dict[str, float], rights: dict[str, float], high: float
) -> list[str]:
    parts, begin, end, middle = [], NAME + BANK, WIDE - NAME - BANK, WIDE / 2
    for number, ((one, other), many) in enumerate(sorted(passed.items(), key=lambda item: -item[1])):
        y, z, tall = lefts[one], rights[other], many * high
        lefts[one], rights[other] = y + tall, z + tall
        way = (
            f"M{begin} {y:.1f} C{middle} {y:.1f} {middle} {z:.1f} {end} {z:.1f} V{z + tall:.1f} "
            f"C{middle} {z + tall:.1f} {middle} {y + tall:.1f} {begin} {y + tall:.1f} Z"
        )
        parts.append(tag("path", d=way, class_=f"band band{number % 3}"))
    return parts
