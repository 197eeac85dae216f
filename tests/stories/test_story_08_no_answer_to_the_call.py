"""Acceptance story 8: nobody takes the call; satisfaction stays as it was, and fewer have been heard."""

from lianxin.clock.models import Promise
from lianxin.outcomes.models import NoWord, Rating
from lianxin.outcomes.queries import heard
from lianxin.outcomes.verbs import call_back, rate
from tests.world import World, card


def test_no_word_is_no_rating_and_lowers_only_how_many_were_heard(world: World) -> None:
    first = world.delivered(contact=card())
    rate(first, verdict="solved", by=world.writer(first), now=world.now)
    water = world.bodies["WATER"].path
    (before,) = heard(water, since=first.dossier.opened_at)
    assert (before.arrived, before.solved, before.participation) == (1, 1, 100)

    world.delivered(contact=card())
    for _day in range(3):
        call_back(world.case(), no_word=NoWord.NO_ANSWER, by=world.actor("caller"), now=world.later(hours=22))
    (after,) = heard(water, since=first.dossier.opened_at)
    assert (after.arrived, after.solved, after.participation) == (2, 1, 50)
    assert Rating.objects.count() == 1


def test_the_call_itself_was_owed_and_was_kept(world: World) -> None:
    world.delivered(contact=card())
    for _day in range(3):
        call_back(world.case(), no_word=NoWord.NO_ANSWER, by=world.actor("caller"), now=world.later(hours=22))
    assert Promise.objects.get(key="callback").state == "kept"
