"""What a channel is: one ear and, where it has one, the mouth beside it. Each has a folder of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from lianxin.channels.door import Door
from lianxin.channels.message import FileIn, FileThere, Heard, MessageOut, Raw


class Mouth(Protocol):
    """Sends one message, or raises NotSent with the reason; `knock` tries all of it but the sending."""

    def send(self, message: MessageOut) -> None: ...

    def knock(self) -> None: ...


def nothing_to_read(_raw: Raw) -> Heard:
    raise NotImplementedError("what comes this way comes through a form of our own")


def no_mouth() -> Mouth | None:
    return None


def never() -> bool:
    return False


def always() -> bool:
    return True


def nothing_wrong() -> str:
    return ""


class Card(Protocol):
    """How a writer can be reached, as far as a channel looks at it."""

    email: str
    account: str


def nowhere(_card: Card) -> str:
    return ""


def nothing_to_fetch(_there: FileThere) -> FileIn:
    raise NotImplementedError("what comes this way brings its files with it")


@dataclass(frozen=True)
class Channel:
    """渠道 `name` is what letters carry, `label` its Chinese words, translated where they are shown.

    `read` makes sense of what arrived: a letter, a further word, or something that wants no answer; it raises
    Unreadable for what a person has to look at, and nothing else. `mouth` is None where nothing is set up.
    `set_up`: has the county this channel at all? `check` says in one sentence what is broken, and nothing
    when all is well or nothing is set up.
    `wrong` is what is wrong with the settings themselves: it asks no server.
    `speaks` tells whether there is a mouth at all. `address` finds on a contact card where a message goes.
    `reasons` are the words for what its mouth may answer (see NotSent).
    `receipt`: the writer gets the receipt by a message, since nobody was there to be shown a page.
    `door` is where a platform calls; who says something there is answered at once. `fetch` gets a file that
    lies on the platform, or raises NotFetched.
    """

    name: str
    label: str
    read: Callable[[Raw], Heard] = nothing_to_read
    mouth: Callable[[], Mouth | None] = no_mouth
    set_up: Callable[[], bool] = always
    check: Callable[[], str] = nothing_wrong
    wrong: Callable[[], str] = nothing_wrong
    speaks: Callable[[], bool] = never
    address: Callable[[Card], str] = nowhere
    reasons: Mapping[str, str] = field(default_factory=dict)
    receipt: bool = False
    door: Door | None = None
    fetch: Callable[[FileThere], FileIn] = nothing_to_fetch
