"""Acceptance story 7: two of three requests answered cannot go; words used before are seen when signing."""

import pytest

from lianxin.flow.verbs import split
from lianxin.kit.refusals import NotValid
from lianxin.ledger.models import Event
from lianxin.outcomes.seen_by_officer import seen_by_officer
from lianxin.outcomes.verbs import approve, submit
from tests.world import World, said

SAME = "经查情况属实，我局已安排维修班处理，三日内修好，请您监督。"


def test_with_two_of_three_requests_answered_it_cannot_be_sent(world: World) -> None:
    world.in_handling()
    officer = world.actor("officer")
    split(world.case(), ["修水管", "退水费", "说明原因"], by=officer, now=world.now)
    with pytest.raises(NotValid, match="第3项"):
        submit(world.case(), {1: said("已修。"), 2: said("月底退。")}, by=officer, now=world.now)
    assert world.case().stage == "in_handling"

    whole = {1: said("已修。"), 2: said("月底退。"), 3: said("管子用了三十年，锈穿了。")}
    submit(world.case(), whole, by=officer, now=world.now)
    assert world.case().stage == "in_approval"


def test_the_same_words_as_one_of_the_last_twenty_are_shown_to_the_approver(world: World) -> None:
    earlier = world.answered(SAME)
    case = world.submitted(SAME)
    shown = seen_by_officer(case, by=world.actor("approver"), now=world.now).requests[0]
    assert (shown.likeness, shown.like) == (100, earlier.dossier.number)

    approve(world.case(), by=world.actor("approver"), now=world.now)  # nothing is stopped by itself
    assert Event.objects.get(dossier=case.dossier, name="case.replied").data["alike"][0]["likeness"] == 100
