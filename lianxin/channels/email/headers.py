"""信头 What stands at the head of a mail, as words: subjects, names, addresses, moments, file names.

Read as mail programs write it, and not only as they should: RFC 2047 with words broken in the middle of a
character, bytes above 127 without any encoding, RFC 2231 names in pieces.
"""

import binascii
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from lianxin.channels.email.addresses import LONGEST, usable
from lianxin.channels.email.charsets import text_of
from lianxin.channels.email.parts import Part, typed
from lianxin.kit.dates import SHANGHAI
from lianxin.kit.text import one_line

LONGEST_FIELD = 16 * 1024
MOST_ADDRESSES = 500
# The words of =?charset?B?…?= in a row. The end is missing where a program cut the line.
ENCODED = re.compile(rb"=\?([A-Za-z0-9_.:+*-]{1,60})\?([bBqQ])\?([^?]*)(?:\?=|\?$|$)")
ANGLE = re.compile(r"<\s*([^<>]*@[^<>]*?)\s*>")
BARE = re.compile(r"[^\s<>()\[\]\",;:\\]{1,250}@[^\s<>()\[\]\",;:\\]{1,250}")
YEARS = range(1990, 2100)


def words_of(value: bytes, charset: str = "") -> str:
    """A field as words on one line. `charset` is what the mail says of itself, for a field that says none."""
    value = value[:LONGEST_FIELD]
    if b"=?" not in value:
        return one_line(text_of(value, charset))
    said: list[str] = []
    place = 0
    run: list[tuple[str, bytes, bytes]] = []
    for found in ENCODED.finditer(value):
        between = value[place : found.start()]
        name = found[1].partition(b"*")[0].decode("ascii").lower()
        way = found[2].lower()
        if run and (between.strip() or (name, way) != run[-1][:2]):
            said.append(_decoded(run))
            run = []
        if between.strip():
            said.append(text_of(between, charset))
        run.append((name, way, found[3]))
        place = found.end()
    said += [_decoded(run), text_of(value[place:], charset)]
    return one_line("".join(said))


def _decoded(run: list[tuple[str, bytes, bytes]]) -> str:
    """Words that follow one another, as one: a character may be cut between two of them."""
    if not run:
        return ""
    name, way = run[0][:2]
    packed = [one for _name, _way, one in run]
    if way == b"q":
        return text_of(binascii.a2b_qp(b"".join(packed).replace(b"_", b" ")), name)
    text = text_of(b"".join(_unpacked(packed)), name)
    if "\ufffd" in text:
        apart = text_of(b"".join(_plain(one) for one in packed), name)
        return min(text, apart, key=lambda one: one.count("\ufffd"))
    return text


def _unpacked(packed: list[bytes]) -> Iterator[bytes]:
    """Base64 in pieces: each by itself or, where one was cut in the middle, with the next."""
    left = b""
    for one in packed:
        left += b"".join(one.split())
        if left.endswith(b"=") or len(left) % 4 == 0:
            yield _plain(left)
            left = b""
    yield _plain(left)


def _plain(packed: bytes) -> bytes:
    letters = packed.replace(b"=", b"")
    return binascii.a2b_base64(letters[: len(letters) - (len(letters) % 4 == 1)] + b"===")


def sender_of(part: Part, charset: str = "") -> tuple[str, str, str]:
    """Who sent it: the name shown, the address a mail can go to; where there is none, the field as it stands.

    The address is looked for before the name is put into words: a name may look like an address.
    """
    for field in ("from", "reply-to", "sender", "return-path"):
        value = part.said(field)[:LONGEST_FIELD]
        name, address = _named(value, charset)
        if usable(address):
            return name, address, ""
    shown = words_of(part.said("from"), charset)
    return "", "", shown


def _named(value: bytes, charset: str) -> tuple[str, str]:
    text = value.decode("latin-1")
    found = ANGLE.search(text)
    if found is None:
        found = BARE.search(text)
        name = text[found.end() :] if found else ""
    else:
        name = text[: found.start()]
    if found is None:
        return "", ""
    address = found[1] if found.re is ANGLE else found[0]
    return words_of(name.encode("latin-1"), charset).strip("\"'() ,;\\"), address.strip()[: LONGEST + 1]


def addresses_in(part: Part, *names: str) -> list[str]:
    """Every address that stands in these fields, as it is written."""
    found: list[str] = []
    for name in names:
        for value in part.fields.get(name, []):
            found += BARE.findall(value[:LONGEST_FIELD].decode("latin-1"))
    return found[:MOST_ADDRESSES]


def moment_of(value: bytes) -> datetime | None:
    """When it says it was written; nothing for what is no moment, or none a letter can have."""
    try:
        said = parsedate_to_datetime(value[:200].decode("ascii", errors="replace"))
        moment = said if said.tzinfo else said.replace(tzinfo=SHANGHAI)
        return moment.astimezone(SHANGHAI) if moment.year in YEARS else None
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def file_name(part: Part, charset: str = "") -> str:
    """What a file is called: by its disposition, else by its type; empty when it has no name."""
    _word, disposed = typed(part.said("content-disposition"))
    for params, key in ((disposed, "filename"), (part.params, "name")):
        name = _param(params, key, charset)
        if name:
            return name
    return ""


def _param(params: dict[str, str], key: str, charset: str) -> str:
    """RFC 2231 in one piece or several; else as most programs write it: RFC 2047, or bytes as they are."""
    if f"{key}*" in params:
        return _percent(params[f"{key}*"])
    if f"{key}*0" in params or f"{key}*0*" in params:
        pieces: list[str] = []
        for number in range(100):
            piece = params.get(f"{key}*{number}*", params.get(f"{key}*{number}"))
            if piece is None:
                break
            pieces.append(piece if f"{key}*{number}*" in params else piece.replace("%", "%25"))
        return _percent("".join(pieces)) if f"{key}*0*" in params else "".join(pieces).replace("%25", "%")
    return words_of(params.get(key, "").encode("latin-1"), charset)


def _percent(said: str) -> str:
    """charset'language'%E9%99%84…"""
    charset, quote, rest = said.partition("'")
    if quote:
        rest = rest.partition("'")[2]
    return one_line(text_of(unquote_to_bytes(rest if quote else said), charset if quote else ""))
