"""The desk's verbs: register, accept or decline, dispatch."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Assignment, Case, Category, Request, Urgency
from lianxin.cases.models.case import ClaimedOutcome
from lianxin.clock.verbs import keep, pass_on, release
from lianxin.flow.moves import move, owe_next
from lianxin.flow.procedures import PROCEDURES
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Kind, Submission
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import new_dossier, open_dossier, record, turn
from lianxin.organisations.models import OFFICES, Organisation
from lianxin.organisations.models import Kind as Body

# Kept in the house's own language; pages translate when they show it.
DECLINED = N_("不予受理")


@transaction.atomic
def register(
    submission: Submission,
    *,
    by: Actor,
    now: datetime,
    category: Category | None = None,
    urgency: str = Urgency.NORMAL,
) -> Case:
    """登记 The letter is a case from now on, under its own number; the desk owes its dispatch."""
    require(by, "case.register", submission)
    if submission.dossier.stage != "waiting":
        raise NotAllowedNow(_("这封来信已经登记过了。"))
    kind = "report" if submission.kind == Kind.REPORT else "letter"
    desk = submission.dossier.keeper
    dossier = new_dossier(
        "case", keeper=desk, source=submission.channel, stage="registered", now=now,
        secrecy=submission.dossier.secrecy, number=submission.dossier.number,
        rulebook=submission.dossier.rulebook,
    )  # fmt: skip
    case = Case(
        dossier=dossier, submission=submission, procedure=kind, track=PROCEDURES[kind].track,
        category=category, desk=desk, urgency=urgency_of(category, urgency),
    )  # fmt: skip
    # The letter's own folder first: of two clerks who register at once, one is told here.
    turn(submission.dossier, stage="registered")
    keep(submission.dossier, "register", now=now)
    record(submission.dossier, "submission.registered", by=by, now=now, case=dossier.pk.hex)
    open_dossier(dossier)
    case.save(force_insert=True)
    Request.objects.create(case=case, number=1, words=submission.subject)
    owe_next(case, "dispatch", now=now)
    record(dossier, "case.registered", by=by, now=now, submission=submission.pk.hex)
    return case


def urgency_of(category: Category | None, urgency: str) -> str:
    """Water, power, gas and heating are lifeline matters whoever forgets to say so."""
    if category and category.lifeline and urgency == Urgency.NORMAL:
        return Urgency.LIFELINE
    return urgency


@transaction.atomic
def accept(case: Case, *, by: Actor, now: datetime) -> None:
    """受理 The matter is ours to answer."""
    require(by, "case.accept", case)
    move(case, "case.accepted")
    record(case.dossier, "case.accepted", by=by, now=now)


@transaction.atomic
def decline(case: Case, *, reason: str, channel: str, by: Actor, now: datetime) -> None:
    """不予受理 Not ours to answer: the reason and the right channel are told to the writer."""
    require(by, "case.decline", case)
    reason, channel = one_line(reason), one_line(channel)
    if not reason or not channel:
        raise NotValid(_("不予受理必须写明理由，并告诉来信人正确的渠道。"), "reason")
    move(case, "case.declined")
    Case.objects.filter(pk=case.pk).update(claimed_outcome=ClaimedOutcome.DECLINED, closed_at=now)
    release(case.dossier, reason=DECLINED, now=now)
    record(case.dossier, "case.declined", by=by, now=now, reason=reason, channel=channel)


@transaction.atomic
def dispatch(case: Case, *, to: Organisation, by: Actor, now: datetime, reason: str = "") -> Assignment:
    """派单 Give the case to the organisation that will answer for it."""
    require(by, "case.dispatch", case)
    if case.is_sealed() and to.kind != Body.DISCIPLINE:
        raise NotAllowed(_("检举件只能由纪检机关办理。"))
    if not case.is_sealed() and to.kind in OFFICES:
        raise NotValid(_("请派给能够办理的部门、乡镇或支部，不要派给受理机构。"), "to")
    if case.shuts_out(None, to.path):
        raise NotAllowed(_("%(body)s要回避这一件，不能派给它办。") % {"body": to.name})
    move(case, "case.dispatched", keeper=to)
    assignment = case.assignments.create(
        organisation=to, given_at=now, given_by=by.person, reason=one_line(reason)[:300]
    )
    case.lead_org = to
    Case.objects.filter(pk=case.pk).update(lead_org=to)
    keep(case.dossier, "dispatch", now=now)
    pass_on(case.dossier, "instruction", to=to)
    owe_next(case, "acknowledge", now=now)
    record(case.dossier, "case.dispatched", by=by, now=now, to=to.code, reason=assignment.reason)
    return assignment


@transaction.atomic
def sort(
    submission: Submission,
    *,
    to: Organisation,
    by: Actor,
    now: datetime,
    category: Category | None = None,
    urgency: str = Urgency.NORMAL,
    reason: str = "",
) -> Case:
    """登记、受理、派单 The sorter's one key: three verbs in one transaction, three lines in the ledger."""
    case = Case.objects.with_cover().filter(submission=submission).first()
    if case is None:
        case = register(submission, by=by, now=now, category=category, urgency=urgency)
    if case.stage == "registered":
        accept(case, by=by, now=now)
    dispatch(case, to=to, by=by, now=now, reason=reason)
    return case
