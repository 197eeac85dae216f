"""不读字的替身 The twin that reads no picture: it finds on every page what it was told to find."""

from PIL import Image

from lianxin.channels.scans.page import Line, Page


class Null:
    """Every page holds these lines, all of them sure."""

    def __init__(self, *lines: str) -> None:
        self.lines = lines

    def read(self, _picture: Image.Image, *, settled: bool = False) -> Page:
        told = enumerate(self.lines)
        return Page(tuple(Line(words, (1.0,) * len(words), _strip(row, len(words))) for row, words in told))


def _strip(row: int, length: int) -> tuple[tuple[int, int], ...]:
    top, left, right = 100 + 50 * row, 100, 100 + 40 * length
    return ((left, top), (right, top), (right, top + 40), (left, top + 40))


READER = Null
