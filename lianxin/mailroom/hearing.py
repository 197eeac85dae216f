"""收 What came in at a door is read, and becomes a letter, a further word, or something a person looks at.

Whatever it was, when `hear` has come back it is on disk: then the door may say that it was taken.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction

from lianxin.channels.message import FollowUp, Heard, Message, Quiet, Raw, Unreadable
from lianxin.channels.registry import channels
from lianxin.identity.actors import citizen
from lianxin.intake.arrivals import IN_DATABASE, desk_of, key_of
from lianxin.intake.fitting import fitting
from lianxin.intake.flooding import Pace, has_a_letter_here, pace_of
from lianxin.intake.group import receive_in_group
from lianxin.intake.models import Arrival, Submission
from lianxin.intake.verbs import add_arrived, hold, hold_about, hold_letter, note_quiet
from lianxin.intake.verbs.probing import probe_arrived
from lianxin.kit.blobs import keep
from lianxin.kit.codes import covered
from lianxin.kit.refusals import NotAllowedNow, Refusal, SomeoneActedFirst
from lianxin.kit.storing import those_known
from lianxin.mailroom.knowing import letter_known_by
from lianxin.organisations.models import Kind
from lianxin.outcomes.verbs import tell_received
from lianxin.outcomes.verbs.sending import mark_returned

log = logging.getLogger(__name__)

AHEAD = timedelta(days=1)  # a clock that is wrong by more than that says nothing of when a letter was written
SUMMARY = 400
ATTEMPTS = 3
CANNOT_WRITE = (OperationalError, InterfaceError, OSError)


def hear(raw: Raw, *, now: datetime) -> str:
    """收件 Keep what came in and make of it what it is. The same again is what it was the first time.

    Returns the key by which it is known from now on (see arrival_by_key).

    Never raises for what is in it: what cannot be read, or cannot be taken, waits for a person. Raises only
    when the house cannot write: then it must not be said to have been taken.
    """
    try:
        heard = _fitted(channels()[raw.channel].read(raw))
    except Unreadable as error:
        key = error.key or key_of(raw)
        return hold(raw, key, why=error.why, by=citizen(), now=now, **_seen(error.letter)).key
    except Exception:  # a reader that fails must not lose what it failed on
        log.exception("the reader of %s failed", raw.channel)
        return hold(raw, key_of(raw), why="fault", by=citizen(), now=now).key
    _put_away(raw, heard)
    if not those_known(Arrival, "key", [heard.key]):
        _take_whatever_it_is(raw, heard, now=now)
    return heard.key


def _fitted(heard: Heard) -> Heard:
    """What was said, made to fit what a letter may be."""
    if isinstance(heard, FollowUp):
        return replace(heard, letter=fitting(heard.letter))
    return fitting(heard) if isinstance(heard, Message) else heard


def _put_away(raw: Raw, heard: Heard) -> None:
    """What is large goes to its place on disk before the database is asked to wait for it."""
    if len(raw.content) > IN_DATABASE:
        keep(raw.content)
    letter = heard.letter if isinstance(heard, FollowUp) else heard
    for file in letter.files if isinstance(letter, Message) else ():
        keep(file.content)


def _take_whatever_it_is(raw: Raw, heard: Heard, *, now: datetime) -> None:
    """A fault of ours, too, is something that a person looks at, and not the end of the door."""
    try:
        _take(raw, heard, now=now)
    except CANNOT_WRITE:
        raise
    except Exception:
        log.exception("what came by %s could not be taken", raw.channel)
        hold(raw, heard.key, why="fault", by=citizen(), now=now)


def _take(raw: Raw, heard: Heard, *, now: datetime) -> None:
    if isinstance(heard, Quiet):
        _note(raw, heard, now=now)
    elif isinstance(heard, FollowUp):
        _follow(raw, heard, now=now)
    else:
        _letter(raw, heard, now=now)


@transaction.atomic
def _note(raw: Raw, quiet: Quiet, *, now: datetime) -> None:
    """Nobody is owed an answer for it; what it is about may have to know of it."""
    follows = WHAT_IT_TELLS.get(quiet.why)
    if follows and quiet.about:
        follows(UUID(quiet.about), now=now)
    note_quiet(raw, quiet.key, why=quiet.why, by=citizen(), now=now)


WHAT_IT_TELLS: dict[str, Callable[..., object]] = {"bounce": mark_returned, "probe": probe_arrived}


def _letter(raw: Raw, message: Message, *, now: datetime) -> None:
    """A new letter. What may not be registered as it is, or comes too fast, waits for a person."""
    said = _at_this_door(raw, message, now=now)
    try:
        if _too_fast(raw.channel, sender_of(message)):
            hold_letter(raw, said, by=citizen(), now=now)
            return
        then = tell_received if channels()[raw.channel].receipt else None
        receive_in_group(replace(said, raw=raw), by=citizen(), now=now, then=then)
    except Refusal as refusal:
        why = {"why": "refused", "says": refusal.sentence}
        hold(raw, message.key, by=citizen(), now=now, **why, **_seen(said))


def _at_this_door(raw: Raw, said: Message, *, now: datetime) -> Message:
    """What comes to the discipline office's own door is a report; nobody writes tomorrow."""
    if desk_of(raw).kind == Kind.DISCIPLINE:
        said = replace(said, kind="report")
    return replace(said, said_at=None) if said.said_at and said.said_at > now + AHEAD else said


