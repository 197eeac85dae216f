"""问题台账 The ledger of problems for programs: read it, put letters to a problem, mend it, strike it off."""

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import Field

from lianxin.api.v1.acts_desk import ReasonIn
from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.cursors import PAGE
from lianxin.api.v1.matters import body_called, case_for, not_there, person
from lianxin.api.v1.opening import read, write
from lianxin.api.v1.problems import Problem as No
from lianxin.api.v1.shapes import At, BodyTold, Id, On, Told
from lianxin.api.v1.speaking import WordsIn
from lianxin.cases.models import Case
from lianxin.identity.policy import may, require
from lianxin.kit.shapes import Day, Key, Strictly, Words
from lianxin.problems.listing import ORDERS, Listed, listed
from lianxin.problems.models import Problem, Stage, Step, Voice
from lianxin.problems.queries import problem_by_key, told_of
from lianxin.problems.verbs import (
    add_voices,
    assign,
    list_problem,
    merge,
    name_anew,
    plan,
    say_mended,
    send_back,
    split,
    strike_off,
    take_out,
    tell,
)

TAG = "problems"
MOST_PAGES = 200
MOST = 200  # cases at once: each is asked of the table
Cases = Annotated[list[Key], Field(min_length=1, max_length=MOST)]


class NamedIn(Strictly):
    """What is wrong and where, in words that may stand in public."""

    title: Words
    place: Words = ""


class ListIn(NamedIn):
    """Which cases tell of it; `together`: those not given out yet are handled as one."""

    cases: Cases
    together: bool = True


class CasesIn(Strictly):
    cases: Cases


class ProblemSplitIn(NamedIn):
    cases: Cases


class OutIn(ReasonIn):
    case: Key


class IntoIn(Strictly):
    into: Key


class AssignIn(Strictly):
    """Who mends it, by its code, and by what one sees that it is mended."""

    to: Words
    standard: Words


class PlanIn(Strictly):
    measure: Words
    due_on: Day


class BackIn(ReasonIn):
    due_on: Day


class ProblemRow(Told):
    """One problem. `recent`: letters of the last thirty days, `before`: of the thirty before."""

    id: Id
    number: str
    title: str
    place: str
    stage: str
    stage_label: str
    owner: BodyTold | None
    due_on: On | None
    due: At | None
    late: bool
    letters: int
    people: int
    recent: int
    before: int
    rises: bool
    ahead: int


class ProblemsTold(Told):
    items: list[ProblemRow]
    next: Annotated[str, Field(description="For `page`; empty on the last page.")]


class ProblemStepTold(Told):
    """A step that everybody who raised it was told of."""

    kind: str
    words: str
    at: At
    by: BodyTold


class ProblemVoiceTold(Told):
    """One letter that tells of it, and by what it was seen to."""

    case: Id
    number: str
    at: At
    because: str
    apart: str


class ProblemStandsTold(Told):
    """The five clarities, what everybody was told, and what those who raised it say now."""

    id: Id
    number: str
    title: str
    place: str
    stage: str
    stage_label: str
    owner: BodyTold | None
    standard: str
    measure: str
    due_on: On | None
    letters: int
    people: int
    merged_into: Id | None
    mended: Annotated[int, Field(description="Of those who raised it: say that it is mended.")]
    not_mended: int
    silent: int
    steps: list[ProblemStepTold]
    voices: Annotated[list[ProblemVoiceTold], Field(description="The newest fifty.")]


@read("/problems", in_office, ProblemsTold, tag=TAG, grants=("problem.read",))
def problems(ask: Ask, order: Words = "lately", stage: Words = "", q: Words = "", page: Words = "") -> object:
    """The ledger as this person may read it: what most told of lately first, or by another order.

    `order` is lately, rising, season, late, voices or new; `ahead` counts the letters that came in the
    thirty days after this day a year ago, where they were at least three and twice that year's average.
    """
    require(ask.by, "problem.read", None)
    if order not in ORDERS or (stage and stage not in Stage.values):
        raise No("not-valid", _("没有这种排列或者这个环节。"), "order" if order not in ORDERS else "stage")
    place = min(int(page), MOST_PAGES) if page.isascii() and page.isdigit() and len(page) < 5 else 0
    found = listed(
        person(ask.by),
        order=order,
        stage=stage,
        words=q[:100],
        now=ask.now,
        begin=place * PAGE,
        most=PAGE + 1,
    )
    return {
        "items": [row_of(one) for one in found[:PAGE]],
        "next": str(place + 1) if len(found) > PAGE else "",
    }


