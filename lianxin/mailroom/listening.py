"""收信 Everything that has to be listened to: each box, and the door at which the mail server brings mails.

One process of a machine does it. The others wait until it is gone.
"""

import fcntl
import logging
import os
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.conf import settings

from lianxin.channels.email.boxes import boxes, read_entrance
from lianxin.mailroom.boxes import listen
from lianxin.mailroom.lmtp import keep_door

log = logging.getLogger(__name__)

ANOTHER_LOOK = 10.0  # seconds until we see that whoever listened is gone


def listen_to_all(stop: threading.Event) -> None:
    """收信 Listen to everything until `stop`, each in its own thread. Comes back where there is nothing."""
    work = _work()
    while work and not stop.is_set():
        hand = _take_seat()
        if hand is None:
            stop.wait(ANOTHER_LOOK)
            continue
        try:
            threads = [threading.Thread(target=one, args=(stop,), daemon=True) for one in work]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            os.close(hand)


def _work() -> list[Callable[[threading.Event], None]]:
    work: list[Callable[[threading.Event], None]] = [partial(listen, box) for box in boxes() if box.host]
    return [*work, _keep_door] if settings.LIANXIN_LMTP else work


def _keep_door(stop: threading.Event) -> None:
    """The place may still be taken by who was here before: then it is tried again."""
    entrance = read_entrance(settings.LIANXIN_LMTP)
    while entrance and not stop.is_set():
        try:
            keep_door(entrance, stop)
        except OSError as error:
            log.warning("mails cannot be taken at %s: %s", settings.LIANXIN_LMTP, error)
            stop.wait(ANOTHER_LOOK)


def _take_seat() -> int | None:
    """Of all processes of this machine one listens; None for the others. It is free when that one is gone."""
    seat = Path(settings.LIANXIN_DATA) / "mail.lock"
    seat.parent.mkdir(parents=True, exist_ok=True)
    hand = os.open(seat, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(hand, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(hand)
        return None
    return hand
