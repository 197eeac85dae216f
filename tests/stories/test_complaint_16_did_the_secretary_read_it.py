"""Complaint 16: the leader never sees the letter. Here the writer reads who opened it, and when."""

from lianxin.intake.verbs import open_submission
from lianxin.outcomes.seen_by_citizen import seen_by_citizen
from lianxin.outcomes.verbs import read_answer
from tests.world import World


def test_the_writer_sees_that_the_secretary_opened_it_in_person(world: World) -> None:
    letter = world.letter(addressee="WS")
    assert not any(one.addressee for one in seen_by_citizen(letter, now=world.now).openings)
    world.later(hours=3)
    open_submission(letter, by=world.actor("secretary"), now=world.now)
    (opening,) = seen_by_citizen(letter, now=world.now).openings
    assert opening.addressee and opening.at == world.now


def test_another_who_opens_it_is_not_shown_as_the_secretary(world: World) -> None:
    letter = world.letter(addressee="WS")
    open_submission(letter, by=world.actor("sorter"), now=world.now)
    (opening,) = seen_by_citizen(letter, now=world.now).openings
    assert not opening.addressee and opening.role == "sorter"


def test_reading_an_answer_is_the_writers_own_act(world: World) -> None:
    case = world.answered()
    read_answer(case.submission, by=world.writer(case), now=world.now)
    assert world.case().stage == "delivered"
