"""The verbs of those who have the case, and of the secretary above them."""

import pytest

from lianxin.clock.models import Promise
from lianxin.flow.verbs import acknowledge, instruct, split
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.outcomes.answers import AnswerIn
from lianxin.outcomes.verbs import draft
from tests.world import World


def owed(world: World) -> set[str]:
    return set(Promise.objects.owed().values_list("key", flat=True))


def test_whoever_signs_owes_the_answer(world: World) -> None:
    case = world.dispatched()
    acknowledge(case, by=world.actor("officer"), now=world.now)
    assignment = case.assignments.get()
    assert (assignment.acknowledged_by, assignment.acknowledged_at) == (world.people["officer"], world.now)
    assert (world.case().stage, owed(world)) == ("in_handling", {"reply"})


@pytest.mark.parametrize("who", ["stranger", "sorter", "clerk", "secretary", "supervisor", "discipline"])
def test_nobody_signs_for_another_organisation(world: World, who: str) -> None:
    case = world.dispatched()
    with pytest.raises(NotAllowed):
        acknowledge(case, by=world.actor(who), now=world.now)
    assert owed(world) == {"acknowledge"}


def test_nobody_signs_twice(world: World) -> None:
    case = world.in_handling()
    with pytest.raises(NotAllowedNow, match="办理中"):
        acknowledge(case, by=world.actor("officer"), now=world.now)


def test_a_letter_that_asks_three_things_has_three_requests(world: World) -> None:
    case = world.in_handling()
    asked = split(case, ["修水管", " ", "退水费\n", "道歉"], by=world.actor("officer"), now=world.now)
    assert [(r.number, r.words) for r in asked] == [(1, "修水管"), (2, "退水费"), (3, "道歉")]


def test_splitting_again_corrects_the_same_requests(world: World) -> None:
    case = world.in_handling()
    first = split(case, ["修水管", "退水费"], by=world.actor("officer"), now=world.now)
    (only,) = split(case, ["修水管，并退水费"], by=world.actor("officer"), now=world.now)
    assert only.pk == first[0].pk


def test_requests_are_not_taken_away_under_a_drafted_answer(world: World) -> None:
    case = world.in_handling()
    split(case, ["修水管", "退水费"], by=world.actor("officer"), now=world.now)
    draft(case, {1: AnswerIn("已修"), 2: AnswerIn("月底退")}, by=world.actor("officer"), now=world.now)
    with pytest.raises(NotAllowedNow, match="起草"):
        split(case, ["修水管"], by=world.actor("officer"), now=world.now)
    assert case.requests.count() == 2


@pytest.mark.parametrize("words", [[], ["", " "], ["水"] * 21])
def test_a_letter_asks_for_something_and_not_for_everything(world: World, words: list[str]) -> None:
    case = world.in_handling()
    with pytest.raises(NotValid, match="1到20项"):
        split(case, words, by=world.actor("officer"), now=world.now)


def test_an_answered_case_is_not_split_any_more_nor_by_a_stranger(world: World) -> None:
    with pytest.raises(NotAllowed):
        split(world.dispatched(), ["修"], by=world.actor("stranger"), now=world.now)
    with pytest.raises(NotAllowedNow):
        split(world.answered(), ["修"], by=world.actor("officer"), now=world.now)


def test_the_secretary_instructs_and_whoever_has_the_case_owes_it(world: World) -> None:
    case = world.in_handling(addressee="WS")
    instruct(case, "三天内解决，\n并回访。", by=world.actor("secretary"), now=world.now)
    promise = Promise.objects.owed().get(key="instruction")
    assert promise.owed_by == world.bodies["WATER"]
    assert case.instructions.get().words == "三天内解决， 并回访。"
    world.reply(world.case(), {1: "已修好。"})
    assert owed(world) == {"deliver"}


def test_two_instructions_are_owed_together(world: World) -> None:
    case = world.in_handling()
    for words in ("快办", "再快一点"):
        instruct(case, words, by=world.actor("secretary"), now=world.now)
    assert Promise.objects.owed().filter(key="instruction").count() == 1
    assert case.instructions.count() == 2


@pytest.mark.parametrize("who", ["township_secretary", "sorter", "officer", "supervisor", "office"])
def test_only_the_secretary_it_concerns_instructs(world: World, who: str) -> None:
    case = world.in_handling()
    with pytest.raises(NotAllowed):
        instruct(case, "快办", by=world.actor(who), now=world.now)


@pytest.mark.parametrize("words", ["", " \n ", "字" * 501])
def test_an_instruction_says_something_short(world: World, words: str) -> None:
    case = world.in_handling()
    with pytest.raises(NotValid):
        instruct(case, words, by=world.actor("secretary"), now=world.now)


def test_an_answered_case_takes_no_instruction_that_nobody_could_keep(world: World) -> None:
    case = world.answered()
    with pytest.raises(NotAllowedNow, match="已经答复"):
        instruct(case, "快办", by=world.actor("secretary"), now=world.now)
    assert owed(world) == {"deliver"}
