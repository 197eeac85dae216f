"""答复提示 How often an answer in a file of answered letters is pointed out, and for what.

A file of letters, one JSON object a line: `subject`, `body`, `reply`. What is printed are numbers. Beside it
the same answers put to letters of somebody else, which should be pointed out far more often.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from typing import Any

from lianxin.outcomes.pointers import SENTENCES, pointers

ELSEWHERE = ("elsewhere", "passed_on")


@dataclass
class Pointed:
    """What was pointed out, by kind; and how many answers put to another letter seem not to answer it."""

    letters: int = 0
    seconds: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)
    shuffled: int = 0

    def as_json(self) -> dict[str, Any]:
        return {
            "letters": self.letters,
            "letters_per_second": round(self.letters / max(self.seconds, 1e-9)),
            "kinds": {kind: self.kinds[kind] for kind in (*SENTENCES, "none")},
            "shuffled": self.shuffled,
        }


def measure(file: Path) -> Pointed:
    with file.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    pointed = Pointed(letters=len(rows))
    began = process_time()
    for row in rows:
        kinds = [one.kind for one in pointers(_asked(row), row["reply"])]
        pointed.kinds.update(kinds or ["none"])
    pointed.seconds = process_time() - began
    for row, other in zip(rows, [*rows[len(rows) // 2 :], *rows], strict=False):
        kinds = [one.kind for one in pointers(_asked(row), other["reply"])]
        pointed.shuffled += bool({*kinds} & {*ELSEWHERE})
    return pointed


def _asked(row: dict[str, Any]) -> str:
    return f"{row['subject']}\n{row['body']}"
