"""The writer asks that somebody be kept out: asked, granted, refused, or granted because nobody spoke."""

import pytest

from lianxin.clock.models import Promise
from lianxin.identity.actors import THE_CLOCK, citizen
from lianxin.identity.policy import may
from lianxin.intake.models import RecusalRequest, Submission
from lianxin.intake.verbs import ask_recusal, grant_recusal, let_recusal_stand, readmit, refuse_recusal
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.models import Event
from tests.world import World


def asked(world: World, named: str = "水务局") -> RecusalRequest:
    letter = world.dispatched().submission
    return ask_recusal(letter, named=named, reason="局长是他亲戚", by=citizen(letter.pk), now=world.now)


def test_another_body_than_the_named_one_owes_the_decision(world: World) -> None:
    request = asked(world)
    owed = Promise.objects.get(key="recusal")
    assert owed.owed_by.code == "WS" and owed.advances and request.body.code == "WATER"  # type: ignore[union-attr]
    assert "亲戚" not in "".join(Event.objects.values_list("words", flat=True))


@pytest.mark.parametrize("who", ["supervisor", "secretary"])
def test_granted_it_is_a_recusal_like_any_other(world: World, who: str) -> None:
    grant_recusal(asked(world), by=world.actor(who), now=world.now)
    case = world.case()
    assert not may(world.actor("officer"), "submission.read", case)
    assert case.submission.recusals.get().ground == "asked"


@pytest.mark.parametrize("who", ["officer", "stranger", "sorter", "clerk", "township_secretary", "auditor"])
def test_nobody_else_decides_it(world: World, who: str) -> None:
    request = asked(world)
    for decide in (
        lambda: grant_recusal(request, by=world.actor(who), now=world.now),
        lambda: refuse_recusal(request, words="不必", by=world.actor(who), now=world.now),
        lambda: let_recusal_stand(request, by=world.actor(who), now=world.now),
    ):
        with pytest.raises(NotAllowed):
            decide()


def test_whoever_is_named_does_not_decide_about_themselves(world: World) -> None:
    request = asked(world, named="督办员庚")
    with pytest.raises(NotAllowed):
        refuse_recusal(request, words="不必", by=world.actor("supervisor"), now=world.now)
    grant_recusal(request, by=world.actor("secretary"), now=world.now)
    assert not may(world.actor("supervisor"), "submission.read", world.case())


def test_refused_with_reasons_and_once(world: World) -> None:
    request = asked(world)
    with pytest.raises(NotValid):
        refuse_recusal(request, words=" ", by=world.actor("supervisor"), now=world.now)
    refuse_recusal(request, words="没有亲属关系", by=world.actor("supervisor"), now=world.now)
    with pytest.raises(NotAllowedNow):
        grant_recusal(request, by=world.actor("supervisor"), now=world.now)
    assert may(world.actor("officer"), "submission.read", world.case())


def test_silence_is_a_yes(world: World) -> None:
    request = asked(world)
    with pytest.raises(NotAllowedNow):
        let_recusal_stand(request, by=THE_CLOCK, now=world.now)
    world.later(days=3)
    request.refresh_from_db()
    assert request.answer == "silence" and not may(world.actor("officer"), "submission.read", world.case())


def test_a_name_that_fits_nobody_waits_for_who_decides(world: World) -> None:
    request = asked(world, named="老张")
    world.later(days=3)
    assert Promise.objects.get(key="recusal").state == "broken"
    request = RecusalRequest.objects.select_related("submission__dossier__keeper").get()
    with pytest.raises(NotValid):
        grant_recusal(request, by=world.actor("supervisor"), now=world.now)
    grant_recusal(request, person=world.people["officer"], by=world.actor("supervisor"), now=world.now)
    assert not may(world.actor("officer"), "submission.read", world.case())


@pytest.mark.parametrize(
    ("named", "reason"),
    [("", "为"), ("水务局", ""), ("水" * 81, "为"), ("水务局", "为" * 501), ("望水县", "为")],
)
def test_what_cannot_be_asked(world: World, named: str, reason: str) -> None:
    letter = world.letter()
    with pytest.raises(NotValid):
        ask_recusal(letter, named=named, reason=reason, by=citizen(letter.pk), now=world.now)


def test_only_the_writer_asks_and_one_thing_at_a_time(world: World) -> None:
    letter = asked(world).submission
    for by, refusal in ((citizen(world.letter().pk), NotAllowed), (citizen(letter.pk), NotAllowedNow)):
        with pytest.raises(refusal):
            ask_recusal(letter, named="教育局", reason="为", by=by, now=world.now)


def test_a_letter_that_is_no_case_yet_can_name_somebody_too(world: World) -> None:
    letter = world.letter()
    ask_recusal(letter, named="承办人丙", reason="为", by=citizen(letter.pk), now=world.now)
    world.later(days=3)
    assert Submission.objects.get(pk=letter.pk).stepping_aside[0].person == world.people["officer"]


def test_who_was_recused_already_is_granted_without_a_second_row(world: World) -> None:
    request = asked(world)
    grant_recusal(request, by=world.actor("supervisor"), now=world.now)
    letter = world.case().submission
    again = ask_recusal(letter, named="水务局", reason="还是", by=citizen(letter.pk), now=world.now)
    assert grant_recusal(again, by=world.actor("supervisor"), now=world.now) is None
    assert letter.recusals.count() == 1


def test_what_was_granted_can_be_lifted(world: World) -> None:
    recusal = grant_recusal(asked(world), by=world.actor("supervisor"), now=world.now)
    assert recusal
    readmit(recusal, by=world.actor("supervisor"), now=world.now)
    assert may(world.actor("supervisor"), "submission.read", world.case())
