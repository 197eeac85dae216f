"""分词 A text cut into words, as a dictionary and its statistics see them."""

from functools import cache
from importlib import import_module
from typing import Any


@cache
def dictionary() -> Any:
    """词典 rjieba, read when the first letter is looked at: 33 MB, and few processes ever publish."""
    return import_module("rjieba")


def is_word(text: str) -> bool:
    """Does the dictionary know it?"""
    return bool(dictionary().has_word(text))


class Cut:
    """Which word begins where, and where words end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at: dict[int, tuple[str, str]] = {}  # begin: the word and what kind it is
        self.ends: set[int] = set()
        self._over: list[int] = []  # for each character, where its word begins
        place = 0
        for word, tag in dictionary().tag(text):
            self.at[place] = (word, tag)
            self._over += [place] * len(word)
            place += len(word)
            self.ends.add(place)

    def inside(self, place: int) -> bool:
        """Is this character the middle or the end of a word that the dictionary knows?"""
        begin = self._over[place]
        return begin != place and is_word(self.at[begin][0])

    def ends_inside(self, end: int) -> bool:
        """Does such a word go on over this place?"""
        return end not in self.ends and is_word(self.at[self._over[end - 1]][0])
