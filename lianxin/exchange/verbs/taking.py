"""A portion of a file's rows becomes what it is, in one commit with how far the file was read.

Whoever is killed in between goes on where the last commit was: no row is lost, none is heard twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from lianxin.channels.files import RowRead
from lianxin.channels.message import Message
from lianxin.exchange.models import ImportFile, ImportState, RowHeard, TheirLetter
from lianxin.exchange.sorting import Sorted, Sorting
from lianxin.exchange.wording import further_words
from lianxin.flow.verbs import register
from lianxin.identity.actors import Actor, citizen
from lianxin.identity.policy import require
from lianxin.intake.fitting import fitting
from lianxin.intake.models import Kind, Submission
from lianxin.intake.verbs import ToHold, add_arrived, hold_many, read_after_all, receive_many
from lianxin.intake.words import LONGEST_BODY
from lianxin.kit.ids import uuid7
from lianxin.kit.refusals import NotAllowedNow, Refusal
from lianxin.kit.storing import store
from lianxin.ledger.verbs.recording import acted_first

OTHER_WORDS = 20  # characters of a digest that tell one wording's key from another's
Letters = dict[str, Submission]


@transaction.atomic
def take_portion(
    file: ImportFile, rows: Sequence[RowRead], *, by: Actor, now: datetime, registers: bool = False
) -> Sorted:
    """收一批 These rows, and the cursor behind them. Raises SomeoneActedFirst when another was faster."""
    require(by, "submission.import", None)
    before = ImportFile.objects.filter(pk=file.pk, state=ImportState.TAKING, cursor=file.cursor)
    if not before.update(cursor=file.cursor + len(rows)):
        raise acted_first()
    found = Sorting(file.system).sort(rows)
    letters, refused = _receive(found.new, now=now)
    _enter(file, found.new, letters)
    more = _further(file, found.changed, letters, now=now)
    found.held += [*refused, *more]
    _hold(file, found.held, now=now)
    _no_longer_held(found, letters, now=now)
    if registers:
        for letter in letters.values():
            if not letter.is_sealed():
                register(letter, by=by, now=now)
    ImportFile.objects.filter(pk=file.pk).update(
        new=F("new") + len(letters), known=F("known") + found.known,
        changed=F("changed") + len(found.changed) - len(more), held=F("held") + len(found.held),
    )  # fmt: skip
    file.cursor += len(rows)
    return found


def _receive(rows: Sequence[RowRead], *, now: datetime) -> tuple[Letters, list[RowRead]]:
    """The new letters by their keys. When one of them cannot be taken, each goes by itself."""
    messages = [_as_kept(row.message) for row in rows if row.message]
    if not messages:
        return {}, []
    try:
        with transaction.atomic():
            taken = receive_many(messages, by=citizen(), now=now)
        return {message.key: one for message, one in zip(messages, taken, strict=True)}, []
    except Refusal as refusal:
        if len(rows) == 1:
            return {}, [_refused(rows[0], refusal)]
    letters: Letters = {}
    refused: list[RowRead] = []
    for row in rows:
        one, left = _receive([row], now=now)
        letters |= one
        refused += left
    return letters, refused


def _as_kept(message: Message) -> Message:
    """Words that are too long go on in a file; the others are as they must be already."""
    return fitting(message) if len(message.body) > LONGEST_BODY else message


def _refused(row: RowRead, refusal: Refusal) -> RowRead:
    why = "full" if isinstance(refusal, NotAllowedNow) else "refused"
    summary = row.message.subject or row.message.body if row.message else ""
    return replace(row, message=None, why=why, says=refusal.sentence, summary=summary)


def _enter(file: ImportFile, rows: Iterable[RowRead], letters: Letters) -> None:
    """Written down as heard; a letter with a number of theirs is one that they are told of."""
    new = [(row, letters[row.key]) for row in rows if row.key in letters]
    store([_heard(file, row, submission=letter) for row, letter in new], once=True)
    their = [(row, letter) for row, letter in new if row.number and not letter.is_sealed()]
    entered = [
        TheirLetter(id=uuid7(), system=file.system, number=row.number, submission=letter)
        for row, letter in their
    ]
    store(entered, once=True)


def _heard(file: ImportFile, row: RowRead, **became: object) -> RowHeard:
    return RowHeard(
        system=file.system, number=row.number, digest=row.digest, file=file, row=row.row.number, **became
    )


def _further(
    file: ImportFile, changed: Sequence[tuple[RowRead, UUID | None]], letters: Letters, *, now: datetime
) -> list[RowRead]:
    """Other words under a known number are added to its letter, verbatim. Returns what could not be."""
    keys = [key for _row, key in changed if key]
    known = Submission.objects.filter(pk__in=keys).select_related("dossier__keeper") if keys else ()
    here = {letter.pk: letter for letter in known}
    refused = []
    for row, key in changed:
        letter = here.get(key) if key else letters.get(row.key)
        try:
            with transaction.atomic():
                became = _add(row, letter, now=now)
        except Refusal as refusal:
            refused.append(_refused(row, refusal))
            continue
        store([_heard(file, row, submission=became)], once=True)
    return refused


def _add(row: RowRead, letter: Submission | None, *, now: datetime) -> Submission:
    """A report of a breach of discipline never becomes a part of an ordinary letter."""
    assert row.message
    said = replace(_as_kept(row.message), key=f"{row.key}:{row.digest[:OTHER_WORDS]}")
    if letter is None or (said.kind == Kind.REPORT and not letter.is_sealed()):
        return receive_many([said], by=citizen(), now=now)[0]
    add_arrived(letter, replace(said, body=further_words(letter, said)), by=citizen(letter.pk), now=now)
    return letter


def _hold(file: ImportFile, rows: Sequence[RowRead], *, now: datetime) -> None:
    """What cannot be a letter as it is waits for a person, with the row as it came."""
    if not rows:
        return
    waiting = [
        ToHold(
            row.raw, _held_key(file, row), row.why,
            {"says": row.says, "sender": row.number, "summary": row.summary},
        )
        for row in rows
    ]  # fmt: skip
    arrivals = hold_many(waiting, by=citizen(), now=now)
    store([_heard(file, row, arrival=arrivals[_held_key(file, row)]) for row in rows], once=True)


def _held_key(file: ImportFile, row: RowRead) -> str:
    return f"file:{file.system}:held:{row.cells}"


def _no_longer_held(found: Sorted, letters: Letters, *, now: datetime) -> None:
    """What waited and is readable now is a part of its letter."""
    here = {key: letter or getattr(letters.get(row.key), "pk", None) for key, row, letter in found.after_all}
    read_after_all({key: letter for key, letter in here.items() if letter}, by=citizen(), now=now)
