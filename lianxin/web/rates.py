"""How often from one address. Wide enough for a village behind one address, narrow for a machine."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lianxin.intake.flooding import Pace, pace_of
from lianxin.kit.rates import TooMany, address_of

__all__ = ["TooMany", "address_of", "letter_from"]


def letter_from(request: HttpRequest) -> bool:
    """Count a letter: may it be registered at once, or shall a person look first? Raises TooMany."""
    pace = pace_of("mailbox", address_of(request))
    if pace is Pace.NO_MORE:
        raise TooMany(
            _("从您这个网络十分钟里寄来的信太多了。您写的都还在，请过十分钟再寄，或者到受理窗口交纸质信。")
        )
    return pace is Pace.ORDINARY
