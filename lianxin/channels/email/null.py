"""替身 The null twin: takes every mail and sends none. For tests and for the demo county."""

from collections import deque

from lianxin.channels.email.writing import written
from lianxin.channels.message import MessageOut
from lianxin.channels.refusing import NotSent

KEPT = 1_000
SENDER = "letters@county.example"
# Two domains nobody can own, at which the twin behaves as servers sometimes do.
REFUSING, FULL = "@refuses.example", "@full.example"


class NullMouth:
    """Keeps the last mails it was given, in the memory of this process."""

    def __init__(self) -> None:
        self.sent: deque[MessageOut] = deque(maxlen=KEPT)

    def send(self, message: MessageOut) -> None:
        written(message, sender=SENDER)  # what could not be written could not be sent either
        if message.to.endswith(REFUSING):
            raise NotSent("refused", 550, for_good=True)
        if message.to.endswith(FULL):
            raise NotSent("later", 452)
        self.sent.append(message)

    def knock(self) -> None:
        """Nobody is there to be reached."""


NULL = NullMouth()
