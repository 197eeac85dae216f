"""排版 What is printed, as PDF: set by typst in a process of its own, from templates beside this file.

Its package is an extra (`make pdf`): without it the same letters are printed from the page itself.
"""

import json
import os
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from lianxin.kit.refusals import NotAllowedNow

CHILD = "lianxin.kit.typesetting.child"
LONGEST = 60  # seconds for a whole tray of letters


@cache
def can_set() -> bool:
    """Is there what sets a PDF on this machine?"""
    return find_spec("typst") is not None


def pdf_of(kind: str, data: dict[str, Any]) -> bytes:
    """The document of this kind with this data. Raises NotAllowedNow where it cannot be set."""
    if not can_set():
        raise NotAllowedNow(_("这台机器上没有装排版程序(make pdf)，请用网页打印。"))
    try:
        return _run(kind, json.dumps(data, ensure_ascii=False).encode())
    except subprocess.SubprocessError as error:
        raise NotAllowedNow(_("PDF没有排成，请用网页打印，并请系统管理员看运行记录。")) from error


@cache
def missing_fonts() -> str:
    """The Chinese fonts that are not on this machine: without them letters would hold empty boxes."""
    return _run("fonts", b"").decode().strip() if can_set() else ""


def _run(kind: str, data: bytes) -> bytes:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env = {**kept, "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    done = subprocess.run(
        [sys.executable, "-m", CHILD, kind], input=data, env=env, capture_output=True, timeout=LONGEST,
        check=True,
    )  # fmt: skip
    return done.stdout
