"""The road of a problem as data: its moves, and what is owed at each step under which rule."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from lianxin.clock.models import Promise
from lianxin.clock.reckoning import end_of
from lianxin.clock.verbs import owe
from lianxin.flow.procedures import rules_needed as needed_by_cases
from lianxin.kit.refusals import NotAllowedNow
from lianxin.ledger.models import Event
from lianxin.ledger.verbs import turn
from lianxin.organisations.models import Organisation
from lianxin.problems.models import Problem, Stage

STAYS = ""
ANY_OPEN = frozenset({"listed", "assigned", "planned", "mended"})
BEFORE_MENDED = frozenset({"listed", "assigned", "planned"})

MOVES: Mapping[str, tuple[frozenset[str], str]] = {
    "problem.listed": (frozenset({""}), "listed"),
    "problem.split": (frozenset({""}), "listed"),
    "problem.named": (ANY_OPEN, STAYS),
    "problem.joined": (ANY_OPEN, STAYS),
    "problem.left": (ANY_OPEN, STAYS),
    "problem.parted": (ANY_OPEN, STAYS),
    "problem.took_in": (ANY_OPEN, STAYS),
    "problem.merged": (BEFORE_MENDED, "merged"),
    "problem.assigned": (BEFORE_MENDED, "assigned"),
    "problem.planned": (frozenset({"assigned", "planned"}), "planned"),
    "problem.progress_told": (frozenset({"planned"}), STAYS),
    "problem.mended": (frozenset({"planned"}), "mended"),
    "problem.answered": (frozenset({"mended"}), STAYS),
    "problem.sent_back": (frozenset({"mended"}), "planned"),
    "problem.struck_off": (frozenset({"mended"}), "struck_off"),
    "problem.raised_again": (frozenset({"struck_off"}), "planned"),
}

# What is owed, and under which rule.
RULES: Mapping[str, str] = {
    "assign": "LX_PROBLEM_ASSIGN",
    "plan": "LX_PROBLEM_PLAN",
    "mend": "LX_PROBLEM_MEND",
    "strike": "LX_PROBLEM_STRIKE",
}
# How long those who raised it are asked, and how long after striking off they may say that it is back.
ASKED_FOR = "LX_PROBLEM_ASK"
AGAIN_WITHIN = "LX_PROBLEM_AGAIN"
# A theme has one move, from chosen to reported, and this is what is owed until then.
THEME_RULE = "LX_THEME_REPORT"


def rules_needed() -> set[str]:
    """Every rule key that a road of this house names, of cases and of problems; a rule book has them all."""
    return needed_by_cases() | {*RULES.values(), ASKED_FOR, AGAIN_WITHIN, THEME_RULE}


def move(problem: Problem, event: str, *, keeper: Organisation | None = None) -> None:
    """Move: the stage after this event, if the road allows it now. Raises NotAllowedNow with the stage."""
    allowed, after = MOVES[event]
    if problem.stage not in allowed:
        raise NotAllowedNow(
            _("这个问题目前是“%(stage)s”，不能这样办理。请刷新页面看看最新情况。")
            % {"stage": Stage(problem.stage).label}
        )
    if after or keeper:
        turn(problem.dossier, stage=after, keeper=keeper)


def owe_of(
    problem: Problem, key: str, *, by: Organisation, now: datetime, until: date | None = None
) -> Promise:
    """Owe: by this body, under the rule of the road, or by the end of the day that was agreed."""
    due = end_of(until) if until else None
    return owe(problem.dossier, key, owed_by=by, rule_key=RULES[key], now=now, due=due)


def stage_from_ledger(events: list[Event]) -> str:
    """The stage that the lines of the folder lead to."""
    stage = ""
    for event in events:
        if event.name in MOVES:
            stage = MOVES[event.name][1] or stage
    return stage