def _too_fast(channel: str, source: str) -> bool:
    """Nothing is turned away at these doors: beyond any limit it waits until somebody has looked."""
    if not source or pace_of(channel, source) is Pace.ORDINARY:
        return False
    return not has_a_letter_here(source) or pace_of(channel, source, trusted=True) is not Pace.ORDINARY


def _follow(raw: Raw, follow: FollowUp, *, now: datetime) -> None:
    """A further word: added to the letter it is about, when the one who sent it wrote that letter."""
    letter, stranger = letter_known_by(follow)
    if letter is None:
        _letter(raw, follow.letter, now=now)
        return
    why = {"why": "stranger"}
    if not stranger:
        said = _uncoded(replace(follow.letter, raw=raw, key=follow.key), letter)
        try:
            _add(follow, letter, said, now=now)
            return
        except NotAllowedNow as refusal:
            why = {"why": "full", "says": refusal.sentence}
        except Refusal as refusal:
            why = {"why": "refused", "says": refusal.sentence}
    seen = _seen(follow.letter) | {"sender": follow.sender}
    hold_about(raw, follow.key, letter, by=citizen(), now=now, **why, **seen)


def _add(follow: FollowUp, letter: Submission, said: Message, *, now: datetime) -> None:
    """Whoever acts on the letter at this very moment goes first; that is no reason to wait for a person."""
    for _attempt in range(ATTEMPTS - 1):
        try:
            add_arrived(letter, said, by=citizen(letter.pk), now=now)
            return
        except SomeoneActedFirst:
            letter = letter_known_by(follow)[0] or letter
    add_arrived(letter, said, by=citizen(letter.pk), now=now)


def _uncoded(said: Message, letter: Submission) -> Message:
    """Without the receipt code by which it was known: whoever handles the letter must not hold it."""
    subject, body, aside = (covered(words, letter.code) for words in (said.subject, said.body, said.aside))
    return replace(said, subject=subject, body=body, aside=aside)


def _seen(message: Message | None) -> dict[str, str]:
    """What could be made out, for the person who looks."""
    if message is None:
        return {}
    summary = message.subject or message.body[:SUMMARY]
    return {"sender": sender_of(message), "summary": summary, "aside": message.aside}


def sender_of(message: Message) -> str:
    """Who sent it, as far as the channel knows."""
    card = message.contact
    return card.email or card.account or card.phone or card.name
