"""批量导入 What `lianxin import` does: files in, counts out, and a side file for what could not be taken."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from openpyxl import Workbook

from lianxin.channels.files import Letters, Row, Table, mapping_for, open_table
from lianxin.channels.files.letters import OURS
from lianxin.channels.message import Message
from lianxin.flow.verbs import register
from lianxin.identity.actors import THE_INSTALLER
from lianxin.intake.models import Submission
from lianxin.intake.verbs import receive_many
from lianxin.intake.words import LONGEST
from lianxin.kit.refusals import NotValid, Refusal

GROUP = 100  # letters a transaction: one wait for the disk serves them all
Advance = Callable[[int], object]


@dataclass
class Counts:
    """How it ended. Every row is one of the three."""

    taken: int = 0
    already_there: int = 0
    refused: int = 0
    registered: int = 0

    def __str__(self) -> str:
        return (
            f"收下 {self.taken}，已有 {self.already_there}，退回 {self.refused} "
            f"(taken {self.taken}, already there {self.already_there}, refused {self.refused})"
        )


class SideFile:
    """退回清单 The rows that could not be taken, in the form they came in, each with its reason.

    Made only when there is such a row, and never over another file.
    """

    def __init__(self, table: Table, wanted: Path | None) -> None:
        self.table = table
        self.wanted = wanted
        self.rows: list[tuple[Row, str]] = []

    def add(self, row: Row, reason: str) -> None:
        self.rows.append((row, reason))

    def write(self) -> Path | None:
        """Put the rows on disk; the file can be mended and imported again as it is."""
        if not self.rows:
            return None
        self.rows.sort(key=lambda refused: refused[0].number)
        path = self._free_place()
        {"jsonl": self._as_json, "csv": self._as_csv, "xlsx": self._as_sheet}[self.table.form](path)
        return path

    def _free_place(self) -> Path:
        if self.wanted:
            return self.wanted
        stem, end = (
            f"{self.table.path.stem}.refused",
            "xlsx" if self.table.form == "xlsx" else self.table.form,
        )
        places = (Path(f"{stem}{f'-{n}' if n > 1 else ''}.{end}") for n in range(1, 10_000))
        return next(place for place in places if not place.exists())

    def _as_json(self, path: Path) -> None:
        with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
            for row, reason in self.rows:
                said: Mapping[str, object] = row.fields or {"raw": row.raw}
                file.write(json.dumps({OURS: reason, **said}, ensure_ascii=False) + "\n")

    def _lines(self) -> Iterator[list[str]]:
        """The header and the rows; one that did not fit its header is kept whole behind it."""
        columns = [column for column in self.table.columns if column != OURS]
        yield [OURS, *columns]
        for row, reason in self.rows:
            cells = [row.fields.get(column, "") for column in columns]
            yield [reason, *(row.raw.split("\t") if row.complaint else cells)]

    def _as_csv(self, path: Path) -> None:
        with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
            csv.writer(file).writerows(self._lines())

    def _as_sheet(self, path: Path) -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for line in self._lines():
            sheet.append([_cell(word) for word in line])
        book.save(path)


def _cell(word: str) -> str:
    """A spreadsheet holds 32,767 characters a cell and no control characters."""
    return "".join(c for c in word if c in "\t\n" or c >= " ")[:32_767]


@dataclass
class LetterImport:
    """One reading of one file."""

    table: Table
    letters: Letters
    side: SideFile
    now: datetime
    registers: bool = False
    counts: Counts = field(default_factory=Counts)
    fresh: set[UUID] = field(default_factory=set)

    def run(self, advance: Advance) -> Counts:
        """All rows, a group at a time."""
        rows = iter(self.table.rows())
        while group := list(islice(rows, GROUP)):
            understood = list(self._understood(group))
            if understood:
                self._take(understood)
            advance(len(group))
        return self.counts

    def _understood(self, rows: Iterable[Row]) -> Iterator[tuple[Row, Message]]:
        for row in rows:
            try:
                yield row, self.letters.message(row)
            except NotValid as refusal:
                self._refuse(row, refusal.sentence)

    def _take(self, group: list[tuple[Row, Message]]) -> None:
        """The group in one transaction; when one cannot be taken, each in its own."""
        try:
            self._write([message for _row, message in group])
        except Refusal as refusal:
            if len(group) == 1:
                self._refuse(group[0][0], refusal.sentence)
                return
            for one in group:
                self._take([one])

    def _write(self, messages: list[Message]) -> None:
        with transaction.atomic():
            submissions = receive_many(messages, by=THE_INSTALLER, now=self.now)
            new = {s.pk: s for s in submissions if s.received_at == self.now and s.pk not in self.fresh}
            registered = self._register(new.values()) if self.registers else 0
        self.fresh |= new.keys()
        self.counts.taken += len(new)
        self.counts.already_there += len(submissions) - len(new)
        self.counts.registered += registered

    def _register(self, submissions: Iterable[Submission]) -> int:
        """登记 Reports of breaches of discipline stay with the discipline office, which registers its own."""
        ordinary = [s for s in submissions if not s.is_sealed()]
        for submission in ordinary:
            register(submission, by=THE_INSTALLER, now=self.now)
        return len(ordinary)

    def _refuse(self, row: Row, reason: str) -> None:
        self.counts.refused += 1
        self.side.add(row, _("第%(n)d行：%(reason)s") % {"n": row.number, "reason": reason})


def prepare(
    path: Path,
    *,
    mapping: Mapping[str, str],
    source: str,
    refused: Path | None,
    registers: bool,
    now: datetime,
) -> LetterImport:
    """Open the file and understand its columns; nothing is written yet."""
    table = open_table(path)
    if refused and refused.exists() and refused.samefile(path):
        raise NotValid(_("退回清单不能写在来信文件上面。"))
    letters = Letters(mapping_for(table.columns, mapping), LONGEST["subject"], source)
    return LetterImport(table, letters, SideFile(table, refused), now, registers)
