"""Writing winmail.dat, as Outlook does, for tests of the reader."""

import struct
from collections.abc import Mapping

from lianxin.channels.email.richtext import BEGINNING

UNICODE, BINARY = 0x1F, 0x102


def tnef(
    *, words: str = "", page: str = "", rich: str = "", files: Mapping[str, bytes] | None = None
) -> bytes:
    """winmail.dat with these words, in one of three ways, and these files."""
    found = struct.pack("<IH", 0x223E9F78, 1)
    props = []
    if words:
        props.append((0x1000, UNICODE, words.encode("utf-16-le") + b"\0\0"))
    if page:
        props.append((0x1013, BINARY, page.encode()))
        props.append((0x3FDE, 3, struct.pack("<I", 65001)))
    if rich:
        letters = "".join(f"\\u{ord(letter)}?" for letter in rich)
        props.append(
            (
                0x1009,
                BINARY,
                squeezed(
                    ("{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 Arial;}}\\f0 " + letters + "\\par}").encode()
                ),
            )
        )
    found += attribute(1, 0x9003, mapi(props))
    for name, content in (files or {}).items():
        found += attribute(2, 0x9002, b"\0" * 14)
        found += attribute(2, 0x800F, content)
        found += attribute(2, 0x8010, b"SHOT~1.PNG\0")
        found += attribute(2, 0x9005, mapi([(0x3707, UNICODE, name.encode("utf-16-le") + b"\0\0")]))
    return found


def attribute(level: int, number: int, value: bytes) -> bytes:
    return struct.pack("<BHHI", level, number, 6, len(value)) + value + struct.pack("<H", sum(value) % 65536)


def mapi(props: list[tuple[int, int, bytes]]) -> bytes:
    found = struct.pack("<I", len(props))
    for number, kind, value in props:
        found += struct.pack("<HH", kind, number)
        if kind in {UNICODE, BINARY}:
            found += struct.pack("<II", 1, len(value))
        found += value + b"\0" * (-len(value) % 4)
    return found


def squeezed(text: bytes) -> bytes:
    """Compressed as Outlook does: letters as they are, but for one place that points into the beginning."""
    at = len(BEGINNING)
    pointer = BEGINNING.index(b"{\\rtf1\\ansi")
    body = struct.pack(">H", (pointer << 4) | (len(b"{\\rtf1\\ansi") - 2))
    assert text.startswith(b"{\\rtf1\\ansi")
    rest = text[len(b"{\\rtf1\\ansi") :]
    tokens = [
        (1, body),
        *((0, bytes([letter])) for letter in rest),
        (1, struct.pack(">H", ((at + len(text)) % 4096) << 4)),
    ]
    packed = b""
    for begin in range(0, len(tokens), 8):
        eight = tokens[begin : begin + 8]
        packed += bytes([sum(bit << nth for nth, (bit, _piece) in enumerate(eight))]) + b"".join(
            p for _bit, p in eight
        )
    return struct.pack("<II4sI", len(packed) + 12, len(text), b"LZFu", 0) + packed
