"""What waited for a person becomes a letter, and whoever sent it is told."""

from datetime import datetime

from django.db import transaction

from lianxin.channels.message import Message
from lianxin.channels.registry import channels
from lianxin.identity.actors import Actor
from lianxin.intake.models import Arrival, Submission
from lianxin.intake.verbs import make_letter, release
from lianxin.outcomes.verbs.telling import tell_received


@transaction.atomic
def take_in(arrival: Arrival, message: Message | None = None, *, by: Actor, now: datetime) -> Submission:
    """登记到件 It is a letter after all: as its channel reads it, or as a person wrote it down (`message`).

    Whoever was shown no page when it came gets the number and the code by the way it came.
    """
    if message is None:
        letter = release(arrival, by=by, now=now)
    else:
        letter = make_letter(arrival, message, by=by, now=now)
    channel = channels().get(arrival.channel)
    if channel and channel.receipt:
        tell_received(letter, now=now)
    return letter
