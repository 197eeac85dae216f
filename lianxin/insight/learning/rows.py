"""来信和分类 Letters with what they are about, from a file: one JSON object a line."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lianxin.insight.learning.terms import Counted, counted, counted_words


@dataclass(frozen=True)
class Row:
    """一封 What is counted in one letter, and its class; none where nobody has said it yet."""

    counted: Counted
    category: str


@dataclass
class Rows:
    """Letters that were read, and the lines that were not, each with the reason."""

    rows: list[Row] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def labelled(self) -> list[Row]:
        return [row for row in self.rows if row.category]


def read_rows(files: list[Path]) -> Rows:
    """`subject` and `body`, or `tokens`; and `category`, or nothing where it is not known."""
    found = Rows()
    for file in files:
        with file.open(encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    _read_one(line, f"{file.name}:{number}", found)
    return found


def _read_one(line: str, place: str, found: Rows) -> None:
    try:
        said = json.loads(line)
        found.rows.append(Row(counted_in(said), _text(said, "category").strip()))
    except (ValueError, TypeError, AttributeError) as error:
        found.unread.append(f"{place}: {type(error).__name__}: {error}"[:160])


def counted_in(said: Any) -> Counted:
    """What is counted in one line of such a file."""
    if not isinstance(said, dict):
        raise TypeError("a letter is an object with subject and body, or tokens")
    if "tokens" in said and not said.get("body"):
        tokens = said["tokens"]
        return counted_words(tokens.split() if isinstance(tokens, str) else [str(one) for one in tokens])
    return counted(_text(said, "subject"), _text(said, "body"))


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{name} is no text")
    return value or ""
