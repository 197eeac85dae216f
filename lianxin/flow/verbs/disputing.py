"""Against buck-passing: a body objects in time and with reasons, and the desk decides once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Assignment, Case, Objection
from lianxin.clock.verbs import keep, pass_on, release
from lianxin.flow.giving import check_receiver, givings, most_transfers, transfers, why_no_objection
from lianxin.flow.moves import move, owe_next
from lianxin.flow.procedures import GO_WITH_IT
from lianxin.flow.verbs.extending import drop_request
from lianxin.flow.verbs.supporting import leads_now
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import record
from lianxin.organisations.models import OFFICES, STEP, Organisation
from lianxin.organisations.queries import common_superior

LONGEST_REASON = 300
# Kept in the house's own language; pages translate when they show it.
OBJECTED = N_("承办单位说不归它管，等待裁定")


@transaction.atomic
def object_to(
    case: Case, *, reason: str, by: Actor, now: datetime, suggested: Organisation | None = None
) -> Objection:
    """派单异议 Who was given the case says, with reasons, that it is not theirs; the desk must decide.

    Within PET_OBJECT from the dispatch, before the first real act, never after a designation or the
    last transfer; otherwise NotAllowedNow. (信访工作条例第23条第3款)
    """
    require(by, "case.object", case)
    reason = _checked(reason, "objection", _("请写明这一件为什么不归您的单位办，不超过300字。"))
    move(case, "case.objected")
    if why_not := why_no_objection(case, givings(case), now=now):
        raise NotAllowedNow(why_not)
    if suggested and (suggested.kind in OFFICES or suggested == case.lead_org):
        raise NotValid(_("应该由谁办？请写一个别的部门、乡镇或支部，说不准就不填。"), "suggested")
    assert by.person
    assert case.lead_org
    objection = case.objections.create(
        organisation=case.lead_org, by=by.person, at=now, reason=reason, suggested=suggested
    )
    release(case.dossier, "acknowledge", "reply", reason=OBJECTED, now=now)
    drop_request(case, reason=OBJECTED, now=now)
    pass_on(case.dossier, *GO_WITH_IT, to=case.desk)
    owe_next(case, "decide", now=now)
    named = {"suggested": suggested.code} if suggested else {}
    record(
        case.dossier, "case.objected", by=by, now=now,
        reason=reason, objection=objection.pk.hex, **named,
    )  # fmt: skip
    return objection


@transaction.atomic
def decide_objection(
    case: Case,
    *,
    upheld: bool,
    words: str,
    by: Actor,
    now: datetime,
    to: Organisation | None = None,
    meeting: str = "",
) -> Assignment:
    """裁定异议 The desk gives the case to another body (a transfer), or back to the same one for good.

    `words` are the reasons, which the writer reads; `meeting` is what a joint meeting designated,
    where no body below the county stands above both. (信访工作条例第23条第3款、第24条)
    """
    require(by, "case.decide_objection", case)
    words = _checked(words, "decision", _("请写明裁定的理由，不超过300字。来信人看得到。"))
    meeting = one_line(meeting)[:LONGEST_REASON]
    objector = case.lead_org
    body = to if upheld else objector
    # The keeper must be known before the move; whoever finds no dispute here is told so by it.
    move(case, f"case.objection_{'upheld' if upheld else 'rejected'}", keeper=body)
    last = _may_pass_to(case, to, now=now) if upheld else True
    undecided = case.objections.filter(decided_at=None)
    if meeting:
        _has_no_common_superior(objector, to or undecided.select_related("suggested").get().suggested)
    assert body
    undecided.update(decided_at=now, decided_by=by.person, upheld=upheld, words=words, meeting=meeting)
    assignment = _give(case, body, words, designated=last or bool(meeting), by=by, now=now)
    said = {"to": body.code, "reason": words, "final": assignment.designated}
    name = "case.objection_upheld" if upheld else "case.objection_rejected"
    record(case.dossier, name, by=by, now=now, **said, **({"meeting": meeting} if meeting else {}))
    return assignment


def _checked(words: str, field: str, sentence: str) -> str:
    words = one_line(words)
    if not words or len(words) > LONGEST_REASON:
        raise NotValid(sentence, field)
    return words


def _may_pass_to(case: Case, to: Organisation | None, *, now: datetime) -> bool:
    """Refuses what is no transfer, or one too many; is this the last one?"""
    if to is None or to == case.lead_org:
        raise NotValid(_("异议成立，就要写明转给哪个单位办。"), "to")
    check_receiver(case, to, now=now)
    done, most = transfers(givings(case)), most_transfers(case)
    if done >= most:
        raise NotAllowedNow(
            _("这一件已经转了%(most)d次，不能再转。请驳回异议，由现在的单位办理。") % {"most": most}
        )
    return done + 1 == most


def _has_no_common_superior(one: Organisation | None, other: Organisation | None) -> None:
    above = common_superior(one, other) if one and other else ""
    if len(above) > STEP:
        raise NotValid(_("这两个单位有共同的上级，由它指定就行，不用开联席会议。"), "meeting")


def _give(
    case: Case, body: Organisation, words: str, *, designated: bool, by: Actor, now: datetime
) -> Assignment:
    """The case lies with this body from now on, which owes its signature and what was instructed."""
    assignment = case.assignments.create(
        organisation=body, given_at=now, given_by=by.person, reason=words, designated=designated
    )
    case.lead_org = body
    Case.objects.filter(pk=case.pk).update(lead_org=body)
    keep(case.dossier, "decide", now=now)
    pass_on(case.dossier, *GO_WITH_IT, to=body)
    leads_now(case, body, now=now)
    owe_next(case, "acknowledge", now=now)
    return assignment
