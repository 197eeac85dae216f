"""读信 What of a letter is compared: names of places, matters, words; bounded, however long it is.

Two letters tell of the same when the place is the same and the matter is: words alone do not say so, because
people write the same words of another estate. So names are kept apart from matters: a name is what is left
of a subject when the words of all known matters are taken out of it.
"""

import math
import re
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import rjieba

SUBJECT_READ, BODY_READ = 120, 500  # characters: what a letter is about stands at its beginning
NAMES_READ = 200  # characters of the body in which names are looked for
MOST_WORDS = 40  # the weightiest are kept
SUBJECT_COUNTS = 3.0  # a matter in the subject against one in the body
MOST_SAID = 3  # the same word again says nothing new
AT_LEAST = 100  # letters: of fewer nobody knows what is rare, so what was not heard yet counts as rare there

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z]*\d+[a-z]*|[a-z]+")
_YEAR = re.compile(r"\d{4}")
_FOREIGN = re.compile(r"[a-z]*\d+[a-z]*|[a-z]+")
_TWO = re.compile(r"[\u3400-\u9fff]{2}")
# A place that was made unreadable (A市, B3区), and whoever is asked everywhere.
_CODE = re.compile(r"[a-z]\d*[市区县]|[市区县]?政府")
# One place with a name of its own: two letters that name different ones are not about the same place.
_SITES = (
    "小区|花园|花苑|新城|家园|公馆|广场|国际城|国际|之城|公寓|大厦|山庄|学校|小学|中学|学院|大学|幼儿园|医院|公司|集团|驾校|市场|"
    "酒店|公园|水库|工业园|名邸|名城|雅苑|豪庭|华庭|华府|佳园|嘉园|新村|苑|府|郡|湾|园"
)
_AREAS = "社区|街道|大道|高速|隧道|大桥|号线|村|镇|路|街|巷|桥|湖|河|站"  # through or around many places
# What stands before them when somebody only says what kind of place it is.
_ANY = {
    "附近", "周边", "旁边", "现在", "我们", "本人", "一个", "这个", "那个", "整个", "每个", "多个", "个小",
    "设置", "设立", "新建", "修建", "十字",
}  # fmt: skip
_STEM = "(?:(?![的了在是及与不])[\u3400-\u9fffa-z0-9]){2}"
_SITE = re.compile(f"{_STEM}(?:{_SITES})")
_PLACE = re.compile(f"{_STEM}(?:{_SITES}|{_AREAS})")

# Words of the dictionary that are names, by their tags; and what joins words and is part of no name.
_PROPER = ("nr", "ns", "nt", "nz")
_JOINING = frozenset("的了是在和与及对为被把将就都也还要能有无不没到从以于请问吗呢吧何什怎么着过给让向")


def fold(text: str) -> str:
    """The same words, full-width and capital letters made plain."""
    return unicodedata.normalize("NFKC", text).lower()


@dataclass(frozen=True)
class Matter:
    """事由 One kind of thing that people write about, and the words by which it shows."""

    name: str
    words: tuple[str, ...]


@cache
def matters() -> tuple[Matter, ...]:
    lines = Path(__file__).with_name("matters.txt").read_text(encoding="utf-8").splitlines()
    parts = (line.partition("|") for line in lines if line)
    return tuple(Matter(name, tuple(words.lower().split())) for name, _bar, words in parts)


@cache
def _finder() -> tuple[re.Pattern[str], dict[str, tuple[int, ...]]]:
    """Every word of every matter at once, the longest first; and to which matters a word belongs."""
    where: dict[str, list[int]] = {}
    for number, matter in enumerate(matters()):
        for word in matter.words:
            where.setdefault(word, []).append(number)
    longest = sorted(where, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest))), {word: tuple(n) for word, n in where.items()}


@cache
def _of_matters() -> frozenset[str]:
    """The pairs of characters that stand in words of matters: they are no names."""
    return frozenset(pair for matter in matters() for word in matter.words for pair in pairs_of(word))


def pairs_of(run: str) -> Iterator[str]:
    return (run[i : i + 2] for i in range(len(run) - 1))


def pairs(text: str) -> Iterator[str]:
    """Every two neighbouring Chinese characters, and every word of other scripts."""
    for run in _RUN.findall(text):
        if run[0] < "\u3400":
            yield run
        else:
            yield from pairs_of(run)


