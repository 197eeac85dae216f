"""摘录 A few lines of a letter around what was looked for, those words marked; never markup."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lianxin.kit.folding import plain_with_places

AROUND, LONG = 24, 110
READ = 20_000  # characters that are looked through for an extract


class Piece(NamedTuple):
    """A run of words as they stand in the letter, and whether it was looked for."""

    words: str
    marked: bool


def extract(text: str, words: Sequence[str]) -> list[Piece]:
    """The first place in this text where one of the words stands, and what stands around it."""
    text = " ".join(text[:READ].split())
    marks = _marks(text, words)
    first = next((place for place, marked in enumerate(marks) if marked), 0)
    begin = max(0, first - AROUND)
    end = min(len(text), begin + LONG)
    pieces = [Piece("…", False)] if begin else []
    place = begin
    while place < end:
        behind = next((n for n in range(place, end) if marks[n] != marks[place]), end)
        pieces.append(Piece(text[place:behind], marks[place]))
        place = behind
    if end < len(text):
        pieces.append(Piece("…", False))
    return pieces


def best_of(texts: Iterable[str], words: Sequence[str]) -> list[Piece]:
    """The extract of the first text that holds any of the words; otherwise the beginning of the first."""
    first: list[Piece] = []
    for text in texts:
        found = extract(text, words)
        if any(piece.marked for piece in found):
            return found
        first = first or found
    return first


def _marks(text: str, words: Sequence[str]) -> list[bool]:
    marks = [False] * len(text)
    folded, places = plain_with_places(text)
    for word in words:
        at = folded.find(word)
        while at >= 0:
            for place in range(places[at], places[at + len(word) - 1] + 1):
                marks[place] = True
            at = folded.find(word, at + len(word))
    return marks
