"""读一页 A process of its own for one page: `python -m lianxin.channels.scans.child`.

On its standard input one line of JSON says which file, which page and how it is turned; on its standard
output one line of JSON says what was found. It may use so much memory and so much time; whatever a hostile
picture does to it, the house goes on. It knows neither Django nor the database.
"""

import json
import resource
import sys
from base64 import b64encode
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from PIL import Image

from lianxin.channels.scans.marks import Marks, marks_on
from lianxin.channels.scans.page import Page
from lianxin.channels.scans.pictures import NotReadable, cut, open_page, shown

MEMORY = 3 * 1024**3  # addresses, not pages of memory: the models map a good deal that they do not touch
SECONDS = 60  # of processor time
FEW = 3  # lines, on which it is hard to see how a sheet lies


def limit() -> None:
    """No page is worth more than this."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def look(content: bytes, number: int, *, turned: int | None, reader: list[str]) -> dict[str, Any]:
    """Everything about one page. `turned` is what a person says about how it lies; None: find out.

    `reader` is the module that reads words and what it is told beforehand; it may be nobody.
    """
    sheet = open_page(content, number)
    picture = sheet.picture.rotate(-(turned or 0), expand=True) if turned else sheet.picture
    marks = marks_on(picture)
    page = _read(picture, marks, reader, settled=turned is not None) if reader else Page()
    picture = picture.rotate(-page.turned, expand=True) if page.turned else picture
    return {
        "pages": sheet.pages,
        "turned": ((turned or 0) + page.turned) % 360,
        "size": picture.size,
        "lines": [asdict(line) for line in page.lines],
        "marks": marks.texts,
        "shown": b64encode(shown(picture)).decode(),
    }


def _read(picture: Image.Image, marks: Marks, reader: list[str], *, settled: bool) -> Page:
    """Its words. Where there are hardly any, a printed code tells better how the sheet lies."""
    module, *told = reader
    reads = import_module(module).READER(*told).read
    page: Page = reads(picture, settled=settled)
    if settled or len(page.lines) >= FEW or marks.turned in {None, page.turned}:
        return page
    again: Page = reads(picture.rotate(-(marks.turned or 0), expand=True), settled=True)
    return Page(again.lines, marks.turned or 0)


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """What the other side is told; a picture that cannot be read is an answer, too."""
    content = Path(asked["path"]).read_bytes()
    try:
        if "cut" in asked:
            return {"cut": b64encode(cut(content, asked["cut"])).decode()}
        return look(content, asked["number"], turned=asked["turned"], reader=asked["reader"])
    except NotReadable as error:
        return {"why": str(error)}
    except MemoryError:
        return {"why": "too_large"}


def main() -> None:
    limit()
    json.dump(answer(json.load(sys.stdin)), sys.stdout, ensure_ascii=True)


if __name__ == "__main__":
    main()
