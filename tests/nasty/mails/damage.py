"""What is too large, and what was damaged on its way."""

import base64
import random
from collections.abc import Iterator

from tests.nasty.mails.making import (
    PAGE,
    PLAIN,
    SHOT,
    WORDS,
    Nasty,
    mail,
    many,
    part,
)


def large() -> Iterator[Nasty]:
    yield Nasty(
        "words of two megabytes",
        mail("Content-Type: text/plain; charset=utf-8", body=WORDS * 40_000),
        says=WORDS,
    )
    yield Nasty("a line of two megabytes", mail(body=b"x" * 2_000_000), says="xxx")
    yield Nasty("a million empty lines", mail(body=WORDS + "\n" * 1_000_000), says=WORDS)


def damaged(number: int = 60) -> Iterator[Nasty]:
    """Good mails with bytes changed, cut out and doubled, the same ones every time."""
    chance = random.Random(2014)
    good = [
        many(PLAIN, PAGE, SHOT),
        many(PLAIN, part("message/rfc822", many(PLAIN, SHOT))),
        mail(
            "Subject: =?utf-8?B?5YGc5rC0?=",
            "Content-Transfer-Encoding: base64",
            body=base64.b64encode(WORDS.encode()),
        ),
    ]
    for nth in range(number):
        content = bytearray(chance.choice(good))
        for _times in range(chance.randint(1, 20)):
            place = chance.randrange(len(content))
            act = chance.randrange(4)
            if act == 0:
                content[place] = chance.randrange(256)
            elif act == 1:
                del content[place : place + chance.randint(1, 40)]
            elif act == 2:
                content[place:place] = content[place : place + chance.randint(1, 200)]
            else:
                content = content[: max(place, 40)]
        yield Nasty(f"damaged {nth}", bytes(content), becomes="")
