"""Pages as a clerk would scan them, drawn here: print, turned, photographed in bad light, as a PDF."""

import os
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
import segno
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

from lianxin.channels.paper.reading import installed

FONTS = [
    Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"),
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    *sorted(Path("/usr/share/fonts").rglob("*CJK*.tt?")),
]
SIMPLIFIED = 2  # of the faces in Noto's collections
LETTER = (
    "关于上湾村停水的来信",
    "尊敬的书记：",
    "　　我们上湾村三组已经停水三天了，老人没有水做饭。",
    "打电话问过水务局，一直没有人来修。请您派人来看一看。",
    "　　此致",
    "敬礼",
    "来信人：王小河",
    "联系电话：13800000000",
    "通信地址：望水县柳林镇上湾村3组",
    "2025年3月1日",
)


def font(size: int) -> ImageFont.FreeTypeFont:
    found = next((path for path in FONTS if path.exists()), None)
    if found is None:
        pytest.skip("pages of Chinese print (no font: apt-get install fonts-noto-cjk)")
    return ImageFont.truetype(str(found), size, index=SIMPLIFIED)


def needs_reader() -> None:
    """Skips where nobody reads words, and never where everything is tried: there it is a fault."""
    if not installed():
        if os.environ.get("CI"):
            pytest.fail("the packages that read scans are not installed: make ocr")
        pytest.skip("reading words (not installed: make ocr)")


def sheet(lines: Sequence[str] = LETTER, *, code: str = "") -> Image.Image:
    """A sheet of A4 at 150 dots an inch, with a square code in its corner where there is one."""
    page = Image.new("RGB", (1240, 1754), "white")
    pen, face = ImageDraw.Draw(page), font(32)
    for row, words in enumerate(lines):
        pen.text((130, 130 + 62 * row), words, font=face, fill=(30, 30, 30))
    if code:
        drawn = BytesIO()
        segno.make(code, micro=False, error="m").save(drawn, kind="png", scale=6, border=2)
        page.paste(Image.open(drawn).convert("RGB"), (900, 1300))
    return page


def photographed(page: Image.Image) -> Image.Image:
    """On a table in the evening, a little askew."""
    table = Image.new("RGB", (1440, 2000), (70, 66, 60))
    table.paste(page.rotate(3, expand=True, fillcolor=(70, 66, 60)).resize((1300, 1850)), (60, 60))
    return ImageEnhance.Brightness(table).enhance(0.45).filter(ImageFilter.GaussianBlur(0.7))


def jpeg(page: Image.Image, **options: object) -> bytes:
    return _saved([page], "JPEG", quality=85, **options)


def png(page: Image.Image) -> bytes:
    return _saved([page], "PNG")


def pdf(*pages: Image.Image) -> bytes:
    return _saved(pages, "PDF", resolution=150)


def _saved(pages: Sequence[Image.Image], kind: str, **options: object) -> bytes:
    written = BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    pages[0].save(written, kind, **more, **options)
    return written.getvalue()