def row_of(one: Listed) -> dict[str, object]:
    problem = one.problem
    return {
        **_named(problem), "due_on": problem.due_on, "due": problem.dossier.next_due, "late": one.broken,
        "recent": one.recent, "before": one.before, "rises": one.rises, "ahead": one.ahead,
    }  # fmt: skip


def _named(problem: Problem) -> dict[str, object]:
    return {
        "id": problem.pk, "number": problem.dossier.number, "title": problem.title, "place": problem.place,
        "stage": problem.stage, "stage_label": str(Stage(problem.stage).label), "owner": problem.owner,
        "letters": problem.voices, "people": problem.people,
    }  # fmt: skip


@read("/problems/{problem}", in_office, ProblemStandsTold, tag=TAG, grants=("problem.read",))
def one_problem(ask: Ask, problem: Key) -> object:
    """One problem with its steps and its newest letters."""
    mine = _problem_for(ask, problem)
    require(ask.by, "problem.read", mine)
    return _stands(mine)


def _problem_for(ask: Ask, key: UUID) -> Problem:
    found = problem_by_key.first(key)
    if found is None or not may(person(ask.by), "problem.read", found):
        raise not_there()
    return found


def _stands(problem: Problem) -> dict[str, object]:
    answers = told_of(problem)
    voices = Voice.objects.filter(problem=problem, left_at=None).select_related("case__dossier")
    steps = Step.objects.filter(problem=problem).select_related("organisation")
    return {
        **_named(problem), "standard": problem.standard, "measure": problem.measure, "due_on": problem.due_on,
        "merged_into": problem.merged_into_id, "mended": answers.mended, "not_mended": answers.not_mended,
        "silent": answers.waiting,
        "steps": [vars(one) | {"by": one.organisation} for one in steps],
        "voices": [
            {
                "case": one.case_id, "number": one.case.dossier.number, "at": one.said_at,
                "because": one.because, "apart": one.apart,
            }
            for one in voices.order_by("-said_at", "-id")[:PAGE]
        ],
    }  # fmt: skip


def _again(problem: Problem) -> dict[str, object]:
    return _stands(problem_by_key.get(problem.pk))


def _cases(ask: Ask, keys: list[UUID]) -> list[Case]:
    """Each as far as the asker sees it, in the order in which they came; twice is once."""
    return [case_for(ask, key) for key in sorted({*keys})]


@write("/problems", in_office, ProblemStandsTold, tag=TAG, grants=("problem.list",))
def list_a_problem(ask: Ask, said: ListIn) -> object:
    """These cases tell of one thing that is wrong; everybody who wrote is told its number."""
    cases = _cases(ask, said.cases)
    made = list_problem(
        cases, title=said.title, place=said.place, together=said.together, by=ask.by, now=ask.now
    )
    return _again(made)


@write(
    "/problems/{problem}/add",
    in_office,
    ProblemStandsTold,
    tag=TAG,
    grants=("problem.change", "problem.list"),
)
def add_to_problem(ask: Ask, problem: Key, said: CasesIn) -> object:
    """These cases tell of it too; twice is once."""
    mine = _problem_for(ask, problem)
    add_voices(mine, _cases(ask, said.cases), by=ask.by, now=ask.now)
    return _again(mine)


