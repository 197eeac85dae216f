"""The writer says whom it is for, as long as nobody has begun with it."""

import pytest
from django.db import transaction

from lianxin.clock.models import Promise
from lianxin.flow.laws import quick, tally_complaints
from lianxin.flow.verbs import register
from lianxin.identity.actors import THE_INSTALLER, citizen
from lianxin.intake.models import Submission
from lianxin.intake.verbs import open_submission, readdress
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid, SomeoneActedFirst
from lianxin.ledger.models import Event
from lianxin.office.verbs import Body, add_organisations
from tests.world import World


def fresh(letter: Submission) -> Submission:
    return Submission.objects.select_related("dossier__keeper", "addressee").get(pk=letter.pk)


def test_it_lies_before_another_secretary_and_the_words_stay(world: World) -> None:
    letter = world.letter()
    open_submission(letter, by=world.actor("secretary"), now=world.now)
    readdress(letter, to=world.bodies["LL"], by=citizen(letter.pk), now=world.now)
    letter = fresh(letter)
    assert letter.addressee == world.bodies["LL"] and letter.addressee_read_at is None
    open_submission(letter, by=world.actor("township_secretary"), now=world.now)
    with pytest.raises(NotAllowed), transaction.atomic():
        open_submission(fresh(letter), by=world.actor("village_officer"), now=world.now)


def test_where_the_body_has_a_desk_of_its_own_that_desk_owes_the_registration_now(world: World) -> None:
    letter = world.letter()
    due = Promise.objects.get(dossier=letter.pk).due
    (desk,) = add_organisations(
        [Body("LL-DESK", "柳林镇受理窗口", "desk", "LL")], by=THE_INSTALLER, now=world.now
    )
    readdress(letter, to=world.bodies["LL-SW"], by=citizen(letter.pk), now=world.now)
    owed = Promise.objects.owed().get(dossier=letter.pk)
    assert (owed.owed_by, owed.due, fresh(letter).dossier.keeper) == (desk, due, desk)
    assert tally_complaints() == [] and quick().ok


def test_said_twice_it_is_written_once(world: World) -> None:
    letter = world.letter()
    for _again in range(2):
        readdress(fresh(letter), to=world.bodies["LL"], by=citizen(letter.pk), now=world.now)
    assert Event.objects.filter(name="submission.readdressed").count() == 1


@pytest.mark.parametrize("who", ["clerk", "sorter", "secretary", "officer"])
def test_nobody_else_says_whom_it_is_for(world: World, who: str) -> None:
    letter = world.letter()
    with pytest.raises(NotAllowed), transaction.atomic():
        readdress(letter, to=world.bodies["LL"], by=world.actor(who), now=world.now)
    with pytest.raises(NotAllowed), transaction.atomic():
        readdress(letter, to=world.bodies["LL"], by=citizen(world.letter("别的").pk), now=world.now)


def test_a_bureau_has_no_secretary_to_write_to(world: World) -> None:
    letter = world.letter()
    for code in ("WATER", "WS-DESK", "WS-JW"):
        with pytest.raises(NotValid), transaction.atomic():
            readdress(letter, to=world.bodies[code], by=citizen(letter.pk), now=world.now)


def test_what_is_registered_or_sealed_stays_where_it_is(world: World) -> None:
    letter, report = world.letter(), world.letter("检举", kind="report")
    register(letter, by=world.actor("sorter"), now=world.now)
    for one in (fresh(letter), report):
        with pytest.raises(NotAllowedNow), transaction.atomic():
            readdress(one, to=world.bodies["LL"], by=citizen(one.pk), now=world.now)


def test_whoever_looks_at_an_older_page_is_told(world: World) -> None:
    letter = world.letter()
    old = fresh(letter)
    register(letter, by=world.actor("sorter"), now=world.now)
    with pytest.raises(SomeoneActedFirst), transaction.atomic():
        readdress(old, to=world.bodies["LL"], by=citizen(old.pk), now=world.now)
