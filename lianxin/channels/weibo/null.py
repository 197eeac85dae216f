"""替身 The null twin: takes every message and sends none. For tests and for the demo county."""

from collections import deque

from lianxin.channels.message import MessageOut
from lianxin.channels.refusing import NotSent

KEPT = 1_000
SILENT = "1000000"  # an account of this beginning has not spoken for two days


class NullMouth:
    """Keeps the last messages it was given, in the memory of this process."""

    def __init__(self) -> None:
        self.sent: deque[MessageOut] = deque(maxlen=KEPT)

    def send(self, message: MessageOut) -> None:
        if message.to.startswith(SILENT):
            raise NotSent("window", 20000, until_heard=True)
        self.sent.append(message)

    def knock(self) -> None:
        """Nobody is there to be reached."""


NULL_MOUTH = NullMouth()
