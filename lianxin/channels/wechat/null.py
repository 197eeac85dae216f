"""替身 The null twin: takes every message and sends none. For tests and for the demo county."""

from collections import deque

from lianxin.channels.message import MessageOut
from lianxin.channels.refusing import NotSent

KEPT = 1_000
# Accounts that nobody can have, at which the twin behaves as the platform does.
SILENT, GONE = "o-silent", "o-gone"


class NullMouth:
    """Keeps the last messages it was given, in the memory of this process."""

    def __init__(self) -> None:
        self.sent: deque[MessageOut] = deque(maxlen=KEPT)

    def send(self, message: MessageOut) -> None:
        if message.to.startswith(SILENT):
            raise NotSent("window", 45015, until_heard=True)
        if message.to.startswith(GONE):
            raise NotSent("unfollowed", 43004, for_good=True)
        self.sent.append(message)

    def knock(self) -> None:
        """Nobody is there to be reached."""


NULL_MOUTH = NullMouth()
