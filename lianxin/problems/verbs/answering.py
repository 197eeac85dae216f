"""Those who raised it say whether it is mended; and when it comes back, it is worked on again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.clock.queries import calendar, rule
from lianxin.clock.reckoning import reckon
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.dates import local_day
from lianxin.kit.refusals import NotAllowedNow
from lianxin.kit.storing import change, store
from lianxin.ledger.verbs import record
from lianxin.problems.models import Answer, Problem, StepKind, Voice
from lianxin.problems.queries import may_say_again_until, voice_of_case
from lianxin.problems.road import RULES, move, owe_of
from lianxin.problems.verbs.stepping import tell_all


@transaction.atomic
def answer_mended(case: Case, *, mended: bool, by: Actor, now: datetime) -> Problem:
    """核实 The writer of a letter says whether the problem is mended: once each time it is said to be.

    As long as it is asked the answer may be changed. After it was struck off, a "no" within LX_PROBLEM_AGAIN
    makes it a problem again, owed by the same body.
    """
    require(by, "problem.answer", case)
    voice = voice_of_case(case)
    if voice is None:
        raise NotAllowedNow(_("这封信没有列入问题台账。"))
    problem = voice.problem
    if problem.stage == "struck_off":
        _raise_again(problem, voice, mended=mended, by=by, now=now)
        return problem
    move(problem, "problem.answered")
    _store(voice, problem.turn, mended=mended, now=now)
    record(
        problem.dossier,
        "problem.answered",
        by=by,
        now=now,
        voice=case.pk.hex,
        because="yes" if mended else "no",
    )
    return problem


def _store(voice: Voice, turn: int, *, mended: bool, now: datetime) -> None:
    if not store([Answer(voice=voice, turn=turn, mended=mended, at=now)], once=True):
        change(Answer, {"voice_id": voice.pk, "turn": turn}, mended=mended, at=now)


def _raise_again(problem: Problem, voice: Voice, *, mended: bool, by: Actor, now: datetime) -> None:
    until = may_say_again_until(problem)
    if until is None or now > until:
        raise NotAllowedNow(_("这个问题销号已经很久了。又有问题的，请另写一封信。"))
    if mended:
        raise NotAllowedNow(_("这个问题已经销号。又有问题的，请按“又有问题了”。"))
    move(problem, "problem.raised_again")
    _store(voice, problem.turn, mended=False, now=now)
    due = reckon(rule(RULES["plan"], problem.dossier.rulebook).limit, now, calendar()).due
    problem.due_on = local_day(due)
    change(Problem, {"dossier_id": problem.pk}, due_on=problem.due_on)
    owe_of(problem, "mend", by=problem.dossier.keeper, now=now, until=problem.due_on)
    tell_all(problem, StepKind.AGAIN, "", by=by, now=now)
    record(problem.dossier, "problem.raised_again", by=by, now=now, voice=voice.case_id.hex)
