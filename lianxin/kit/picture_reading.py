"""读图片 What the process of its own does: `python -m lianxin.kit.picture_reading SOURCE SMALL LARGE`.

Nothing else imports this: the libraries that read pictures from outside live in no other process.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from pi_heif import register_heif_opener
from PIL import Image, ImageOps, UnidentifiedImageError

from lianxin.kit.pictures import DAMAGED, LONGER_SIDE, SECONDS, TOO_LARGE

MOST_POINTS, MOST_POINTS_JPEG = 60_000_000, 400_000_000  # a JPEG is read at an eighth of its size
MEMORY, LARGEST_COPY = 2 * 1024**3, 16 * 1024 * 1024
QUALITY = 82
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "HEIF")
GPS, LATITUDE, LONGITUDE = 0x8825, (1, 2), (3, 4)
BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError)


def main(source: Path, small: Path, large: Path) -> dict[str, Any]:
    """Both copies, and what is told of the picture; with so much memory and so many seconds."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_COPY, LARGEST_COPY))
    Image.MAX_IMAGE_PIXELS = MOST_POINTS_JPEG
    register_heif_opener(thumbnails=False)
    try:
        with Image.open(source, formats=FORMATS) as picture:
            most = MOST_POINTS_JPEG if picture.format == "JPEG" else MOST_POINTS
            if picture.width * picture.height > most:
                return {"why_not": TOO_LARGE}
            place = _place(picture)
            _copy(picture, small, large)
            return place
    except (MemoryError, Image.DecompressionBombError):
        return {"why_not": TOO_LARGE}
    except BROKEN:
        return {"why_not": DAMAGED}


def _copy(picture: Image.Image, small: Path, large: Path) -> None:
    """The first picture of several, upright, on white; points and nothing else."""
    picture.draft("RGB", (LONGER_SIDE["large"],) * 2)
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGER_SIDE["large"],) * 2)
    shown = upright.convert("RGBA")
    paper = Image.new("RGB", shown.size, "white")
    paper.paste(shown, mask=shown.getchannel("A"))
    _save(paper, large)
    paper.thumbnail((LONGER_SIDE["small"],) * 2)
    _save(paper, small)


def _save(picture: Image.Image, target: Path) -> None:
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.part")
    picture.save(unfinished, "JPEG", quality=QUALITY)
    unfinished.replace(target)


def _place(picture: Image.Image) -> dict[str, float]:
    """拍摄地点 Where it was taken, in degrees; nothing where it does not say, or says nonsense."""
    try:
        said = picture.getexif().get_ifd(GPS)
        north, east = (_degrees(said, *tags) for tags in (LATITUDE, LONGITUDE))
    except (KeyError, TypeError, ValueError, ArithmeticError, OSError, SyntaxError):
        return {}
    if not (abs(north) <= 90 and abs(east) <= 180) or (north, east) == (0, 0):
        return {}
    return {"latitude": round(north, 6), "longitude": round(east, 6)}


def _degrees(said: Any, side: int, value: int) -> float:
    degrees, minutes, seconds = (float(part) for part in said[value])
    sign = -1 if str(said[side]).strip("\0 ").upper() in {"S", "W"} else 1
    return sign * (degrees + minutes / 60 + seconds / 3600)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*map(Path, sys.argv[1:4]))))
