"""Sending the mails that are due: at least once, and never a last attempt."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from lianxin.channels.channel import Channel, Mouth
from lianxin.channels.refusing import NotSent
from lianxin.channels.registry import speaking
from lianxin.intake.models import Contact
from lianxin.kit.ids import uuid7
from lianxin.outcomes.mailing import message_for
from lianxin.outcomes.models import Sending, State
from lianxin.outcomes.models.sending import OPEN

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)  # longer than the slowest server can make one mail take
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
# What a server refused for good is asked again now and then: mailboxes come back, rules change.
REFUSED_WAIT = timedelta(days=7)
SHOWN_AFTER = 6  # failed attempts, a little more than an hour: then a person is asked to look


def send_due(*, now: datetime, most: int = 50) -> int:
    """寄出 Send the messages that are due, by every channel that speaks; returns how many went."""
    return sum(_send_by(channel, now=now, most=most) for channel in speaking())


def _send_by(channel: Channel, *, now: datetime, most: int) -> int:
    """One envelope at a time by one channel: when its server is away, the others are left for later.

    Each is marked only after the server has taken it: who is killed in between sends it again,
    under the same key.
    """
    mouth, went = channel.mouth(), 0
    while mouth and went < most and (envelope := take(channel.name, now=now)):
        try:
            _send(channel, mouth, envelope, now=now)
        except NotSent as error:
            put_off(envelope, error, now=now)
            if error.whole_server:
                break
        except Exception:  # whatever went wrong, the message stays owed
            log.exception("sending %s failed", envelope[0].pk)
            put_off(envelope, NotSent("fault"), now=now)
        else:
            went += 1
    return went


def _send(channel: Channel, mouth: Mouth, envelope: Sequence[Sending], *, now: datetime) -> None:
    first = envelope[0]
    card = Contact.objects.filter(submission=first.submission_id).first()
    to = channel.address(card) if card else ""
    if not to:
        raise NotSent("no_address", for_good=True)
    assert first.envelope
    mouth.send(message_for(envelope, to=to, envelope=first.envelope, now=now))
    Sending.objects.filter(pk__in=[one.pk for one in envelope], state__in=OPEN).update(
        state=State.SENT, sent_at=now, due_at=None, attempts=first.attempts + 1, complaint=""
    )


@transaction.atomic
def take(way: str, *, now: datetime) -> list[Sending]:
    """Lease the message of this channel that has been due longest; another worker passes over it.

    It holds everything that waits for the same writer, or, when it was tried before, what it
    held then: what is sent again under the same Message-ID must say the same.
    """
    due = Sending.objects.filter(channel=way, due_at__lte=now).order_by("due_at", "id")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    first = due.first()
    if first is None:
        return []
    together = due.filter(submission=first.submission_id, envelope=first.envelope)
    keys = [one.pk for one in together]
    Sending.objects.filter(pk__in=keys).update(envelope=first.envelope or uuid7(), due_at=now + LEASE)
    taken = Sending.objects.filter(pk__in=keys).order_by("id")
    return list(taken.select_related("event", "submission__dossier__keeper"))


def put_off(envelope: Sequence[Sending], error: NotSent, *, now: datetime) -> None:
    """It is due again, later each time; a person is shown what will not mend itself.

    What can only go once the writer speaks again waits for that (see `speak_again`), and is tried seldom.
    """
    attempts = envelope[0].attempts + 1
    wait = min(FIRST_WAIT * 2 ** min(attempts - 1, 12), LONGEST_WAIT)
    if error.for_good or error.until_heard:
        wait = REFUSED_WAIT
    stuck = error.for_good or (attempts >= SHOWN_AFTER and not error.until_heard)
    Sending.objects.filter(pk__in=[one.pk for one in envelope], state__in=OPEN).update(
        state=State.STUCK if stuck else State.FAILED, attempts=attempts, due_at=now + wait,
        complaint=str(error)[:40],
    )  # fmt: skip


def mark_returned(envelope: UUID, *, now: datetime) -> int:
    """退信 The mail with these notices was taken, and came back: a person is shown it. Returns how many."""
    returned = Sending.objects.messages().filter(envelope=envelope, state=State.SENT)
    return returned.update(
        state=State.STUCK, sent_at=None, due_at=now + REFUSED_WAIT, complaint="bounced"
    )  # fmt: skip


def speak_again(account: str, *, now: datetime) -> int:
    """可以再发 This account has just said something: what waited for that is due now. Returns how many."""
    letters = Contact.objects.filter(account=account).values("submission")
    waiting = Sending.objects.open().messages().filter(submission__in=letters, attempts__gt=0)
    # Almost always nothing does: looking disturbs nobody who writes.
    return waiting.update(due_at=now) if waiting.exists() else 0
