"""读信箱 Each box is listened to; what comes is heard, and only then is it counted as read.

Whoever is killed in between reads the same mails again, and they are known. A server that is away for a day
gives everything when it is back.
"""

import logging
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.utils import timezone

from lianxin.channels.email.boxes import MOST_BYTES, Box
from lianxin.channels.email.imap import Opened, opened
from lianxin.channels.message import Raw
from lianxin.identity.actors import citizen
from lianxin.intake.verbs import hold
from lianxin.kit.dates import local_day
from lianxin.mailroom.hearing import hear
from lianxin.mailroom.large import keep_beginning
from lianxin.mailroom.models import BoxRead
from lianxin.mailroom.verbs import begin_box, read_up_to

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 5.0, 600.0
LOOK_AGAIN = 300.0  # seconds: also a server that says nothing is asked now and then
WITHOUT_IDLE = 30.0
SLICE = 1.0
TOGETHER = 50  # mails between two marks
TRIES = 5  # of one mail, each time with the box opened anew


def listen(box: Box, stop: threading.Event, *, clock: Callable[[], datetime] = timezone.now) -> None:
    """听信箱 Until `stop`: open the box, read what is new, wait for more; begin again when that fails."""
    wait = FIRST_WAIT
    not_given = Counter[int]()
    while not stop.is_set():
        try:
            with opened(box) as box_open:
                _stay(box, box_open, stop, not_given, clock)
                wait = FIRST_WAIT
        except Exception as error:  # noqa: BLE001 - whatever it is, the box is opened again
            log.warning("the box of %s is shut: %s", box.address, str(error) or type(error).__name__)
            close_old_connections()
            stop.wait(wait)
            wait = min(2 * wait, LONGEST_WAIT)


def _stay(
    box: Box,
    box_open: Opened,
    stop: threading.Event,
    not_given: Counter[int],
    clock: Callable[[], datetime],
) -> None:
    while not stop.is_set():
        read_new(box, box_open, now=clock(), not_given=not_given)
        close_old_connections()
        if box_open.can_wait:
            _wait(box_open, stop)
        else:
            stop.wait(WITHOUT_IDLE)


def _wait(box_open: Opened, stop: threading.Event) -> None:
    with box_open.waiting() as said:
        waited = 0.0
        while waited < LOOK_AGAIN and not stop.is_set() and not said(SLICE):
            waited += SLICE


def read_new(box: Box, box_open: Opened, *, now: datetime, not_given: Counter[int]) -> int:
    """读新的 Hear every mail that was not read yet, in the order in which they came. Returns how many.

    `not_given` counts how often the server did not give a mail that it has.
    """
    read = _where_we_are(box, box_open, now=now)
    numbers = box_open.numbers_after(read.seen)
    for begin in range(0, len(numbers), TOGETHER):
        part = numbers[begin : begin + TOGETHER]
        sizes = box_open.sizes(part)
        for number in part:
            _take(box, box_open, number, sizes.get(number, 0), not_given, now=now)
        read_up_to(read, part[-1], now=now)
    return len(numbers)


def _where_we_are(box: Box, box_open: Opened, *, now: datetime) -> BoxRead:
    """How far this box was read. One that is new, or counts anew, is read from a day on.

    Of a box that moved, from the day before we saw it last: what was heard from it then is known again.
    """
    place = f"{box.user}@{box.host}/{box.folder}"
    known = BoxRead.objects.filter(address=box.address).first()
    if known and (known.place, known.validity) == (place, box_open.validity):
        return known
    since = local_day(known.read_at) - timedelta(days=1) if known else box.since or local_day(now)
    numbers = box_open.numbers_since(since)
    seen = min(numbers) - 1 if numbers else max(box_open.next_number - 1, 0)
    return begin_box(box.address, place=place, validity=box_open.validity, seen=seen, since=since, now=now)


def _take(
    box: Box, box_open: Opened, number: int, size: int, not_given: Counter[int], *, now: datetime
) -> None:
    """One mail: heard; its head alone kept where it is too large; or said to be there when not given."""
    empty = Raw("email", b"", door=box.address, addressee=box.to, media_type="message/rfc822")
    if not_given[number] >= TRIES:
        key = f"email:box:{box.address}:{box_open.validity}:{number}"[-120:]
        says = f"{box.address} UID {number}"
        hold(empty, key, why="not_given", says=says, by=citizen(), now=now)
        return
    try:
        content = box_open.mail(number, "HEADER" if size > MOST_BYTES else "")
    except Exception:
        not_given[number] += 1  # it may be the line that broke: the box is opened again
        raise
    if content is None:
        return  # somebody took it away
    raw = replace(empty, content=content)
    if size > MOST_BYTES:
        keep_beginning(raw, size, now=now)
    else:
        hear(raw, now=now)
