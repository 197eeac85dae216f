"""比较 How likely two letters tell of the same: seven plain signs, weighed by one table.

The weights come from a logistic regression over pairs that people judged: 402 of a reference, 210 that this
and plainer ways proposed elsewhere, pairs of different groups whose words are nearly the same, and letters
copied with another place put into them. Fitted and tried on other matters each time, the groups it leads to
gave 0.93 (F1) on the 402; of hard pairs elsewhere three in four that it put together were right. What is
reached is printed by `lianxin bench problems`.
"""

import math
from dataclasses import dataclass
from typing import Any

from lianxin.kit.sameness.reading import Frequencies, Reading, even, matters, pairs_of, weightiest

TOO_COMMON = 0.04  # a name in more letters than that is the name of a town, not of a place in it
A_FEW = 20  # letters may always hold it, however few there are
NAMED = 3  # pairs of characters of names in common by which something is as good as named
PLAIN = 6.0  # no word weighs more than that where names are left out
SIGNS = ("words", "subjects", "names", "matter", "placed_matter", "own_topic", "apart")
# Sign → weight; and what is taken away. See above where they come from.
WEIGHTS = {
    "words": 1.83, "subjects": 2.74, "names": 0.84, "matter": 1.92,
    "placed_matter": 1.49, "own_topic": 6.31, "apart": -4.01,
}  # fmt: skip
BIAS = -6.19


@dataclass(slots=True)
class Weighed:
    """称过的 A reading with the weights of its terms: made once for each letter."""

    reading: Reading
    words: dict[str, float]
    topic: dict[str, float]
    subject: dict[str, float]
    names: frozenset[str]
    own: frozenset[str]


@dataclass(frozen=True, slots=True)
class Like:
    """有多像 The probability, and what it rests on in words: places, names, matters and words in common."""

    probability: float
    places: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def weigh(reading: Reading, known: Frequencies) -> Weighed:
    own, names = _rare(reading.own, known), _rare(reading.names(), known)
    subject = even({pair: known.weight(known.pairs, pair) for pair in reading.subject})
    rarity = known.rarity(reading)
    words = weightiest({word: said * rarity[word] for word, said in reading.words.items()})
    return Weighed(reading, words, _topic(reading, own, rarity), subject, names, own)


def _most(known: Frequencies) -> float:
    """In how many letters a name may stand."""
    return max(known.letters * TOO_COMMON, A_FEW)


def _rare(names: frozenset[str], known: Frequencies) -> frozenset[str]:
    """Pairs of characters of the subject that are no matter, and that few letters hold."""
    most = _most(known)
    return frozenset(name for name in names if known.pairs[name] <= most)


def _topic(reading: Reading, own: frozenset[str], rarity: dict[str, float]) -> dict[str, float]:
    """What is told apart from names: of one estate people write about many things."""
    called = "".join(sorted(reading.places))
    told = {
        word: said * min(rarity[word], PLAIN)
        for word, said in reading.words.items()
        if word not in called and own.isdisjoint(pairs_of(word))
    }
    return weightiest(told)


def signs(one: Weighed, other: Weighed, known: Frequencies) -> tuple[float, ...]:
    """The seven signs, in the order of SIGNS."""
    words = _dot(one.words, other.words)
    subjects = _dot(one.subject, other.subject)
    place = _shared_place(one.reading, other.reading, known)
    shared = _in_both(one.names, one.reading, other.names, other.reading)
    names = math.fsum(known.weight(known.pairs, name) for name in shared)
    matter = _dot(one.reading.matters, other.reading.matters)
    apart = _elsewhere(one.reading, other.reading)
    named = 0.0 if apart else _named(one, other)
    topic = named and named * _dot(one.topic, other.topic)
    return (words, subjects, math.log1p(names), matter, place * matter, topic, float(apart))


def _elsewhere(one: Reading, other: Reading) -> bool:
    """Each subject names a place of which the other letter says nothing: the same, but somewhere else."""
    if not one.sites or not other.sites:
        return False
    return not (_knows(one, other.sites) or _knows(other, one.sites))


def _knows(reading: Reading, sites: frozenset[str]) -> bool:
    return any(site[:2] in reading.said for site in sites)


def _named(one: Weighed, other: Weighed) -> float:
    """How much of what names something is in both: from nothing to enough."""
    return min(len(_in_both(one.own, one.reading, other.own, other.reading)), NAMED) / NAMED


def _in_both(ones: frozenset[str], one: Reading, others: frozenset[str], other: Reading) -> frozenset[str]:
    """Names of either subject that the other letter says too."""
    return (ones & other.said) | (others & one.said)


def _shared_place(one: Reading, other: Reading, known: Frequencies) -> float:
    most = _most(known)
    shared = (place for place in one.places & other.places if known.places[place] <= most)
    return max((known.weight(known.places, place) for place in shared), default=0.0) / 8


def _dot(one: dict[Any, float], other: dict[Any, float]) -> float:
    """Summed exactly, because a set has no order and the same letters shall give the same groups."""
    return math.fsum(one[key] * other[key] for key in one.keys() & other.keys())


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
    told = sorted(shared, key=lambda n: (-one.reading.matters[n] * other.reading.matters[n], n))
    words = sorted(
        one.words.keys() & other.words.keys(),
        key=lambda word: (-one.words[word] * other.words[word], word),
    )
    return tuple(places[:2]), tuple(matters()[n].name for n in told[:2]), tuple(words[:4])
