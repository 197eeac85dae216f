"""文字识别 Printed Chinese is read here, offline, by the models inside the wheel of rapidocr.

Loaded only in the process that reads one page (see `reading`): it takes most of a gigabyte while it works.
"""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from rapidocr_onnxruntime import RapidOCR

from lianxin.channels.scans.page import Line, Page

Pixels = NDArray[np.uint8]
Box = NDArray[np.float32]

LOOKED_FOR = (
    1280  # pixels of the longer side in which lines are looked for: more finds no more, and costs memory
)
ROOM = 1.8  # how far a box is drawn around what was found: less cuts the last full stop off
TALL = 1.5  # higher than wide by so much, a box holds a line that stands on its end
FAINT = 0.5  # a line surer than this by half is read at all


class Rapid:
    """One engine: it is made once in a process, and reads page after page."""

    def __init__(self) -> None:
        self.engine = RapidOCR(
            intra_op_num_threads=1, inter_op_num_threads=1, det_unclip_ratio=ROOM, det_limit_side_len=32
        )

    def read(self, picture: Image.Image, *, settled: bool = False) -> Page:
        """The words of a page, which may lie on its side or stand on its head.

        `settled`: a person has said how it lies, and is not contradicted.
        """
        pixels = np.asarray(picture.convert("RGB"))[:, :, ::-1]
        boxes = self._boxes(pixels)
        turned = 0
        if settled:
            return Page(tuple(self._lines(self._strips(pixels, boxes), boxes)))
        if _lying(boxes):
            turned, pixels = 90, np.rot90(pixels, -1)
            boxes = self._boxes(pixels)
        strips = self._strips(pixels, boxes)
        if self._on_its_head(strips):
            turned, pixels = turned + 180, np.rot90(pixels, 2)
            boxes = self._boxes(pixels)
            strips = self._strips(pixels, boxes)
        return Page(tuple(self._lines(strips, boxes)), turned)

    def _boxes(self, pixels: Pixels) -> list[Box]:
        """Where lines stand, from top to bottom, and from left to right where they share a height."""
        scale = min(LOOKED_FOR / max(pixels.shape[:2]), 1.0)
        small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        found, _seconds = self.engine.text_det(small)
        return [] if found is None else in_reading_order([box / scale for box in found])

    def _strips(self, pixels: Pixels, boxes: Sequence[Box]) -> list[Pixels]:
        """Every line cut out and laid flat."""
        whole = np.ascontiguousarray(pixels)
        return self.engine.get_crop_img_list(whole, boxes) if boxes else []

    def _on_its_head(self, strips: Sequence[Pixels]) -> bool:
        """The lines vote: asked one by one, now and then one is wrong about itself."""
        if not strips:
            return False
        lines = [strip for strip in strips if strip.shape[1] > 2 * strip.shape[0]] or strips
        longest = sorted(lines, key=lambda strip: -strip.shape[1])[:12]
        _turned, votes, _seconds = self.engine.text_cls(list(longest))
        return bool(sum(sure if word == "180" else -sure for word, sure in votes) > 0)

    def _lines(self, strips: Sequence[Pixels], boxes: Sequence[Box]) -> list[Line]:
        if not strips:
            return []
        read, _seconds = self.engine.text_rec(list(strips), True)
        return [
            Line(words, tuple(round(float(one), 3) for one in more[4]), _corners(box))
            for (words, sure, more), box in zip(read, boxes, strict=True)
            if words.strip() and sure >= FAINT
        ]


def _corners(box: Box) -> tuple[tuple[int, int], ...]:
    return tuple((round(float(x)), round(float(y))) for x, y in box)


def _lying(boxes: Sequence[Box]) -> bool:
    """Do more of the words stand on their end? By how far they reach, whichever corner comes first.

    What is about as wide as high is a code or a seal, and says nothing.
    """
    reaches = [box.max(axis=0) - box.min(axis=0) for box in boxes]
    standing = sum(high for wide, high in reaches if high > TALL * wide)
    return bool(standing > sum(wide for wide, high in reaches if wide > TALL * high))


def _height(box: Box) -> float:
    return float(np.linalg.norm(box[3] - box[0]))


def in_reading_order(boxes: Sequence[Box]) -> list[Box]:
    """As one reads: a sheet that lies a little askew is looked at along its own lines."""
    slopes = sorted(math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0]) for box in boxes)
    askew = slopes[len(slopes) // 2] if slopes else 0.0
    heights = sorted(_height(box) for box in boxes)
    apart = heights[len(heights) // 2] / 2 if heights else 0.0

    def down(box: Box) -> float:
        x, y = box.mean(axis=0)
        return float(y * math.cos(askew) - x * math.sin(askew))

    rows: list[list[Box]] = []
    for box in sorted(boxes, key=down):
        if rows and down(box) - down(rows[-1][-1]) < apart:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [box for row in rows for box in sorted(row, key=lambda box: float(box[0][0]))]


READER = Rapid
