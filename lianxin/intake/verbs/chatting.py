"""What an account speaks of moves on with each thing it says; of two at once the second is told so."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lianxin.channels.message import Message
from lianxin.intake.models import Asking, Chat, Submission
from lianxin.kit.storing import change, store
from lianxin.ledger.verbs import acted_first

ROAD = (Asking.WHOM, Asking.WHERE, Asking.PUBLIC)


def begin_chats(heard: Sequence[tuple[Message, Submission]], *, now: datetime) -> None:
    """开始说一件事 These letters are what their accounts speak of from now on.

    Raises SomeoneActedFirst where an account has said something since its letter was read.
    """
    talks = [(message, letter) for message, letter in heard if message.turn is not None]
    fresh = [
        Chat(
            account=message.contact.account, letter=letter, asking=first_question(message, letter), turn=1,
            said_at=now,
        )
        for message, letter in talks
        if message.turn == 0
    ]  # fmt: skip
    if store(fresh, once=True) != len(fresh):
        raise acted_first()
    for message, letter in talks:
        if message.turn:
            chat = Chat(account=message.contact.account, turn=message.turn)
            go_on(chat, letter_id=letter.pk, asking=first_question(message, letter), place="", now=now)


def first_question(message: Message, letter: Submission) -> str:
    """Of a report nothing is asked in a place where others read along; nor of what was said openly."""
    if letter.is_sealed() or message.openly:
        return ""
    return next_question("", letter)


def next_question(asked: str, letter: Submission) -> str:
    """After this question the next one whose answer is not known; where the picture stood tells the place."""
    rest = ROAD[ROAD.index(Asking(asked)) + 1 :] if asked else ROAD
    known = {Asking.WHERE} if letter.place or letter.place_organisation_id else set()
    return next((question.value for question in rest if question not in known), "")


@transaction.atomic
def go_on(chat: Chat, *, now: datetime, **changed: object) -> None:
    """接着说 The account has said one more thing. Raises SomeoneActedFirst where it said more meanwhile."""
    if chat.turn == 0:
        fresh = Chat(account=chat.account, turn=1, said_at=now, **changed)
        if not store([fresh], once=True):
            raise acted_first()
        return
    known = {"account": chat.account, "turn": chat.turn}
    if not change(Chat, known, turn=chat.turn + 1, said_at=now, **changed):
        raise acted_first()