@write("/problems/{problem}/take-out", in_office, ProblemStandsTold, tag=TAG, grants=("problem.change",))
def take_out_of_problem(ask: Ask, problem: Key, said: OutIn) -> object:
    """This case tells of something else; the reason stays."""
    mine = _problem_for(ask, problem)
    take_out(mine, case_for(ask, said.case), reason=said.reason, by=ask.by, now=ask.now)
    return _again(mine)


@write("/problems/{problem}/name", in_office, ProblemStandsTold, tag=TAG, grants=("problem.change",))
def name_problem(ask: Ask, problem: Key, said: NamedIn) -> object:
    """Say better what is wrong and where."""
    mine = _problem_for(ask, problem)
    name_anew(mine, title=said.title, place=said.place, by=ask.by, now=ask.now)
    return _again(mine)


@write("/problems/{problem}/merge", in_office, ProblemStandsTold, tag=TAG, grants=("problem.change",))
def merge_problem(ask: Ask, problem: Key, said: IntoIn) -> object:
    """It is the same as that one; its number leads there from now on. That one is told."""
    into = _problem_for(ask, said.into)
    merge(_problem_for(ask, problem), into=into, by=ask.by, now=ask.now)
    return _again(into)


@write("/problems/{problem}/split", in_office, ProblemStandsTold, tag=TAG, grants=("problem.change",))
def split_problem(ask: Ask, problem: Key, said: ProblemSplitIn) -> object:
    """These of its cases tell of another problem, which is told."""
    mine, cases = _problem_for(ask, problem), _cases(ask, said.cases)
    return _again(split(mine, cases, title=said.title, place=said.place, by=ask.by, now=ask.now))


@write("/problems/{problem}/assign", in_office, ProblemStandsTold, tag=TAG, grants=("problem.assign",))
def assign_problem(ask: Ask, problem: Key, said: AssignIn) -> object:
    """This body must mend it, and by this one sees that it is mended."""
    mine = _problem_for(ask, problem)
    assign(mine, to=body_called(said.to, "to"), standard=said.standard, by=ask.by, now=ask.now)
    return _again(mine)


@write("/problems/{problem}/plan", in_office, ProblemStandsTold, tag=TAG, grants=("problem.plan",))
def plan_problem(ask: Ask, problem: Key, said: PlanIn) -> object:
    """What will be done and by which day; everybody who raised it is told."""
    mine = _problem_for(ask, problem)
    plan(mine, measure=said.measure, due_on=said.due_on, by=ask.by, now=ask.now)
    return _again(mine)


@write("/problems/{problem}/tell", in_office, ProblemStandsTold, tag=TAG, grants=("problem.plan",))
def tell_of_problem(ask: Ask, problem: Key, said: WordsIn) -> object:
    """How far it is, to everybody who raised it."""
    mine = _problem_for(ask, problem)
    tell(mine, said.words, by=ask.by, now=ask.now)
    return _again(mine)


@write("/problems/{problem}/mended", in_office, ProblemStandsTold, tag=TAG, grants=("problem.mend",))
def say_problem_mended(ask: Ask, problem: Key, said: WordsIn) -> object:
    """It is mended, and this is the evidence; everybody who raised it is asked."""
    mine = _problem_for(ask, problem)
    say_mended(mine, evidence=said.words, by=ask.by, now=ask.now)
    return _again(mine)


@write("/problems/{problem}/strike-off", in_office, ProblemStandsTold, tag=TAG, grants=("problem.strike",))
def strike_off_problem(ask: Ask, problem: Key, said: WordsIn) -> object:
    """It was checked, and nobody who raised it says otherwise."""
    mine = _problem_for(ask, problem)
    strike_off(mine, words=said.words, by=ask.by, now=ask.now)
    return _again(mine)


@write("/problems/{problem}/send-back", in_office, ProblemStandsTold, tag=TAG, grants=("problem.strike",))
def send_back_problem(ask: Ask, problem: Key, said: BackIn) -> object:
    """It is not mended: why, and by which day it must be."""
    mine = _problem_for(ask, problem)
    send_back(mine, reason=said.reason, due_on=said.due_on, by=ask.by, now=ask.now)
    return _again(mine)
