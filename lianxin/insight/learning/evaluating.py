"""有多准 How good a model is on letters that it has not seen, and how honest about it."""

from collections.abc import Sequence
from time import process_time
from typing import Any

import numpy as np

from lianxin.insight.learning.model import Model
from lianxin.insight.learning.rows import Row, counted_in

BINS = 10


def evaluate(model: Model, rows: Sequence[Row]) -> dict[str, float]:
    """Of the letters with a class: macro-F1, accuracy of all and of those it is surest of, calibration."""
    rows = [row for row in rows if row.category]
    if not rows:
        return {}
    shares = np.array([model.probabilities(row.counted) for row in rows])
    best, sure = shares.argmax(axis=1), shares.max(axis=1)
    truth = [row.category for row in rows]
    right = np.array([model.classes[guess] == said for guess, said in zip(best, truth, strict=True)])
    order = np.argsort(-sure, kind="stable")
    firsts = [{model.classes[n] for n in np.argsort(-row)[:2]} for row in shares]
    return {
        "letters": len(rows),
        "macro_f1": _macro_f1([model.classes[n] for n in best], truth),
        "accuracy": float(right.mean()),
        "accuracy_at_90": float(right[order[: max(1, int(0.9 * len(rows)))]].mean()),
        "accuracy_at_80": float(right[order[: max(1, int(0.8 * len(rows)))]].mean()),
        "top_2": float(np.mean([said in two for said, two in zip(truth, firsts, strict=True)])),
        "ece": _calibration_error(sure, right),
    }


def _macro_f1(guessed: Sequence[str], truth: Sequence[str]) -> float:
    """The mean over the classes: a small one counts as much as a large one."""
    scores = []
    for name in sorted({*truth}):
        right = sum(g == t == name for g, t in zip(guessed, truth, strict=True))
        both = sum(g == name for g in guessed) + sum(t == name for t in truth)
        scores.append(2 * right / both)
    return float(np.mean(scores))


def _calibration_error(sure: Any, right: Any) -> float:
    """How far what it says differs from how often it is right, over ten steps of being sure."""
    steps = np.minimum((sure * BINS).astype(int), BINS - 1)
    parts = [steps == step for step in range(BINS)]
    return float(
        sum(part.mean() * abs(right[part].mean() - sure[part].mean()) for part in parts if part.any())
    )


def letters_a_second(model: Model, letters: Sequence[object]) -> float:
    """From the line of a file to the probabilities, in seconds of one processor."""
    began = process_time()
    for said in letters:
        model.probabilities(counted_in(said))
    return len(letters) / max(process_time() - began, 1e-9)
