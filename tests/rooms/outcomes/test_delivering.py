"""An answer counts when it has reached the writer, and each mouth witnesses only its own way."""

import pytest

from lianxin.clock.models import Promise
from lianxin.identity.actors import THE_CLOCK, citizen
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.outcomes.models import Delivery, Means
from lianxin.outcomes.verbs import deliver, read_answer
from tests.world import World

WITNESSES = {
    "read": "writer",
    "unread": "clock",
    "posted": "clerk",
    "handed": "officer",
    "impossible": "sorter",
}


def actor(world: World, who: str):  # type: ignore[no-untyped-def]
    return {"writer": world.writer(world.case()), "clock": THE_CLOCK}.get(who) or world.actor(who)


@pytest.mark.parametrize(("means", "who"), WITNESSES.items())
def test_delivered_by_each_means(world: World, means: str, who: str) -> None:
    case = world.answered()
    delivery = deliver(case, means=means, by=actor(world, who), now=world.now, proof="XA 1234")
    assert (delivery.means, delivery.delivered_at, delivery.proof) == (means, world.now, "XA 1234")
    assert world.case().stage == "delivered"
    promise = Promise.objects.owed().get(dossier=case.dossier)
    assert (promise.key, promise.owed_by) == ("close", world.bodies["WS-DESK"])


CLERK = {"posted", "told", "handed", "impossible"}


@pytest.mark.parametrize("who", ["writer", "clock", "clerk"])
@pytest.mark.parametrize("means", [*Means.values, "by pigeon", ""])
def test_nobody_witnesses_what_another_must(world: World, means: str, who: str) -> None:
    witnesses = {"writer": {"read"}, "clock": {"unread"}, "clerk": CLERK}
    case = world.answered()
    if means in witnesses[who]:
        return
    with pytest.raises(NotValid):
        deliver(case, means=means, by=actor(world, who), now=world.now, proof="凭据")
    assert world.case().stage == "replied"


@pytest.mark.parametrize("means", ["posted", "handed", "impossible"])
def test_what_an_officer_says_needs_a_proof(world: World, means: str) -> None:
    with pytest.raises(NotValid, match="凭据"):
        deliver(world.answered(), means=means, by=world.actor("clerk"), now=world.now, proof=" ")


def test_the_wrong_person_the_wrong_moment_and_twice(world: World) -> None:
    case = world.answered()
    for somebody in (world.actor("stranger"), world.actor("secretary"), citizen(world.letter().pk)):
        with pytest.raises(NotAllowed):
            deliver(case, means="posted", by=somebody, now=world.now, proof="1")
    deliver(case, means="read", by=world.writer(case), now=world.now)
    with pytest.raises(NotAllowedNow):
        deliver(case, means="posted", by=world.actor("clerk"), now=world.now, proof="1")
    with pytest.raises(NotAllowedNow):
        deliver(world.in_handling(), means="posted", by=world.actor("clerk"), now=world.now, proof="1")


def test_an_answer_on_the_web_that_nobody_fetches_is_delivered_unread(world: World) -> None:
    case = world.answered()
    world.later(days=8)
    delivery = Delivery.objects.get(reply__case=case)
    assert (delivery.means, delivery.recorded_by) == ("unread", None)


def test_an_answer_on_paper_is_never_read_by_silence(world: World) -> None:
    case = world.answered(channel="paper")
    world.later(days=9)
    promise = Promise.objects.owed().get(dossier=case.dossier)
    assert (promise.key, promise.state) == ("deliver", "broken")
    assert world.case().stage == "replied"
    assert Delivery.objects.get(reply__case=case).delivered_at is None
    deliver(world.case(), means="posted", by=world.actor("clerk"), now=world.now, proof="XA1")
    promise.refresh_from_db()
    assert promise.kept_late


def test_an_answer_is_read_once_and_only_by_the_writer(world: World) -> None:
    case = world.answered()
    letter = case.submission
    for somebody in (citizen(), citizen(world.letter().pk)):
        with pytest.raises(NotAllowed):
            read_answer(letter, by=somebody, now=world.now)
    lines = case.dossier.length
    for _press in range(2):
        read_answer(letter, by=world.writer(case), now=world.now)
    assert Delivery.objects.get(reply__case=case).means == "read"
    assert (case.dossier.events.count(), world.case().stage) == (lines + 1, "delivered")


def test_where_no_answer_waits_nothing_is_read(world: World) -> None:
    case = world.in_handling()
    read_answer(case.submission, by=world.writer(case), now=world.now)
    assert not Delivery.objects.exists() and world.case().stage == "in_handling"
