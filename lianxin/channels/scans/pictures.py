"""图片 What was scanned or photographed, opened with care: a picture, or one page of a PDF.

It comes from outside. This runs only in the process that reads one page, which may take so much memory
and time and no more.
"""

from dataclasses import dataclass
from io import BytesIO

import pypdfium2 as pdfium
from pi_heif import register_heif_opener
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdfium2.raw import FPDF_ERR_PASSWORD

SIDE = 2000  # pixels of the longer side: a sheet of A4 at 170 dots an inch, which is what the models want
SHOWN = 1500  # the same of what is shown beside the words
MOST_PIXELS = 120_000_000  # the sharpest telephones; what claims to be larger is a trap
MOST_PAGES = 200
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")


class NotReadable(Exception):
    """看不了 No picture can be made of it. The reason is a word of paper.WHY."""


@dataclass(frozen=True)
class Sheet:
    """One page as a picture, upright as far as the file itself says, and how many its file holds."""

    picture: Image.Image
    pages: int = 1


def open_page(content: bytes, number: int = 0) -> Sheet:
    """The page with this number, beginning with 0. Raises NotReadable for what cannot be shown."""
    try:
        if content[:1024].lstrip()[:5] == b"%PDF-":
            return _pdf(content, number)
        return Sheet(_picture(content))
    except NotReadable:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise NotReadable("no_picture") from None
    except Exception as error:  # whatever a parser of pictures says of a spoilt one
        raise NotReadable("damaged") from error


def _picture(content: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    register_heif_opener(thumbnails=False)
    with Image.open(BytesIO(content), formats=FORMATS) as found:
        if found.width * found.height > MOST_PIXELS:
            raise NotReadable("too_large")
        found.draft("RGB", (SIDE, SIDE))  # a JPEG is read no finer than it is needed
        upright = ImageOps.exif_transpose(found)
        upright.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
        return on_white(upright)


def on_white(picture: Image.Image) -> Image.Image:
    """Without what shines through: behind it is paper."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        picture = Image.new("RGB", layer.size, "white")
        picture.paste(layer, mask=layer.getchannel("A"))
    return picture.convert("RGB")


def _pdf(content: bytes, number: int) -> Sheet:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = error.err_code == FPDF_ERR_PASSWORD
        raise NotReadable("encrypted" if locked else "damaged") from error
    pages = len(document)
    if pages > MOST_PAGES:
        raise NotReadable("too_many")
    if number >= pages:
        raise NotReadable("empty")
    page = document[number]
    scale = SIDE / max(*page.get_size(), 1.0)
    return Sheet(page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB"), pages)


def cut(content: bytes, numbers: list[int]) -> bytes:
    """Only these pages of a PDF, as they are, in a file of their own. Raises NotReadable."""
    try:
        source, target = pdfium.PdfDocument(content), pdfium.PdfDocument.new()
        target.import_pages(source, numbers)
        written = BytesIO()
        target.save(written)
    except pdfium.PdfiumError as error:
        raise NotReadable("damaged") from error
    return written.getvalue()


def shown(picture: Image.Image) -> bytes:
    """The same as a small JPEG, to be shown beside the words; nothing of the file itself is in it."""
    small = picture.copy()
    small.thumbnail((SHOWN, SHOWN), Image.Resampling.LANCZOS)
    written = BytesIO()
    small.save(written, "JPEG", quality=72, optimize=True)
    return written.getvalue()
