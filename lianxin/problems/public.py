"""公开的问题台账 What anybody may read of a problem by its number: nothing of any letter, nobody who wrote.

Its words are officers' words about a thing, refused while they name a writer (see verbs/stepping.py).
"""

from dataclasses import dataclass
from datetime import date, datetime

from lianxin.clock.models import Promise
from lianxin.kit.dates import local_day
from lianxin.problems.finding import holding
from lianxin.problems.models import OPEN, Problem, Stage, Step
from lianxin.problems.queries import Answers, asked_until, problem_numbered, steps_of, told_of
from lianxin.problems.themes import standing_of, themes_up

FEWEST = 5  # fewer letters are not counted in public: a number of one or two may show who wrote
PAGE = 30


@dataclass(frozen=True)
class PublicProblem:
    """一个问题 One row of the public ledger. `voices` is 0 where there are fewer than five."""

    number: str
    title: str
    place: str
    category: str
    owner: str
    stage: str
    stage_label: str
    voices: int
    first_on: date
    due_on: date | None
    late: bool


@dataclass(frozen=True)
class PublicWhole:
    """问题页 The same with what is promised, every step, and what those who raised it say."""

    row: PublicProblem
    standard: str
    measure: str
    steps: list[Step]
    answers: Answers | None
    asked_until: datetime | None


@dataclass(frozen=True)
class PublicTheme:
    """每月一题 One month. `struck` and `gathered` are as they stand now, or as the report found them."""

    month: date
    title: str
    aim: str
    lead: str
    report: str
    late: bool
    struck: int
    gathered: int


def themes_so_far(most: int) -> list[PublicTheme]:
    """The newest months first."""
    found = list(themes_up()[:most])
    late = Promise.objects.broken().filter(dossier__in=[theme.pk for theme in found], key="theme")
    broken = set(late.values_list("dossier_id", flat=True))
    return [
        PublicTheme(
            theme.month, theme.title, theme.aim, theme.lead.name, theme.report, theme.pk in broken,
            *((theme.struck, theme.gathered) if theme.report else standing_of(theme)),
        )
        for theme in found
    ]  # fmt: skip


def problems_up(words: str, *, stage: str = "", begin: int = 0, most: int = PAGE) -> list[PublicProblem]:
    """Those that most people told of first; by words of the problem, the place, the owner, or its number."""
    found = Problem.objects.exclude(dossier__stage=Stage.MERGED)
    found = found.filter(dossier__stage__in=[stage] if stage in Stage.values else [*OPEN, Stage.STRUCK_OFF])
    found = found.filter(holding(words))
    rows = found.select_related("dossier", "owner", "category").order_by("-voices", "-dossier_id")
    return _rows(list(rows[begin : begin + most]))


def _rows(problems: list[Problem]) -> list[PublicProblem]:
    late = Promise.objects.broken().filter(dossier__in=[problem.pk for problem in problems], key="mend")
    broken = set(late.values_list("dossier_id", flat=True))
    return [
        PublicProblem(
            problem.dossier.number, problem.title, problem.place, str(problem.category or ""),
            problem.owner.name if problem.owner else "", problem.stage, str(Stage(problem.stage).label),
            problem.voices if problem.voices >= FEWEST else 0, local_day(problem.first_at), problem.due_on,
            problem.pk in broken,
        )
        for problem in problems
    ]  # fmt: skip


def problem_up(number: str) -> PublicWhole | None:
    """One problem; a number that was merged leads to where its letters are now."""
    problem = problem_numbered(number)
    if problem is None:
        return None
    asked = problem.stage == Stage.MENDED
    answers = told_of(problem) if problem.turn and problem.voices >= FEWEST else None
    return PublicWhole(
        _rows([problem])[0], problem.standard, problem.measure, steps_of(problem), answers,
        asked_until(problem) if asked else None,
    )  # fmt: skip
