"""摘录 A few lines of a letter around what was looked for, those words marked; never markup."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lianxin.kit.folding import FOLDS, plain_with_places

AROUND, LONG = 24, 110
READ = 20_000  # characters that are looked through for an extract


class Piece(NamedTuple):
    """A run of words as they stand in the letter, and whether it was looked for."""

    words: str
    marked: bool


def extract(text: str, words: Sequence[str]) -> list[Piece]:
    """The first place in this text where one of the words stands, and what stands around it."""
    text = " ".join(text[:READ].split())
    spots = _spots(text, words)
    begin = max(0, min((first for first, _end in spots), default=0) - AROUND)
    end = min(len(text), begin + LONG)
    marks = [False] * len(text)
    for first, last in spots:
        marks[first:last] = [True] * (last - first)
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


def _spots(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words stand: from which character of the text to which."""
    folded = text.translate(FOLDS)
    if len(folded) == len(text):
        spots = [(at, at + len(word)) for word in words for at in _all_in(folded, word)]
        if spots or not words:
            return spots
    # A character became two, or a sign stands in the middle of a word: then each has to be followed.
    whole, places = plain_with_places(text)
    found = [(word, at) for word in words for at in _all_in(whole, word)]
    return [(places[at], places[at + len(word) - 1] + 1) for word, at in found]


def _all_in(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))
