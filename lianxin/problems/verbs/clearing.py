"""The five clarities: who mends it, by what one sees it, what is done, by which day; and how far it is."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.clock.queries import calendar, rule
from lianxin.clock.reckoning import reckon
from lianxin.clock.verbs import keep, release
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.dates import local_day, say_day
from lianxin.kit.refusals import NotValid
from lianxin.kit.storing import change
from lianxin.kit.text import one_line, readable
from lianxin.ledger.verbs import record
from lianxin.organisations.models import Kind, Organisation
from lianxin.problems.finding import make_findable
from lianxin.problems.models import Problem, Step, StepKind
from lianxin.problems.picturing import Picture, written
from lianxin.problems.road import RULES, move, owe_of
from lianxin.problems.verbs.stepping import require_for_everybody, tell_all

LONGEST_STANDARD = 500
LONGEST_MEASURE = 1_000
# Kept in the house's own language; pages translate when they show it.
ANOTHER_OWNER = N_("换了责任单位")
ANOTHER_DAY = N_("另定了期限")
NOT_FOR = frozenset({Kind.DISCIPLINE, Kind.DESK})


@transaction.atomic
def assign(problem: Problem, *, to: Organisation, standard: str, by: Actor, now: datetime) -> None:
    """定责 This body must mend it, and this is how one sees that it is mended.

    It owes what it will do and by when, under LX_PROBLEM_PLAN. Another body may be named as long as it is not
    said to be mended: what the first one owed is released, and the reason stays.
    """
    require(by, "problem.assign", problem)
    standard = readable(standard)
    if not standard or len(standard) > LONGEST_STANDARD:
        raise NotValid(_("请写明做到什么样才算解决，不超过500字。"), "standard")
    if not to.active or to.kind in NOT_FOR:
        raise NotValid(_("%(body)s不能当责任单位，请选办事的单位。") % {"body": to.name}, "to")
    require_for_everybody(problem, {"standard": standard})
    move(problem, "problem.assigned", keeper=to)
    change(Problem, {"dossier_id": problem.pk}, owner_id=to.pk, standard=standard, measure="", due_on=None)
    problem.owner, problem.standard, problem.measure, problem.due_on = to, standard, "", None
    make_findable(problem)
    keep(problem.dossier, "assign", now=now)
    release(problem.dossier, "plan", "mend", reason=ANOTHER_OWNER, now=now)
    owe_of(problem, "plan", by=to, now=now)
    record(problem.dossier, "problem.assigned", by=by, now=now, to=to.code, standard=standard)


@transaction.atomic
def plan(problem: Problem, *, measure: str, due_on: date, by: Actor, now: datetime) -> Step:
    """定措施和期限 What will be done and by which day: now all five are clear, and every voice is told.

    The day is a promise. It may be set anew before it is said to be mended; the earlier one stays in the
    history.
    """
    require(by, "problem.plan", problem)
    measure = _words(measure, LONGEST_MEASURE, "measure")
    require_day(problem, due_on, now=now)
    require_for_everybody(problem, {"measure": measure})
    before = {"due_before": problem.due_on.isoformat()} if problem.due_on else {}
    move(problem, "problem.planned")
    change(Problem, {"dossier_id": problem.pk}, measure=measure, due_on=due_on)
    problem.measure, problem.due_on = measure, due_on
    keep(problem.dossier, "plan", now=now)
    release(problem.dossier, "mend", reason=ANOTHER_DAY, now=now)
    owe_of(problem, "mend", by=problem.dossier.keeper, now=now, until=due_on)
    step = tell_all(problem, StepKind.PLANNED, measure, by=by, now=now)
    record(
        problem.dossier,
        "problem.planned",
        by=by,
        now=now,
        measure=measure,
        until=due_on.isoformat(),
        **before,
    )
    return step


@transaction.atomic
def tell(problem: Problem, words: str, *, by: Actor, now: datetime, pictures: Sequence[Picture] = ()) -> Step:
    """告知进展 How far it is, to every voice in the same words. It ends nothing and stops no clock."""
    require(by, "problem.plan", problem)
    words = _words(words, LONGEST_MEASURE, "words")
    require_for_everybody(problem, {"words": words})
    move(problem, "problem.progress_told")
    step = tell_all(problem, StepKind.PROGRESS, words, by=by, now=now, pictures=pictures)
    seen = written(pictures)
    record(problem.dossier, "problem.progress_told", by=by, now=now, step=step.number, words=words, **seen)
    return step


def _words(words: str, longest: int, field: str) -> str:
    words = one_line(words)
    if not words or len(words) > longest:
        raise NotValid(_("请写明做了什么、接下来做什么，不超过1000字。反映的人和大家都看得到。"), field)
    return words


def require_day(problem: Problem, day: date, *, now: datetime) -> None:
    """From today, and no later than the rule lets a problem wait."""
    limit = rule(RULES["mend"], problem.dossier.rulebook).limit
    latest = local_day(reckon(limit, now, calendar()).due)
    if not local_day(now) <= day <= latest:
        raise NotValid(
            _("期限要在今天以后，最迟%(latest)s。") % {"latest": say_day(latest, beside=local_day(now))},
            "due_on",
        )
