"""承办单位回避 When the body that has a case steps aside, the case does not stand still with it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Case
from lianxin.clock.verbs import pass_on, release
from lianxin.flow.moves import move, owe_next
from lianxin.flow.procedures import FROM_ABOVE, TO_PASS_ON
from lianxin.flow.verbs.extending import drop_request
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowedNow
from lianxin.kit.storing import change
from lianxin.ledger.verbs import record
from lianxin.outcomes.models import Reply

# Kept in the house's own language; pages translate when they show it.
STEPPED_ASIDE = N_("承办单位回避，重新派单")
OF_THE_LEAD = ("acknowledge", "reply", "rework", "approve", "commitment", "org_notice")


def waits_for_recused(case: Case) -> bool:
    """Does this case wait for a body that steps aside from it?"""
    lead = case.lead_org
    return case.stage in TO_PASS_ON and lead is not None and case.shuts_out(None, lead.path)


@transaction.atomic
def pass_on_from_recused(case: Case, *, by: Actor, now: datetime) -> None:
    """承办单位回避 The case goes back to the desk, which owes its dispatch to another body, counted from now.

    What those above have asked for goes with it; what only the lead could do is no longer owed by it.
    """
    require(by, "case.pass_on_from_recused", case)
    if not waits_for_recused(case):
        raise NotAllowedNow(_("承办单位没有回避，这一件不用重新派单。"))
    lead = case.lead_org
    assert lead
    move(case, "case.passed_from_recused", keeper=case.desk)
    case.assignments.filter(acknowledged_at=None, recalled_at=None).update(recalled_at=now)
    Reply.objects.filter(case=case, turn=case.passes, sent_at=None).update(submitted_at=None)
    case.lead_org = None
    change(Case, {"dossier_id": case.pk}, lead_org_id=None)
    drop_request(case, reason=STEPPED_ASIDE, now=now)
    release(case.dossier, *OF_THE_LEAD, reason=STEPPED_ASIDE, now=now)
    pass_on(case.dossier, *FROM_ABOVE, to=case.desk)
    owe_next(case, "dispatch", now=now, counted_from=now)
    record(case.dossier, "case.passed_from_recused", by=by, now=now, body=lead.code, to=case.desk.code)
