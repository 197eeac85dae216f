"""It is said to be mended; those who raised it are asked; and only then it is struck off, or goes back."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.clock.verbs import keep
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.dates import say_day
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.kit.storing import change
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import record
from lianxin.problems.models import Problem, Step, StepKind
from lianxin.problems.picturing import Picture, written
from lianxin.problems.queries import asked_until, told_of
from lianxin.problems.road import move, owe_of
from lianxin.problems.verbs.clearing import require_day
from lianxin.problems.verbs.stepping import require_for_everybody, tell_all

LONGEST = 1_000


@transaction.atomic
def say_mended(
    problem: Problem, *, evidence: str, by: Actor, now: datetime, pictures: Sequence[Picture] = ()
) -> Step:
    """申请销号 The owner says that it is mended, and by what anybody can see it.

    Every voice is told and asked whether it is so; the desk owes the decision under LX_PROBLEM_STRIKE.
    (整改销号要有佐证、要由反映人认可；glossary: strike_off)
    """
    require(by, "problem.mend", problem)
    evidence = _words(evidence, "evidence", _("请写明做了什么、从哪里看得出来已经解决，不超过1000字。"))
    require_for_everybody(problem, {"evidence": evidence})
    move(problem, "problem.mended")
    problem.turn += 1
    change(Problem, {"dossier_id": problem.pk}, turn=problem.turn)
    keep(problem.dossier, "mend", now=now)
    owe_of(problem, "strike", by=problem.desk, now=now)
    step = tell_all(problem, StepKind.MENDED, evidence, by=by, now=now, pictures=pictures)
    seen = written(pictures)
    record(problem.dossier, "problem.mended", by=by, now=now, evidence=evidence, turn=problem.turn, **seen)
    return step


@transaction.atomic
def strike_off(
    problem: Problem, *, words: str, by: Actor, now: datetime, pictures: Sequence[Picture] = ()
) -> Step:
    """销号 Somebody other than the owner has looked at the evidence, and nobody who raised it says otherwise.

    Refused while those who raised it are still being asked, and as long as one of them says it is not mended.
    Who did not answer counts neither way; how many did is written down.
    """
    require(by, "problem.strike", problem)
    _require_another(problem, by)
    words = _words(words, "words", _("请写明是怎么核实的，不超过1000字。大家都看得到。"))
    require_for_everybody(problem, {"words": words})
    move(problem, "problem.struck_off")
    answers = told_of(problem)
    if answers.not_mended:
        raise NotAllowedNow(
            ngettext(
                "还有%(n)d位反映的人说没有解决，不能销号。请退回继续整改。",
                "还有%(n)d位反映的人说没有解决，不能销号。请退回继续整改。",
                answers.not_mended,
            )
            % {"n": answers.not_mended}
        )
    until = asked_until(problem)
    if answers.waiting and until and now < until:
        raise NotAllowedNow(
            _("反映的人可以说到%(day)s，现在还不能销号：已经有%(yes)d位说解决了，%(waiting)d位还没有说。")
            % {"day": say_day(until, beside=now), "yes": answers.mended, "waiting": answers.waiting}
        )
    keep(problem.dossier, "strike", now=now)
    step = tell_all(problem, StepKind.STRUCK_OFF, words, by=by, now=now, pictures=pictures)
    said = {"mended": answers.mended, "silent": answers.waiting, **written(pictures)}
    record(problem.dossier, "problem.struck_off", by=by, now=now, words=words, **said)
    return step


@transaction.atomic
def send_back(problem: Problem, *, reason: str, due_on: date, by: Actor, now: datetime) -> Step:
    """退回整改 It is not mended: why, and by which day it must be."""
    require(by, "problem.strike", problem)
    _require_another(problem, by)
    reason = _words(reason, "reason", _("请写明哪里还没有解决，不超过1000字。大家都看得到。"))
    require_day(problem, due_on, now=now)
    require_for_everybody(problem, {"reason": reason})
    move(problem, "problem.sent_back")
    change(Problem, {"dossier_id": problem.pk}, due_on=due_on)
    problem.due_on = due_on
    keep(problem.dossier, "strike", now=now)
    owe_of(problem, "mend", by=problem.dossier.keeper, now=now, until=due_on)
    step = tell_all(problem, StepKind.SENT_BACK, reason, by=by, now=now)
    record(problem.dossier, "problem.sent_back", by=by, now=now, reason=reason, until=due_on.isoformat())
    return step


def _require_another(problem: Problem, by: Actor) -> None:
    """Whoever must mend it never says of itself that it is mended."""
    own = problem.owner
    if own and by.in_office().organisation.path.startswith(own.path):
        raise NotAllowed(_("责任单位自己不能核实销号，请由受理中心或者督办员核实。"))


def _words(words: str, field: str, sentence: str) -> str:
    words = one_line(words)
    if not words or len(words) > LONGEST:
        raise NotValid(sentence, field)
    return words
