"""The writer is called by somebody who did not handle the matter; no word is no rating."""

from datetime import timedelta

import pytest

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.identity.actors import THE_INSTALLER
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.office.verbs import give_post
from lianxin.outcomes.models import Callback, NoWord, Rating
from lianxin.outcomes.verbs import call_back
from lianxin.outcomes.verbs.rating import Said
from tests.world import World, card


def arrived(world: World) -> Case:
    return world.delivered(contact=card())


def owed(case: Case) -> set[str]:
    return set(Promise.objects.owed().filter(dossier=case.dossier).values_list("key", flat=True))


def test_whoever_left_a_telephone_is_called_within_a_week(world: World) -> None:
    case = arrived(world)
    promise = Promise.objects.owed().get(dossier=case.dossier, key="callback")
    assert promise.owed_by == world.bodies["WS-DESK"]
    assert promise.due.date() == (world.now + timedelta(days=7)).date()
    assert owed(world.delivered()) == {"close"}  # no telephone


def test_what_is_said_on_the_telephone_is_a_rating_of_its_own_source(world: World) -> None:
    case = arrived(world)
    call_back(case, said=Said("solved", result=4, words="水来了。"), by=world.actor("caller"), now=world.now)
    rating = Rating.objects.get()
    assert (rating.verdict, rating.result, rating.attitude, rating.source) == ("solved", 4, None, "callback")
    assert world.case().stage == "closed" and not owed(world.case())


def test_not_solved_on_the_telephone_goes_back_to_work(world: World) -> None:
    case = arrived(world)
    call_back(case, said=Said("not_solved", words="还是没有水。"), by=world.actor("caller"), now=world.now)
    assert world.case().stage == "in_handling" and owed(world.case()) == {"rework"}


def test_nobody_answers_and_satisfaction_stays_as_it_was(world: World) -> None:
    case = arrived(world)
    for _time in range(3):
        call_back(world.case(), no_word=NoWord.NO_ANSWER, by=world.actor("caller"), now=world.later(hours=20))
    assert Callback.objects.count() == 3 and not Rating.objects.exists()
    assert owed(case) == {"close"}  # called often enough; silence runs on
    assert not Promise.objects.broken().filter(key="callback").exists()


def test_who_does_not_want_to_be_asked_is_not_called_again(world: World) -> None:
    case = arrived(world)
    call_back(case, no_word=NoWord.DECLINED, by=world.actor("caller"), now=world.now)
    assert owed(case) == {"close"} and not Rating.objects.exists()


def test_a_writer_who_was_not_called_in_time_leaves_a_broken_promise_behind(world: World) -> None:
    arrived(world)
    world.later(days=8)
    assert Promise.objects.broken().get(key="callback").dossier_id == world.case().pk
    world.later(days=8)
    assert world.case().stage == "closed"
    released = Promise.objects.get(key="callback")
    assert released.state == "released" and released.broken_at and released.reason


@pytest.mark.parametrize("who", ["officer", "approver", "clerk", "sorter", "stranger", "supervisor"])
def test_only_the_caller_calls(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        call_back(arrived(world), no_word=NoWord.NO_VIEW, by=world.actor(who), now=world.now)


@pytest.mark.parametrize("role", ["officer", "approver"])
def test_whoever_sits_in_the_body_that_answered_does_not_call(world: World, role: str) -> None:
    give_post(world.people["caller"], world.bodies["WATER"], role, by=THE_INSTALLER, now=world.now)
    with pytest.raises(NotAllowed, match="办理单位以外"):
        call_back(arrived(world), no_word=NoWord.NO_VIEW, by=world.actor("caller"), now=world.now)


def test_whose_hand_is_in_the_answer_does_not_call_even_from_elsewhere(world: World) -> None:
    give_post(world.people["approver"], world.bodies["WS-DESK"], "caller", by=THE_INSTALLER, now=world.now)
    with pytest.raises(NotAllowed, match="办理单位以外"):
        call_back(arrived(world), no_word=NoWord.NO_VIEW, by=world.actor("approver"), now=world.now)


def test_before_the_answer_has_arrived_and_after_the_writer_has_spoken_nobody_is_called(world: World) -> None:
    with pytest.raises(NotAllowedNow, match="不用回访"):
        call_back(world.answered(), no_word=NoWord.NO_VIEW, by=world.actor("caller"), now=world.now)
    case = arrived(world)
    call_back(case, said=Said("solved"), by=world.actor("caller"), now=world.now)
    with pytest.raises(NotAllowedNow, match="不用回访"):
        call_back(world.case(), said=Said("partly"), by=world.actor("caller"), now=world.now)
    assert Rating.objects.count() == 1


@pytest.mark.parametrize(("said", "no_word"), [(None, ""), (None, "lazy"), (Said("solved"), "no_view")])
def test_a_call_says_one_thing(world: World, said: Said | None, no_word: str) -> None:
    with pytest.raises(NotValid, match="怎么说"):
        call_back(arrived(world), said=said, no_word=no_word, by=world.actor("caller"), now=world.now)
    assert not Callback.objects.exists()


def test_a_mark_that_is_none_takes_nothing(world: World) -> None:
    case = arrived(world)
    with pytest.raises(NotValid, match="1到5"):
        call_back(case, said=Said("solved", speed=9), by=world.actor("caller"), now=world.now)
    assert not Callback.objects.exists() and "callback" in owed(world.case())
