"""Looking at a closed matter again, by somebody who did not handle it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.clock.queries import calendar, rule
from lianxin.clock.reckoning import reckon
from lianxin.clock.verbs import keep
from lianxin.flow.procedures import procedure_of
from lianxin.flow.verbs import reopen
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.dates import say_day
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import record
from lianxin.outcomes.models import Holds, LookBack
from lianxin.outcomes.verbs.calling import require_other_hands

LONGEST_EVIDENCE = 500


@transaction.atomic
def look_back(case: Case, *, holds: str, words: str, by: Actor, now: datetime) -> LookBack:
    """回头看 How the matter stands some months after it was closed, with what was seen in words.

    Not before LX_LOOK_BACK_FROM, owed by LX_LOOK_BACK. Where it is bad again, the case goes back to work
    one level up and the writer is told. Refused to the body that answered.
    """
    require(by, "case.look_back", case)
    owed = Promise.objects.owed().filter(dossier=case.dossier_id, key="look_back").first()
    if owed is None or not case.is_closed:
        raise NotAllowedNow(_("这一件没有要回头看的，或者已经有人看过了。请刷新页面看看最新情况。"))
    first = first_day(case, owed)
    if now < first:
        raise NotAllowedNow(_("还太早：%(day)s以后才看得出是不是真的好了。") % {"day": say_day(first)})
    words = one_line(words)
    if holds not in Holds.values or not words or len(words) > LONGEST_EVIDENCE:
        raise NotValid(_("请选择现在怎么样，并写明看了哪里、问了谁、看到什么，不超过500字。"), "evidence")
    require_other_hands(case.replies.exclude(sent_at=None).order_by("-turn")[0], by=by)
    post = by.in_office()
    assert by.person
    looked = LookBack.objects.create(
        case=case, organisation=post.organisation, by=by.person, at=now, holds=holds, words=words
    )
    keep(case.dossier, "look_back", now=now)
    record(case.dossier, "case.looked_back", by=by, now=now, holds=holds, reason=words)
    if holds == Holds.NOT_ANY_MORE:
        reopen(case, by=by, now=now, looked_back=True)
    return looked


def first_day(case: Case, owed: Promise) -> datetime:
    """From when the matter may be looked at again."""
    earliest = rule(procedure_of(case).limits["look_back_from"], case.dossier.rulebook).limit
    return reckon(earliest, owed.made_at, calendar()).due
