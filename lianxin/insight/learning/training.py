"""学 Learning from letters that were sorted. Slow, and it wants much memory: only in a process of its own.

Two linear learners that err differently, one weight for each term and class from both together; and a quarter
of the letters held back, by which it learns how sure it may be. Letters that are nearly the same stand on one
side, count together as one, and have the class that most of them have.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from lianxin.insight.learning.model import Model, NoModel
from lianxin.insight.learning.rows import Row
from lianxin.insight.learning.terms import WORD, Codes, Counted

FEWEST = 20  # letters with a class, and of two classes at least
SEEN = 2  # a term of one letter teaches nothing
MOST_TERMS = 250_000
MANY = 20  # classes: then fewer terms are kept, and only the quicker learner learns
MOST_TERMS_OF_MANY = 50_000
RARE = 4  # letters that hold a word, at most, for it to tell copies
SHARED_TO_BE_COPIES = 4  # such words in both
HELD_BACK = 4  # every so many-th group of copies
STRENGTH, STRENGTH_OF_MARGIN = 20.0, 0.4
MARGIN_SPEAKS = 2.0  # a step of the one learner against the other's
TEMPERATURES = (0.2, 5.0)


def train(rows: Sequence[Row], *, about: dict[str, Any]) -> Model:
    """学 A model of these letters. Raises NoModel where there is too little to learn from."""
    labelled = [row for row in rows if row.category]
    if len(labelled) < FEWEST or len({row.category for row in labelled}) < 2:
        raise NoModel(f"{len(labelled)} letters with a class: too few to learn from")
    copies = groups_of_copies([row.counted for row in labelled])
    classes, said = _agreed(labelled, copies)
    terms, rare = _vocabulary(rows, many=len(classes) > MANY)
    table = _table([row.counted for row in labelled], terms, rare)
    counts = Counter(copies)
    shares = np.array([1 / math.sqrt(counts[group]) for group in copies])
    weights, bias = _learn(table, said, shares, len(classes))
    warmth = _temperature(table, said, shares, copies, len(classes))
    told = about | {"letters": len(labelled), "terms": len(terms), "warmth": round(warmth, 3)}
    return Model(classes, terms, rare, (weights * warmth).astype(np.float32), bias * warmth, told)


def groups_of_copies(letters: Sequence[Counted]) -> list[int]:
    """Nearly the same letters under one number: those that share words that hardly any other has."""
    times: Counter[int] = Counter()
    words = [letter.codes[letter.codes >= WORD].tolist() for letter in letters]
    for said in words:
        times.update(said)
    holders: dict[int, list[int]] = defaultdict(list)
    for number, said in enumerate(words):
        for word in said:
            if 2 <= times[word] <= RARE:
                holders[word].append(number)
    shared = Counter(
        (one, other) for found in holders.values() for n, one in enumerate(found) for other in found[n + 1 :]
    )
    above = list(range(len(letters)))

    def root(number: int) -> int:
        while above[number] != number:
            above[number] = number = above[above[number]]
        return number

    for (one, other), number in shared.items():
        if number >= SHARED_TO_BE_COPIES:
            above[root(other)] = root(one)
    return [root(number) for number in range(len(letters))]


def _agreed(rows: Sequence[Row], copies: Sequence[int]) -> tuple[list[str], NDArray[np.intp]]:
    """The classes, and of each letter the one that most of its copies have."""
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for row, group in zip(rows, copies, strict=True):
        votes[group][row.category] += 1
    classes = sorted({row.category for row in rows})
    places = {name: place for place, name in enumerate(classes)}
    said = []
    for row, group in zip(rows, copies, strict=True):
        most = max(votes[group].values())
        ties = sorted(name for name, times in votes[group].items() if times == most)
        said.append(row.category if row.category in ties else ties[0])
    return classes, np.array([places[name] for name in said])


def _vocabulary(rows: Sequence[Row], *, many: bool) -> tuple[Codes, NDArray[np.float32]]:
    """The terms that are looked at, in order, and how rare each is in all letters."""
    terms, times = np.unique(np.concatenate([row.counted.codes for row in rows]), return_counts=True)
    most = MOST_TERMS_OF_MANY if many else MOST_TERMS
    kept = times >= max(SEEN, int(np.sort(times)[-most]) if len(times) > most else SEEN)
    rare = 1 + np.log((1 + len(rows)) / (1 + times[kept]))
    return terms[kept], rare.astype(np.float32)


def _table(letters: Sequence[Counted], terms: Codes, rare: NDArray[np.float32]) -> csr_matrix:
    """One row a letter, as `Model.rated` weighs it."""
    nothing = np.empty((len(terms), 0), dtype=np.float32)
    rated = [Model([], terms, rare, nothing, nothing).rated(letter) for letter in letters]
    ends = np.cumsum([0, *(len(places) for places, _values in rated)])
    places = np.concatenate([places for places, _values in rated])
    values = np.concatenate([values for _places, values in rated])
    return csr_matrix((values, places, ends), shape=(len(letters), len(terms)))


def _learn(
    table: csr_matrix, said: NDArray[np.intp], shares: NDArray[np.float64], classes: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """What each term says for each class, both learners together: their sum is one weight."""
    present = np.unique(said)
    margin = LinearSVC(C=STRENGTH_OF_MARGIN, class_weight="balanced", random_state=0)
    margin.fit(table, said, sample_weight=shares)
    weights, bias = _both_sides(margin.coef_, margin.intercept_, len(present))
    weights, bias = weights * MARGIN_SPEAKS, bias * MARGIN_SPEAKS
    if classes <= MANY:
        odds = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=150, tol=1e-3)
        odds.fit(table, said, sample_weight=shares)
        more, at_once = _both_sides(odds.coef_, odds.intercept_, len(present))
        weights, bias = (weights + more) / 2, (bias + at_once) / 2
    whole = np.zeros((table.shape[1], classes), dtype=np.float32)
    start = np.full(classes, -30.0, dtype=np.float32)  # a class that nobody showed it
    whole[:, present], start[present] = weights.T, bias
    return whole, start


def _both_sides(
    weights: NDArray[np.float64], bias: NDArray[np.float64], classes: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of two classes a learner keeps one row: what speaks against the one speaks for the other."""
    if classes == 2 and len(weights) == 1:
        return np.vstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
    return weights, bias


def _temperature(
    table: csr_matrix,
    said: NDArray[np.intp],
    shares: NDArray[np.float64],
    copies: Sequence[int],
    classes: int,
) -> float:
    """How sure it may be: learnt on three quarters, tried on letters that it has not seen."""
    order = {group: place for place, group in enumerate(dict.fromkeys(copies))}
    held = np.array([order[group] % HELD_BACK == 0 for group in copies])
    if held.all() or not held.any() or len(np.unique(said[~held])) < 2:
        return 1.0
    weights, bias = _learn(table[~held], said[~held], shares[~held], classes)
    scores, truth = table[held] @ weights + bias, said[held]

    def loss(warmth: float) -> float:
        warm = scores * warmth
        warm = warm - warm.max(axis=1, keepdims=True)
        sums = np.log(np.exp(warm).sum(axis=1))
        return float(np.average(sums - warm[np.arange(len(truth)), truth], weights=shares[held]))

    return float(minimize_scalar(loss, bounds=TEMPERATURES, method="bounded").x)
