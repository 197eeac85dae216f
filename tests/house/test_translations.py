"""Chinese is written in the code; English is complete beside it, room by room."""

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

from tests.house.tree import PACKAGE, code, name_of, room_of, templates

KEYWORDS: dict[str, object] = {"_": None, "N_": None} | {
    name + lazy: arguments
    for name, arguments in {
        "gettext": None,
        "gettext_noop": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for lazy in ("", "_lazy")
}
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HAN = re.compile(r"[\u4e00-\u9fff]")
IN_CHINESE_ANYWAY = re.compile(r"<(\w+)[^>]*\blang=\"zh[^>]*>.*?</\1>", re.DOTALL)
Key = tuple[str | None, str]
ROOMS = sorted({room_of(path) for path in [*code(), *templates()] if path.parent != PACKAGE} - {"config"})


def said_in(path: Path) -> Iterator[tuple[Key, str]]:
    """Every sentence that a file asks to have translated, with the place where it stands."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Django's own view of a template is Python with everything else blanked out, but badly indented.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    for number, message, _, context in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):  # type: ignore[arg-type]
        first = message[0] if isinstance(message, tuple) else message
        if first:
            yield (context, first), f"{name_of(path)}:{number}"


def said_in_room(room: str) -> dict[Key, str]:
    """Every sentence of a room and the first place where it stands."""
    sentences: dict[Key, str] = {}
    for path in [*code(), *templates()]:
        if room_of(path) == room:
            for key, place in said_in(path):
                sentences.setdefault(key, place)
    return sentences


@cache
def catalogue(room: str) -> Catalog:
    """The English of a room, its halves together; an empty one when the room has none."""
    whole = Catalog(locale="en")
    for path in sorted((PACKAGE / room).glob("**/locale/en/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en", abort_invalid=True):
                if message.id:
                    whole[message.id] = message
    return whole


def forms(message: Message) -> list[str]:
    """All forms of a translation: one, or singular and plural."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_of_a_room_is_there_in_english(room: str) -> None:
    english = {
        (message.context, message.id if isinstance(message.id, str) else message.id[0])
        for message in catalogue(room)
        if message.id and not message.fuzzy and all(forms(message))
    }
    assert [f"{place} {key[1]}" for key, place in said_in_room(room).items() if key not in english] == []


@pytest.mark.parametrize("room", ROOMS)
def test_the_english_of_a_room_is_certain_and_can_be_filled_in(room: str) -> None:
    """No guess is left, and the English has no blank that the Chinese has not: it may well need fewer."""
    wrong = []
    for message in catalogue(room):
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        allowed = {place for one in ids for place in PLACE.findall(one)}
        used = {place for form in forms(message) for place in PLACE.findall(form)}
        if message.fuzzy or not used <= allowed:
            wrong.append(ids[0])
    assert wrong == []


def bare_chinese(path: Path) -> Iterator[str]:
    """Chinese in a template that nobody can translate: outside every tag, and not marked as Chinese."""
    text = IN_CHINESE_ANYWAY.sub(lambda found: "\n" * found[0].count("\n"), path.read_text(encoding="utf-8"))
    closing = ""
    for token in Lexer(text).tokenize():
        words = token.contents.split()
        tag = words[0] if token.token_type is TokenType.BLOCK and words else ""
        if closing:
            closing = "" if tag == closing else closing
        elif tag in {"blocktranslate", "blocktrans", "comment", "verbatim"}:
            closing = f"end{tag}"
        elif token.token_type is TokenType.TEXT and HAN.search(token.contents):
            yield f"{name_of(path)}:{token.lineno} {token.contents.strip()[:60]}"


def test_no_half_of_a_sentence_was_left_behind_in_a_file_of_english() -> None:
    left = [
        f"{name_of(path)}: {block[:40]}"
        for path in sorted(PACKAGE.glob("**/locale/en/LC_MESSAGES/django.po"))
        for block in path.read_text(encoding="utf-8").split("\n\n")
        if block.lstrip().startswith('"')
    ]
    assert left == []


def test_no_template_holds_chinese_that_cannot_be_translated() -> None:
    assert [line for path in templates() if path.suffix == ".html" for line in bare_chinese(path)] == []
