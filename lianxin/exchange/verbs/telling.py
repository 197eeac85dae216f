"""A file of answers: asked for, made, fetched as often as somebody likes, and confirmed once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.channels.files.writing import write_table
from lianxin.exchange.answering import Line, lines_for, row_of
from lianxin.exchange.changes import BATCH, changed, given_besides, unheard_of
from lianxin.exchange.fields import FIELDS
from lianxin.exchange.models import ExportFile, ExportState, FileMapping, TheirLetter
from lianxin.exchange.queries import in_force, last_number, on_its_way
from lianxin.identity.actors import THE_CLOCK, Actor
from lianxin.identity.policy import require
from lianxin.kit.blobs import keep, path_of
from lianxin.kit.ids import uuid7
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.storing import change, store
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import house_dossier, record

LEASE = timedelta(minutes=30)
MOST_LINES = 20_000  # in one file; what is left stands in the next
LONGEST_REASON = 200


@transaction.atomic
def ask_for_file(mapping: FileMapping, *, by: Actor, now: datetime) -> ExportFile:
    """要文件 The file that is on its way, or the next: the worker makes it."""
    require(by, "exchange.tell", None)
    there = on_its_way(mapping.system)
    if there:
        return there
    if not mapping.takes:
        raise NotAllowedNow(_("“%(name)s”现在不收答复。") % {"name": mapping.name})
    try:
        with transaction.atomic():
            return _new(mapping, ExportState.ASKED, by=by, now=now)
    except IntegrityError:
        there = on_its_way(mapping.system)
        assert there
        return there


def _new(mapping: FileMapping, state: ExportState, *, by: Actor, now: datetime) -> ExportFile:
    return ExportFile.objects.create(
        mapping=mapping, system=mapping.system, sequence=last_number(mapping.system) + 1, state=state,
        form=mapping.form, asked_at=now, asked_by=by.person,
    )  # fmt: skip


def tell_asked(*, now: datetime) -> int:
    """做文件 Files that somebody asked for; returns how many were made."""
    due = Q(lease_until=None) | Q(lease_until__lte=now)
    return sum(_make(file, now) for file in ExportFile.objects.filter(due, state=ExportState.ASKED))


def tell_by_itself(*, now: datetime) -> int:
    """按时做文件 For each system whose hour has come, if there is anything to tell."""
    return sum(_make_by_itself(mapping, now) for mapping in in_force() if mapping.takes and mapping.hours)


def _make(file: ExportFile, now: datetime) -> int:
    """Of two workers one."""
    mine = ExportFile.objects.filter(pk=file.pk, state=ExportState.ASKED, lease_until=file.lease_until)
    if not mine.update(lease_until=now + LEASE):
        return 0
    make_file(file, by=THE_CLOCK, now=now)
    return 1


def _make_by_itself(mapping: FileMapping, now: datetime) -> int:
    """One that is still on its way holds up the next: what changes meanwhile waits for it."""
    last = ExportFile.objects.filter(system=mapping.system).order_by("-sequence").first()
    if on_its_way(mapping.system) or (last and last.asked_at + timedelta(hours=mapping.hours) > now):
        return 0
    _enter(mapping)
    if not _differing(mapping, now):
        return 0
    return _make(ask_for_file(mapping, by=THE_CLOCK, now=now), now)


def make_file(file: ExportFile, *, by: Actor, now: datetime) -> ExportFile:
    """做文件 Everything that differs from what they confirmed, as a table; on disk before anybody is told.

    Whoever is killed in between has made nothing, and begins again.
    """
    require(by, "exchange.tell", None)
    mapping = FileMapping.objects.select_related("body").get(pk=file.mapping_id)
    TheirLetter.objects.filter(file=file).update(file=None)
    with override(settings.LANGUAGE_CODE):
        _enter(mapping)
        lines = _differing(mapping, now)
    fields = [name for name in FIELDS if name in mapping.headings]
    headings = [mapping.headings[name] for name in fields]
    content = write_table(mapping.form, headings, (row_of(line, fields) for line in lines)) if lines else b""
    for place in range(0, len(lines), BATCH):
        _note_going(file, lines[place : place + BATCH])
    _ready(file, lines, content, by=by, now=now)
    file.refresh_from_db()
    return file


@transaction.atomic
def _enter(mapping: FileMapping) -> None:
    """Letters that this system is to be told of from now on."""
    held = [(row.number, row.arrival.submission_id) for row in unheard_of(mapping) if row.arrival]
    given = [("", key) for key in given_besides(mapping)]
    rows = [
        TheirLetter(id=uuid7(), system=mapping.system, number=number, submission_id=key)
        for number, key in [*held, *given]
    ]
    store(rows, once=True)


def _differing(mapping: FileMapping, now: datetime) -> list[Line]:
    """What they have not been told. Where folders grew and nothing shows of it, that is noted."""
    found: list[Line] = []
    for letters in changed(mapping, now=now):
        lines = lines_for(letters, mapping, now=now)
        found += [line for line in lines if line.mark != line.letter.told]
        _note_unchanged([line for line in lines if line.mark == line.letter.told])
        if len(found) >= MOST_LINES:
            break
    return found[:MOST_LINES]


@transaction.atomic
def _note_unchanged(lines: Sequence[Line]) -> None:
    for line in lines:
        same = {"id": line.letter.pk, "file_id": None}
        change(TheirLetter, same, told_lines=line.lines, again_at=line.again_at)


@transaction.atomic
def _note_going(file: ExportFile, lines: Sequence[Line]) -> None:
    """What the file says of each letter; it counts once the file is ready."""
    for line in lines:
        said = {"going": line.mark, "going_lines": line.lines, "going_again_at": line.again_at}
        change(TheirLetter, {"id": line.letter.pk}, file_id=file.pk, **said)


@transaction.atomic
def _ready(file: ExportFile, lines: Sequence[Line], content: bytes, *, by: Actor, now: datetime) -> None:
    digest = keep(content) if lines else ""
    state, ended = (ExportState.READY, None) if lines else (ExportState.EMPTY, now)
    asked = ExportFile.objects.filter(pk=file.pk, state=ExportState.ASKED)
    said = {"rows": len(lines), "sha256": digest, "size": len(content), "made_at": now, "ended_at": ended}
    if asked.update(state=state, lease_until=None, **said) and lines:
        _say(file, "exchange.file_made", by=by, now=now, rows=len(lines), sha256=digest)


def content_of(file: ExportFile, *, by: Actor, now: datetime) -> bytes:
    """取文件 The bytes, the same each time. That somebody fetched them is written down."""
    require(by, "exchange.tell", None)
    if not file.sha256:
        raise NotAllowedNow(_("这份文件还没有做好，或者没有内容。"))
    _say(file, "exchange.file_fetched", by=by, now=now)
    return path_of(file.sha256).read_bytes()


@transaction.atomic
def acknowledge_file(file: ExportFile, *, by: Actor, now: datetime) -> None:
    """对方收到了 What the file says is what they know now. Twice is once."""
    require(by, "exchange.tell", None)
    if not _end(file, ExportState.ACKNOWLEDGED, by=by, now=now):
        return
    TheirLetter.objects.filter(file=file).update(
        told=F("going"), told_lines=F("going_lines"), again_at=F("going_again_at"),
        file=None, going="", going_lines=0, going_again_at=None,
    )  # fmt: skip
    _say(file, "exchange.file_acknowledged", by=by, now=now)


@transaction.atomic
def void_file(file: ExportFile, *, reason: str, by: Actor, now: datetime) -> None:
    """作废 It never arrived, or is wrong: what it said stands in the next one again."""
    require(by, "exchange.tell", None)
    reason = one_line(reason)
    if not reason or len(reason) > LONGEST_REASON:
        raise NotValid(_("请写明为什么作废，最多%(most)d字。") % {"most": LONGEST_REASON}, "reason")
    if not _end(file, ExportState.VOID, by=by, now=now, reason=reason):
        raise NotAllowedNow(_("这份文件刚才已经有人处理了，请刷新页面。"))
    TheirLetter.objects.filter(file=file).update(file=None, going="", going_lines=0, going_again_at=None)
    _say(file, "exchange.file_voided", by=by, now=now)


def _end(file: ExportFile, state: ExportState, *, by: Actor, now: datetime, reason: str = "") -> bool:
    ready = ExportFile.objects.filter(pk=file.pk, state=ExportState.READY)
    return bool(ready.update(state=state, ended_at=now, ended_by=by.person, reason=reason))


def _say(file: ExportFile, what: str, *, by: Actor, now: datetime, **more: object) -> None:
    said = {"system": file.system, "sequence": file.sequence, **more}
    record(house_dossier(now=now), what, by=by, now=now, **said)
