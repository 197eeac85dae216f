"""How often from one address. Wide enough for a village behind one address, narrow for a machine."""

from functools import lru_cache
from ipaddress import ip_address, ip_network

from django.http import HttpRequest
from django.utils.translation import gettext as _
from limits import RateLimitItem, parse

from lianxin.intake.flooding import Pace, pace_of
from lianxin.kit.rates import limiter
from lianxin.kit.refusals import Refusal

WRONG_CODES = parse("60/10minutes")
# When many addresses together try codes, each is left only a handful of wrong ones.
WRONG_CODES_OF_ALL = parse("600/10minutes")
WRONG_CODES_BRAKED = parse("5/10minutes")


class TooMany(Refusal):
    """太频繁 Not now: too many from this address (429)."""

    status = 429


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


def letter_from(request: HttpRequest) -> bool:
    """Count a letter: may it be registered at once, or shall a person look first? Raises TooMany."""
    pace = pace_of("mailbox", address_of(request))
    if pace is Pace.NO_MORE:
        raise TooMany(
            _("从您这个网络十分钟里寄来的信太多了。您写的都还在，请过十分钟再寄，或者到受理窗口交纸质信。")
        )
    return pace is Pace.ORDINARY


def may_ask(request: HttpRequest) -> None:
    """May this address still ask for a receipt code? Raises TooMany after too many wrong ones."""
    counts = limiter()
    braked = not counts.test(WRONG_CODES_OF_ALL, "wrong")
    limit: RateLimitItem = WRONG_CODES_BRAKED if braked else WRONG_CODES
    if not counts.test(limit, "wrong", address_of(request)):
        raise TooMany(_("从您这个网络输错的查询码太多了。请过十分钟再查，先对照回执把16位数字看一遍。"))


def wrong_code(request: HttpRequest) -> None:
    """Count a code that belongs to no letter."""
    address = address_of(request)
    limiter().hit(WRONG_CODES_OF_ALL, "wrong")
    for limit in (WRONG_CODES, WRONG_CODES_BRAKED):
        limiter().hit(limit, "wrong", address)
