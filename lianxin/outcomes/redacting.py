"""隐去 What must not go out to the whole county is found in a text, and covered with ×.

A first proposal and a last gate, never the judge: whatever else shows who somebody is, a person has to see.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.intake.models import Contact
from lianxin.kit.refusals import NotValid
from lianxin.outcomes.nameless import NOBODY, SHORTEST_NAME

SHORTEST_PHONE, SHORTEST_ADDRESS = 7, 4  # digits, characters
GAP = r"[\s\-—–·.\u200c\u200d]{0,3}"  # what people put between the digits
# One character for one, so that what is found stands at the same place in the text itself.
PLAIN = str.maketrans("０１２３４５６７８９〇零一二三四五六七八九Ｘ＠．－", "01234567890" + "0123456789X@.-")
KINDS = (
    (N_("电子邮箱"), re.compile(r"[\w.+-]+\s?@\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)),
    (N_("身份证号"), re.compile(rf"(?<!\d)\d(?:{GAP}\d){{16}}{GAP}[\dXx](?![\dXx])")),
    (N_("手机号码"), re.compile(rf"(?<!\d)(?:\+?86{GAP})?1[3-9](?:{GAP}\d){{9}}(?!\d)")),
    # Written in one, or by fours as on the card. Days in a row are no card.
    (
        N_("像银行卡号的号码"),
        re.compile(r"(?<!\d)(?:\d{12,19}|\d{4}(?:[\s\-]\d{4}){2,3}(?:[\s\-]\d{1,4})?)(?!\d)"),
    ),
)


class Found(NamedTuple):
    """What was found, and where it begins and ends."""

    what: str
    begin: int
    end: int


def found_in(text: str, contact: Contact | None) -> list[Found]:
    """Everything in this text that must not go out, in the order in which it stands there."""
    plain = text.translate(PLAIN)
    kinds = [*KINDS, *_of_the_writer(contact)]
    return sorted(
        (Found(what, *hit.span()) for what, shape in kinds for hit in shape.finditer(plain)),
        key=lambda one: one.begin,
    )


def _of_the_writer(contact: Contact | None) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Name, telephone and address as the writer left them, whatever spaces stand between."""
    if contact is None:
        return
    name = _squeezed(contact.name)
    if len(name) >= SHORTEST_NAME and contact.name.strip() not in NOBODY:
        yield N_("来信人的姓名"), _spelled(name)
    digits = re.sub(r"\D", "", contact.phone.translate(PLAIN))
    if len(digits) >= SHORTEST_PHONE:
        yield N_("来信人的电话"), re.compile(GAP.join(digits))
    address = _squeezed(contact.address)
    if len(address) >= SHORTEST_ADDRESS:
        yield N_("来信人的地址"), _spelled(address)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text.translate(PLAIN))


def _spelled(text: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(re.escape(letter) for letter in text), re.IGNORECASE)


def covered(text: str, contact: Contact | None) -> str:
    """建议 The same text with what was found covered, character by character."""
    letters = list(text)
    for one in found_in(text, contact):
        letters[one.begin : one.end] = "×" * (one.end - one.begin)
    return "".join(letters)


def require_covered(texts: Iterable[tuple[str, str]], contact: Contact | None) -> None:
    """Refuse texts, each with the field it stands in, that still hold what must not go out."""
    for field, text in texts:
        kinds = dict.fromkeys(_(one.what) for one in found_in(text, contact))
        if kinds:
            raise NotValid(
                _("这里还有%(what)s，不能公开。请改成×或者删去，再按公开。") % {"what": "、".join(kinds)},
                field,
            )
