"""How a case ends, and how it comes back."""

from datetime import timedelta

import pytest

from lianxin.clock.models import Promise
from lianxin.flow.laws import quick
from lianxin.flow.verbs import close, decline, register, reopen, withdraw
from lianxin.identity.actors import THE_CLOCK, citizen
from lianxin.kit.refusals import NotAllowed, NotAllowedNow
from lianxin.outcomes.verbs import deliver, rate
from tests.world import World


def test_a_delivered_case_is_closed_and_nothing_is_owed(world: World) -> None:
    deliver(world.answered(), means="read", by=world.writer(world.case()), now=world.now)
    close(world.case(), by=world.actor("sorter"), now=world.now, because="silence")
    case = world.case()
    assert (case.stage, case.closed_at, case.claimed_outcome) == ("closed", world.now, "supported")
    assert not Promise.objects.owed().exists()


def test_a_case_is_not_closed_before_its_answer_has_arrived_nor_twice(world: World) -> None:
    for too_early in (world.dispatched(), world.in_handling(), world.answered()):
        with pytest.raises(NotAllowedNow):
            close(too_early, by=THE_CLOCK, now=world.now, because="silence")
    case = world.answered()
    deliver(case, means="read", by=world.writer(case), now=world.now)
    close(case, by=THE_CLOCK, now=world.now, because="silence")
    with pytest.raises(NotAllowedNow, match="已结案"):
        close(case, by=THE_CLOCK, now=world.now, because="silence")


@pytest.mark.parametrize("who", ["officer", "stranger", "secretary", "clerk", "discipline"])
def test_who_answers_does_not_close(world: World, who: str) -> None:
    case = world.answered()
    deliver(case, means="read", by=world.writer(case), now=world.now)
    with pytest.raises(NotAllowed):
        close(case, by=world.actor(who), now=world.now, because="rated")


def test_a_case_comes_back_within_thirty_days_and_not_later(world: World) -> None:
    case = world.answered()
    rate(case, verdict="solved", by=world.writer(case), now=world.now)
    closed = world.now
    with pytest.raises(NotAllowedNow, match="30天"):
        reopen(world.case(), by=world.writer(case), now=closed + timedelta(days=30, seconds=1))
    reopen(world.case(), by=world.writer(case), now=closed + timedelta(days=30))
    case = world.case()
    assert (case.stage, case.passes, case.closed_at, case.claimed_outcome) == ("in_handling", 2, None, "")


def test_only_its_writer_brings_a_case_back(world: World) -> None:
    case = world.answered()
    other = world.letter()
    for somebody in (world.actor("officer"), world.actor("sorter"), citizen(other.pk), THE_CLOCK):
        with pytest.raises(NotAllowed):
            reopen(case, by=somebody, now=world.now)


def test_what_was_never_given_to_anybody_cannot_go_back_to_work(world: World) -> None:
    case = register(world.letter(), by=world.actor("clerk"), now=world.now)
    decline(case, reason="无关", channel="法院", by=world.actor("sorter"), now=world.now)
    with pytest.raises(NotAllowedNow, match="另写一封"):
        reopen(world.case(), by=world.writer(case), now=world.now)


def test_a_case_at_work_is_not_sent_back_to_work(world: World) -> None:
    case = world.in_handling()
    with pytest.raises(NotAllowedNow):
        reopen(case, by=world.writer(case), now=world.now)


def test_the_writer_takes_an_unread_letter_back_and_it_stays_on_record(world: World) -> None:
    letter = world.letter()
    withdraw(letter, by=citizen(letter.pk), now=world.now)
    case = world.case()
    assert (case.stage, case.claimed_outcome) == ("closed", "withdrawn")
    assert (quick().registered, quick().closed, quick().gap, quick().ok) == (1, 1, 0, True)
    assert not Promise.objects.owed().exists()


@pytest.mark.parametrize("at", ["dispatched", "in_handling", "answered"])
def test_the_writer_takes_it_back_at_any_open_moment_and_once(world: World, at: str) -> None:
    case = getattr(world, at)()
    withdraw(case.submission, by=world.writer(case), now=world.now)
    ended = Promise.objects.filter(dossier=case.dossier, state="released").last()
    assert ended
    assert ended.reason == "来信人撤回"
    with pytest.raises(NotAllowedNow):
        withdraw(world.case().submission, by=world.writer(case), now=world.now)


@pytest.mark.parametrize("who", ["officer", "sorter", "clerk", "secretary", "office"])
def test_nobody_takes_a_letter_back_for_its_writer(world: World, who: str) -> None:
    letter = world.letter()
    with pytest.raises(NotAllowed):
        withdraw(letter, by=world.actor(who), now=world.now)
    with pytest.raises(NotAllowed):
        withdraw(letter, by=citizen(world.letter().pk), now=world.now)
