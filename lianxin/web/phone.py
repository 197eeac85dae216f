"""离线手机 What a phone is given to work with where there is no network: the worker and its edition.

The edition is a mark of everything that the worker keeps on the phone, made once for each process: a changed
style sheet, script, template or sentence is another edition, and every phone fetches it the next time it is
in the network.
"""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.urls import reverse

WEB = Path(__file__).resolve().parent
SCRIPTS = WEB / "static/web"
# What the pages that open without a network are made of.
ASSETS = (
    "web/paper.css",
    "web/bridge.css",
    "web/citizen.js",
    "web/bodies.js",
    "web/outbox.js",
    "web/phone.js",
    "web/pictures.js",
    "web/drafting.js",
    "web/icon.svg",
)
# Rooms whose pages show what only one person may see, or are of no use without the house.
HANDS_OFF = ("/desk/", "/office/", "/account/")


@cache
def edition() -> str:
    """版次 The mark of all that a phone keeps of us."""
    mark = hashlib.sha256()
    for path in _kept():
        mark.update(path.relative_to(WEB).as_posix().encode() + b"\0" + path.read_bytes())
    return mark.hexdigest()[:16]


def _kept() -> Iterator[Path]:
    """Scripts and styles, and the templates and sentences that the kept pages are made of."""
    yield from sorted(SCRIPTS.glob("*.*"))
    yield from sorted((WEB / "templates/web").glob("*.html"))
    yield from sorted((WEB / "templates/web/citizen").glob("*.html"))
    yield from sorted((WEB / "citizen/locale").rglob("*.mo"))


def worker_script(mark: str) -> str:
    """服务脚本 The worker as this edition has it: what it is told of the house stands before its code."""
    told = {
        "edition": mark,
        "assets": [static(name) for name in ASSETS],
        "write": reverse("write"),
        "kept": {"write": reverse("phone-write"), "offline": reverse("phone-offline")},
        "handsOff": HANDS_OFF,
    }
    outbox = f"{static('web/outbox.js')}?{mark}"
    code = (SCRIPTS / "worker.js").read_text(encoding="utf-8")
    return f"var HOUSE = {json.dumps(told)};\nimportScripts({json.dumps(outbox)});\n{code}"
