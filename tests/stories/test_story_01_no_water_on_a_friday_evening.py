"""Acceptance story 1: a letter on paper on Friday at five; water in three days; the call says "solved"."""

from datetime import datetime, timedelta

import pytest

from lianxin.channels.message import Message
from lianxin.clock.models import Promise
from lianxin.flow.laws import quick
from lianxin.flow.verbs import acknowledge, report_to_lead, sort, support
from lianxin.intake.verbs import receive
from lianxin.kit.codes import read_code
from lianxin.kit.refusals import NotValid
from lianxin.outcomes.models import Rating
from lianxin.outcomes.verbs import call_back, deliver
from lianxin.outcomes.verbs.rating import Said
from tests.world import SHANGHAI, World, card

FRIDAY_AT_FIVE = datetime(2025, 3, 7, 17, 0, tzinfo=SHANGHAI)


def test_water_comes_back_in_three_days_and_the_writer_says_so(world: World) -> None:
    world.now = FRIDAY_AT_FIVE
    words = Message("paper", "paper:2025-21", "上湾村停水了。", contact=card(address="上湾村二组"))
    letter = receive(words, by=world.actor("clerk"), now=world.now)
    sort(letter, to=world.bodies["WATER"], category=world.water, by=world.actor("sorter"), now=world.now)
    assert world.case().urgency == "lifeline"
    dispatch = Promise.objects.get(key="dispatch")
    assert (dispatch.state, dispatch.due - dispatch.made_at) == ("kept", timedelta(hours=2))

    support(
        world.case(), to=world.bodies["SCHOOL"], words="给学校送水", by=world.actor("sorter"), now=world.now
    )
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    report_to_lead(world.case(), "两车水已送到学校。", by=world.actor("stranger"), now=world.now)
    world.later(hours=20)
    world.reply(world.case(), {1: "主管道已修好，周六下午恢复供水。"})
    assert world.now - FRIDAY_AT_FIVE < timedelta(days=3)
    deliver(world.case(), means="posted", proof="XA 12345678 9", by=world.actor("clerk"), now=world.now)

    world.later(days=2)
    call_back(world.case(), said=Said("solved"), by=world.actor("caller"), now=world.now)
    rating = Rating.objects.get()
    assert (rating.verdict, rating.source, world.case().stage) == ("solved", "callback", "closed")
    assert not Promise.objects.broken().exists()
    assert quick().gap == 0 and quick().ok


def test_the_code_on_the_printed_receipt_is_checked_without_asking_anybody(world: World) -> None:
    code = world.letter(channel="paper").code
    assert read_code(f" {code[:4]}-{code[4:]} ") == code
    misread = code[:-1] + ("1" if code[-1] != "1" else "2")
    with pytest.raises(NotValid, match="有一位数字不对"):
        read_code(misread)
