"""The desk's verbs: register, accept or decline, dispatch."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Assignment, Case, Category, Request, Stage, Urgency, WrittenNotice
from lianxin.cases.models.case import ClaimedOutcome, DeclinedFor
from lianxin.cases.queries import case_of_letter
from lianxin.clock.verbs import keep, pass_on, release
from lianxin.flow.giving import check_receiver
from lianxin.flow.moves import move, owe_dispatch_again, owe_next
from lianxin.flow.procedures import FROM_ABOVE, PROCEDURES, procedure_of
from lianxin.flow.verbs.supporting import leads_now
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Kind, Submission
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.kit.storing import change
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import new_dossier, open_dossier, record, turn
from lianxin.organisations.models import Organisation

# Kept in the house's own language; pages translate when they show it.
DECLINED = N_("不予受理")
RECALLED = N_("派单已撤回")
# The page offers it for eight seconds; the rest is for a slow line.
RECALLED_WITHIN = timedelta(seconds=60)


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
def decline(
    case: Case, *, reason: str, channel: str, by: Actor, now: datetime, code: str = DeclinedFor.OTHER
) -> None:
    """不予受理 Not ours to answer: the reason and the right channel are told to the writer.

    `code` is why, as far as it can be counted. What belongs in court, arbitration, administrative
    review, discipline or disclosure is redirected there. (信访工作条例第31条；潍坊条例第19条)
    """
    require(by, "case.decline", case)
    reason, channel = one_line(reason), one_line(channel)
    if not reason or not channel:
        raise NotValid(_("不予受理必须写明理由，并告诉来信人正确的渠道。"), "reason")
    if code not in DeclinedFor.values:
        raise NotValid(_("请选择不予受理的原因。"), "code")
    move(case, "case.declined")
    outcome = ClaimedOutcome.REDIRECTED if code == DeclinedFor.STATUTORY else ClaimedOutcome.DECLINED
    change(Case, {"dossier_id": case.pk}, claimed_outcome=outcome, declined_for=code, closed_at=now)
    release(case.dossier, reason=DECLINED, now=now)
    record(case.dossier, "case.declined", by=by, now=now, reason=reason, channel=channel, code=code)


@transaction.atomic
def dispatch(
    case: Case,
    *,
    to: Organisation,
    by: Actor,
    now: datetime,
    reason: str = "",
    category: Category | None = None,
) -> Assignment:
    """派单 Give the case to the organisation that will answer for it; in this class, where one is given."""
    require(by, "case.dispatch", case)
    check_receiver(case, to, now=now)
    move(case, "case.dispatched", keeper=to)
    assignment = case.assignments.create(
        organisation=to, given_at=now, given_by=by.person, reason=one_line(reason)[:300]
    )
    case.lead_org, case.category = to, category or case.category
    change(Case, {"dossier_id": case.pk}, lead_org_id=to.pk, category_id=case.category_id)
    keep(case.dossier, "dispatch", now=now)
    pass_on(case.dossier, *FROM_ABOVE, to=to)
    leads_now(case, to, now=now)
    owe_next(case, "acknowledge", now=now)
    if "org_notice" in procedure_of(case).promises and not _was_notified(case):
        owe_next(case, "org_notice", now=now)
    classed = {"category": category.code} if category else {}
    record(case.dossier, "case.dispatched", by=by, now=now, to=to.code, reason=assignment.reason, **classed)
    return assignment


def _was_notified(case: Case) -> bool:
    """The writer has the notice in writing already: an earlier body, which has stepped aside, gave it."""
    return WrittenNotice.objects.filter(case=case).exists()


@transaction.atomic
def recall(case: Case, *, by: Actor, now: datetime) -> Assignment:
    """撤回派单 Whoever has just given the case out takes it back; the desk owes its dispatch as before.

    Nothing is rubbed out and no limit begins anew: the dispatch is due again when it was due before.
    """
    require(by, "case.recall", case)
    assignment = _given_just_now(case, by=by, now=now)
    move(case, "case.recalled", keeper=case.desk)
    assignment.recalled_at = now
    assignment.save(update_fields=["recalled_at"])
    case.lead_org = None
    change(Case, {"dossier_id": case.pk}, lead_org_id=None)
    release(case.dossier, "acknowledge", "org_notice", reason=RECALLED, now=now)
    pass_on(case.dossier, *FROM_ABOVE, to=case.desk)
    owe_dispatch_again(case, now=now)
    record(case.dossier, "case.recalled", by=by, now=now, to=assignment.organisation.code)
    return assignment


def _given_just_now(case: Case, *, by: Actor, now: datetime) -> Assignment:
    """The dispatch that can be taken back: by the person who gave it, unsigned, and within a minute."""
    given = case.assignments.filter(acknowledged_at=None, recalled_at=None).select_related("organisation")
    assignment = given.first()
    decided = case.stage == Stage.DISPATCHED and case.objections.exists()
    if decided:
        raise NotAllowedNow(_("这一件是裁定异议后派出的，不能撤回；接收单位有异议的，按异议办理。"))
    if case.stage != Stage.DISPATCHED or assignment is None:
        raise NotAllowedNow(_("这一件现在不在等待签收，不能撤回派单。请刷新页面看看最新情况。"))
    if by.person is None or assignment.given_by_id != by.person.pk:
        raise NotAllowed(_("只有派单的人自己可以撤回。如果派错了，请与他联系。"))
    if now - assignment.given_at > RECALLED_WITHIN:
        raise NotAllowedNow(_("派单已经超过一分钟，不能撤回了。如果派错了，请联系接收单位。"))
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
    case = case_of_letter.first(submission.pk)
    if case is None:
        case = register(submission, by=by, now=now, category=category, urgency=urgency)
    if case.stage == "registered":
        accept(case, by=by, now=now)
    dispatch(case, to=to, by=by, now=now, reason=reason, category=category)
    return case
