"""The picture of the house on a phone's first screen, drawn from the shape that icon.svg has.

Phones want bitmaps. They are drawn at set-up, four times too large and then made smaller; none is committed.
"""

from pathlib import Path

from PIL import Image, ImageDraw

SEAL, PAPER = "#9f1a17", "#fffdf7"
GRID, FINER = 32, 4
# A mask may be cut by the phone to a circle: there the bridge stands smaller, on a ground without corners.
ICONS = {"icon-192.png": (192, False), "icon-512.png": (512, False), "icon-mask.png": (512, True)}


def draw(size: int, *, mask: bool) -> Image.Image:
    """One picture, `size` points wide."""
    large = size * FINER
    picture = Image.new("RGBA", (large, large), SEAL if mask else (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    scale, shift = (large * 0.7 / GRID, large * 0.15) if mask else (large / GRID, 0.0)

    def box(left: float, top: float, right: float, bottom: float) -> list[float]:
        return [shift + scale * edge for edge in (left, top, right, bottom)]

    if not mask:
        pen.rounded_rectangle(box(0, 0, 32, 32), radius=6 * scale, fill=SEAL)
    pen.pieslice(box(3, 7, 29, 33), 180, 360, fill=PAPER)
    pen.rectangle(box(3, 20, 29, 23), fill=PAPER)
    pen.pieslice(box(7, 14, 25, 32), 180, 360, fill=SEAL)
    smaller = picture.resize((size, size), Image.Resampling.BOX)
    return smaller.quantize(32, method=Image.Quantize.FASTOCTREE)


def make(folder: Path) -> list[Path]:
    """Draw all that are older than this file, and say which those are."""
    ours = Path(__file__).stat().st_mtime
    stale = [name for name in ICONS if not (folder / name).exists() or (folder / name).stat().st_mtime < ours]
    for name in stale:
        size, mask = ICONS[name]
        folder.mkdir(parents=True, exist_ok=True)
        draw(size, mask=mask).save(folder / name, optimize=True)
    return [folder / name for name in stale]
