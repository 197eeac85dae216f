"""归并 Letters one after the other, each put to the group it belongs to or to a new one.

A letter is compared with few others: those that hold its rarest names and places, the newest of them. So a
new letter costs the same whether a thousand came before it or a million.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from lianxin.kit.sameness.reading import Frequencies, Reading
from lianxin.kit.sameness.weighing import Like, Weighed, likeness, probability, signs, weigh

ASKED = 12  # of its names and places, each of which is looked up
KEPT = 60  # newest letters behind a name
COMPARED = 20  # letters it is compared with: those that share most
A_TEXT = 8  # pairs of characters: what is shorter is nobody's words in particular
SURE = 0.57  # with the letter it is most like
CLOSEST = 3  # letters of a group that speak for it: those that are most like the new one
TOGETHER = 0.5  # with these, on average


@dataclass(slots=True)
class Grouped:
    """归到哪里 The group of a letter, and why: the letter of it that it is most like."""

    group: int
    to: int | None = None
    like: Like | None = None


@dataclass
class Grouper:
    """归并的人 Knows the letters that came, each by its number, in the order in which they came."""

    known: Frequencies
    letters: list[Weighed] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    into: dict[int, int] = field(default_factory=dict)
    _behind: dict[str, deque[int]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=KEPT)))
    _copies: dict[int, int] = field(default_factory=dict)
    _news: int = 0

    def take(self, reading: Reading) -> Grouped:
        """归一封 Put one letter to its group; the same letters in the same order give the same groups."""
        one, number = weigh(reading, self.known), len(self.letters)
        found = self._copy(reading) or self._nearest(one) or Grouped(self._news)
        self._news += found.to is None
        self.letters.append(one)
        self.groups.append(found.group)
        self._copies.setdefault(reading.text, number)
        for term in terms(one, self.known):
            self._behind[term].append(number)
        return found

    def root(self, group: int) -> int:
        """The group into which this one was merged, or itself."""
        while group in self.into:
            group = self.into[group]
        return group

    def _join(self, groups: list[int]) -> None:
        """合并 One letter belongs to both: they were one all along. The older number stays."""
        first = min(groups, default=0)
        for group in groups:
            if group != first:
                self.into[group] = first

    def _copy(self, reading: Reading) -> Grouped | None:
        """The same words once more are no new question, however often they come."""
        number = self._copies.get(reading.text)
        if number is None or len(reading.said) < A_TEXT:
            return None
        return Grouped(self.groups[number], number, Like(1.0, words=("一字不差",)))

    def _nearest(self, one: Weighed) -> Grouped | None:
        shared: Counter[int] = Counter()
        for term in terms(one, self.known):
            shared.update(self._behind.get(term, ()))
        near = [number for number, _n in islice(_by_count(shared), COMPARED)]
        rated = [(probability(signs(one, self.letters[number], self.known)), number) for number in near]
        groups: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for rate, number in rated:
            groups[self.root(self.groups[number])].append((rate, number))
        fitting = [(belongs(rate for rate, _n in members), max(members)) for members in groups.values()]
        fitting = [(fits, closest) for fits, closest in fitting if fits]
        if not fitting:
            return None
        _fits, (_rate, number) = max(fitting)
        self._join([self.root(self.groups[n]) for _fits, (_rate, n) in fitting])
        return Grouped(self.groups[number], number, likeness(one, self.letters[number], self.known))


def belongs(rates: Iterable[float]) -> float:
    """合不合 How well a letter fits a group, by how like its letters are that were compared; 0: not."""
    closest = sorted(rates, reverse=True)[:CLOSEST]
    mean = sum(closest) / len(closest)
    return mean if closest[0] >= SURE and mean >= TOGETHER else 0.0


def terms(one: Weighed, known: Frequencies) -> list[str]:
    """By what it is looked up: its places and what names something first, of these the rarest."""
    rated = [(name not in one.own, known.pairs[name], name) for name in one.names]
    rated += [(False, known.places[place], place) for place in one.reading.places]
    return [term for *_rated, term in sorted(rated)[:ASKED]]


def _by_count(shared: Counter[int]) -> list[tuple[int, int]]:
    """What shares most first, of those the newest."""
    return sorted(shared.items(), key=lambda item: (-item[1], -item[0]))
