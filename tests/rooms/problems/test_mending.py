"""定责、措施、销号 The five clarities, and that nothing is struck off by the word of its owner alone."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from lianxin.clock.models import Promise
from lianxin.identity.actors import citizen
from lianxin.kit.dates import local_day
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.models import Event
from lianxin.problems.models import Step
from lianxin.problems.queries import silent, told_of
from lianxin.problems.verbs import answer_mended, assign, plan, say_mended, send_back, strike_off, tell
from tests.problems_of import (
    MEASURE,
    STANDARD,
    answers,
    assigned,
    carried,
    fresh,
    letters,
    listed,
    mended,
    planned,
    struck,
)
from tests.rooms.problems.test_listing import owed
from tests.world import World


def test_the_five_clarities_come_from_the_right_mouths(world: World) -> None:
    problem = planned(world, letters(world))
    assert problem.clarities().missing() == 0
    assert (problem.stage, problem.dossier.keeper.code) == ("planned", "WATER")
    promise = Promise.objects.owed().get(dossier=problem.dossier)
    assert (promise.key, promise.owed_by.code) == ("mend", "WATER")
    assert local_day(promise.due) == problem.due_on


def test_every_voice_is_told_the_plan_in_the_same_words(world: World) -> None:
    planned(world, letters(world))
    carried(world)
    told = [line.data for line in Event.objects.filter(name="case.problem_told")]
    assert sum(one["because"] == "planned" and one["plan"] == MEASURE for one in told) == 3


def test_the_owner_names_no_owner_and_the_desk_makes_no_plan(world: World) -> None:
    problem = listed(world, letters(world, 1))
    with pytest.raises(NotAllowed):
        assign(problem, to=world.bodies["WATER"], standard="x", by=world.actor("officer"), now=world.now)
    problem = assigned(world, letters(world, 1))
    for who in ("sorter", "stranger", "secretary"):
        with pytest.raises(NotAllowed):
            plan(problem, measure="x", due_on=local_day(world.now), by=world.actor(who), now=world.now)


def test_a_plan_needs_a_day_between_today_and_the_latest(world: World) -> None:
    problem = assigned(world, letters(world, 1))
    for days in (-1, 400):
        with pytest.raises(NotValid):
            day = local_day(world.now) + timedelta(days=days)
            plan(problem, measure=MEASURE, due_on=day, by=world.actor("officer"), now=world.now)


def test_another_owner_begins_anew_and_the_first_ones_promise_is_released(world: World) -> None:
    problem = planned(world, letters(world, 1))
    by, now = world.actor("sorter"), world.now
    assign(problem, to=world.bodies["SCHOOL"], standard=STANDARD, by=by, now=now)
    assert owed(problem) == [("plan", "SCHOOL")]
    assert fresh(problem).measure == ""


def test_the_discipline_office_and_the_desk_own_no_problem(world: World) -> None:
    problem = listed(world, letters(world, 1))
    for code in ("WS-JW", "WS-DESK"):
        with pytest.raises(NotValid):
            assign(problem, to=world.bodies[code], standard="x", by=world.actor("sorter"), now=world.now)


def test_a_day_that_passes_is_a_broken_promise(world: World) -> None:
    problem = planned(world, letters(world, 1), days=10)
    world.later(days=12)
    assert Promise.objects.get(dossier=problem.dossier, key="mend").state == "broken"


def test_progress_is_told_to_all_and_stops_no_clock(world: World) -> None:
    problem = planned(world, letters(world, 2))
    tell(problem, "新泵已经到货，下周安装。", by=world.actor("officer"), now=world.now)
    carried(world)
    assert Step.objects.filter(problem=problem, kind="progress").count() == 1
    assert [key for key, _who in owed(problem)] == ["mend"]


def test_said_to_be_mended_the_raisers_are_asked_and_the_desk_owes_the_decision(world: World) -> None:
    problem = mended(world, letters(world))
    assert owed(problem) == [("strike", "WS-DESK")]
    assert told_of(problem) == (0, 0, 3)


def test_it_is_not_struck_off_while_the_raisers_are_still_asked(world: World) -> None:
    problem = mended(world, letters(world))
    with pytest.raises(NotAllowedNow):
        strike_off(problem, words="看过了", by=world.actor("sorter"), now=world.now)
    world.later(days=9)
    strike_off(fresh(problem), words="看过了", by=world.actor("sorter"), now=world.now)
    said = fresh(problem).dossier.events.get(name="problem.struck_off").data
    assert (said["mended"], said["silent"]) == (0, 3)


def test_one_who_says_it_is_not_mended_keeps_it_open(world: World) -> None:
    cases = letters(world, 3)
    problem = mended(world, cases)
    answers(world, cases[0], yes=True)
    answers(world, cases[1], yes=False)
    world.later(days=9)
    with pytest.raises(NotAllowedNow):
        strike_off(fresh(problem), words="看过了", by=world.actor("sorter"), now=world.now)
    day = local_day(world.now) + timedelta(days=5)
    send_back(fresh(problem), reason="三组还没有水", due_on=day, by=world.actor("sorter"), now=world.now)
    assert (fresh(problem).stage, owed(problem)) == ("planned", [("mend", "WATER")])


def test_an_answer_may_be_changed_as_long_as_it_is_asked_and_counts_once(world: World) -> None:
    cases = letters(world, 2)
    problem = mended(world, cases)
    answers(world, cases[0], yes=False)
    answers(world, cases[0], yes=True)
    assert told_of(problem) == (1, 0, 1)


def test_nobody_answers_for_another(world: World) -> None:
    cases = letters(world, 2)
    mended(world, cases)
    with pytest.raises(NotAllowed):
        answer_mended(cases[0], mended=True, by=citizen(cases[1].submission_id), now=world.now)
    with pytest.raises(NotAllowed):
        answer_mended(cases[0], mended=True, by=world.actor("officer"), now=world.now)


def test_a_letter_outside_the_ledger_is_asked_nothing(world: World) -> None:
    case = letters(world, 1)[0]
    with pytest.raises(NotAllowedNow):
        answers(world, case, yes=True)


@pytest.mark.parametrize("who", ["officer", "approver", "stranger", "clerk", "secretary", "auditor"])
def test_only_the_desk_and_a_supervisor_strike_off(world: World, who: str) -> None:
    problem = mended(world, letters(world, 1))
    world.later(days=9)
    with pytest.raises(NotAllowed):
        strike_off(fresh(problem), words="看过了", by=world.actor(who), now=world.now)


def test_when_all_say_it_is_mended_it_is_struck_off_at_once_and_owes_nothing(world: World) -> None:
    problem = struck(world, letters(world, 2))
    assert (problem.stage, owed(problem)) == ("struck_off", [])
    assert not silent()


def test_what_comes_back_is_worked_on_again_by_the_same_body(world: World) -> None:
    cases = letters(world, 2)
    problem = struck(world, cases)
    world.later(days=30)
    answers(world, cases[0], yes=False)
    assert (fresh(problem).stage, owed(problem)) == ("planned", [("mend", "WATER")])


def test_after_three_months_it_is_another_letter(world: World) -> None:
    cases = letters(world, 1)
    struck(world, cases)
    world.later(days=120)
    with pytest.raises(NotAllowedNow):
        answers(world, cases[0], yes=False)


def test_evidence_words_and_reasons_are_asked_for(world: World) -> None:
    problem = planned(world, letters(world, 1))
    with pytest.raises(NotValid):
        say_mended(problem, evidence=" ", by=world.actor("officer"), now=world.now)
    with pytest.raises(NotValid):
        tell(problem, "电话13800138000", by=world.actor("officer"), now=world.now)


def test_a_step_that_was_told_is_never_changed(world: World) -> None:
    problem = planned(world, letters(world, 1))
    with pytest.raises(DatabaseError, match=r"append only|permission denied"):
        Step.objects.filter(problem=problem).update(words="别的话")
