"""From what somebody typed to the one letter it opens."""

from django.http import HttpRequest

from lianxin.identity.actors import Actor
from lianxin.intake.models import Submission
from lianxin.kit.rates import address_of
from lianxin.outcomes.finding import NoSuchLetter, StillHeld, letter_by_code

__all__ = ["NoSuchLetter", "StillHeld", "letter_of"]


def letter_of(request: HttpRequest, code: str) -> tuple[Submission, Actor]:
    """The letter behind this code, and its writer. Raises NoSuchLetter or TooMany with a sentence."""
    return letter_by_code(code, source=address_of(request))
