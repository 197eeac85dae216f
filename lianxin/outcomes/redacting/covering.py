"""隐去 What must not go out to the whole county is found in a text, and covered with ×.

A first proposal and a last gate, never the judge: whatever else shows who somebody is, a person has to see.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from lianxin.intake.models import Contact
from lianxin.kit.refusals import NotValid
from lianxin.outcomes.nameless import NOBODY, SHORTEST_NAME
from lianxin.outcomes.redacting.kinds import KINDS, ORDER, Find
from lianxin.outcomes.redacting.names import names_in
from lianxin.outcomes.redacting.numbers import numbers_in
from lianxin.outcomes.redacting.places import places_in
from lianxin.outcomes.redacting.plain import GAP, plain

COVER = "×"
SHORTEST_PHONE, SHORTEST_ADDRESS = 7, 4  # digits, characters
BETWEEN = "\n\n\n"  # no find reaches over it


def found_in(texts: Mapping[str, str], contact: Contact | None) -> dict[str, list[Find]]:
    """找到的 Everything in these texts that may show who somebody is, field by field, as it stands there.

    They are read as one: a name that is certain in the letter is found in the answer too.
    """
    whole = BETWEEN.join(texts.values())
    finds = _without_doubles(
        [*_of_the_writer(whole, contact), *numbers_in(whole), *places_in(whole), *names_in(whole)]
    )
    found: dict[str, list[Find]] = {}
    begin = 0
    for field, text in texts.items():
        end = begin + len(text)
        found[field] = [
            Find(one.begin - begin, one.end - begin, one.kind)
            for one in finds
            if begin <= one.begin and one.end <= end
        ]
        begin = end + len(BETWEEN)
    return found


def _without_doubles(finds: Iterable[Find]) -> list[Find]:
    """In the order of the text; what lies inside others is left to what matters more."""
    taken: set[int] = set()
    kept: list[Find] = []
    for one in sorted(set(finds), key=lambda one: (ORDER[one.kind], one.begin - one.end, one.begin)):
        places = range(one.begin, one.end)
        if not taken.issuperset(places):
            taken.update(places)
            kept.append(one)
    return sorted(kept)


def _of_the_writer(text: str, contact: Contact | None) -> Iterator[Find]:
    """Name, telephone and address as the writer left them, whatever spaces stand between."""
    if contact is None:
        return
    even = plain(text)
    for kind, shape in _shapes(contact):
        yield from (Find(*hit.span(), kind) for hit in shape.finditer(even))


def _shapes(contact: Contact) -> Iterator[tuple[str, re.Pattern[str]]]:
    name = _squeezed(contact.name)
    if len(name) >= SHORTEST_NAME and contact.name.strip() not in NOBODY:
        yield "writer_name", _spelled(name)
    digits = re.sub(r"\D", "", plain(contact.phone))
    if len(digits) >= SHORTEST_PHONE:
        yield "writer_phone", re.compile(GAP.join(digits))
    address = _squeezed(contact.address)
    if len(address) >= SHORTEST_ADDRESS:
        yield "writer_address", _spelled(address)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", plain(text))


def _spelled(text: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(re.escape(letter) for letter in text), re.IGNORECASE)


def said_in(text: str, words: Iterable[str]) -> list[Find]:
    """另外要隐去的 Words that a person wants covered, wherever they stand, whatever spaces are between."""
    even = plain(text)
    shapes = [_spelled(_squeezed(one)) for one in words if _squeezed(one)]
    return [Find(*hit.span(), "asked") for shape in shapes for hit in shape.finditer(even)]


def cover(words: str) -> str:
    """What stands in the place of words that are covered: as long, spaces and line ends as they were."""
    return "".join(letter if letter.isspace() else COVER for letter in words)


def covered(text: str, finds: Iterable[Find]) -> str:
    """隐去 The same text with these places covered, character by character: nothing else moves."""
    letters = list(text)
    for one in finds:
        letters[one.begin : one.end] = cover(text[one.begin : one.end])
    return "".join(letters)


def require_covered(texts: Mapping[str, str], contact: Contact | None) -> None:
    """Refuse texts that still hold what must not go out whoever publishes. Names in general are proposals."""
    for field, text in texts.items():
        finds = [*_of_the_writer(text, contact), *numbers_in(text)]
        kinds = dict.fromkeys(_(KINDS[one.kind].label) for one in sorted(finds) if one.must)
        if kinds:
            raise NotValid(
                _("这里还有%(what)s，不能公开。请隐去以后，再按公开。") % {"what": "、".join(kinds)},
                field,
            )
