"""识字 How many characters of real pages are read wrong, and what a page costs, each in its own process."""

import json
import re
import resource
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from lianxin.channels.paper.reading import read_page
from lianxin.channels.scans.page import Page

WRONG, SECONDS = 0.5, 5.0  # percent of the characters on print, and processor seconds a page, at most
TRUTH = "ground_truth.jsonl"
QUOTES = str.maketrans("“”‘’", "\"\"''")


@dataclass
class Sum:
    """Over some pages: how many, their characters, those read wrong, and processor seconds."""

    pages: int = 0
    characters: int = 0
    wrong: int = 0
    seconds: float = 0.0
    slowest: float = 0.0

    def add(self, characters: int, wrong: int, seconds: float) -> None:
        self.pages, self.characters = self.pages + 1, self.characters + characters
        self.wrong, self.seconds = self.wrong + wrong, self.seconds + seconds
        self.slowest = max(self.slowest, seconds)

    def told(self) -> dict[str, Any]:
        percent = 100 * self.wrong / max(self.characters, 1)
        return {
            "pages": self.pages, "characters": self.characters, "wrong": self.wrong,
            "percent": round(percent, 2), "seconds": round(self.seconds / max(self.pages, 1), 2),
            "slowest": round(self.slowest, 2),
        }  # fmt: skip


def measure(folder: Path, advance: Callable[[], None]) -> dict[str, Any]:
    """Every page that ground_truth.jsonl names; it says the file, its text, and what kind of page it is."""
    sums: dict[str, Sum] = defaultdict(Sum)
    for line in (folder / TRUTH).read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        before = _seconds()
        read = Page(read_page(folder / Path(page["file"]).name, 0).lines).words
        spent = _seconds() - before
        truth, read = alike(page["text"]), alike(read)
        wrong = Levenshtein.distance(truth, read)
        hand = bool(page.get("handwriting_font"))
        for kind in ("hand" if hand else "print", f"{page['style']} {page['kind']}"):
            sums[kind].add(len(truth), wrong, spent)
        advance()
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return {"megabytes": memory, "kinds": {kind: one.told() for kind, one in sorted(sums.items())}}


def pages_in(folder: Path) -> int:
    return len((folder / TRUTH).read_text(encoding="utf-8").splitlines())


def alike(text: str) -> str:
    """What counts: every character, full-width or not; how it is spaced, and how quotes bend, does not."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text).translate(QUOTES))


def _seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def say(found: dict[str, Any]) -> list[str]:
    """As a table beside the targets."""
    lines = [f"{'':26}{'pages':>6}{'characters':>12}{'wrong':>7}{'%':>8}{'CPU s':>8}{'slowest':>9}"]
    for kind, one in found["kinds"].items():
        lines.append(
            f"{kind:26}{one['pages']:>6}{one['characters']:>12}{one['wrong']:>7}{one['percent']:>8.2f}"
            f"{one['seconds']:>8.2f}{one['slowest']:>9.2f}"
        )
    lines.append(f"{found['megabytes']} MB at most a page")
    printed = found["kinds"].get("print")
    if printed:
        kept = printed["percent"] <= WRONG and printed["slowest"] <= SECONDS
        lines.append(f"{'✓' if kept else '✗'} print: at most {WRONG} % wrong, {SECONDS:g} s of CPU a page")
    return lines
