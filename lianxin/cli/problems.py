"""问题 On the command line: letters of a file put together by what they tell of."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from lianxin.kit.sameness import Frequencies, Grouper, Like, Reading, label, read

problems_app = typer.Typer(no_args_is_help=True, help="问题 The ledger of problems.")


@dataclass(frozen=True)
class Row:
    """One letter of the file, and at which line it stands."""

    line: int
    id: str
    subject: str
    body: str
    sent_at: str


@problems_app.command("group")
def group(
    file: Annotated[Path, typer.Argument(help="来信 Letters (JSONL).", exists=True)],
    out: Annotated[Path, typer.Option("--out", help="写到 Where to, a line a letter.")],
) -> None:
    """归并 Put together the letters that tell of the same matter at the same place, each with the reason.

    Out: id, problem, label, size, to, because; `problem` is the id of the first letter that told of it.
    """
    rows, unread = read_rows(file)
    for line, why in unread:
        typer.echo(f"第{line}行没有归并 line {line} was left out: {why}", err=True)
    told = grouped(rows)
    with out.open("w", encoding="utf-8") as lines:
        for one in told:
            lines.write(json.dumps(one, ensure_ascii=False) + "\n")
    found = {one["problem"] for one in told}
    typer.echo(f"{len(told)} 封来信，{len(found)} 个问题 letters, problems → {out}")


def read_rows(file: Path) -> tuple[list[Row], list[tuple[int, str]]]:
    """The letters of the file, and the lines that are none."""
    rows, unread = [], []
    with file.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                rows.append(_row(number, json.loads(line)))
            except (ValueError, TypeError, KeyError) as error:
                unread.append((number, f"{type(error).__name__}: {error}"[:120]))
    return rows, unread


def _row(number: int, said: Any) -> Row:
    if not isinstance(said, dict):
        raise TypeError("not an object")
    words = [said.get(name) for name in ("subject", "body", "sent_at")]
    if "id" not in said or any(word is not None and not isinstance(word, str) for word in words):
        raise TypeError("wanted: id, and subject, body, sent_at as text")
    return Row(number, str(said["id"]), *(word or "" for word in words))


def grouped(rows: list[Row]) -> list[dict[str, Any]]:
    """What is written of each letter, in the order of the file; taken in the order of their sending."""
    readings = [read(row.subject, row.body) for row in rows]
    known = Frequencies()
    known.learn(readings)
    grouper, order = Grouper(known), sorted(range(len(rows)), key=lambda n: (rows[n].sent_at, rows[n].id, n))
    put = {n: grouper.take(readings[n]) for n in order}
    members: dict[int, list[int]] = defaultdict(list)
    for n in order:
        members[grouper.root(put[n].group)].append(n)
    named = {root: _name(ns, rows, readings) for root, ns in members.items()}
    return [
        {
            "id": row.id, **named[grouper.root(put[n].group)],
            "to": _id_at(rows, order, put[n].to), "because": list(_because(put[n].like)),
        }
        for n, row in enumerate(rows)
    ]  # fmt: skip


def _name(ns: list[int], rows: list[Row], readings: list[Reading]) -> dict[str, Any]:
    told = [(rows[n].subject or rows[n].body[:60], readings[n]) for n in ns]
    return {"problem": rows[ns[0]].id, "label": label(told), "size": len(ns)}


def _id_at(rows: list[Row], order: list[int], number: int | None) -> str | None:
    return None if number is None else rows[order[number]].id


def _because(like: Like | None) -> Iterator[str]:
    """Why it was put to that letter: places, matters and words that both have."""
    if like:
        for kind, words in (("地点", like.places), ("事由", like.matters), ("用词", like.words)):
            if words:
                yield f"{kind}：{'、'.join(words)}"
