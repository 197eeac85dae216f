"""一起落盘 Letters that arrive together share one commit; each writer is answered only after it.

One thread writes. It takes whatever is waiting when its last commit has ended, so a lone letter
waits for nobody and a crowd of letters costs one wait for the disk instead of many.
"""

import logging
import queue
import threading
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils.translation import get_language, override

from lianxin.channels.message import Message
from lianxin.identity.actors import Actor
from lianxin.intake.models import Submission
from lianxin.intake.verbs import Then, receive, receive_many
from lianxin.kit.refusals import Refusal

log = logging.getLogger(__name__)

MOST = 64
LONGEST_WAIT = 60.0
IDLE = 30.0  # so long without a letter, the thread gives its connection back and ends


class NotWritten(OperationalError):
    """没有写入 The database did not take the letter, or could not say so in time: it may be sent again."""


@dataclass
class _Waiting:
    """One writer who waits: the letter, and the answer when it comes."""

    message: Message
    by: Actor
    now: datetime
    language: str | None
    then: Then | None
    answered: threading.Event = field(default_factory=threading.Event)
    submission: Submission | None = None
    error: Exception | None = None


_waiting: queue.SimpleQueue[_Waiting] = queue.SimpleQueue()
_starting = threading.Lock()
_writer: threading.Thread | None = None


def receive_in_group(message: Message, *, by: Actor, now: datetime, then: Then | None = None) -> Submission:
    """收件 The same as `receive`, sharing its commit with letters that arrive at the same moment.

    Only letters of citizens go together: they have no person behind them whose name a line must
    carry. One with files goes alone: storing pictures would hold up the others. Raises what
    `receive` raises, for this letter alone, and NotWritten when the database is gone; a letter
    sent again with the same key is still one letter.
    """
    alone = by.kind != "citizen" or bool(message.files) or connection.in_atomic_block
    if alone or not settings.LIANXIN_GROUP_COMMIT:
        return _receive_alone(message, by=by, now=now, then=then)
    mine = _Waiting(message, by, now, get_language(), then)
    _waiting.put(mine)
    _writer_is_there()
    if not mine.answered.wait(LONGEST_WAIT):
        raise NotWritten("the letter waited too long for the database")
    if isinstance(mine.error, Refusal):
        raise mine.error
    if mine.error or mine.submission is None:
        raise NotWritten("the database did not take the letter") from mine.error
    return mine.submission


def _receive_alone(message: Message, *, by: Actor, now: datetime, then: Then | None) -> Submission:
    try:
        return receive(message, by=by, now=now, then=then)
    except (OperationalError, InterfaceError, OSError) as error:
        raise NotWritten("the house could not write the letter") from error


def _writer_is_there() -> None:
    """Start the thread at the first letter, and again should it have ended."""
    global _writer
    with _starting:
        if _writer is None or not _writer.is_alive():
            _writer = threading.Thread(target=_write_all, name="letters", daemon=True)
            _writer.start()


def _write_all() -> None:
    """The writer: whole groups, one after the other, until no letter has come for a while."""
    global _writer
    while True:
        group = _next_group()
        if group:
            _write(group)
            continue
        connection.close()
        with _starting:
            if _waiting.empty():
                _writer = None
                return


def _next_group() -> list[_Waiting]:
    """Wait for one letter, then take what is there besides, without waiting."""
    try:
        first = _waiting.get(timeout=IDLE)
    except queue.Empty:
        return []
    return [first, *_who_waits(MOST - 1)]


def _who_waits(most: int) -> list[_Waiting]:
    """Those who are there now, without waiting for another."""
    there: list[_Waiting] = []
    try:
        while len(there) < most:
            there.append(_waiting.get_nowait())
    except queue.Empty:
        pass
    return there


def _write(group: list[_Waiting]) -> None:
    """One commit for all; when a letter spoils it, one for each: nobody pays for a neighbour's letter."""
    try:
        first = group[0]
        messages, then = [one.message for one in group], [one.then for one in group]
        written = receive_many(messages, by=first.by, now=first.now, then=then)
        for one, submission in zip(group, written, strict=True):
            one.submission = submission
    except (OperationalError, InterfaceError, OSError) as error:
        log.error("%s letters could not be written: %s", len(group), error)
        # Who came while we waited for a database that is away would wait as long again to hear the same.
        group += _who_waits(MOST * MOST)
        for one in group:
            one.error = error
    except Exception as error:  # noqa: BLE001 - whatever it was, each letter now gets its own answer
        log.info("a group of %s letters goes one by one: %s", len(group), error)
        for one in group:
            _write_one(one)
    finally:
        close_old_connections()
        for one in group:
            one.answered.set()


def _write_one(one: _Waiting) -> None:
    try:
        with override(one.language):
            one.submission = receive(one.message, by=one.by, now=one.now, then=one.then)
    except Refusal as error:
        one.error = error
    except Exception as error:
        log.exception("a letter could not be written")
        close_old_connections()  # a lost database is looked for afresh at the next letter
        one.error = error
