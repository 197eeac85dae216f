"""A channel as somebody would add one: people shout across the yard, and are answered the same way.

Copied from a channel's folder and named in LIANXIN_CHANNELS: nothing else in the house knows of it.
"""

from lianxin.channels.channel import Channel
from lianxin.channels.message import (
    ContactCard,
    FollowUp,
    Heard,
    Mark,
    Message,
    MessageOut,
    Quiet,
    Raw,
    Unreadable,
)
from lianxin.channels.refusing import NotSent

ANSWERED: list[MessageOut] = []


def read(raw: Raw) -> Heard:
    """`name: words`, `name #code: words`, or a cough."""
    try:
        who, _colon, words = raw.content.decode().partition(": ")
    except UnicodeDecodeError as error:
        raise Unreadable("unreadable") from error
    if who == "cough":
        return Quiet("yard:cough", "event")
    name, _hash, code = who.partition(" #")
    account = ContactCard(account=f"yard:{name}")
    said = Message("yard", f"yard:{hash(raw.content)}", words, addressee=raw.addressee, contact=account)
    return FollowUp(said.key, (Mark("code", code),), f"yard:{name}", said) if code else said


class Shout:
    def send(self, message: MessageOut) -> None:
        if message.to == "gone":
            raise NotSent("gone", until_heard=True)
        ANSWERED.append(message)

    def knock(self) -> None:
        pass


CHANNEL = Channel(
    name="yard",
    label="院子里喊话",
    read=read,
    mouth=Shout,
    speaks=lambda: True,
    address=lambda card: card.account.removeprefix("yard:") if card.account.startswith("yard:") else "",
    check=lambda: "",
    reasons={"gone": "人走了，等他再来。"},
    receipt=True,
)
