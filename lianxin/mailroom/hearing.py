"""收 What came in at a door is read, and becomes a letter, a further word, or something a person looks at.

Whatever it was, when `hear` has come back it is on disk: then the door may say that it was taken.
"""

import logging
from dataclasses import replace
from datetime import datetime

from lianxin.channels.message import FollowUp, Heard, Message, Quiet, Raw, Unreadable
from lianxin.channels.registry import channels
from lianxin.identity.actors import citizen
from lianxin.intake.arrivals import arrival_by_key, key_of
from lianxin.intake.fitting import fitting
from lianxin.intake.group import receive_in_group
from lianxin.intake.models import Arrival
from lianxin.intake.verbs import add_arrived, hold, note_quiet
from lianxin.kit.refusals import NotAllowedNow, Refusal
from lianxin.mailroom.knowing import letter_known_by
from lianxin.outcomes.verbs import tell_received

log = logging.getLogger(__name__)


def hear(raw: Raw, *, now: datetime) -> Arrival:
    """收件 Keep what came in and make of it what it is. The same again is what it was the first time.

    Never raises for what is in it: what cannot be read, or cannot be taken, waits for a person. Raises only
    when the house cannot write: then it must not be said to have been taken.
    """
    try:
        heard = channels()[raw.channel].read(raw)
    except Unreadable as error:
        return hold(raw, error.key or key_of(raw), why=error.why, by=citizen(), now=now)
    except Exception:  # a reader that fails must not lose what it failed on
        log.exception("the reader of %s failed", raw.channel)
        return hold(raw, key_of(raw), why="fault", by=citizen(), now=now)
    known = arrival_by_key.first(heard.key)
    if known is None:
        known = _take(raw, heard, now=now)
    if known.became == "letter" and channels()[raw.channel].receipt:
        assert known.submission
        tell_received(known.submission, now=now)
    return known


def _take(raw: Raw, heard: Heard, *, now: datetime) -> Arrival:
    if isinstance(heard, Quiet):
        return note_quiet(raw, heard.key, why=heard.why, by=citizen(), now=now)
    if isinstance(heard, FollowUp):
        return _follow(raw, heard, now=now)
    return _letter(raw, heard, now=now)


def _letter(raw: Raw, message: Message, *, now: datetime) -> Arrival:
    """A new letter. What may not be registered as it is waits for a person, with the reason."""
    said = fitting(message)
    try:
        receive_in_group(replace(said, raw=raw), by=citizen(), now=now)
    except Refusal as refusal:
        seen = {"sender": sender_of(message), "summary": message.subject or message.body}
        return hold(
            raw,
            message.key,
            why="refused",
            says=refusal.sentence,
            aside=said.aside,
            by=citizen(),
            now=now,
            **seen,
        )
    return arrival_by_key.get(message.key)


def _follow(raw: Raw, follow: FollowUp, *, now: datetime) -> Arrival:
    """A further word: added to the letter it is about, when the one who sent it wrote that letter."""
    letter, stranger = letter_known_by(follow)
    if letter is None and not stranger:
        return _letter(raw, follow.letter, now=now)
    seen = {"sender": follow.sender, "summary": follow.letter.subject or follow.letter.body}
    if letter is None:
        return hold(raw, follow.key, why="stranger", by=citizen(), now=now, **seen)
    said = replace(fitting(follow.letter), raw=raw, key=follow.key)
    try:
        return add_arrived(letter, said, by=citizen(letter.pk), now=now)
    except NotAllowedNow as refusal:
        return hold(raw, follow.key, why="full", says=refusal.sentence, by=citizen(), now=now, **seen)
    except Refusal as refusal:
        return hold(raw, follow.key, why="refused", says=refusal.sentence, by=citizen(), now=now, **seen)


def sender_of(message: Message) -> str:
    """Who sent it, as far as the channel knows."""
    card = message.contact
    return card.email or card.account or card.phone or card.name
