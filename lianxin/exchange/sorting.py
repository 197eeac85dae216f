"""分拣 Which rows of a file are new, which were heard already, and which say something else than before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from lianxin.channels.files import RowRead
from lianxin.exchange.models import RowHeard


@dataclass
class Heard:
    """听过的 What was heard under one number: the wordings, the letter they are of, and what waits."""

    wordings: set[str] = field(default_factory=set)
    letter: UUID | None = None
    waiting: dict[str, UUID] = field(default_factory=dict)


@dataclass
class Sorted:
    """`changed` are rows of letters that are here, or new in this same file (then without a key); `after_all`
    is what waited and can be read now: its key, the row that is the same, and the letter where it is here."""

    new: list[RowRead] = field(default_factory=list)
    changed: list[tuple[RowRead, UUID | None]] = field(default_factory=list)
    held: list[RowRead] = field(default_factory=list)
    known: int = 0
    after_all: list[tuple[UUID, RowRead, UUID | None]] = field(default_factory=list)


class Sorting:
    """Sorts portion after portion of one file, and remembers what was new in it."""

    def __init__(self, system: str) -> None:
        self.system = system
        self.fresh: dict[str, set[str]] = {}
        self.begun: set[str] = set()

    def sort(self, rows: Sequence[RowRead]) -> Sorted:
        heard, found = self._heard(rows), Sorted()
        for row in rows:
            before = heard.get(_place(row), Heard())
            fresh = self.fresh.setdefault(_place(row), set())
            if row.cells in before.waiting and row.message:
                found.after_all.append((before.waiting[row.cells], row, before.letter))
            if row.digest in before.wordings or row.digest in fresh:
                found.known += 1
                continue
            fresh.add(row.digest)
            if row.message is None:
                found.held.append(row)
            elif before.letter or _place(row) in self.begun:
                found.changed.append((row, before.letter))
            else:
                found.new.append(row)
                self.begun.add(_place(row))
        return found

    def _heard(self, rows: Iterable[RowRead]) -> dict[str, Heard]:
        numbers = {row.number for row in rows if row.number}
        marks = {row.digest for row in rows if not row.number}
        known = RowHeard.objects.filter(system=self.system).order_by("id")
        columns = ("number", "digest", "submission_id", "arrival_id", "arrival__submission_id")
        found: dict[str, Heard] = {}
        for asked in ({"number__in": numbers}, {"number": "", "digest__in": marks}):
            if not any(value for value in asked.values()):
                continue
            for number, digest, letter, arrival, its_letter in known.filter(**asked).values_list(*columns):
                one = found.setdefault(number or digest, Heard())
                one.wordings.add(digest)
                one.letter = one.letter or letter or its_letter
                if arrival and not its_letter:
                    one.waiting[digest] = arrival
        return found


def _place(row: RowRead) -> str:
    """Rows with one number belong together; each without is by itself."""
    return row.number or row.digest
