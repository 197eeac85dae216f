"""What every ear makes of what it hears, and every mouth is given to say."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class FileIn:
    """附件 A file as it arrived: its name as given (never trusted) and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class ContactCard:
    """联系方式 The private part: how to reach the writer, and what only the desk should know."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    remark: str = ""

    def is_empty(self) -> bool:
        return not (self.name or self.phone or self.email or self.address or self.remark)


@dataclass(frozen=True)
class ProxyIn:
    """代写 Who wrote for the person whose letter it is, as what, and how and when that person agreed."""

    helper: str = ""
    relation: str = ""
    consent: str = ""
    consented_on: date | None = None

    def is_empty(self) -> bool:
        return not (self.helper.strip() or self.relation or self.consent or self.consented_on)


@dataclass(frozen=True)
class Message:
    """来信 One thing said to the house, whichever way it came.

    `key` is what makes hearing twice hearing once: the same key is the same letter.
    `addressee` and `place_code` are codes of organisations; empty means the county, and unknown.
    `confidential`: whoever handles the matter shall not know who wrote.
    `said_at` is when the writer says it was written, where that is not the moment we hear it.
    """

    channel: str
    key: str
    body: str
    subject: str = ""
    kind: str = "problem"
    addressee: str = ""
    place: str = ""
    place_code: str = ""
    public: bool = False
    confidential: bool = False
    language: str = "zh"
    said_at: datetime | None = None
    contact: ContactCard = field(default_factory=ContactCard)
    files: tuple[FileIn, ...] = ()
    proxy: ProxyIn = field(default_factory=ProxyIn)


@dataclass(frozen=True)
class MessageOut:
    """去信 One thing the house tells a writer, whichever way it goes.

    `key` is what makes telling twice telling once: whoever receives the same key again may drop it.
    `stop` is the address at which the writer ends such messages for this letter.
    """

    key: str
    to: str
    subject: str
    body: str
    at: datetime
    language: str = "zh"
    stop: str = ""
