"""比一比 What two plain, well-known learners reach with the same letters: ours must be worth its code."""

from collections.abc import Mapping, Sequence
from time import process_time
from typing import Any

import numpy as np
import rjieba
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from lianxin.insight.learning.evaluating import how_right

Letters = Sequence[Mapping[str, Any]]


def baselines(taught: Letters, asked: Letters) -> dict[str, dict[str, float]]:
    """Pairs of characters with a margin, and words with odds: learnt from the one, asked about the other."""
    pairs = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), sublinear_tf=True)
    words = TfidfVectorizer(tokenizer=rjieba.cut, token_pattern=None, sublinear_tf=True)
    learners = {
        "chars_svm": make_pipeline(pairs, LinearSVC(random_state=0)),
        "words_logistic": make_pipeline(words, LogisticRegression(C=20, max_iter=150)),
    }
    taught, asked = _sorted(taught), _sorted(asked)
    return {name: _tried(learner, taught, asked) for name, learner in learners.items()}


def _sorted(letters: Letters) -> Letters:
    return [letter for letter in letters if letter.get("category")]


def _tried(learner: Any, taught: Letters, asked: Letters) -> dict[str, float]:
    learner.fit([_text(letter) for letter in taught], [letter["category"] for letter in taught])
    began = process_time()
    scores = learner.decision_function([_text(letter) for letter in asked])
    took = process_time() - began
    if scores.ndim == 1:  # of two classes one number is told
        scores = np.column_stack([-scores, scores])
    found = how_right(scores, list(learner.classes_), [letter["category"] for letter in asked])
    return found | {"letters_per_s": len(asked) / max(took, 1e-9)}


def _text(letter: Mapping[str, Any]) -> str:
    if letter.get("tokens") and not letter.get("body"):
        tokens = letter["tokens"]
        return "".join(tokens.split() if isinstance(tokens, str) else map(str, tokens))
    return f"{letter.get('subject') or ''}\n{letter.get('body') or ''}"
