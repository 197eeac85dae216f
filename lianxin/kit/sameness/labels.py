"""叫什么 The name of a group in words a person would use: where, and what is wrong there."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from lianxin.kit.sameness.reading import Reading, everyday, fold, matters

AGREE = 0.7  # of the letters that hold a word: then what stands beside it belongs to it
LONGEST = 12
NO_PART = set(
    "的在是于位和与及对请问反映投诉关于附近建议举报咨询旁边周夜区市县镇乡村路街道省走号内外里上下前后有被将何什怎"
)
_PART = re.compile(r"[\u3400-\u9fffa-z0-9]")


def label(letters: Sequence[tuple[str, Reading]], *, place: str = "") -> str:
    """地点：事由 Of these letters (how each begins, and its reading); `place` where it is known."""
    texts = [fold(text) for text, _reading in letters]
    place = place or _place(texts, [reading for _text, reading in letters])
    matter = _matter(reading for _text, reading in letters)
    if place and matter and place not in matter:
        return f"{place}：{matter}"
    return matter or place or min(texts, key=len, default="")[:40]


def _matter(readings: Iterable[Reading]) -> str:
    told: Counter[int] = Counter()
    for one in readings:
        for number, weight in one.matters.items():
            told[number] += round(weight * 1000)
    return matters()[min(told, key=lambda number: (-told[number], number))].name if told else ""


def _place(texts: Sequence[str], readings: Sequence[Reading]) -> str:
    """What most of their beginnings name, a site rather than a street, a street rather than any name."""
    half = max(len(readings) / 2, 1)
    for kind in ("sites", "places", "own"):
        told = (
            word
            for one, text in zip(readings, texts, strict=True)
            for word in getattr(one, kind)
            if word in text
        )
        counted = Counter(told)
        most = max(counted.values(), default=0)
        if most >= half:
            rated = [(_at(word, texts), word) for word, times in counted.items() if times == most]
            best = (min if kind == "own" else max)(rated)[1]  # an address ends with what is narrowest
            return _whole(best, texts, both_sides=kind == "own")
    return ""


def _at(word: str, texts: Sequence[str]) -> int:
    """Where it first begins: of the parts of a name the first."""
    return min(text.find(word) for text in texts if word in text)


def _whole(word: str, texts: Sequence[str], *, both_sides: bool) -> str:
    """The word with what stands beside it in nearly every letter; a place ends where its name ends."""
    for left in (True, False) if both_sides else (True,):
        while len(word) < LONGEST:
            beside = Counter(_beside(word, text, left=left) for text in texts if word in text)
            letter, times = min(beside.items(), key=lambda one: (-one[1], one[0]), default=("", 0))
            if not _PART.fullmatch(letter) or letter in NO_PART or times < AGREE * beside.total():
                break
            if not left and any(everyday(_behind(word, text)) for text in texts if word in text):
                break
            word = letter + word if left else word + letter
    return word.removesuffix("小")  # what is left of 小区


def _beside(word: str, text: str, *, left: bool) -> str:
    at = text.find(word)
    place = at - 1 if left else at + len(word)
    return text[place] if 0 <= place < len(text) else ""


def _behind(word: str, text: str) -> str:
    """The two characters behind it: where they are a word of their own, the name has ended."""
    end = text.find(word) + len(word)
    return text[end : end + 2]
