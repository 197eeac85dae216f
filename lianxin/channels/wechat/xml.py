"""What the platform sends is a flat list of names and words in XML, and nothing else that XML can do."""

import re
from collections.abc import Mapping
from typing import NoReturn
from xml.parsers import expat  # no types, no entities: the only two doors of an XML bomb stay shut

DEEPEST, MOST = 8, 500
NOT_IN_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
NOT_WRITTEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class NotXml(Exception):
    """读不懂 It is no list of names and words."""


class _Reader:
    """Keeps the words of what stands right below the root; the first of two with the same name."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}
        self.names: list[str] = []
        self.words: list[str] = []
        self.count = 0

    def begin(self, name: str, _attributes: object) -> None:
        self.count += 1
        self.names.append(name)
        if len(self.names) > DEEPEST or self.count > MOST:
            raise NotXml
        if len(self.names) == 2:
            self.words = []

    def end(self, name: str) -> None:
        if len(self.names) == 2:
            self.said.setdefault(name, "".join(self.words))
        self.names.pop()

    def hear(self, words: str) -> None:
        if len(self.names) == 2:
            self.words.append(words)


def _refuse(*_what: object) -> NoReturn:
    raise NotXml


def fields(content: bytes) -> Mapping[str, str]:
    """The names and their words. Raises NotXml.

    Telephones do send characters that XML does not know: without them it is read once more.
    """
    try:
        return _read(content)
    except NotXml:
        if not NOT_IN_XML.search(content):
            raise
        return _read(NOT_IN_XML.sub(b"", content))


def _read(content: bytes) -> Mapping[str, str]:
    reader, parser = _Reader(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.begin, reader.end
    parser.CharacterDataHandler = reader.hear
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise NotXml from error
    return reader.said


def cdata(words: str) -> str:
    """Words that end nothing: where they hold the end of such a section, it goes on in the next one."""
    return f"<![CDATA[{NOT_WRITTEN.sub('', words).replace(']]>', ']]]]><![CDATA[>')}]]>"
