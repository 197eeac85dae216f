"""Complaint 3: closed on paper, not solved in life. What the office claims is not what the writer says."""

import pytest

from lianxin.kit.refusals import NotAllowed, NotValid
from lianxin.outcomes.models import Rating
from lianxin.outcomes.verbs import approve, not_solved, submit
from tests.world import World, said


def test_nobody_declares_their_own_work_done(world: World) -> None:
    case = world.submitted("全部修好了。")
    with pytest.raises(NotAllowed):
        approve(case, by=world.actor("officer"), now=world.now)
    assert world.case().stage == "in_approval"


def test_to_support_a_request_is_to_say_what_was_found(world: World) -> None:
    with pytest.raises(NotValid, match="查明的事实"):
        answer = {1: said("已解决。", facts="")}
        submit(world.in_handling(), answer, by=world.actor("officer"), now=world.now)


def test_the_claim_stands_and_the_writer_says_the_opposite(world: World) -> None:
    case = world.answered("全部修好了。")
    assert (world.case().claimed_outcome, Rating.objects.count()) == ("supported", 0)
    not_solved(case, by=world.writer(case), now=world.now, words="还是没有水。")
    assert (Rating.objects.get().verdict, world.case().stage) == ("not_solved", "in_handling")
    assert world.case().claimed_outcome == ""  # it claimed too much, and owes a new answer


def test_silence_closes_the_case_and_confirms_nothing(world: World) -> None:
    world.answered("全部修好了。")
    world.later(days=8)
    world.later(days=16)
    assert (world.case().stage, world.case().claimed_outcome) == ("closed", "supported")
    assert not Rating.objects.exists()
