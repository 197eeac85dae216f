"""How often something happens.

Counted in the memory of this process: a restart forgets, which harms nobody.
"""

import threading
import time
from functools import cache

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

SWEEP_SECONDS = 60


class Counts(MemoryStorage):
    """计数 The library's counts, swept once a minute.

    By itself the library starts a thread that looks at every address after each request.
    """

    def __init__(self) -> None:
        super().__init__()
        self.one_at_a_time, self.swept_at = threading.Lock(), time.time()

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        now = time.time()
        with self.one_at_a_time:
            if now - self.swept_at > SWEEP_SECONDS:
                self._sweep(now)
            self.get(key)
            self.storage[key] += amount
            if self.storage[key] == amount:
                self.expirations[key] = now + expiry
            return self.storage[key]

    def _sweep(self, now: float) -> None:
        self.swept_at = now
        for key in [key for key, ends in self.expirations.items() if ends <= now]:
            self.get(key)  # forgets what has run out


@cache
def limiter() -> FixedWindowRateLimiter:
    return FixedWindowRateLimiter(Counts())


def forget() -> None:
    """Begin counting afresh, for tests."""
    limiter.cache_clear()


def times(number: int, minutes: int) -> RateLimitItem:
    """So many times in so many minutes."""
    return RateLimitItemPerMinute(number, minutes)


def within(kind: str, source: str, number: int, minutes: int) -> bool:
    """Count one of this kind from this source: is it still among the first so many?"""
    return bool(limiter().hit(times(number, minutes), kind, source))
