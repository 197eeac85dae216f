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
    truth = [row.category for row in rows]
    right = _right(shares, model.classes, truth)
    firsts = [{model.classes[n] for n in np.argsort(-row)[:2]} for row in shares]
    return how_right(shares, model.classes, truth) | {
        "top_2": float(np.mean([said in two for said, two in zip(truth, firsts, strict=True)])),
        "ece": _calibration_error(shares.max(axis=1), right),
    }


def how_right(scores: Any, classes: Sequence[str], truth: Sequence[str]) -> dict[str, float]:
    """Of whatever gives each class a number, the highest for what it holds likeliest."""
    right = _right(scores, classes, truth)
    order = np.argsort(-scores.max(axis=1), kind="stable")
    return {
        "letters": len(truth),
        "macro_f1": _macro_f1([classes[n] for n in scores.argmax(axis=1)], truth),
        "accuracy": float(right.mean()),
        "accuracy_at_90": float(right[order[: max(1, int(0.9 * len(truth)))]].mean()),
        "accuracy_at_80": float(right[order[: max(1, int(0.8 * len(truth)))]].mean()),
    }


def _right(scores: Any, classes: Sequence[str], truth: Sequence[str]) -> Any:
    guessed = scores.argmax(axis=1)
    return np.array([classes[guess] == said for guess, said in zip(guessed, truth, strict=True)])


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
