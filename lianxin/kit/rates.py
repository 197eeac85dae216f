"""How often something happens, and from where.

Counted in the memory of this process: a restart forgets, which harms nobody.
"""

import threading
import time
from functools import cache, lru_cache
from ipaddress import ip_address, ip_network

from django.http import HttpRequest
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from lianxin.kit.refusals import Refusal

SWEEP_SECONDS = 60


class TooMany(Refusal):
    """太频繁 Not now: too many from this source (429)."""

    status = 429


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


def address_of(request: HttpRequest) -> str:
    """Where a request comes from. A machine of our own in between tells it; nobody else is believed.

    One line of IPv6 is a whole network, so its first half is the address.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    for candidate in (told, peer) if _is_ours(peer) else (peer,):
        try:
            address = ip_address(candidate)
        except ValueError:
            continue
        return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))
    return "unknown"


@lru_cache(maxsize=4096)
def _is_ours(peer: str) -> bool:
    try:
        return ip_address(peer).is_private
    except ValueError:
        return True  # a local socket has no address
