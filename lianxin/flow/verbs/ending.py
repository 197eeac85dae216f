"""How a case ends, and how it comes back."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Case
from lianxin.cases.models.case import ClaimedOutcome
from lianxin.cases.queries import case_of_letter
from lianxin.clock.verbs import keep, release
from lianxin.flow.moves import move, owe_next
from lianxin.flow.verbs.drawing import draw_to_look_back
from lianxin.flow.verbs.extending import drop_request
from lianxin.flow.verbs.pressing_rework import press_rework
from lianxin.flow.verbs.sorting import register
from lianxin.identity.actors import THE_CLOCK, Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Submission
from lianxin.kit.refusals import NotAllowedNow
from lianxin.kit.storing import change
from lianxin.ledger.verbs import record

REOPENS_WITHIN = timedelta(days=30)
# Kept in the house's own language; pages translate when they show it.
NOT_SOLVED = N_("来信人表示没有解决，重新办理")
CLOSED = N_("已经结案")
WITHDRAWN = N_("来信人撤回")
NOT_ANY_MORE = N_("回头看发现问题又来了，重新办理")
OPEN_AGAIN = N_("重新办理，结案以后再回头看")
NOT_CALLED = N_("期满结案，没有问到来信人")


@transaction.atomic
def close(case: Case, *, by: Actor, now: datetime, because: str) -> None:
    """结案 The folder is closed. `because` is "rated", "silence" or "final"; silence is never a rating.

    What the organisation claims stands as it was when the answer was sent.
    """
    require(by, "case.close", case)
    move(case, "case.closed")
    claimed = case.claimed_outcome or ClaimedOutcome.ANSWERED
    change(Case, {"dossier_id": case.pk}, claimed_outcome=claimed, closed_at=now)
    if because == "silence":
        release(case.dossier, "callback", reason=NOT_CALLED, now=now)
    keep(case.dossier, "close", "callback", "ask_recheck", now=now)
    release(case.dossier, "sponsor", reason=CLOSED, now=now)
    drawn = draw_to_look_back(case, because=because, now=now)
    record(case.dossier, "case.closed", by=by, now=now, because=because, **drawn)


@transaction.atomic
def reopen(case: Case, *, by: Actor, now: datetime, looked_back: bool = False) -> None:
    """重新办理 Not solved: the case goes back to work, and its organisation owes a new answer.

    The writer may ask for it for 30 days after closing; what is found when the desk looks back, later too.
    """
    require(by, "case.reopen", case)
    if case.closed_at and now - case.closed_at > REOPENS_WITHIN and not looked_back:
        raise NotAllowedNow(_("结案已超过30天，不能再要求重新办理。如果问题还在，请另写一封信。"))
    if case.final_at:
        raise NotAllowedNow(_("这件事已经复核终结，同样的事实和理由不再重新办理。有新的情况，请另写一封信。"))
    if case.lead_org is None:
        raise NotAllowedNow(_("这一件没有派给承办单位，不能重新办理。请另写一封信。"))
    was_closed = case.is_closed
    move(case, "case.reopened", keeper=case.lead_org)
    case.passes += 1
    change(
        Case, {"dossier_id": case.pk}, passes=case.passes, closed_at=None, claimed_outcome=ClaimedOutcome.NONE
    )
    release(case.dossier, reason=NOT_ANY_MORE if looked_back else NOT_SOLVED, now=now)
    if was_closed and not looked_back:
        release(case.dossier, "look_back", reason=OPEN_AGAIN, now=now)
    owe_next(case, "rework", now=now)
    press_rework(case, now=now)
    cause = {"because": "look_back"} if looked_back else {}
    record(case.dossier, "case.reopened", by=by, now=now, passes=case.passes, **cause)


@transaction.atomic
def withdraw(submission: Submission, *, by: Actor, now: datetime) -> None:
    """撤回 The writer takes the letter back; what was said and done stays on record."""
    require(by, "submission.withdraw", submission)
    case = case_of_letter.first(submission.pk)
    if case is None:
        case = register(submission, by=THE_CLOCK, now=now)
    move(case, "case.withdrawn")
    change(Case, {"dossier_id": case.pk}, claimed_outcome=ClaimedOutcome.WITHDRAWN, closed_at=now)
    drop_request(case, reason=WITHDRAWN, now=now)
    release(case.dossier, reason=WITHDRAWN, now=now)
    record(case.dossier, "case.withdrawn", by=by, now=now)
