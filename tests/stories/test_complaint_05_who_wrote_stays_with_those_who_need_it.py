"""Complaint 5: the name of the writer leaks. Here it is kept apart, and every look at it is written down."""

import pytest

from lianxin.identity.models import Person
from lianxin.intake.models import Opening
from lianxin.intake.verbs import open_contact
from lianxin.kit.refusals import NotAllowed
from lianxin.ledger.models import Event
from lianxin.outcomes.seen_by_officer import seen_by_officer
from tests.world import World, card


def test_whoever_asked_to_stay_unknown_is_unknown_to_the_office_that_handles_it(world: World) -> None:
    case = world.in_handling(contact=card(name="王老五", phone="13900000000"), confidential=True)
    with pytest.raises(NotAllowed):
        open_contact(case.submission, by=world.actor("officer"), now=world.now, through=case)
    seen = seen_by_officer(case, by=world.actor("officer"), now=world.now)
    assert "王老五" not in repr(seen) and "13900000000" not in repr(seen)


def test_every_look_is_written_down_with_who_and_when(world: World) -> None:
    case = world.in_handling(contact=card(name="王老五"))
    open_contact(case.submission, by=world.actor("officer"), now=world.now, through=case)
    opening = Opening.objects.get(contact=True)
    assert (opening.person, opening.organisation.code) == (world.people["officer"], "WATER")


def test_no_line_of_the_ledger_holds_who_wrote(world: World) -> None:
    world.delivered(contact=card(name="王老五", phone="13900000000", email="wang@mail.example"))
    lines = repr(list(Event.objects.values_list("words", flat=True)))
    assert not any(private in lines for private in ("王老五", "13900000000", "wang@mail.example"))
    assert Person.objects.filter(name="王老五").count() == 0
