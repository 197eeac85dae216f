"""隐去 How much of what shows who somebody is was found in letters that a person has marked by hand.

A file of letters, one JSON object a line: `text`, `spans` (each `begin`, `end`, `kind`), and `free`, places
that count neither way. The letters stay where they are: what is printed are numbers.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from typing import Any

from lianxin.outcomes.redacting.covering import found_in
from lianxin.outcomes.redacting.kinds import KINDS


@dataclass
class Score:
    """What was found, what was missed, and what was proposed for nothing; by kind."""

    letters: int = 0
    seconds: float = 0.0
    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    unlike: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[str, int, int, int]]:
        """Kind by kind, and all together at the end."""
        counts = (self.found, self.missed, self.false)
        for kind in KINDS:
            if any(count[kind] for count in counts):
                yield kind, *(count[kind] for count in counts)  # type: ignore[misc]
        yield "all", *(count.total() for count in counts)  # type: ignore[misc]

    def as_json(self) -> dict[str, Any]:
        kinds = {
            kind: dict(zip(("found", "missed", "false"), rest, strict=True)) for kind, *rest in self.rows()
        }
        return {
            "letters": self.letters,
            "letters_per_second": round(self.letters / self.seconds),
            "kinds": kinds,
        }


def measure(file: Path) -> Score:
    score = Score()
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            _measure_one(json.loads(line), score)
    return score


def _measure_one(letter: dict[str, Any], score: Score) -> None:
    text = letter["text"]
    began = process_time()
    finds = found_in({"letter": text}, None)["letter"]
    score.seconds += process_time() - began
    score.letters += 1
    covered = {place for one in finds for place in range(one.begin, one.end)}
    marked = {place for begin, end in letter.get("free", ()) for place in range(begin, end)}
    for one in letter["spans"]:
        places = set(range(one["begin"], one["end"]))
        marked |= places
        whole = places <= covered
        (score.found if whole else score.missed)[one["kind"]] += 1
        if not whole:
            score.unlike.append(f"missed {one['kind']}: {_beside(text, one['begin'], one['end'])}")
    for find in finds:
        if marked.isdisjoint(range(find.begin, find.end)):
            score.false[find.kind] += 1
            score.unlike.append(f"false {find.kind}: {_beside(text, find.begin, find.end)}")


def _beside(text: str, begin: int, end: int) -> str:
    around = f"{text[max(0, begin - 10) : begin]}[{text[begin:end]}]{text[end : end + 10]}"
    return around.replace("\n", "⏎")
