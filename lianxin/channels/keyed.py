"""What a clerk keyed in of what came on paper, by telephone or at the counter, as a message."""

from dataclasses import dataclass
from datetime import date, datetime, time

from lianxin.channels.message import ContactCard, FileIn, Message, ProxyIn
from lianxin.kit.dates import SHANGHAI
from lianxin.kit.text import one_line, readable


@dataclass(frozen=True)
class Keyed:
    """录入 The fields of the clerk's form. `key` is made when the form is opened."""

    key: str
    body: str
    subject: str = ""
    kind: str = "problem"
    addressee: str = ""
    place: str = ""
    place_code: str = ""
    public: bool = False
    confidential: bool = False
    said_on: date | None = None
    name: str = ""
    phone: str = ""
    address: str = ""
    remark: str = ""
    large_print: bool = False
    scans: tuple[FileIn, ...] = ()
    helper: str = ""
    relation: str = ""
    consent: str = ""
    consented_on: date | None = None


def keyed_in(letter: Keyed, channel: str) -> Message:
    """来信 What was keyed in, as a message. The same form sent twice is heard once, by its key."""
    card = ContactCard(
        name=one_line(letter.name),
        phone=one_line(letter.phone),
        address=one_line(letter.address),
        remark=readable(letter.remark),
        large_print=letter.large_print,
    )
    said_at = datetime.combine(letter.said_on, time(12), SHANGHAI) if letter.said_on else None
    return Message(
        channel=channel,
        key=key_of(channel, letter.key),
        body=letter.body,
        subject=letter.subject,
        kind=letter.kind,
        addressee=letter.addressee,
        place=letter.place,
        place_code=letter.place_code,
        public=letter.public,
        confidential=letter.confidential,
        said_at=said_at,
        contact=card,
        files=letter.scans,
        proxy=ProxyIn(letter.helper, letter.relation, letter.consent, letter.consented_on),
    )


def key_of(channel: str, key: str) -> str:
    """By what the form is known, whether it says its channel or not."""
    return f"{channel}:{key.removeprefix(f'{channel}:')}"
