"""What every ear makes of what it hears, and every mouth is given to say."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class FileIn:
    """附件 A file as it arrived: its name as given (never trusted) and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Raw:
    """原件 Something that came in, byte for byte, before anybody made sense of it.

    `door` is the box, account or address at which it came, where a channel has several; `addressee` the
    code of the body whose door that is. `stamp` is what a platform marked this one delivery with: the same
    stamp on something else is somebody who heard it and plays it again.
    """

    channel: str
    content: bytes
    door: str = ""
    addressee: str = ""
    media_type: str = "application/octet-stream"
    stamp: str = ""


@dataclass(frozen=True)
class FileThere:
    """待取的附件 A file that lies on a platform under this name until we fetch it, or until it expires there.

    `kind` is what the platform says it is: "image", "voice" or "video".
    """

    name: str
    kind: str


@dataclass(frozen=True)
class ContactCard:
    """联系方式 The private part: how to reach the writer, and what only the desk should know.

    `account` is who it is on the platform the letter came by: an account, never an identity.
    `large_print`: what is printed for this person is printed in large letters.
    """

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    remark: str = ""
    account: str = ""
    large_print: bool = False

    def is_empty(self) -> bool:
        return not any(vars(self).values())


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
    `raw` is what it was translated from, `aside` what stood beside the words: a quoted letter, files
    that could not be taken. `about` is the code of the class that the writer chose. `reference` is the key
    that the letter shall have, where its receipt was given before it could be registered. `there` are files
    that are fetched afterwards. `openly`: it was said where everybody reads it, so nothing secret is answered
    there. `turn`: in a conversation, how many things this account had said when the letter was read; where it
    has said another one meanwhile, it is read again.
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
    raw: Raw | None = None
    aside: str = ""
    about: str = ""
    reference: UUID | None = None
    there: tuple[FileThere, ...] = ()
    openly: bool = False
    turn: int | None = None


@dataclass(frozen=True)
class FollowUp:
    """后续 A further word about a letter that is here already.

    `marks` are what it says the letter is known by, the surest first: a signed mark of ours, a message
    of ours that it answers, a receipt code. `sender` is who sent it, to be compared with who wrote the
    letter. `letter` is what it is when none of the marks leads to a letter of that sender.
    """

    key: str
    marks: tuple["Mark", ...]
    sender: str
    letter: Message


@dataclass(frozen=True)
class Mark:
    """记号 One way to know a letter again: `kind` is "reply" (signed), "sent" (a mail of ours) or "code"."""

    kind: str
    value: str


@dataclass(frozen=True)
class Quiet:
    """不用答的 Something that nobody is owed an answer for: a machine's note, somebody who subscribed.

    `why` is a word of arrivals: "auto_reply", "bounce", "event", "loop", … `about` names what it is about,
    for a bounce the mail of ours that came back, for an event what was done. `sender` is the account that
    did it, `scene` the code that stood in the picture it scanned.
    """

    key: str
    why: str
    about: str = ""
    sender: str = ""
    scene: str = ""


class Unreadable(Exception):
    """读不懂 It cannot be made sense of: a person has to look at it. `why` is a word of arrivals.

    `letter` is what could be made out all the same, and what it is should that person call it a letter.
    """

    def __init__(self, why: str, key: str = "", letter: Message | None = None) -> None:
        super().__init__(why)
        self.why, self.key, self.letter = why, key, letter


Heard = Message | FollowUp | Quiet


@dataclass(frozen=True)
class MessageOut:
    """去信 One thing the house tells a writer, whichever way it goes.

    `key` is what makes telling twice telling once: whoever receives the same key again may drop it.
    `stop` is the address at which the writer ends such messages for this letter. `reply_to` is where an
    answer to it goes, where the channel has such a thing. `thread` is the same for all messages about one
    letter; `answers` is by what the letter itself is known, where it came this way.
    """

    key: str
    to: str
    subject: str
    body: str
    at: datetime
    language: str = "zh"
    stop: str = ""
    reply_to: str = ""
    thread: str = ""
    answers: str = ""
