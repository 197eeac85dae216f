"""From what somebody typed to the one letter it opens."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lianxin.identity.actors import Actor, citizen
from lianxin.intake.arrivals import held_with, settled_with
from lianxin.intake.models import Arrival, Submission
from lianxin.kit.codes import read_code
from lianxin.kit.refusals import NotValid, Refusal
from lianxin.outcomes.seen_by_citizen import letter_with
from lianxin.web import rates


class NoSuchLetter(Refusal):
    """查不到 No letter has this code (404)."""

    status = 404


class StillHeld(Exception):
    """还没登记 The letter is here, and a person looks at it before it is registered."""

    def __init__(self, arrival: Arrival) -> None:
        super().__init__("a person has still to look at it")
        self.arrival = arrival


def letter_of(request: HttpRequest, code: str) -> tuple[Submission, Actor]:
    """The letter behind this code, and its writer. Raises NoSuchLetter or TooMany with a sentence."""
    rates.may_ask(request)
    try:
        digits = read_code(code)
    except NotValid as refusal:
        raise NoSuchLetter(refusal.sentence) from refusal
    submission = letter_with(digits) or settled_with(digits)
    if submission is None and (held := held_with(digits)):
        raise StillHeld(held)
    if submission is None:
        rates.wrong_code(request)
        raise NoSuchLetter(_("没有查到这个查询码的来信。请对照回执，一组一组地再核对一遍。"))
    return submission, citizen(submission.pk)
