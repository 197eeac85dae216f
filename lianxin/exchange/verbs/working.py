"""What the worker does with files that were given: it looks at them, and takes them, a portion at a time."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.channels.files import Reader, Row, RowRead
from lianxin.exchange.models import ImportFile, ImportState
from lianxin.exchange.models.taken import AT_WORK
from lianxin.exchange.queries import saved_of
from lianxin.exchange.reading import portions, rows_of_file
from lianxin.exchange.sorting import Sorting
from lianxin.exchange.verbs.giving import LEASE
from lianxin.exchange.verbs.taking import take_portion
from lianxin.identity.actors import THE_CLOCK, Actor
from lianxin.intake.words import LONGEST_BODY, check
from lianxin.kit.refusals import NotValid, SomeoneActedFirst
from lianxin.ledger.verbs import house_dossier, record

log = logging.getLogger(__name__)

REST = 0.25  # times as long as it worked: whoever writes a letter meanwhile is served first
MOST_TROUBLES, MOST_ROWS = 100, 10  # reasons, and rows named for each
Advance = Callable[[int, int], object]


@dataclass
class Work:
    """One run over one file. `advance` is told how many rows of how many are done."""

    file: ImportFile
    by: Actor
    now: datetime
    registers: bool = False
    advance: Advance = lambda _done, _rows: None
    rest: float = REST
    began: float = field(default_factory=time.monotonic)

    def until(self) -> datetime:
        """So long nobody else takes this file up."""
        return self.now + timedelta(seconds=time.monotonic() - self.began) + LEASE


@dataclass
class Troubles:
    """读不出来的 Why rows cannot be read: each reason, how many rows have it, and the first of them."""

    told: list[list[Any]]

    def note(self, rows: Iterable[RowRead]) -> None:
        for row in rows:
            known = next((one for one in self.told if one[0] == row.says), None)
            if known is None and len(self.told) < MOST_TROUBLES:
                known = [row.says, 0, []]
                self.told.append(known)
            if known:
                known[1] += 1
                known[2] += [row.row.number] if len(known[2]) < MOST_ROWS else []


def work_on_files(*, now: datetime) -> int:
    """收文件 The next file that is due; returns how many were worked on."""
    file = _lease(now)
    if file is None:
        return 0
    with override(settings.LANGUAGE_CODE):
        run(Work(file, THE_CLOCK, now))
    return 1


def _lease(now: datetime) -> ImportFile | None:
    """One file at a time, and of two workers one."""
    due = Q(lease_until=None) | Q(lease_until__lte=now)
    found = ImportFile.objects.filter(due, state__in=AT_WORK).select_related("mapping__body")
    for file in found.order_by("given_at", "id")[:5]:
        same = ImportFile.objects.filter(pk=file.pk, state=file.state, lease_until=file.lease_until)
        if same.update(lease_until=now + LEASE):
            return file
    return None


def run(work: Work) -> None:
    """Look at the file, or take it, to its end. What cannot be read at all is said, and kept."""
    file, saved = work.file, saved_of(work.file.mapping)
    try:
        opened = rows_of_file(file, saved)
    except NotValid as refusal:
        ImportFile.objects.filter(pk=file.pk, state=file.state).update(
            state=ImportState.REFUSED, complaint=refusal.sentence[:500], ended_at=work.now
        )
        return
    ImportFile.objects.filter(pk=file.pk).update(rows=len(opened.rows), remarks=opened.remarks)
    act = _look if file.state == ImportState.LOOKING else _take
    try:
        act(work, Reader(saved, file.sha256), opened.rows)
    except SomeoneActedFirst:
        log.info("another worker goes on with file %s", file.pk)
    except Exception:
        failed = _("读到一半出了错，过两分钟自己再试；已经收下的都在。请看运行记录。")
        ImportFile.objects.filter(pk=file.pk).update(complaint=failed)
        raise


def _look(work: Work, reader: Reader, rows: list[Row]) -> None:
    """试读 What would come of it; nothing is written but the counts."""
    file, sorting = work.file, Sorting(work.file.system)
    troubles = Troubles([])
    counts = dict.fromkeys(("new", "known", "changed", "held"), 0)
    here = ImportFile.objects.filter(pk=file.pk, state=ImportState.LOOKING)
    done = 0
    for portion in portions(rows):
        read = [_checked(reader.read(row)) for row in portion]
        found = sorting.sort(read)
        counts["new"] += len(found.new)
        counts["known"] += found.known
        counts["changed"] += len(found.changed)
        counts["held"] += len(found.held)
        troubles.note(found.held)
        done += len(portion)
        here.update(cursor=done, lease_until=work.until(), troubles=troubles.told, **counts)
        work.advance(done, len(rows))
    here.update(state=ImportState.LOOKED, complaint="", lease_until=None)


def _checked(row: RowRead) -> RowRead:
    """The same look that a letter gets when it is kept."""
    if row.message is None or len(row.message.body) > LONGEST_BODY:
        return row
    try:
        check(row.message)
    except NotValid as refusal:
        return RowRead(
            row.row, row.number, row.key, row.digest, row.cells, row.raw, why="refused", says=refusal.sentence
        )
    return row


def _take(work: Work, reader: Reader, rows: list[Row]) -> None:
    """收 From where the last commit was; the rows before it are only counted, for those without a number."""
    file, troubles = work.file, Troubles(work.file.troubles if work.file.cursor else [])
    for row in rows[: file.cursor]:
        reader.read(row)
    for portion in portions(rows[file.cursor :]):
        before = time.monotonic()
        read = [reader.read(row) for row in portion]
        found = take_portion(file, read, by=work.by, now=work.now, registers=work.registers)
        troubles.note(found.held)
        ImportFile.objects.filter(pk=file.pk).update(lease_until=work.until(), troubles=troubles.told)
        work.advance(file.cursor, len(rows))
        time.sleep(work.rest * (time.monotonic() - before))
    _end(work, len(rows))


@transaction.atomic
def _end(work: Work, rows: int) -> None:
    file = work.file
    ended = ImportFile.objects.filter(pk=file.pk, state=ImportState.TAKING, cursor=rows)
    if ended.update(state=ImportState.DONE, complaint="", ended_at=work.now, lease_until=None):
        file.refresh_from_db()
        counts = {"new": file.new, "known": file.known, "changed": file.changed, "held": file.held}
        said = {"system": file.system, "file": file.pk.hex, **counts}
        record(house_dossier(now=work.now), "exchange.file_read", by=work.by, now=work.now, **said)
