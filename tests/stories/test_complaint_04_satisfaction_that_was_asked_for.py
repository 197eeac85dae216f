"""Complaint 4: satisfied by default, or because somebody came to the door. Here nobody can ask for it."""

from lianxin.outcomes.models import Rating
from lianxin.outcomes.seen_by_officer import seen_by_officer
from lianxin.outcomes.verbs import rate, say_pressed
from tests.world import World, card


def test_who_says_nothing_is_counted_as_nothing(world: World) -> None:
    world.delivered()
    world.later(days=20)
    assert world.case().stage == "closed"
    assert not Rating.objects.exists()


def test_the_office_learns_what_was_said_when_nobody_can_be_asked_to_change_it(world: World) -> None:
    case = world.delivered()
    rate(case, verdict="partly", result=2, words="只修了一半。", by=world.writer(case), now=world.now)
    today = seen_by_officer(world.case(), by=world.actor("officer"), now=world.now)
    assert "只修了一半" not in repr(today.replies) and "partly" not in repr(today.history)
    world.later(days=8)
    later = seen_by_officer(world.case(), by=world.actor("officer"), now=world.now)
    assert "只修了一半" in repr(later.replies)


def test_whoever_is_pressed_says_so_with_one_tap_and_the_office_does_not_see_it(world: World) -> None:
    case = world.delivered(contact=card())
    report = say_pressed(case, by=world.writer(case), now=world.now)
    seen = seen_by_officer(world.case(), by=world.actor("officer"), now=world.now)
    assert report.dossier.number not in repr(seen) and "pressed" not in repr(seen.history)
    assert report.dossier.keeper == world.bodies["WS-JW"]
