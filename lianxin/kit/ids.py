"""Primary keys made by the application, so that counties can be moved and merged."""

import random
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

_lock = threading.Lock()
_last = 0
_bits: Callable[[int], int] = secrets.randbits
_nanos: Callable[[], int] = time.time_ns


def uuid7() -> UUID:
    """A time-ordered UUID (RFC 9562, version 7).

    The twelve bits after the milliseconds count upwards within one process, so two keys
    made one after the other always sort in that order.
    """
    global _last
    with _lock:
        ticks = max(_nanos() // 1_000_000 << 12, _last + 1)
        _last = ticks
    return _assemble(ticks, _bits(62))


def _assemble(ticks: int, tail: int) -> UUID:
    millis, count = ticks >> 12, ticks & 0xFFF
    return UUID(int=millis << 80 | 0x7 << 76 | count << 64 | 0b10 << 62 | tail)


def serial_of(key: UUID) -> int:
    """A 63-bit whole number in the order of the keys, for indexes that only take numbers."""
    millis, count, tail = key.int >> 80, key.int >> 64 & 0xFFF, key.int >> 59 & 0b111
    return millis << 15 | count << 3 | tail


def random_digits(count: int) -> str:
    """So many digits that nobody can guess."""
    return str(_bits(64) % 10**count).zfill(count)


@contextmanager
def from_seed(seed: int, time_of: Callable[[], datetime] | None = None) -> Iterator[None]:
    """Draw the random parts from a seed, so that a demo county is the same on every machine.

    With `time_of`, keys also carry the time of the story and stand in the order in which it is told.
    """
    global _bits, _nanos, _last
    before = _bits, _nanos, _last
    _bits = random.Random(seed).getrandbits
    if time_of:
        _nanos, _last = lambda: int(time_of().timestamp() * 1_000_000_000), 0
    try:
        yield
    finally:
        _bits, _nanos = before[:2]
        _last = max(_last, before[2])


def earliest(key: UUID, before: timedelta) -> UUID:
    """The smallest key that could have been made so long before this one."""
    millis = (key.int >> 80) - before // timedelta(milliseconds=1)
    return UUID(int=max(millis, 0) << 80)
