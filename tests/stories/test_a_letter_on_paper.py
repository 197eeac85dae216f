"""An old woman writes by hand. Her answer is posted and proved; nobody says for her that she read it."""

import pytest

from lianxin.channels.message import FileIn, Message
from lianxin.clock.models import Promise
from lianxin.identity.actors import THE_CLOCK
from lianxin.intake.verbs import add_files, receive
from lianxin.kit.refusals import NotValid
from lianxin.outcomes.models import Delivery
from lianxin.outcomes.verbs import deliver
from tests.world import World, card

SCAN = b"%PDF-1.7\n" + b"\x00" * 40


def test_a_letter_on_paper_is_printed_posted_and_proved(world: World) -> None:
    clerk = world.actor("clerk")
    words = Message("paper", "paper:2025-17", "水管冻裂了，请修。", contact=card(address="上湾村二组"))
    letter = receive(words, by=clerk, now=world.now)
    add_files(letter, [FileIn("扫描件.pdf", SCAN)], by=clerk, now=world.now)
    assert letter.typed_by == world.people["clerk"]
    assert len(letter.code) == 16  # printed on the same receipt as everybody's

    case = world.answered(channel="paper", key="paper:2025-18")
    world.later(hours=1)
    assert Delivery.objects.get(reply__case=case).delivered_at is None  # it lies on the desk to be printed
    deliver(case, means="posted", proof="XA 12345678 9", by=clerk, now=world.now)
    proved = Delivery.objects.get(reply__case=case)
    assert (proved.means, proved.proof, proved.recorded_by) == (
        "posted",
        "XA 12345678 9",
        world.people["clerk"],
    )
    assert world.case().stage == "delivered"


def test_paper_that_nobody_posts_is_a_broken_promise_and_not_an_answer_read(world: World) -> None:
    case = world.answered(channel="paper")
    for _day in range(10):
        world.later(days=1)
    owed = Promise.objects.owed().get(dossier=case.dossier)
    assert (owed.key, owed.state, owed.owed_by) == ("deliver", "broken", world.bodies["WATER"])
    assert world.case().stage == "replied"


def test_nobody_posts_a_letter_without_saying_how_it_is_proved(world: World) -> None:
    case = world.answered(channel="paper")
    with pytest.raises(NotValid, match="凭据"):
        deliver(case, means="posted", by=world.actor("clerk"), now=world.now)
    with pytest.raises(NotValid):
        deliver(case, means="posted", proof="没人看见", by=THE_CLOCK, now=world.now)
