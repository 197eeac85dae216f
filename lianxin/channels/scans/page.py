"""一页 What can be made out on one page: its lines, each with how sure every character is."""

from dataclasses import dataclass
from itertools import pairwise

DOUBTFUL = 0.9  # a character below this is shown to the clerk as one to look at
UNSURE = 0.97  # over the whole page: print reads surer than this, running hand does not
Quad = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Line:
    """一行 Words as they stand beside each other, and where: four corners on the picture, clockwise.

    `sure` is one figure from 0 to 1 for each character.
    """

    words: str
    sure: tuple[float, ...]
    corners: Quad

    def doubtful(self) -> list[int]:
        """The characters that a person should look at, by their place in the line; no full stops."""
        pairs = enumerate(zip(self.words, self.sure, strict=False))
        return [place for place, (one, sure) in pairs if sure < DOUBTFUL and one.isalnum()]


@dataclass(frozen=True)
class Page:
    """一页 The lines in the order in which one reads them; `turned` is how far the picture had to be turned.

    `words` joins what is one paragraph on paper, so that a letter is not cut where its paper ends.
    """

    lines: tuple[Line, ...] = ()
    turned: int = 0

    @property
    def words(self) -> str:
        return in_paragraphs(self.lines)

    @property
    def unsure(self) -> bool:
        """没把握 So unsure as a whole that it was most likely written by hand."""
        every = [sure for line in self.lines for sure in line.sure]
        return bool(every) and sum(every) / len(every) < UNSURE


def in_paragraphs(lines: tuple[Line, ...]) -> str:
    """A line that runs to the edge of the text goes on in the next one, unless that stands apart."""
    if not lines:
        return ""
    left = min(line.corners[0][0] for line in lines)
    right = max(line.corners[1][0] for line in lines)
    tall = sorted(line.corners[3][1] - line.corners[0][1] for line in lines)[len(lines) // 2]
    steps = sorted(line.corners[0][1] - before.corners[0][1] for before, line in pairwise(lines)) or [0]
    told = lines[0].words
    for before, line in pairwise(lines):
        full = right - before.corners[1][0] < 2.5 * tall
        indented = line.corners[0][0] - left > 1.2 * tall
        below = line.corners[0][1] - before.corners[0][1] > 1.3 * steps[len(steps) // 2]
        told += line.words if full and not indented and not below else f"\n{line.words}"
    return told
