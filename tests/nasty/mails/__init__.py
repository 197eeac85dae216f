"""Nasty mails, all made here: what mail programs, bad servers and bad people send to a county.

`MAILS` holds them by name, each with what has to become of it. None of them may raise, none may be lost.
"""

from dataclasses import replace

from tests.nasty.mails import damage, files, parts, words, writers
from tests.nasty.mails.making import PICTURE, PLAIN, SHOT, WORDS, Nasty, mail, many, part

__all__ = ["MAILS", "PICTURE", "PLAIN", "SHOT", "WORDS", "Nasty", "mail", "many", "part"]


def named(one: Nasty, number: int) -> Nasty:
    """With a name of its own, as mail programs give: else two that say the same are the same."""
    if not one.content.startswith(b"From: ") or b"Message-ID" in one.content:
        return one
    return replace(one, content=f"Message-ID: <{number}@nasty.example>\r\n".encode() + one.content)


_ALL = [
    *words.charsets(), *words.subjects(), *words.senders(), *words.heads(),
    *parts.ways(), *parts.boundaries(), *parts.depths(), *parts.kinds(),
    *words.transfer(),
    *files.names(), *files.attached(), *files.within(), *files.winmail(),
    *words.pages(),
    *writers.answers(), *writers.machines(), *writers.locked(),
    *damage.large(), *damage.damaged(),
]  # fmt: skip
MAILS = [named(one, number) for number, one in enumerate(_ALL)]
