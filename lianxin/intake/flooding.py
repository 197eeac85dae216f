"""来得太快 Whether so many come from one source that a person looks before they are registered."""

from enum import Enum

from django.conf import settings
from django.db.models import Q

from lianxin.intake.models import Contact
from lianxin.kit import rates


class Pace(Enum):
    """What to do with one more: register it, let a person look first, or take no more."""

    ORDINARY = "ordinary"
    TOO_FAST = "too_fast"
    NO_MORE = "no_more"


def pace_of(channel: str, source: str, *, trusted: bool = False) -> Pace:
    """Count one more from this source. A channel without limits is never too fast."""
    limits = settings.LIANXIN_LIMITS.get(channel)
    if limits is None:
        return Pace.ORDINARY
    at_once, at_most = limits
    if trusted:
        at_once, at_most = at_once * settings.LIANXIN_TRUSTED, at_most * settings.LIANXIN_TRUSTED
    if not rates.within(f"{channel}:most", source, at_most, settings.LIANXIN_LIMIT_MINUTES):
        return Pace.NO_MORE
    if not rates.within(channel, source, at_once, settings.LIANXIN_LIMIT_MINUTES):
        return Pace.TOO_FAST
    return Pace.ORDINARY


def has_a_letter_here(sender: str) -> bool:
    """Has this mail address or account a letter that was registered? Asked only of who is too fast."""
    if not sender:
        return False
    known = Contact.objects.filter(Q(account=sender) | Q(email=sender))
    return known.filter(submission__case__isnull=False).exists()
