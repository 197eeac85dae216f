"""学 Learning from letters that were sorted. Slow, and it wants much memory: only in a process of its own.

One weight for each term and class; and each quarter of the letters asked of what the other three taught, by
which it learns how sure it may be, and from which probability on it is right often enough to be told. Letters
that are nearly the same stand on one side, count together as one, and have the class that most of them have.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from lianxin.insight.learning.model import Model, NoModel
from lianxin.insight.learning.rows import Row
from lianxin.insight.learning.terms import PAIR, Codes, Counted

FEWEST = 20  # letters with a class, and of two classes at least
SEEN = 2  # a term of one letter teaches nothing
MOST_TERMS = 250_000
MANY = 20  # classes: then fewer terms are kept, and only one quarter is asked, or a night were too short
MOST_TERMS_OF_MANY = 50_000
RARE = 6  # letters that hold a term, at most, for it to tell copies
SHARED_TO_BE_COPIES = 4  # such terms in both
MOST_OF_IT = 0.4  # of those of the letter that has fewer
QUARTERS = 4  # groups of copies are dealt to so many parts
STRENGTH = 1.0
TEMPERATURES = (0.2, 10.0)
FEWEST_FOR_LEVEL = 100  # letters held back: by fewer no level is told
RIGHT_ENOUGH = 0.95  # of the letters of which it says something
LEAST_SURE, NEVER = 0.5, 1.01  # what is more likely wrong than right is never told; above every probability


class Trial(NamedTuple):
    """试 What was said of each class of letters held back, what is right, and how much each counts."""

    scores: NDArray[np.float64]
    truth: NDArray[np.intp]
    shares: NDArray[np.float64]


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
    trial = _tried(table, said, shares, copies, len(classes))
    warmth = _temperature(trial) if trial else 1.0
    told = about | {"letters": len(labelled), "terms": len(terms), "warmth": round(warmth, 3)}
    if trial and len(trial.truth) >= FEWEST_FOR_LEVEL:
        told["sure_from"] = round(_level(trial, warmth), 3)
    return Model(classes, terms, rare, (weights * warmth).astype(np.float32), bias * warmth, told)


def groups_of_copies(letters: Sequence[Counted]) -> list[int]:
    """Nearly the same letters under one number: those that share most of what hardly any other has.

    By pairs of characters too: a letter that came as words has other words than its twin that came as text.
    """
    said = [letter.codes[letter.codes >= PAIR] for letter in letters]
    terms, times = np.unique(np.concatenate(said), return_counts=True)
    rare = (times >= 2) & (times <= RARE)
    said = [codes[rare[np.searchsorted(terms, codes)]] for codes in said]
    holders: dict[int, list[int]] = defaultdict(list)
    for number, codes in enumerate(said):
        for code in codes.tolist():
            holders[code].append(number)
    shared = Counter(
        (one, other) for found in holders.values() for n, one in enumerate(found) for other in found[n + 1 :]
    )
    above = list(range(len(letters)))

    def root(number: int) -> int:
        while above[number] != number:
            above[number] = number = above[above[number]]
        return number

    for (one, other), number in shared.items():
        if number >= max(SHARED_TO_BE_COPIES, MOST_OF_IT * min(len(said[one]), len(said[other]))):
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
    """What each term says for each class."""
    present = np.unique(said)
    learner = LinearSVC(C=STRENGTH, class_weight="balanced", random_state=0)
    learner.fit(table, said, sample_weight=shares)
    weights, bias = _both_sides(learner.coef_, learner.intercept_, len(present))
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


def _tried(
    table: csr_matrix,
    said: NDArray[np.intp],
    shares: NDArray[np.float64],
    copies: Sequence[int],
    classes: int,
) -> Trial | None:
    """Each quarter asked of what the others taught; None where that cannot be."""
    order = {group: place for place, group in enumerate(dict.fromkeys(copies))}
    quarter = np.array([order[group] % QUARTERS for group in copies])
    scores = np.zeros((len(said), classes))
    asked = quarter < (1 if classes > MANY else QUARTERS)
    for held in (quarter == number for number in np.unique(quarter[asked])):
        if len(np.unique(said[~held])) < 2:
            return None
        weights, bias = _learn(table[~held], said[~held], shares[~held], classes)
        scores[held] = table[held] @ weights + bias
    return Trial(scores[asked], said[asked], shares[asked])


def _temperature(trial: Trial) -> float:
    """How sure it may be."""

    def loss(warmth: float) -> float:
        right = _shares_of(trial, warmth)[np.arange(len(trial.truth)), trial.truth]
        return -float(np.average(np.log(np.maximum(right, 1e-12)), weights=trial.shares))

    return float(minimize_scalar(loss, bounds=TEMPERATURES, method="bounded").x)


def _level(trial: Trial, warmth: float) -> float:
    """The lowest probability from which on the guesses, taken together, are right often enough.

    Where all of them are, nothing was held back that silence would have helped.
    """
    shares = _shares_of(trial, warmth)
    sure = shares.max(axis=1)
    order = np.argsort(-sure, kind="stable")
    counts = trial.shares[order]
    right = np.cumsum(counts * (shares.argmax(axis=1) == trial.truth)[order]) / np.cumsum(counts)
    enough = np.flatnonzero(right >= RIGHT_ENOUGH)
    if not len(enough):
        return NEVER
    last = int(enough[-1])
    return LEAST_SURE if last == len(order) - 1 else max(LEAST_SURE, float(sure[order[last]]))


def _shares_of(trial: Trial, warmth: float) -> NDArray[np.float64]:
    warm = trial.scores * warmth
    raised = np.exp(warm - warm.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
    return shares
