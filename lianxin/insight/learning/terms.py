"""用词 A letter as what is counted in it: characters, pairs of neighbouring characters, and words.

Nothing else is looked at: not who wrote, not by which way, not when. Each term is a number, so that a letter
is counted by the machine's own loops, and so that no model holds a word of anybody's letter.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import rjieba
from numpy.typing import NDArray

READ = 6_000  # characters: whoever writes more has said by then what it is about
SUBJECT_COUNTS = 4  # what stands in the subject, against the body
PAIR = 1 << 21  # above every character
WORD = 1 << 60  # above every pair
NO_WORD = 0  # a mark, or one Latin letter

# What nearly every letter holds; with these put right beforehand, most need no further normalising.
_MARKS = tuple(zip("，！？：；（）　", ",!?:;() ", strict=True))
_OTHER = re.compile(r"[a-z0-9]+")
Codes = NDArray[np.int64]


class Counted(NamedTuple):
    """数出来的 The terms of a letter in order, each once, and how often it stands there."""

    codes: Codes
    times: NDArray[np.float32]


def counted(subject: str, body: str) -> Counted:
    """How often each term stands in this letter."""
    return _summed([_codes(_fold(body)), *[_codes(_fold(subject))] * SUBJECT_COUNTS])


def counted_words(words: list[str]) -> Counted:
    """The same of a letter that came as a list of its words."""
    words = [_fold(word) for word in words]
    return _summed([_characters("".join(words)), _coded(words)])


def names_of(subject: str, body: str) -> dict[int, str]:
    """What stands behind the terms of this letter, for whoever is told why; characters alone say nothing."""
    names: dict[int, str] = {}
    for text in (_fold(subject), _fold(body)):
        for one, other in pairwise(text):
            names[ord(one) * PAIR + ord(other)] = one + other
        names |= {_code(word): word for word in _words(text) if len(word) > 1}
    return names


def _summed(parts: list[Codes]) -> Counted:
    once, times = np.unique(np.concatenate(parts), return_counts=True)
    return Counted(once, times.astype(np.float32))


def _fold(text: str) -> str:
    whole = text[:READ].encode("utf-8", "replace").decode()  # half a character is none
    for wide, narrow in _MARKS:
        whole = whole.replace(wide, narrow)
    return unicodedata.normalize("NFKC", whole).lower()


def _codes(text: str) -> Codes:
    return np.concatenate([_characters(text), _coded(rjieba.cut(text)), _coded(_OTHER.findall(text))])


def _characters(text: str) -> Codes:
    """Chinese characters, and each two of them that stand side by side."""
    points = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    chinese = (points >= 0x3400) & (points <= 0x9FFF)
    beside = chinese[:-1] & chinese[1:]
    return np.concatenate([points[chinese], points[:-1][beside] * PAIR + points[1:][beside]])


def _words(text: str) -> list[str]:
    return [word for word in rjieba.cut(text) + _OTHER.findall(text) if _code(word) != NO_WORD]


def _coded(words: Iterable[str]) -> Codes:
    codes: Codes = np.fromiter(map(_code, words), dtype=np.int64)
    worth: Codes = codes[codes != NO_WORD]
    return worth


def _code(word: str) -> int:
    if len(word) > 1 or "\u3400" <= word <= "\u9fff":
        return WORD + zlib.crc32(word.encode())
    return NO_WORD