@dataclass(slots=True)
class Reading:
    """读出来的 One letter as it is compared.

    `said` are its pairs of characters; `own` those of its subject that no everyday word holds; `sites` too
    are of its subject.
    """

    subject: frozenset[str]
    own: frozenset[str]
    said: frozenset[str]
    places: frozenset[str]
    sites: frozenset[str]
    matters: dict[int, float]
    words: dict[str, float]
    text: int  # of what was written, to know a copy

    def names(self) -> frozenset[str]:
        return self.subject - _of_matters()


def read(subject: str, body: str) -> Reading:
    """What of these words is compared; of whatever length, it takes the same time."""
    subject, body = fold(subject[:SUBJECT_READ]), fold(body[:BODY_READ])
    bare_subject, bare_body = _CODE.sub(" ", subject), _CODE.sub(" ", body[:NAMES_READ])
    told = frozenset(pairs(bare_subject))
    return Reading(
        subject=told,
        own=_own(bare_subject),
        said=told | frozenset(pairs(bare_body)),
        places=_named(_PLACE, bare_subject) | _named(_PLACE, bare_body),
        sites=_named(_SITE, bare_subject),
        matters=_matters_in(subject, body),
        words=_counted(subject, body),
        text=mark_of(subject + body),
    )


def _named(kind: re.Pattern[str], text: str) -> frozenset[str]:
    """Places that have a name: a rubbish station is one of many, and so is the estate nearby."""
    return frozenset(place for place in kind.findall(text) if place[:2] not in _of_matters() | _ANY)


def _own(subject: str) -> frozenset[str]:
    """专名 What of a subject names something: the pairs of characters that reach beyond everyday words."""
    said, plain = "", list[bool]()
    for word, tag in rjieba.tag(subject):
        said += word
        plain += [_everyday(word, tag)] * len(word)
    found = {said[i : i + 2] for i in range(len(said) - 1) if not (plain[i] and plain[i + 1])}
    found = {pair for pair in found if _TWO.fullmatch(pair) and not _JOINING & set(pair)}
    found |= {word for word in _FOREIGN.findall(said) if not _YEAR.fullmatch(word)}
    return frozenset(found - _of_matters())


def _everyday(word: str, tag: str) -> bool:
    return len(word) > 1 and rjieba.has_word(word) and not tag.startswith(_PROPER)


@cache
def everyday(text: str) -> bool:
    """日常词 Is it one word, and no name?"""
    words = rjieba.tag(text)
    return len(words) == 1 and _everyday(*words[0])


def mark_of(text: str) -> int:
    """By which the same words are known again, however the lines break; the same in every process."""
    return zlib.crc32("".join(text.split()).encode())


def _matters_in(subject: str, body: str) -> dict[int, float]:
    """Of which matters it tells, and how much; of length one."""
    finder, where = _finder()
    weight: dict[int, float] = defaultdict(float)
    for word in set(finder.findall(subject)):
        for number in where[word]:
            weight[number] += SUBJECT_COUNTS
    for word, times in Counter(finder.findall(body)).items():
        for number in where[word]:
            weight[number] += min(times, MOST_SAID)
    return even({number: math.log1p(said) for number, said in weight.items()})


def _counted(subject: str, body: str) -> dict[str, float]:
    counted = Counter(word for word in rjieba.cut(body) if len(word) > 1 and _RUN.fullmatch(word))
    for word in rjieba.cut(subject):
        if len(word) > 1 and _RUN.fullmatch(word):
            counted[word] += 3
    return {word: 1 + math.log(times) for word, times in counted.items()}


@dataclass
class Frequencies:
    """词频 In how many letters each word, pair of characters and place stands: what is rare weighs more."""

    letters: int = 0
    words: Counter[str] = field(default_factory=Counter)
    pairs: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)

    def learn(self, readings: Iterable[Reading]) -> None:
        for one in readings:
            self.letters += 1
            self.words.update(one.words.keys())
            self.pairs.update(one.said)
            self.places.update(one.places)

    def weight(self, counts: Counter[str], term: str) -> float:
        return math.log((max(self.letters, AT_LEAST) + 1) / (counts.get(term, 0) + 0.5))

    def rarity(self, reading: Reading) -> dict[str, float]:
        """How much each of its words weighs."""
        return {word: self.weight(self.words, word) for word in reading.words}


def weightiest(rated: dict[str, float]) -> dict[str, float]:
    """The weightiest words, of length one."""
    best = sorted((-value, word) for word, value in rated.items())[:MOST_WORDS]
    return even({word: -value for value, word in best})


def even(rated: dict[Any, float]) -> dict[Any, float]:
    """Of length one; summed exactly, whatever the order."""
    length = math.sqrt(math.fsum(value * value for value in rated.values())) or 1.0
    return {term: value / length for term, value in rated.items()}
