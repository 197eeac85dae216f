"""What a platform's door is: the address it calls when somebody said something to the county's account."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from lianxin.channels.message import Raw

Query = Mapping[str, str]  # what stands behind the question mark of the address


class NotOurs(Exception):
    """不是平台来的 Nothing proves that the platform sent this: nothing of it is kept or answered.

    `why` is "missing", "signature", "stale", "played_again" or "plain".
    """


@dataclass(frozen=True)
class Answered:
    """应答 What goes back on the same line, as the platform wants it."""

    content: bytes = b""
    media_type: str = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Door:
    """门 `genuine` raises NotOurs unless the address bears the platform's own and fresh signature.

    `let_in` makes the original of what was sent; it may raise NotOurs, and Damaged with what there is when
    it was sent by the platform and cannot be opened. `answer` puts words into the platform's form; without
    words it says only that all is well. `is_open`: the county has set it up. `as_sent` is the call that the
    platform would make when an account says these words: what stands in the address, and what is sent.
    """

    genuine: Callable[[Query, datetime], None]
    let_in: Callable[[Query, bytes], Raw]
    answer: Callable[[Raw, str, datetime], Answered]
    is_open: Callable[[], bool]
    as_sent: Callable[[str, str, datetime], tuple[dict[str, str], bytes]]


class Damaged(Exception):
    """打不开 The platform sent it, but it cannot be opened: a person has to look. `raw` is what there is."""

    def __init__(self, raw: Raw, why: str) -> None:
        super().__init__(why)
        self.raw, self.why = raw, why
