"""记号 By what a mail shows that it is about a letter that is here already: an address, an answer, a code."""

import re
import unicodedata
from collections.abc import Iterable

from django.conf import settings

from lianxin.channels.email.headers import addresses_in
from lianxin.channels.email.machines import answered_by
from lianxin.channels.email.parts import Part, fields_of
from lianxin.channels.message import Mark
from lianxin.kit.codes import NAME_LETTERS, read_code
from lianxin.kit.refusals import NotValid

RECIPIENTS = (
    "to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "resent-to",
    "x-forwarded-to", "x-rcpt-to",
)  # fmt: skip
REPLY = re.compile(rf"\+([a-z2-7]{{{NAME_LETTERS + 16}}})@", re.IGNORECASE)
CODE = re.compile(r"(?<!\d)\d{4}([\s\-–—]{0,2}\d{4}){3}(?!\d)")
IN_ADDRESS = re.compile(r"(?<=/)\d{16}|\d{16}(?=/)")
MESSAGE_ID = re.compile(rb"<[!-;=?-~]{3,250}>")
HEAD = 64 * 1024
MOST_CODES = 5
HIDDEN = "****"


def marks_of(mail: Part, door: str, own_words: Iterable[str]) -> tuple[Mark, ...]:
    """By what it is known, the surest first. Codes count only in words of the sender's own.

    A mail of ours that somebody was shown holds the address of its writer's page, and so the code: who only
    repeats it has not been given it.
    """
    replies = [
        found[1].lower() for to in [door, *addresses_in(mail, *RECIPIENTS)] if (found := REPLY.search(to))
    ]
    codes = [code for words in own_words for code in codes_in(words)]
    named = [("reply", replies), ("sent", answered_by(mail)), ("code", codes)]
    return tuple(Mark(kind, value) for kind, values in named for value in dict.fromkeys(values))


def message_id(content: bytes) -> str:
    """By what an answer says which mail it answers; nothing where the mail has no such mark."""
    found = MESSAGE_ID.fullmatch(fields_of(content[:HEAD]).get("message-id", [b""])[0].strip())
    return found[0].decode("ascii") if found else ""


def codes_in(text: str) -> list[str]:
    """The receipt codes in these words: sixteen digits, together or in groups, that add up."""
    found: list[str] = []
    for said in CODE.finditer(IN_ADDRESS.sub("", text)):
        if code := _code(said[0]):
            found.append(code)
        if len(found) == MOST_CODES:
            break
    return found


def without_codes(text: str) -> str:
    """The same words with every receipt code in them made unreadable: for what others may see."""
    return CODE.sub(lambda said: HIDDEN if _code(said[0]) else said[0], text)


def without_our_addresses(text: str) -> str:
    """The same words with the code taken out of each address of our own pages."""
    own = re.escape(settings.LIANXIN_ADDRESS)
    return re.sub(rf"({own}/[^\s\d]{{0,40}})\d{{16}}", rf"\1{HIDDEN}", text)


def _code(said: str) -> str:
    try:
        return read_code("".join(str(unicodedata.digit(c)) for c in said if c.isdigit()))
    except (NotValid, ValueError):
        return ""
