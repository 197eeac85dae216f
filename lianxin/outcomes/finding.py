"""凭查询码找信 From a receipt code to its letter, for every face; and how often wrong codes may be tried."""

from django.utils.translation import gettext as _
from limits import RateLimitItem, parse

from lianxin.identity.actors import Actor, citizen
from lianxin.intake.arrivals import held_with, settled_with
from lianxin.intake.models import Arrival, Submission
from lianxin.kit.codes import read_code
from lianxin.kit.rates import TooMany, limiter
from lianxin.kit.refusals import NotValid, Refusal
from lianxin.outcomes.seen_by_citizen import letter_with

# Wide enough for a village behind one address, narrow for a machine.
WRONG_CODES = parse("60/10minutes")
# When many addresses together try codes, each is left only a handful of wrong ones.
WRONG_CODES_OF_ALL = parse("600/10minutes")
WRONG_CODES_BRAKED = parse("5/10minutes")


class NoSuchLetter(Refusal):
    """查不到 No letter has this code (404)."""

    status = 404


class StillHeld(Exception):
    """还没登记 The letter is here, and a person looks at it before it is registered."""

    def __init__(self, arrival: Arrival) -> None:
        super().__init__("a person has still to look at it")
        self.arrival = arrival


def letter_by_code(code: str, *, source: str) -> tuple[Submission, Actor]:
    """The letter behind this code, and its writer, asked from this address of the network.

    Raises NoSuchLetter or TooMany with a sentence, and StillHeld.
    """
    may_ask(source)
    try:
        digits = read_code(code)
    except NotValid as refusal:
        raise NoSuchLetter(refusal.sentence) from refusal
    submission = letter_with(digits) or settled_with(digits)
    if submission is None and (held := held_with(digits)):
        raise StillHeld(held)
    if submission is None:
        wrong_code(source)
        raise NoSuchLetter(_("没有查到这个查询码的来信。请对照回执，一组一组地再核对一遍。"))
    return submission, citizen(submission.pk)


def may_ask(source: str) -> None:
    """May this address still ask for a receipt code? Raises TooMany after too many wrong ones."""
    counts = limiter()
    braked = not counts.test(WRONG_CODES_OF_ALL, "wrong")
    limit: RateLimitItem = WRONG_CODES_BRAKED if braked else WRONG_CODES
    if not counts.test(limit, "wrong", source):
        raise TooMany(_("从您这个网络输错的查询码太多了。请过十分钟再查，先对照回执把16位数字看一遍。"))


def wrong_code(source: str) -> None:
    """Count a code that belongs to no letter."""
    limiter().hit(WRONG_CODES_OF_ALL, "wrong")
    for limit in (WRONG_CODES, WRONG_CODES_BRAKED):
        limiter().hit(limit, "wrong", source)
