"""Short ways to a problem at some step, for every test that wants one."""

from datetime import timedelta

from lianxin.cases.models import Case
from lianxin.flow.verbs import register
from lianxin.identity.actors import citizen
from lianxin.kit.dates import local_day
from lianxin.problems.models import Problem
from lianxin.problems.queries import problem_by_key
from lianxin.problems.verbs import answer_mended, assign, carry, list_problem, plan, say_mended, strike_off
from tests.world import World

WORDS = {"title": "自来水经常停，水压不够", "place": "上湾村"}
STANDARD = "连续三十天不停水，五楼也有水。"
MEASURE = "更换二级加压泵，改造村口主管道。"


def registered(world: World, **said: object) -> Case:
    register(world.letter(**said), by=world.actor("sorter"), now=world.now)  # type: ignore[arg-type]
    return world.case()


def letters(world: World, number: int = 3, **said: object) -> list[Case]:
    return [registered(world, **said) for _n in range(number)]


def fresh(problem: Problem) -> Problem:
    """As it stands in the database now."""
    return problem_by_key.get(problem.pk)


def listed(world: World, cases: list[Case], **more: object) -> Problem:
    words = {**WORDS, **more}
    made = list_problem(cases, by=world.actor("sorter"), now=world.now, **words)  # type: ignore[arg-type]
    return fresh(made)


def carried(world: World) -> None:
    """The worker links and tells until nothing is left to do."""
    while carry(now=world.now):
        pass
    world.later(seconds=1)


def assigned(world: World, cases: list[Case]) -> Problem:
    problem = listed(world, cases)
    by, now = world.actor("sorter"), world.now
    assign(problem, to=world.bodies["WATER"], standard=STANDARD, by=by, now=now)
    return fresh(problem)


def owned(world: World, case: Case) -> Problem:
    """The problem that one letter tells of, which the Water Bureau must mend."""
    return assigned(world, [case])


def planned(world: World, cases: list[Case], days: int = 30) -> Problem:
    problem = assigned(world, cases)
    day = local_day(world.now) + timedelta(days=days)
    plan(problem, measure=MEASURE, due_on=day, by=world.actor("officer"), now=world.now)
    return fresh(problem)


def mended(world: World, cases: list[Case]) -> Problem:
    problem = planned(world, cases)
    say_mended(problem, evidence="新泵已经运行，水压记录在村务栏。", by=world.actor("officer"), now=world.now)
    return fresh(problem)


def answers(world: World, case: Case, *, yes: bool) -> None:
    answer_mended(case, mended=yes, by=citizen(case.submission_id), now=world.now)


def struck(world: World, cases: list[Case]) -> Problem:
    problem = mended(world, cases)
    for case in cases:
        answers(world, case, yes=True)
    strike_off(fresh(problem), words="到村里看了三户，都有水。", by=world.actor("sorter"), now=world.now)
    return fresh(problem)


def at_place(world: World, place: str, letters: int = 2) -> Problem:
    """A problem with the water at this place, which the Water Bureau must mend."""
    cases = [registered(world, place_code=place) for _n in range(letters)]
    problem = listed(world, cases, category=world.water)
    by, now = world.actor("sorter"), world.now
    assign(problem, to=world.bodies["WATER"], standard=STANDARD, by=by, now=now)
    return fresh(problem)
