"""条码 The square and striped codes on a page, as the texts that stand in them."""

import zxingcpp
from PIL import Image

MOST = 8
LONGEST = 400


def marks_on(picture: Image.Image) -> tuple[str, ...]:
    """Every code that can be read, each once, as it stands there. What it means is asked elsewhere."""
    found = zxingcpp.read_barcodes(picture.convert("L"))
    texts = [one.text for one in found if one.text and len(one.text) <= LONGEST]
    return tuple(dict.fromkeys(texts))[:MOST]
