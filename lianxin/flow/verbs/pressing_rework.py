"""What follows by itself when a writer says again that it is not solved."""

from datetime import datetime

from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Case
from lianxin.flow.moves import owe_next
from lianxin.organisations.queries import superior

SUPERVISED_FROM, SPONSORED_FROM = 3, 4  # which answer is awaited now
# Kept in the house's own language; pages translate when they show it.
NOT_SOLVED_AGAIN = N_("来信人第二次表示没有解决，按规定列入督办")


def press_rework(case: Case, *, now: datetime) -> None:
    """第二次重新办理列入督办，第三次由上级书记包案 Owe: part of `reopen`, in its transaction and its line.

    The second rework is supervised by the body above the lead; from the third on its secretary owes the
    writer word of what they did themselves, whether or not somebody has taken the case as a sponsor.
    A leader who sponsors the case already owes that anew after every answer that did not solve it.
    """
    above = superior(case.lead_org) if case.lead_org and not case.is_sealed() else None
    own = case.sponsorships.filter(ended_at=None).select_related("organisation").first()
    sponsor = own.organisation if own else above if case.passes >= SPONSORED_FROM else None
    if sponsor:
        owe_next(case, "sponsor", now=now, named=sponsor)
    if above and case.passes >= SUPERVISED_FROM:
        if not case.supervisions.filter(ended_at=None).exists():
            case.supervisions.create(by=None, organisation=above, words=NOT_SOLVED_AGAIN, at=now)
        owe_next(case, "supervise", now=now)
