"""条码 The square and striped codes on a page, as the texts that stand in them."""

from dataclasses import dataclass

import zxingcpp
from PIL import Image

MOST = 8
LONGEST = 400


@dataclass(frozen=True)
class Marks:
    """Every code that can be read, each once, and how far the first must be turned to stand upright.

    What the texts mean is asked elsewhere.
    """

    texts: tuple[str, ...] = ()
    turned: int | None = None


def marks_on(picture: Image.Image) -> Marks:
    """The codes on a page, whichever way it lies."""
    found = zxingcpp.read_barcodes(picture.convert("L"))
    found = [one for one in found if one.text and len(one.text) <= LONGEST]
    texts = tuple(dict.fromkeys(one.text for one in found))[:MOST]
    return Marks(texts, round(-found[0].orientation / 90) * 90 % 360 if found else None)
