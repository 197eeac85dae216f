"""比较 How likely two letters tell of the same: nine plain signs, weighed by one table.

The weights come from a logistic regression over pairs that people judged: 402 of a reference, 85 that the
method itself proposed elsewhere, and pairs of different groups whose words are nearly the same. What they
reach there is printed by `lianxin bench problems`; fitted and tried on other matters each time, the 402 alone
gave 0.91 (F1).
"""

import math
from dataclasses import dataclass
from typing import Any

from lianxin.kit.sameness.reading import Frequencies, Reading, matters

TOO_COMMON = 0.04  # a name in more letters than that is the name of a town, not of a place in it
FULL = 20.0  # the weight of shared names at which a place is as good as named
SIGNS = (
    "words",
    "subjects",
    "place",
    "names",
    "matter",
    "named_matter",
    "placed_matter",
    "named_words",
    "apart",
)
# Sign → weight; and what is taken away. See above where they come from.
WEIGHTS = {
    "words": 4.48, "subjects": 3.96, "place": 0.84, "names": 1.27, "matter": 3.39,
    "named_matter": -1.04, "placed_matter": 1.23, "named_words": 1.58, "apart": -7.3,
}  # fmt: skip
BIAS = -8.83


@dataclass(slots=True)
class Weighed:
    """称过的 A reading with the weights of its terms: made once for each letter."""

    reading: Reading
    words: dict[str, float]
    subject: dict[str, float]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Like:
    """有多像 The probability, and what it rests on in words: places, names, matters and words in common."""

    probability: float
    places: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def weigh(reading: Reading, known: Frequencies) -> Weighed:
    rated = {pair: known.weight(known.pairs, pair) for pair in reading.subject}
    length = math.sqrt(sum(value * value for value in rated.values())) or 1.0
    subject = {pair: value / length for pair, value in rated.items()}
    return Weighed(reading, known.weighed(reading), subject, rare_names(reading, known))


def rare_names(reading: Reading, known: Frequencies) -> frozenset[str]:
    """Pairs of characters of the subject that are no matter, and that few letters hold."""
    most = max(known.letters * TOO_COMMON, 2)
    return frozenset(name for name in reading.names() if known.pairs[name] <= most)


def signs(one: Weighed, other: Weighed, known: Frequencies) -> tuple[float, ...]:
    """The nine signs, in the order of SIGNS."""
    words = _dot(one.words, other.words)
    subjects = _dot(one.subject, other.subject)
    place = _shared_place(one.reading, other.reading, known)
    names = sum(known.weight(known.pairs, name) for name in shared_names(one, other))
    matter = _dot(one.reading.matters, other.reading.matters)
    named = max(place, min(names / FULL, 1.0))
    apart = float(_elsewhere(one.reading, other.reading))
    both = (named * matter, place * matter, words * named)
    return (words, subjects, place, math.log1p(names), matter, *both, apart)


def _elsewhere(one: Reading, other: Reading) -> bool:
    """Each subject names a place that the other letter does not know: the same words, but somewhere else."""
    if not one.sites or not other.sites:
        return False
    return not (one.sites & other.places or other.sites & one.places)


def shared_names(one: Weighed, other: Weighed) -> frozenset[str]:
    return (one.names & other.reading.said) | (other.names & one.reading.said)


def _shared_place(one: Reading, other: Reading, known: Frequencies) -> float:
    most = max(known.letters * TOO_COMMON, 2)
    shared = (place for place in one.places & other.places if known.places[place] <= most)
    return max((known.weight(known.places, place) for place in shared), default=0.0) / 8


def _dot(one: dict[Any, float], other: dict[Any, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other[key] for key, value in one.items() if key in other)


def probability(found: tuple[float, ...]) -> float:
    score = BIAS + sum(WEIGHTS[name] * value for name, value in zip(SIGNS, found, strict=True))
    return 1 / (1 + math.exp(-score))


def likeness(one: Weighed, other: Weighed, known: Frequencies) -> Like:
    """相似 How likely these two tell of the same, and why."""
    if one.reading.text == other.reading.text and one.reading.said:
        return Like(1.0, words=("一字不差",))
    found = signs(one, other, known)
    return Like(probability(found), *_why(one, other, known))


def _why(one: Weighed, other: Weighed, known: Frequencies) -> tuple[tuple[str, ...], ...]:
    places = sorted(one.reading.places & other.reading.places, key=lambda place: (known.places[place], place))
    shared = one.reading.matters.keys() & other.reading.matters.keys()
    told = sorted(shared, key=lambda n: -one.reading.matters[n] * other.reading.matters[n])
    words = sorted(
        one.words.keys() & other.words.keys(), key=lambda word: -one.words[word] * other.words[word]
    )
    return tuple(places[:2]), tuple(matters()[n].name for n in told[:2]), tuple(words[:4])
