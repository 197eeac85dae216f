"""winmail.dat What Outlook packs into a mail for Outlook (TNEF): the words and the files, taken out again.

Read by [MS-OXTNEF] as far as a letter needs it. Whatever is broken in it, what came before is given.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from lianxin.channels.email.charsets import text_of
from lianxin.channels.email.markup import words_in
from lianxin.channels.email.richtext import text_of_rtf, unpacked_rtf
from lianxin.channels.message import FileIn

SIGNATURE = 0x223E9F78
BODY, PROPS, TITLE, DATA, NEXT_FILE, FILE_PROPS = 0x800C, 0x9003, 0x8010, 0x800F, 0x9002, 0x9005
PLAIN_WORDS, RTF_WORDS, HTML_WORDS, CODEPAGE = 0x1000, 0x1009, 0x1013, 0x3FDE
FILE_OBJECT, FILE_NAME, FILE_SHORT_NAME = 0x3701, 0x3707, 0x3704
STRING, UNICODE, BINARY, OBJECT = 0x1E, 0x1F, 0x102, 0x0D
MANY = 0x1000
SIZES = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
MOST_FILES, MOST_PROPS, DEEPEST = 100, 2_000, 3


@dataclass
class Unpacked:
    """What was in it."""

    words: str = ""
    files: list[FileIn] = field(default_factory=list)


def unpacked(content: bytes, depth: int = 0) -> Unpacked | None:
    """拆winmail.dat What is in it; None when it is none, or nothing in it can be read."""
    if len(content) < 6 or struct.unpack_from("<I", content)[0] != SIGNATURE:
        return None
    found, names = Unpacked(), list[str]()
    for number, value in _attributes(content):
        if number == BODY and not found.words:
            found.words = text_of(value.rstrip(b"\0"))
        elif number == PROPS:
            found.words = _words(_props(value)) or found.words
        elif number == NEXT_FILE and len(names) < MOST_FILES:
            names.append("")
        elif number == TITLE and names:
            names[-1] = names[-1] or text_of(value.rstrip(b"\0"))
        elif number == DATA and names:
            found.files.append(FileIn(names[-1], value))
        elif number == FILE_PROPS and names:
            _name_file(found, names, _props(value), depth)
    return found if found.words.strip() or found.files else None


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    place = 6
    while place + 9 <= len(content):
        number, _type, length = struct.unpack_from("<HHI", content, place + 1)
        value = content[place + 9 : place + 9 + length]
        if len(value) < length:
            return
        yield number, value
        place += 9 + length + 2


def _name_file(found: Unpacked, names: list[str], props: dict[int, bytes], depth: int) -> None:
    """The long name comes behind the file; a message as a file is unpacked in its turn."""
    name = _text(props, FILE_NAME) or _text(props, FILE_SHORT_NAME)
    inside = props.get(FILE_OBJECT, b"")
    if inside and depth < DEEPEST and (message := unpacked(inside[16:], depth + 1)):
        found.files += message.files
        found.words = "\n\n".join(part for part in (found.words, message.words) if part)
    elif name and found.files and found.files[-1].name == names[-1]:
        found.files[-1] = FileIn(name, found.files[-1].content)
    names[-1] = name or names[-1]


def _words(props: dict[int, bytes]) -> str:
    if plain := _text(props, PLAIN_WORDS):
        return plain
    page = props.get(HTML_WORDS, b"")
    if page:
        number = int.from_bytes(props.get(CODEPAGE, b"")[:4], "little")
        return words_in(text_of(page, "utf-8" if number == 65001 else f"cp{number}"))
    return text_of_rtf(unpacked_rtf(props.get(RTF_WORDS, b"")))


def _text(props: dict[int, bytes], number: int) -> str:
    """A property as words: two bytes a letter where it is written so."""
    value = props.get(number, b"")
    if number | 1 << 16 in props:
        return value.decode("utf-16-le", errors="replace").rstrip("\0")
    return text_of(value.rstrip(b"\0"))


def _props(content: bytes) -> dict[int, bytes]:
    """The properties of a message or a file; those in two bytes a letter are marked by a second key."""
    known: dict[int, bytes] = {}
    try:
        for number, kind, value in _each_prop(content):
            known.setdefault(number, value)
            if kind == UNICODE:
                known[number | 1 << 16] = b""
    except struct.error:
        pass  # it ends in the middle: what came before is known
    return known


def _each_prop(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    (count,) = struct.unpack_from("<I", content)
    place = 4
    for _nth in range(min(count, MOST_PROPS)):
        kind, number = struct.unpack_from("<HH", content, place)
        place += 4
        if number >= 0x8000:
            place = _behind_name(content, place)
        many, kind = bool(kind & MANY), kind & ~MANY
        varies = kind in {STRING, UNICODE, BINARY, OBJECT}
        values = 1
        if many or varies:
            (values,) = struct.unpack_from("<I", content, place)
            place += 4
        for nth in range(min(values, MOST_PROPS)):
            size = SIZES.get(kind, 4)
            if varies:
                (size,) = struct.unpack_from("<I", content, place)
                place += 4
            value = content[place : place + size]
            place += size + -size % 4
            if nth == 0 and len(value) == size:
                yield number, kind, value
        if place > len(content):
            return


def _behind_name(content: bytes, place: int) -> int:
    """A property with a name of its own: sixteen bytes of whose it is, then a number or words."""
    (named,) = struct.unpack_from("<I", content, place + 16)
    if not named:
        return place + 24
    (length,) = struct.unpack_from("<I", content, place + 20)
    return place + 24 + int(length) + -int(length) % 4
