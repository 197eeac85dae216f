"""归并 How well letters of one matter are put together, beside the plain ways; and what one more costs.

A folder with `letters_hot.jsonl`, `hot_clusters_reference.jsonl`, `hot_pairs_reference.jsonl` and
`hot_pairs_boundary.jsonl`: letters, groups and pairs that people judged. They stay where they are.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import Any

import numpy as np

from lianxin.cli.bench.plain import WAYS, Groups, grouped_by
from lianxin.cli.problems import Row, grouped
from lianxin.kit.sameness import Frequencies, Grouper, read


def measure(folder: Path) -> dict[str, Any]:
    """How good the groups are, and what they cost: ours, and those of the plain ways, in one run."""
    rows = list(_rows(folder / "letters_hot.jsonl"))
    ours = _tried(lambda: {str(one["id"]): one["problem"] for one in grouped(rows)}, folder)
    each = round(1000 * ours["cpu_s"] / len(rows), 2)
    plain = {way: _tried(partial(grouped_by, way, rows), folder) for way in WAYS}
    return {"letters": len(rows), "ms_a_letter": each, "ours": ours} | plain


def _tried(way: Callable[[], Groups], folder: Path) -> dict[str, float]:
    began = process_time()
    groups = way()
    return {"cpu_s": round(process_time() - began, 2)} | _quality(groups, folder)


def _rows(file: Path) -> Iterator[Row]:
    for number, said in enumerate(_objects(file), start=1):
        words = (said.get(name) or "" for name in ("subject", "body", "sent_at"))
        yield Row(number, said["id"], *words)


def _objects(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def _quality(groups: Groups, folder: Path) -> dict[str, float]:
    reference = [one["members"] for one in _objects(folder / "hot_clusters_reference.jsonl")]
    judged = list(_objects(folder / "hot_pairs_reference.jsonl"))
    hard = list(_objects(folder / "hot_pairs_boundary.jsonl"))
    found = dict(zip(("bcubed_p", "bcubed_r", "bcubed_f1"), _bcubed(groups, reference), strict=True))
    for name, pairs in (("pairs", judged), ("all_pairs", judged + hard)):
        found |= dict(zip((f"{name}_p", f"{name}_r", f"{name}_f1"), _pairs(groups, pairs), strict=True))
    return {name: round(value, 3) for name, value in found.items()}


def _bcubed(groups: Groups, reference: list[list[str]]) -> tuple[float, float, float]:
    truth = {member: number for number, members in enumerate(reference) for member in members}
    ours: dict[object, set[str]] = defaultdict(set)
    for member in truth:
        ours[groups[member]].add(member)
    theirs = [set(members) for members in reference]
    both = {one: len(ours[groups[one]] & theirs[number]) for one, number in truth.items()}
    precision = float(np.mean([both[one] / len(ours[groups[one]]) for one in truth]))
    recall = float(np.mean([both[one] / len(theirs[number]) for one, number in truth.items()]))
    return precision, recall, _f1(precision, recall)


def _pairs(groups: Groups, pairs: list[dict[str, Any]]) -> tuple[float, float, float]:
    said = [(groups[one["a"]] == groups[one["b"]], bool(one["same_problem"])) for one in pairs]
    right = sum(ours and truth for ours, truth in said)
    precision = right / max(sum(ours for ours, _truth in said), 1)
    recall = right / max(sum(truth for _ours, truth in said), 1)
    return precision, recall, _f1(precision, recall)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def one_more(letters: int, *, tried: int = 200) -> dict[str, Any]:
    """新来一封 What one more letter costs behind so many made-up ones: read, and put to its group."""
    chance = Random(2014)
    first = [read(*_made(chance)) for _n in range(20_000)]
    known = Frequencies()
    known.learn(first)
    grouper = Grouper(known)
    for one in first:
        grouper.take(one)
    for _n in range(letters - len(first)):
        grouper.take(read(*_made(chance)))
    spent = []
    for _n in range(tried):
        made = _made(chance)
        began = process_time()
        grouper.take(read(*made))
        spent.append(1000 * (process_time() - began))
    spent.sort()
    return {
        "letters": letters,
        "ms_p50": round(median(spent), 2),
        "ms_p99": round(spent[int(tried * 0.99)], 2),
    }


def _made(chance: Random) -> tuple[str, str]:
    """Nobody's letter, about one of many places, in words of many."""
    site = "".join(chr(chance.randrange(0x5000, 0x5400)) for _n in range(2)) + chance.choice(
        ("小区", "村", "花园")
    )
    matter = chance.choice(("停水三天了", "路灯不亮", "垃圾没人拉", "工地半夜施工", "班车停了", "下水道堵了"))
    words = "".join(chr(chance.randrange(0x4E00, 0x5800)) for _n in range(chance.randrange(60, 300)))
    return f"{site}{matter}", f"我们{site}{matter}，请派人来看看。{words}"
