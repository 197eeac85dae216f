"""What is owed is owed once, and ends kept, kept late, or released for a reason."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from lianxin.clock.models import Promise
from lianxin.clock.verbs import keep, owe, release
from lianxin.kit.refusals import NotAllowedNow, SomeoneActedFirst
from lianxin.ledger.models import Dossier
from tests.world import World


@pytest.fixture
def folder(world: World) -> Dossier:
    """A folder in which the desk owes the registration within a day."""
    return Dossier.objects.get(pk=world.letter().pk)


def promise() -> Promise:
    return Promise.objects.get(key="register")


def test_the_same_thing_is_owed_once(world: World, folder: Dossier) -> None:
    with pytest.raises(SomeoneActedFirst), transaction.atomic():
        owe(folder, "register", owed_by=world.bodies["WATER"], rule_key="LX_REWORK", now=world.now)
    assert Promise.objects.owed().count() == 1


def test_what_was_kept_may_be_owed_again(world: World, folder: Dossier) -> None:
    keep(folder, "register", now=world.now)
    owe(folder, "register", owed_by=folder.keeper, rule_key="LX_REWORK", now=world.now)
    assert Promise.objects.filter(key="register").count() == 2


def test_kept_in_time_is_not_kept_late(world: World, folder: Dossier) -> None:
    assert keep(folder, "register", now=promise().due) == 1
    assert (promise().state, promise().kept_late, promise().alarm_at) == ("kept", False, None)


def test_kept_after_it_broke_is_kept_late(world: World, folder: Dossier) -> None:
    world.later(days=2)
    assert promise().state == "broken"
    keep(folder, "register", now=world.now)
    assert (promise().state, promise().kept_late) == ("kept", True)
    assert promise().broken_at == promise().due


def test_kept_a_second_too_late_is_late_though_the_clock_has_not_come_round(
    world: World, folder: Dossier
) -> None:
    keep(folder, "register", now=promise().due + timedelta(seconds=1))
    assert promise().kept_late


def test_keeping_what_nobody_owes_changes_nothing(world: World, folder: Dossier) -> None:
    assert keep(folder, "reply", now=world.now) == 0
    assert keep(folder, "register", now=world.now) == 1
    assert keep(folder, "register", now=world.now) == 0
    assert folder.consequences["kept"] == ["register"]


def test_a_promise_is_released_only_for_a_reason(world: World, folder: Dossier) -> None:
    with pytest.raises(NotAllowedNow, match="理由"):
        release(folder, reason="", now=world.now)
    assert release(folder, reason="来信人撤回", now=world.now) == 1
    assert (promise().state, promise().reason) == ("released", "来信人撤回")


def test_the_database_refuses_an_end_without_a_time_and_a_release_without_a_reason(
    world: World, folder: Dossier
) -> None:
    for end in ({"state": "kept"}, {"state": "released", "ended_at": world.now}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Promise.objects.update(**end)


def test_a_promise_keeps_the_edition_of_the_rule_book_that_the_folder_began_under(
    world: World, folder: Dossier
) -> None:
    assert (promise().rulebook, promise().rule_key) == (folder.rulebook, "HOT_MAILBOX_RESPOND")


def test_the_cover_shows_the_earliest_of_what_is_owed(world: World) -> None:
    case = world.in_handling()
    owed = Promise.objects.owed().filter(dossier=case.dossier)
    assert case.dossier.next_due == owed.get().due
    later = world.answered()
    assert later.dossier.next_due == Promise.objects.owed().get(dossier=later.dossier).due
