"""姓名 Names of persons, proposed: no list knows all names, and every Chinese name is made of words.

So each place that has the form of a name is weighed by what stands beside it, by how the sentence falls into
words, and by how often it comes again; what weighs enough is proposed, and a person decides. What the weights
were fitted to and what they find is told in docs/redaction.md.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from lianxin.outcomes.redacting import cues
from lianxin.outcomes.redacting.kinds import Find
from lianxin.outcomes.redacting.surnames import COMMON, COMPOUND, IN_GIVEN, NEVER, RARE, WORDS_TOO
from lianxin.outcomes.redacting.titles import titles_in
from lianxin.outcomes.redacting.words import Cut, is_word

# Fitted for more finds rather than fewer: to look at one too many costs a glance, one too few a secret.
ENOUGH, CERTAIN = 4.2, 5.7
WEIGHTS = {
    # beside it
    "says_so": 2.3, "role": 1.9, "signed": 2.5, "after_sure": 2.7, "after": 1.4, "before": 0.5,
    "of_a_place": -2.6,
    # its characters
    "given": 1.7, "seldom": 0.7, "two_given": 2.4, "rare": -1.7, "word_too": -1.8, "ends_as_place": -2.5,
    # the words of the sentence
    "tagged": 1.8, "unknown": 1.1, "alone": 1.0, "starts": 0.1, "ends": 0.1,
    "a_word": -2.7, "known_name": -0.8, "inside": -3.2, "ends_inside": -2.1,
    # the whole letter
    "again": 0.8, "beside": 0.6, "place_elsewhere": -1.8,
}  # fmt: skip
HAN = re.compile(r"[\u3400-\u9fff]+")
LABELLED = re.compile(
    r"姓\s{0,4}名\s?[:：]\s?(?P<it>[\u3400-\u9fff]{2,4})(?=[\s，,；;。、）)]|$)", re.MULTILINE
)
DOTTED = re.compile(r"[\u3400-\u9fff]{2,6}[·•‧][\u3400-\u9fff]{2,6}(?![栋号室楼路街])")
NEXT_IN_A_LIST = "、，, \u3000和与及"


class Guess(NamedTuple):
    """Somewhere that may be a name, and how much speaks for it."""

    weight: float
    begin: int
    end: int
    text: str
    sure: bool
    of_a_place: bool
    listed: bool = False


def names_in(text: str) -> list[Find]:
    """Names, wherever they stand again, and surnames with what somebody is called by."""
    cut = Cut(text)
    guesses = _beside_each_other(text, _compared([_weighed(cut, *place) for place in _places(text)]))
    places = _apart(one for one in guesses if one.weight >= ENOUGH)
    times = cache(text.count)
    whole = {_whole(text, one, times): one for one in places}
    certain = {
        text[slice(*place)] for place, one in whole.items() if one.weight >= CERTAIN or one.sure or one.listed
    }
    found = {*whole, *_written_so(text), *_said_again(text, certain)}
    taken = {place for begin, end in found for place in range(begin, end)}
    titles = [one for one in titles_in(cut) if one.begin not in taken]
    return [*(Find(begin, end, "name") for begin, end in found), *titles]


def _places(text: str) -> Iterator[tuple[int, int, int]]:
    """Begin, begin of the given name, and end of everything that has the form of a name."""
    for run in HAN.finditer(text):
        for begin in range(run.start(), run.end() - 1):
            compound = text[begin : begin + 2] in COMPOUND
            if not compound and (text[begin] not in COMMON and text[begin] not in RARE):
                continue
            given = begin + (2 if compound else 1)
            for end in (given + 1, given + 2):
                if end <= run.end() and not _never(text, begin, given, end):
                    yield begin, given, end


def _never(text: str, begin: int, given: int, end: int) -> bool:
    """What no name has in it; what only counts; look and have a look; what somebody is called by."""
    return (
        not NEVER.isdisjoint(text[given:end])
        or text[begin:end] in cues.NO_NAMES
        or (end - begin == 3 and text[begin] == text[end - 1])
        or cues.SOME_MORE.match(text, begin - 1) is not None
        or any(cues.A_CALL.match(text, place) for place in range(given, end))
    )


def _weighed(cut: Cut, begin: int, given: int, end: int) -> Guess:
    beside = _beside(cut.text, begin, end)
    speaks = {**beside, **_of_characters(cut, begin, given, end), **_of_words(cut, begin, given, end)}
    weight = sum(WEIGHTS[name] * float(said) for name, said in speaks.items())
    sure = bool(beside["says_so"] or beside["after_sure"] or beside["role"])
    return Guess(weight, begin, end, cut.text[begin:end], sure, bool(beside["of_a_place"]))


def _beside(text: str, begin: int, end: int) -> dict[str, float]:
    """What stands before and after."""
    left, right = text[max(0, begin - 8) : begin], text[end : end + 9]
    role = cues.ROLE.search(left) is not None
    after_sure = cues.AFTER_SURE.match(right) is not None
    ends_something = not left or left[-1] in "\n ：:;；。！，—" or role
    return {
        "says_so": cues.SAYS_SO.search(left) is not None,
        "role": role,
        "before": begin == 0 or cues.BEFORE.search(left) is not None,
        "signed": ends_something and cues.SIGNED.match(text, end) is not None,
        "after_sure": after_sure,
        "after": cues.AFTER.match(right) is not None,
        "of_a_place": not after_sure and cues.OF_A_PLACE.match(right) is not None,
    }


def _of_characters(cut: Cut, begin: int, given: int, end: int) -> dict[str, float]:
    """What parents choose, and what is a word besides."""
    text = cut.text
    one, names = given - begin == 1, text[given:end]
    tagged = _is_tagged(cut, begin, end)
    return {
        "given": sum(letter in IN_GIVEN or _seldom(letter) for letter in names) / len(names),
        "seldom": any(_seldom(letter) for letter in names),
        "two_given": len(names) == 2,
        "rare": one and text[begin] not in COMMON,
        "word_too": (one and text[begin] in WORDS_TOO) * (0.5 if tagged else 1.0),
        "ends_as_place": text[end - 1] in cues.PLACE_END,
    }


def _of_words(cut: Cut, begin: int, given: int, end: int) -> dict[str, float]:
    """How the sentence falls into words here."""
    text, word = cut.text, cut.text[begin:end]
    here, _tag = cut.at.get(begin, ("", ""))
    tagged, known = _is_tagged(cut, begin, end), is_word(word)
    in_full = tagged and end - given == 2 and IN_GIVEN.issuperset(text[given:end])
    return {
        "tagged": tagged,
        "unknown": here == word and not tagged and not known,
        "alone": len(here) == given - begin and text[begin] in COMMON and text[begin] not in WORDS_TOO,
        "a_word": known and not in_full,
        "known_name": known and in_full,
        "starts": begin in cut.at,
        "ends": end in cut.ends,
        "inside": cut.inside(begin),
        "ends_inside": cut.ends_inside(end),
    }


def _is_tagged(cut: Cut, begin: int, end: int) -> bool:
    """Do the statistics of the language take exactly these characters for a name?"""
    word, tag = cut.at.get(begin, ("", ""))
    return len(word) == end - begin and tag.startswith("nr")


@cache
def _seldom(letter: str) -> bool:
    """Is it no character of everyday writing? Those live on in names."""
    try:
        return letter.encode("gb2312") >= b"\xd8"  # where the second level of the standard begins
    except UnicodeEncodeError:
        return True


def _compared(guesses: list[Guess]) -> list[Guess]:
    """Who is spoken of several times; but what is a street or a lake once, is one everywhere."""
    often = Counter(
        one.text for one in guesses if one.weight > ENOUGH / 2 and one.text[-1] not in cues.PLACE_END
    )
    places = {one.text for one in guesses if one.of_a_place}
    return [
        one._replace(
            weight=one.weight
            + WEIGHTS["again"] * min(max(often[one.text] - 1, 0), 3)
            + WEIGHTS["place_elsewhere"] * (one.text in places and not one.sure and not one.of_a_place)
        )
        for one in guesses
    ]


def _beside_each_other(text: str, guesses: list[Guess]) -> list[Guess]:
    """Where several are listed, each speaks for its neighbour."""
    for _turn in range(2):
        sure = [one for one in guesses if one.weight >= ENOUGH]
        begins, ends = {one.begin for one in sure}, {one.end for one in sure}
        guesses = [
            one._replace(weight=one.weight + WEIGHTS["beside"], listed=True)
            if not one.listed and (_next(text, one.end, 1) in begins or _next(text, one.begin, -1) in ends)
            else one
            for one in guesses
        ]
    return guesses


def _next(text: str, place: int, step: int) -> int:
    """Where the next one of a list begins, or the one before ends."""
    at = place if step > 0 else place - 1
    while 0 <= at < len(text) and text[at] in NEXT_IN_A_LIST and abs(at - place) < 4:
        at += step
    return at if step > 0 else at + 1


def _apart(guesses: Iterable[Guess]) -> list[Guess]:
    """The heaviest first; what lies over one that was taken is left."""
    taken: set[int] = set()
    apart = []
    for one in sorted(guesses, key=lambda one: -one.weight):
        if taken.isdisjoint(range(one.begin, one.end)):
            taken.update(range(one.begin, one.end))
            apart.append(one)
    return apart


def _whole(text: str, one: Guess, times: Callable[[str], int]) -> tuple[int, int]:
    """A name of two characters may be the beginning or the end of one of three: better one too many."""
    begin, end = one.begin, one.end
    if end - begin != 2:
        return begin, end
    often, longer = times(one.text), text[begin : end + 1]
    if len(longer) == 3 and HAN.fullmatch(longer[2]) and longer[2] not in cues.NOT_THE_THIRD:
        always = often > 1 and times(longer) == often
        if always or (longer[2] in IN_GIVEN and not is_word(text[end : end + 2])):
            return begin, end + 1
    earlier = text[max(0, begin - 1) : end]
    if len(earlier) == 3 and earlier[0] in COMMON and often > 1 and times(earlier) >= 0.8 * often:
        return begin - 1, end
    return begin, end


def _written_so(text: str) -> Iterator[tuple[int, int]]:
    """What a form or the writing itself says is a name, whatever surname it has."""
    for shape, group in ((LABELLED, "it"), (DOTTED, 0)):
        yield from (hit.span(group) for hit in shape.finditer(text))


def _said_again(text: str, names: set[str]) -> Iterator[tuple[int, int]]:
    """The same names wherever else they stand, and their given names of two characters."""
    short = {name[-2:] for name in names if len(name) > 2 and not is_word(name[-2:])}
    if names:
        again = "|".join(
            re.escape(name) for name in sorted(names | short, key=lambda name: (-len(name), name))
        )
        yield from (hit.span() for hit in re.finditer(again, text))
