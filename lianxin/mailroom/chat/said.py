"""One thing that an account said, and where its conversation stands."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lianxin.channels.message import Raw
from lianxin.identity.actors import citizen
from lianxin.intake.models import Chat
from lianxin.intake.verbs import Then, go_on, note_quiet


@dataclass(frozen=True)
class Said:
    """一句话 What came in, under which key, what the account was speaking of, and when it came.

    `then` is done in the same commit, should it become a letter (see `receive`).
    """

    raw: Raw
    key: str
    chat: Chat
    now: datetime
    then: Then | None = None

    @transaction.atomic
    def quietly(self, why: str, answer: str, **changed: object) -> str:
        """It is no letter: kept with its answer, and the conversation goes on. Returns the answer."""
        go_on(self.chat, now=self.now, **changed)
        self.note(why, answer)
        return answer

    def note(self, why: str, answer: str) -> None:
        """The original and what was answered; part of what the caller commits."""
        note_quiet(
            self.raw, self.key, why=why, by=citizen(), now=self.now, sender=self.chat.account, answer=answer
        )
