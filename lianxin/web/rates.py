"""How often from one address. Wide enough for a village behind one address, narrow for a machine."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from limits import RateLimitItem, parse

from lianxin.intake.flooding import Pace, pace_of
from lianxin.kit.rates import TooMany, address_of, limiter

__all__ = ["TooMany", "address_of", "letter_from", "may_ask", "wrong_code"]

WRONG_CODES = parse("60/10minutes")
# When many addresses together try codes, each is left only a handful of wrong ones.
WRONG_CODES_OF_ALL = parse("600/10minutes")
WRONG_CODES_BRAKED = parse("5/10minutes")


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
