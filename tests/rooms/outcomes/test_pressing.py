"""Somebody presses the writer: one tap, and the discipline office hears of it, nobody else."""

import pytest

from lianxin.identity.actors import citizen
from lianxin.intake.models import Contact, Submission
from lianxin.kit.ids import uuid7
from lianxin.kit.refusals import NotAllowed, NotAllowedNow
from lianxin.ledger.models import Event
from lianxin.outcomes.verbs import say_pressed
from tests.world import World, card


def test_it_becomes_a_sealed_report_with_a_receipt_of_its_own(world: World) -> None:
    case = world.answered(contact=card())
    report = say_pressed(case, by=world.writer(case), now=world.now)
    assert report.kind == "report" and report.dossier.secrecy == 1
    assert case.dossier.number in report.body and "水务局" in report.body
    assert report.code != case.submission.code
    assert not Contact.objects.filter(submission=report).exists()


def test_nothing_of_it_stands_in_the_history_of_the_matter(world: World) -> None:
    case = world.answered()
    before = Event.objects.filter(dossier__in=[case.pk, case.submission_id]).count()
    say_pressed(case, by=world.writer(case), now=world.now)
    assert Event.objects.filter(dossier__in=[case.pk, case.submission_id]).count() == before


def test_two_taps_are_one(world: World) -> None:
    case = world.answered()
    first = say_pressed(case, by=world.writer(case), now=world.now)
    assert say_pressed(case, by=world.writer(case), now=world.now).pk == first.pk
    assert Submission.objects.filter(kind="report").count() == 1


def test_before_there_is_an_answer_there_is_nothing_to_be_pressed_about(world: World) -> None:
    case = world.in_handling()
    with pytest.raises(NotAllowedNow, match="检举违纪"):
        say_pressed(case, by=world.writer(case), now=world.now)


def test_nobody_else_says_it_for_the_writer(world: World) -> None:
    case = world.answered()
    for who in (citizen(uuid7()), world.actor("officer"), world.actor("clerk")):
        with pytest.raises(NotAllowed):
            say_pressed(case, by=who, now=world.now)
