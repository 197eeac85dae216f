"""What cannot be done now: a plan and a day, agreed by a leader; on that day it is taken up by itself."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Case, Deferral
from lianxin.cases.models.time import Decision
from lianxin.clock.queries import calendar, rule
from lianxin.clock.reckoning import end_of, reckon
from lianxin.clock.verbs import release
from lianxin.flow.moves import move, owe_next, rule_of
from lianxin.flow.procedures import procedure_of
from lianxin.flow.verbs.extending import (
    ANSWERS,
    answer_owed,
    ask_leader,
    decided,
    nothing_asked,
    open_request,
    told,
)
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.dates import local_day, say_day
from lianxin.kit.refusals import NotValid
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import record

LONGEST_PLAN = 500
# Kept in the house's own language; pages translate when they show it.
PUT_OFF = N_("经批准暂缓，到约定的日期重新办理")
DAY_CAME = N_("约定的日期到了，重新开始办理")
EARLY = N_("提前重新开始办理")


@transaction.atomic
def ask_deferral(case: Case, *, plan: str, until: date, by: Actor, now: datetime) -> Deferral:
    """申请暂缓 It cannot be done now: what will be done and by which day, in words for the writer.

    At most as long as the rule lets it, counted from the first time this case was put off.
    (济南市12345市民服务热线条例第24条；LX_DEFERRAL, LX_COMMITMENT)
    """
    require(by, "case.ask_deferral", case)
    plan = one_line(plan)
    if not plan or len(plan) > LONGEST_PLAN:
        raise NotValid(_("请写明打算怎么办，不超过500字。这些话来信人会看到。"), "plan")
    move(case, "case.deferral_asked")
    promise = answer_owed(case, now=now)
    nothing_asked(case)
    _a_day_that_can_be(case, until, now=now)
    post = by.in_office()
    assert by.person
    asked = case.deferrals.create(
        promise=promise, organisation=post.organisation, asked_by=by.person, asked_at=now,
        plan=plan, until=until,
    )  # fmt: skip
    ask_leader(case, "deferral", now=now)
    record(case.dossier, "case.deferral_asked", by=by, now=now, plan=plan, until=until.isoformat())
    return asked


def _a_day_that_can_be(case: Case, until: date, *, now: datetime) -> None:
    first = case.deferrals.filter(decision=Decision.GRANTED).order_by("asked_at").first()
    rule_key = rule_of(case, procedure_of(case).promises["commitment"])
    limit = rule(rule_key, case.dossier.rulebook).limit
    latest = local_day(reckon(limit, first.asked_at if first else now, calendar()).due)
    if not local_day(now) < until <= latest:
        words = {"latest": say_day(latest, beside=now)}
        raise NotValid(_("请写明办好的日期：从明天起，最迟%(latest)s。") % words, "until")


@transaction.atomic
def grant_deferral(case: Case, *, by: Actor, now: datetime) -> Deferral:
    """同意暂缓 The answer is no longer owed; the plan is, by its day. It is no conclusion."""
    require(by, "case.defer", case)
    move(case, "case.deferred")
    asked = open_request(case.deferrals.all(), "deferral", by=by, now=now)
    if asked.until <= local_day(now):
        raise NotValid(_("约定的日期已经到了，不能再暂缓。"), "until")
    decided(case, asked, Decision.GRANTED, by=by, now=now)
    release(case.dossier, *ANSWERS, "instruction", reason=PUT_OFF, now=now)
    owe_next(case, "commitment", now=now, due=end_of(asked.until))
    record(
        case.dossier, "case.deferred", by=by, now=now,
        office=asked.organisation.code, plan=asked.plan, until=asked.until.isoformat(),
    )  # fmt: skip
    return asked


@transaction.atomic
def refuse_deferral(case: Case, *, words: str, by: Actor, now: datetime) -> Deferral:
    """不同意暂缓 The answer stays owed as it was, and the one who asked is told why."""
    require(by, "case.defer", case)
    words = told(words, _("请写明为什么不同意，不超过300字。"), field="words")
    move(case, "case.deferral_refused")
    asked = open_request(case.deferrals.all(), "deferral", by=by, now=now)
    decided(case, asked, Decision.REFUSED, by=by, now=now, words=words)
    record(case.dossier, "case.deferral_refused", by=by, now=now, words=words)
    return asked


@transaction.atomic
def take_up(case: Case, *, by: Actor, now: datetime) -> None:
    """重新办理 On the agreed day, or before it, the case is worked on again and an answer is owed."""
    require(by, "case.take_up", case)
    move(case, "case.taken_up")
    because = "date" if by.kind == "clock" else "early"
    release(case.dossier, "commitment", reason=DAY_CAME if because == "date" else EARLY, now=now)
    owe_next(case, "reply" if case.passes == 1 else "rework", now=now)
    record(case.dossier, "case.taken_up", by=by, now=now, because=because)
