"""空话 Words that sound like an answer and say nothing: an answer made only of them is none.

The phrases stand beside this file. The list is short on purpose, because only an answer that consists of
nothing else is stopped; a person judges all others.
"""

import re
from pathlib import Path

EMPTY = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").split()
_PHRASES = re.compile("|".join(sorted(map(re.escape, EMPTY), key=len, reverse=True)))
_SILENT = re.compile(r"[\W_]+")


def says_nothing(words: str) -> bool:
    """Is there nothing left when the empty phrases are taken away?"""
    return not without_empty(words)


def without_empty(words: str) -> str:
    """What is left when the empty phrases and the punctuation are taken away."""
    return _PHRASES.sub("", _SILENT.sub("", words))
