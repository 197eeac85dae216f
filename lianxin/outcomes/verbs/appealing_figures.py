"""A body appeals what is counted about it; the supervisor of a body above decides."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.clock.verbs import keep
from lianxin.flow.moves import owe_next
from lianxin.flow.verbs.extending import told
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.ledger.verbs import record
from lianxin.organisations.queries import superior
from lianxin.outcomes.figures import is_counted
from lianxin.outcomes.models import Counted, FigureAppeal, Held
from lianxin.outcomes.verbs.holding import decided, post_above, still_waits

APPELLANTS = ("officer", "approver")


@transaction.atomic
def appeal_figure(case: Case, counted: str, *, reason: str, by: Actor, now: datetime) -> FigureAppeal:
    """考核申诉 The own body says of one thing counted about it in one case why it was not its doing.

    Once for each. Decided by the supervisor above within LX_ASSESS; silence is a no.
    """
    require(by, "case.appeal_figure", case)
    reason = told(
        reason, _("请写明为什么不该计入，不超过300字。上级和来信人都看得到。"), field="figure_reason"
    )
    if counted not in Counted.values:
        raise NotValid(_("请选择申诉哪一项。"), "figure_reason")
    bodies = [post.organisation for post in by.posts if post.role in APPELLANTS]
    body = next((one for one in bodies if is_counted(case, counted, one)), None)
    if body is None:
        raise NotAllowedNow(_("这一件没有计入您单位的这一项，不用申诉。"))
    above = superior(body)
    if above is None:
        raise NotAllowedNow(_("县里没有更上一级来决定，不能申诉。"))
    if FigureAppeal.objects.filter(case=case, organisation=body, counted=counted).exists():
        raise NotAllowedNow(_("这一项已经申诉过，一项只能申诉一次。"))
    assert by.person
    number = case.figure_appeals.count() + 1
    made = FigureAppeal.objects.create(
        case=case, organisation=body, counted=counted, number=number, asked_by=by.person,
        asked_at=now, reason=reason,
    )  # fmt: skip
    owe_next(case, "assess", now=now, number=number, named=above)
    said = {"appeal": str(number), "counted": counted, "body": body.code, "reason": reason}
    record(case.dossier, "case.figure_appealed", by=by, now=now, **said)
    return made


@transaction.atomic
def decide_figure(
    case: Case, number: int, *, accepted: bool, words: str, by: Actor, now: datetime
) -> FigureAppeal:
    """决定考核申诉 Accepted, it is left out of the figures and shown with the reason; never rubbed out."""
    require(by, "case.decide_figure", case)
    words = told(words, _("请写明理由，不超过300字。"), field="figure_words")
    made = case.figure_appeals.select_related("organisation").filter(number=number, held=Held.OPEN).first()
    if made is None:
        raise NotAllowedNow(_("这一项已经决定过了。请刷新页面看看最新情况。"))
    post = post_above(made.organisation, by=by)
    still_waits(case, f"assess:{number}", now=now)
    decided(made, Held.YES if accepted else Held.NO, words, by=by, post=post, now=now)
    keep(case.dossier, f"assess:{number}", now=now)
    said = {"appeal": str(number), "counted": made.counted, "body": made.organisation.code, "reason": words}
    event = "case.figure_left_out" if accepted else "case.figure_refused"
    record(case.dossier, event, by=by, now=now, **said)
    return made
