"""存下的对应 Reading the files of one other system by what was settled for it once.

Their number is the letter's for good: the same row again is nothing, other words under the same number are a
further word. Nothing here raises: what cannot be read says why, and carries what came.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from lianxin.channels.files.letters import asks_secrecy, card_of, kind_of, words_of
from lianxin.channels.files.moments import moment
from lianxin.channels.files.names import KINDS, UNCLEAR, looks_private, may_be_a_report
from lianxin.channels.files.tables import Row
from lianxin.channels.message import ContactCard, Message, Raw
from lianxin.kit.refusals import NotValid
from lianxin.kit.text import one_line, readable

LONGEST_NUMBER = 80
BROKEN_NUMBER = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)  # a spreadsheet made a quantity of it
CARD = ("name", "phone", "email", "address")
MARK = 40
CLEAR = {word: kind for word, kind in KINDS.items() if word not in UNCLEAR}  # goes without saying


@dataclass(frozen=True)
class Saved:
    """对应 How the files of one other system are read.

    `system` is its name here, for good; `columns` field → their column; `kinds` and `bodies` their words →
    ours; `beside` their columns that are kept beside the words; `written` how they write a time;
    `speaks_for` is the code of the body whose letters these are, `discipline` of the one that looks at what
    may be a report; `limits` as much as one line of a letter may hold.
    """

    system: str
    columns: Mapping[str, str]
    limits: Mapping[str, int]
    version: int = 1
    kinds: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    written: str = ""
    speaks_for: str = ""
    discipline: str = ""

    def names(self) -> Collection[str]:
        """The columns by which a file of this system is known."""
        return {*self.columns.values(), *self.beside}

    def missing(self, columns: Collection[str]) -> list[str]:
        """What the file should have and has not: it is of somebody else, or they changed it.

        Without the column of kinds a report would be read as an ordinary letter, and without any other the
        same row would say something else than before.
        """
        return sorted({*self.columns.values()} - set(columns))


@dataclass(frozen=True)
class RowRead:
    """读过的一行 Their number, what came, and the letter in it; or why there is none (`why`, `says`).

    `key` is the letter's, the same for every wording under this number; `digest` marks the words: of two rows
    with one number it tells whether they say the same. `cells` marks the row itself, whatever is made of it.
    """

    row: Row
    number: str
    key: str
    digest: str
    cells: str
    raw: Raw
    message: Message | None = None
    why: str = ""
    says: str = ""
    summary: str = ""


class Reader:
    """One object reads one file (`file` is its hash): it counts rows that say the same without a number."""

    def __init__(self, saved: Saved, file: str) -> None:
        self.saved, self.file = saved, file
        self.seen: Counter[str] = Counter()

    def read(self, row: Row) -> RowRead:
        said = {name: readable(row.fields.get(column, "")) for name, column in self.saved.columns.items()}
        cells = sha256(json.dumps([*row.fields.items(), row.raw]).encode()).hexdigest()[:MARK]
        raw = Raw(
            "file", self._line(row), door=f"{self.saved.system}/{self.saved.version}",
            addressee=self.saved.speaks_for, media_type="application/json",
        )  # fmt: skip
        number = ""
        try:
            if row.complaint:
                raise NotValid(row.complaint)
            number = number_of(said.get("id", ""))
            message = self._message(said, row)
        except NotValid as refusal:
            key = f"file:{self.saved.system}:held:{cells}"
            raw = replace(raw, content=self._line(row, columns=self.saved.columns))
            why = "empty" if refusal.field == "body" else "refused"
            raw = self._where(said.get("kind", ""), raw, refusal)
            summary = said.get("subject") or said.get("body") or ("" if row.fields else row.raw)
            return RowRead(row, number, key, cells, cells, raw, None, why, refusal.sentence, summary)
        digest = mark_of([message.subject, message.body, message.place, message.kind])
        if not number:
            self.seen[digest] += 1
            digest = f"{digest}#{self.seen[digest]}"
        key = key_of(self.saved.system, number or digest)
        return RowRead(row, number, key, digest, cells, raw, replace(message, key=key, raw=raw))

    def _line(self, row: Row, **more: object) -> bytes:
        """The row as it came, on one line, with the file and the place from which it is."""
        said = {
            "system": self.saved.system, "version": self.saved.version, "file": self.file, "row": row.number,
            "cells": row.fields or {"": row.raw}, **more,
        }  # fmt: skip
        return json.dumps(said, ensure_ascii=False).encode(errors="backslashreplace")

    def _message(self, said: Mapping[str, str], row: Row) -> Message:
        saved, most = self.saved, self.saved.limits
        subject, body = words_of(said, most["subject"])
        if not any(c.isalnum() for c in body):
            raise NotValid(_("没有内容。"), "body")
        place, body = _place(one_line(said.get("place", "")), body, most["place"])
        return Message(
            channel="file",
            key="",
            subject=subject,
            body=body,
            kind=self._kind(said.get("kind", "")),
            addressee=self._addressee(one_line(said.get("addressee", ""))),
            place=place,
            said_at=moment(said.get("sent_at", ""), saved.written),
            contact=_card(said, most, _cells(row, saved.beside, private=True)),
            confidential=asks_secrecy(said.get("confidential", "")),
            aside="\n".join(_cells(row, saved.beside, private=False)),
        )

    def _kind(self, word: str) -> str:
        try:
            return kind_of(word, {**CLEAR, **self.saved.kinds})
        except NotValid as refusal:
            words = {"kind": one_line(word)[:40]}
            raise NotValid(_("对应里还没有写明类型“%(kind)s”是什么意思。") % words, "kind") from refusal

    def _addressee(self, word: str) -> str:
        if not word:
            return self.saved.speaks_for
        if word not in self.saved.bodies:
            raise NotValid(_("对应里还没有写明收信单位“%(body)s”是谁。") % {"body": word[:40]}, "bodies")
        return self.saved.bodies[word]

    def _where(self, kind: str, raw: Raw, refusal: NotValid) -> Raw:
        """What may be a report of a breach of discipline waits where only few may look."""
        if refusal.field == "kind" and may_be_a_report(kind) and self.saved.discipline:
            return replace(raw, addressee=self.saved.discipline)
        return raw


def perhaps(raw: Raw) -> Message | None:
    """也许是 What could be made out of a row that was held, for the person who looks at it."""
    try:
        said = json.loads(raw.content)
        cells = {str(name): str(cell) for name, cell in said["cells"].items()}
        columns = {str(name): str(column) for name, column in said["columns"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    found = {name: readable(cells.get(column, "")) for name, column in columns.items()}
    return Message(
        channel="file",
        key="",
        subject=one_line(found.get("subject", "")),
        body=found.get("body") or found.get("subject", ""),
        addressee=raw.addressee,
        place=one_line(found.get("place", "")),
        contact=card_of(found),
        confidential=asks_secrecy(found.get("confidential", "")),
    )


def key_of(system: str, number: str) -> str:
    """By what a letter with this number of theirs is known here."""
    return f"file:{system}:{sha256(number.encode()).hexdigest()[:MARK]}"


def number_of(word: str) -> str:
    """编号 Their number as it is compared. NotValid for one that a spreadsheet has spoiled."""
    number = one_line(unicodedata.normalize("NFKC", word)).strip("'’`")
    if BROKEN_NUMBER.fullmatch(number):
        words = {"number": number[:40]}
        raise NotValid(
            _("编号“%(number)s”被表格软件改成了数量，后面几位已经不对。请把这一列设成文本，再导出一次。")
            % words,
            "id",
        )
    if len(number) > LONGEST_NUMBER:
        raise NotValid(_("编号太长，最多%(most)d个字。") % {"most": LONGEST_NUMBER}, "id")
    return number


def mark_of(words: Sequence[str]) -> str:
    """Tells the same words from others, and nobody finds the words by it."""
    whole = json.dumps(words, ensure_ascii=False)
    return salted_hmac("lianxin.channels.files", whole, algorithm="sha256").hexdigest()[:MARK]


def _place(place: str, body: str, most: int) -> tuple[str, str]:
    """One that has to be cut stands whole behind the words."""
    if len(place) <= most:
        return place, body
    return place[: most - 1] + "…", f"{body}\n\n{place}"


def _cells(row: Row, columns: Sequence[str], *, private: bool) -> Iterator[str]:
    """What stands in these columns, each behind its name."""
    for column in columns:
        cell = readable(row.fields.get(column, ""))
        if cell and looks_private(column) is private:
            yield f"{column}：{cell}"


def _card(said: Mapping[str, str], most: Mapping[str, int], more: Iterator[str]) -> ContactCard:
    """A line that is too long for its place stands whole in the remark, which is private too."""
    lines = {name: one_line(said.get(name, "")) for name in CARD}
    long = {name for name in CARD if len(lines[name]) > most[name]}
    remark = [said.get("remark", ""), *(lines[name] for name in CARD if name in long), *more]
    kept = {name: "" if name in long else words for name, words in lines.items()}
    return card_of({**kept, "remark": "\n".join(filter(None, remark))})
