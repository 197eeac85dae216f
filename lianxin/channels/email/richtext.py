"""RTF The words of a mail that Outlook wrote in its own way, and only there."""

import re
import struct

from lianxin.channels.email.charsets import named
from lianxin.channels.email.markup import words_in

LONGEST = 2_000_000
# What a compressed text may point back to before it has said anything itself.
BEGINNING = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)|.", re.DOTALL
)
UNSEEN = {
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"footer",
    b"listtable", b"listoverridetable", b"generator", b"themedata", b"datastore",
}  # fmt: skip
SAID = {b"par": "\n", b"line": "\n", b"tab": "\t", b"cell": " ", b"row": "\n", b"emdash": "—", b"endash": "–",
        b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•"}  # fmt: skip


def unpacked_rtf(content: bytes) -> bytes:
    """The text out of its compression ([MS-OXRTFCP]); never more than it says, nor more than we show."""
    if len(content) < 16:
        return b""
    _packed, size, way = struct.unpack_from("<II4s", content)
    if way == b"MELA":
        return content[16 : 16 + min(size, LONGEST)]
    return _from_ring(content, min(size, LONGEST)) if way == b"LZFu" else b""


def _from_ring(content: bytes, most: int) -> bytes:
    """Letters as they are, or a place and a length in the last four thousand letters."""
    ring = bytearray(BEGINNING.ljust(4096, b" "))
    at, place, said = len(BEGINNING), 16, bytearray()
    control = nth = 0
    while place < len(content) and len(said) < most:
        if nth % 8 == 0:
            control, place = content[place], place + 1
        piece = content[place : place + 1]
        if control >> nth % 8 & 1:
            pointer = int.from_bytes(content[place : place + 2].ljust(2, b"\0"), "big")
            if pointer >> 4 == at:
                break
            piece = _copied(ring, pointer >> 4, at, (pointer & 15) + 2)
            place += 1
        for byte in piece:
            ring[at] = byte
            at = (at + 1) % 4096
        said += piece
        place, nth = place + 1, nth + 1
    return bytes(said[:most])


def _copied(ring: bytearray, begin: int, at: int, length: int) -> bytes:
    """What stands in the ring from there on; a copy may run into what it is just writing."""
    piece = bytearray()
    for nth in range(length):
        back = (begin + nth) % 4096
        ahead = (back - at) % 4096
        piece.append(piece[ahead] if ahead < len(piece) else ring[back])
    return bytes(piece)


def text_of_rtf(content: bytes) -> str:
    """The words of it, without what only says how they look."""
    reader = _Reader()
    for found in TOKEN.finditer(content[:LONGEST]):
        reader.take(found)
    return reader.end()


class _Reader:
    """Where we are in the text: what is not shown, and bytes that wait to become letters.

    A page that was packed into it comes out as a page again: its tags stand in groups of their own.
    """

    def __init__(self) -> None:
        self.said: list[str] = []
        self.bytes = bytearray()
        self.charset = "gb18030"
        self.unseen = [False]
        self.is_page = False
        self.skip, self.stand_ins = 0, 1  # what stands behind a \u for who cannot read it

    def take(self, found: "re.Match[bytes]") -> None:
        word, number, code, sign, brace, text = found.groups()
        if brace == b"{":
            self.unseen.append(self.unseen[-1])
        elif brace:
            self.unseen = self.unseen[:-1] or [False]
        elif word is not None:
            self._word(word, int(number or 0), given=number is not None)
        elif sign == b"*":
            self.unseen[-1] = True
        elif self.unseen[-1]:
            return
        elif code or text or sign:
            self._letters(bytes([int(code, 16)]) if code else text or sign.replace(b"~", b" "))

    def _word(self, word: bytes, number: int, *, given: bool) -> None:
        if word == b"ansicpg":
            self.charset = f"cp{number}"
        elif word == b"fromhtml":
            self.is_page = True
        elif word == b"htmltag":
            self.unseen[-1] = not self.is_page
        elif word in UNSEEN or (word == b"htmlrtf" and (number or not given)):
            self.unseen[-1] = True
        elif word == b"htmlrtf":
            self.unseen[-1] = False
        elif self.unseen[-1]:
            return
        elif word == b"u" and given:
            self._spell()
            self.said.append(chr(number % 65536))
            self.skip = self.stand_ins
        elif word == b"uc":
            self.stand_ins = max(0, min(number, 4))
        elif word in SAID:
            self._spell()
            self.said.append(SAID[word])

    def _letters(self, letters: bytes) -> None:
        letters, self.skip = letters[self.skip :], max(self.skip - len(letters), 0)
        self.bytes += letters

    def _spell(self) -> None:
        if self.bytes:
            self.said.append(bytes(self.bytes).decode(named(self.charset) or "gb18030", errors="replace"))
            self.bytes.clear()

    def end(self) -> str:
        self._spell()
        text = "".join(self.said).encode("utf-16", errors="surrogatepass").decode("utf-16", errors="replace")
        return words_in(text) if self.is_page else text.strip("\0\n ")
