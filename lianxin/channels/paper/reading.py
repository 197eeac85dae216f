"""读扫描件 Asks a process of its own what stands on a page; here nothing from outside is opened.

LIANXIN_READER says who reads the words: rapid (where its packages are installed), off, or null:, the twin.
Without a reader pages are shown all the same, and the clerk types.
"""

import json
import os
import subprocess
import sys
from base64 import b64decode
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.channels.scans.page import Line

CHILD = "lianxin.channels.scans.child"
LONGEST = 120  # seconds by the wall: on a busy machine a page takes some, in no case this many
RAPID, NULL = "lianxin.channels.scans.rapid", "lianxin.channels.scans.null"
NEEDED = ("rapidocr_onnxruntime", "cv2", "onnxruntime")
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OPENCV_FOR_THREADS_NUM")
# Each line asks for a large piece of memory and gives it back: the process keeps it instead, which spares
# a tenth of its time. It ends with the page.
KEEPS_MEMORY = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": str(2 * 1024**3)}
# Why a file cannot be shown; it is kept as it came all the same.
WHY = {
    "no_picture": N_("这个文件不是能显示的图片。请打开原件看，或者重新扫描成JPEG、PNG、PDF。"),
    "damaged": N_("文件可能损坏了，显示不出来。请打开原件看，或者重新扫描。"),
    "too_large": N_("图片太大，显示不出来。请打开原件看，或者用小一点的分辨率重新扫描。"),
    "too_many": N_("一个PDF里页数太多。请分成几个文件。"),
    "encrypted": N_("PDF加了密码，这里打不开。请另存为不加密的再扫描进来。"),
    "empty": N_("文件里没有这一页。"),
    "broke": N_("试了几次都没有读成。请照原件录入。"),
}


class Broke(Exception):
    """没读成 The process did not come back with an answer: it was ended, or it took too long."""


@dataclass(frozen=True)
class Seen:
    """看到的 What was found on one page. `why`: it cannot be shown, and nothing else is known of it."""

    why: str = ""
    pages: int = 1
    turned: int = 0
    size: tuple[int, int] = (0, 0)
    lines: tuple[Line, ...] = ()
    marks: tuple[str, ...] = ()
    shown: bytes = b""


@cache
def installed() -> bool:
    """Are the packages that read words here? They are an extra: see docs/channels/paper.md."""
    return all(find_spec(name) for name in NEEDED)


def reader() -> list[str]:
    """The module that reads words now, and what it is told beforehand; nothing where nobody reads."""
    said, _colon, lines = settings.LIANXIN_READER.partition(":")
    if said == "null":
        return [NULL, *lines.splitlines()]
    return [RAPID] if said == "rapid" and installed() else []


def read_page(path: Path, number: int, *, turned: int | None = None) -> Seen:
    """One page of a file. Raises Broke when it has to be tried again."""
    told = _ask({"path": str(path), "number": number, "turned": turned, "reader": reader()})
    if "why" in told:
        return Seen(why=told["why"])
    width, height = told["size"]
    lines = tuple(
        Line(one["words"], tuple(one["sure"]), tuple((x, y) for x, y in one["corners"]))
        for one in told["lines"]
    )
    return Seen(
        pages=told["pages"], turned=told["turned"], size=(width, height), lines=lines,
        marks=tuple(told["marks"]), shown=b64decode(told["shown"]),
    )  # fmt: skip


def cut_out(path: Path, numbers: list[int]) -> bytes:
    """These pages of a PDF as a file of their own. Raises Broke."""
    told = _ask({"path": str(path), "cut": numbers})
    if "cut" not in told:
        raise Broke(str(told.get("why")))
    return b64decode(told["cut"])


def _ask(asked: dict[str, Any]) -> dict[str, Any]:
    """It gets nothing of ours but the question: no secret key, no address of the database."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    here = str(Path(__file__).resolve().parents[3])
    try:
        done = subprocess.run(
            [sys.executable, "-m", CHILD],
            input=json.dumps(asked).encode(),
            env={**kept, **dict.fromkeys(ONE_THREAD, "1"), **KEEPS_MEMORY, "PYTHONPATH": here},
            capture_output=True,
            timeout=LONGEST,
            check=True,
        )
        told = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        raise Broke(type(error).__name__) from error
    assert isinstance(told, dict)
    return told


def wrong() -> str:
    """What is wrong with the setting; nothing when all is well."""
    if settings.LIANXIN_READER.partition(":")[0] not in {"rapid", "off", "null"}:
        return _("LIANXIN_READER只能是 rapid、off，现在是“%(said)s”。") % {"said": settings.LIANXIN_READER}
    return ""
