"""同字 Words as they are looked for: traditional and full-width forms, capitals and signs make no difference.

The same is done to what is kept and to what is asked, so whatever it makes of a character, both agree.
"""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

CHINESE = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_RUN = re.compile(f"[{CHINESE}]+|[^\\W_{CHINESE}]+")
_BETWEEN = re.compile(r"[\W_]+")
# A mail is broken into lines wherever it likes: in Chinese that is no end of a word.
_BROKEN = re.compile(f"(?<=[{CHINESE}])\n(?=[{CHINESE}])")
LONGEST_WORD = 40


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")


class _Folds(dict[int, str]):
    """What each character is folded to, found once."""

    def __missing__(self, point: int) -> str:
        char = unicodedata.normalize("NFKC", chr(point)).lower()
        if unicodedata.category(chr(point)) in {"Cf", "Cs"}:
            char = ""
        elif point > 0x2E7F:
            char = "".join(_simplified().convert(one) for one in char)
        self[point] = char
        return char


FOLDS = _Folds()


def folded(text: str) -> str:
    """The same words in the one form in which all are compared."""
    return _BROKEN.sub("", text.translate(FOLDS))


def plain(text: str) -> str:
    """Folded, with one blank wherever something stands that is no word."""
    return _BETWEEN.sub(" ", folded(text)).strip()


def plain_with_places(text: str) -> tuple[str, list[int]]:
    """The same, and for each of its characters the place in the text that it comes from."""
    letters = [(one, place) for place, char in enumerate(text) for one in char.translate(FOLDS)]
    whole = "".join(one for one, _place in letters)
    broken = {found.start() for found in _BROKEN.finditer(whole)}
    kept: list[tuple[str, int]] = []
    for number, (one, place) in enumerate(letters):
        if number in broken:
            continue
        if one != "_" and one.isalnum():
            kept.append((one, place))
        elif kept and kept[-1][0] != " ":
            kept.append((" ", place))
    if kept and kept[-1][0] == " ":
        kept.pop()
    return "".join(one for one, _place in kept), [place for _one, place in kept]


def pairs(text: str) -> list[str]:
    """Search terms: every two neighbouring Chinese characters, and every word of other scripts."""
    terms: list[str] = []
    for run in _RUN.findall(folded(text)):
        if run[0] < "\u3400":
            terms.append(run[:LONGEST_WORD])
        else:
            terms += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return terms


def findable(text: str) -> list[str]:
    """Of the search terms those that an index knows: one Chinese character alone is in none."""
    return [term for term in pairs(text) if len(term) > 1 or term.isascii()]
