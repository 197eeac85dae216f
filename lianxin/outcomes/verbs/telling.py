"""What has to be told becomes a row for each way that reaches the writer; nothing is sent here."""

from datetime import datetime
from uuid import UUID

from lianxin.channels.registry import speaking
from lianxin.flow.verbs.sorting import RECALLED_WITHIN
from lianxin.intake.models import Contact, Submission
from lianxin.kit.asking import Prepared
from lianxin.kit.storing import store
from lianxin.ledger.models import Event
from lianxin.outcomes.models import PAGE, PAPER, PHONE, NoMoreMail, Sending, State
from lianxin.outcomes.notices import notice_of

card_of = Prepared(lambda letter: Contact.objects.filter(submission=letter), UUID)

first_line_of = Prepared(lambda letter: Event.objects.filter(dossier=letter, seq=1), UUID)
stop_of = Prepared(lambda letter: NoMoreMail.objects.filter(submission=letter), UUID)

# A message cannot be called back: it waits until a dispatch can no longer be.
MAILS_WAIT = 2 * RECALLED_WITHIN
# What somebody is called for who spoke and left nothing but a telephone; other steps stand on the page.
READ_OUT = {"declined", "citizen_asked", "replied", "answered_along", "reviewed", "rechecked", "reopened"}
SPOKEN = {"phone", "counter"}
BY_HAND = {PAPER, PHONE}
AT_ONCE = {"submission.received"}  # told by the door itself (see tell_received), to who was shown no page


def tell(letter: Submission, event: Event, *, now: datetime) -> None:
    """告知 Write down what the writer is told of this event, once by each way, however often it runs.

    Who left no address is told on the page alone: that is written down too, so that what is owed
    can be counted against what was told.
    """
    notice = notice_of(event)
    if not notice:
        return
    store([_row(letter, event, notice, way, now=now) for way in ways_to(letter, event, notice)], once=True)


def tell_received(letter: Submission, *, now: datetime) -> None:
    """告知收到 Whoever sent it was shown no page: the number and the code go back by the way it came."""
    tell(letter, first_line_of.get(letter.pk), now=now)


def ways_to(letter: Submission, event: Event, notice: str) -> list[str]:
    """途径 By which ways the writer of this letter can be told of this event.

    Of a sealed report nothing leaves the house. What was loaded from another system's files is no
    news to anybody. A letter on paper is answered on paper, also where a mail goes; who telephoned is
    called; who stopped the mails of a letter written on the web is not sent letters instead.
    """
    if letter.is_sealed() or event.by_kind == "installer":
        return [PAGE]
    card = card_of.first(letter.pk)
    messages = [channel.name for channel in speaking() if channel.address(card)] if card else []
    # Nobody has stopped the messages about a letter before the first one.
    stopped = bool(messages) and event.name not in AT_ONCE and stop_of.first(letter.pk) is not None
    ways = [] if stopped else list(messages)
    if card and card.address and (letter.channel == PAPER or not messages):
        ways.append(PAPER)
    if card and card.phone and letter.channel in SPOKEN and not messages and notice in READ_OUT:
        ways.append(PHONE)
    return ways or [PAGE]


def _row(letter: Submission, event: Event, notice: str, way: str, *, now: datetime) -> Sending:
    told = way == PAGE
    due = max(now, event.at + MAILS_WAIT) if way not in BY_HAND and event.name not in AT_ONCE else now
    return Sending(
        submission=letter, dossier_id=event.dossier_id, event=event, notice=notice, channel=way,
        language=letter.language, state=State.SENT if told else State.WAITING, made_at=now,
        due_at=None if told else due, sent_at=event.at if told else None,
    )  # fmt: skip
