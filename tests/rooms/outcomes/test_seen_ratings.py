"""The body that handled a matter does not see at once what its writer said of the answer."""

import pytest

from lianxin.cases.models import Case
from lianxin.outcomes.seen_by_officer import CaseSeen, seen_by_officer
from lianxin.outcomes.verbs import rate
from tests.world import World


def rated(world: World, verdict: str) -> Case:
    case = world.answered()
    rate(case, verdict=verdict, result=2, words="来过一次。", by=world.writer(case), now=world.now)
    return world.case()


def seen(world: World, who: str) -> CaseSeen:
    return seen_by_officer(world.case(), by=world.actor(who), now=world.now)


@pytest.mark.parametrize("who", ["officer", "approver", "stranger"])
def test_it_is_told_that_there_is_one_and_from_when_it_is_shown(world: World, who: str) -> None:
    rated(world, "partly")
    rating = seen(world, who).replies[0].rating
    assert rating and rating.later
    assert (rating.verdict, rating.label, rating.words, rating.marks) == ("", "", "", (None, None, None))
    assert [line.data for line in seen(world, who).history if line.name == "case.rated"] == [{"later": True}]


def test_after_a_week_it_is_shown_to_everybody(world: World) -> None:
    rated(world, "partly")
    world.later(days=8)
    rating = seen(world, "officer").replies[0].rating
    assert rating and not rating.later and rating.words == "来过一次。" and rating.marks[0] == 2


@pytest.mark.parametrize("who", ["secretary", "supervisor", "auditor", "sorter", "caller"])
def test_those_who_did_not_handle_it_see_it_at_once(world: World, who: str) -> None:
    rated(world, "partly")
    rating = seen(world, who).replies[0].rating
    assert rating and rating.words == "来过一次。" and not rating.later


def test_what_has_to_be_mended_is_told_at_once_and_the_marks_wait(world: World) -> None:
    rated(world, "not_solved")
    rating = seen(world, "officer").replies[0].rating
    assert rating and rating.words == "来过一次。" and rating.verdict == "not_solved"
    assert rating.marks == (None, None, None) and rating.later
