"""Somebody writes to the county's Weibo account: the same conversation, with the ways of that platform."""

from typing import Any

import pytest

from lianxin.channels.weibo.null import NULL_MOUTH
from lianxin.flow.verbs import acknowledge, sort
from lianxin.intake.models import Arrival, Submission
from lianxin.outcomes.models import Sending
from lianxin.outcomes.verbs.sending import send_due
from tests.platforms import Phone, set_up
from tests.world import World

SAYS = "上湾村停水三天了，老人没水做饭。"


@pytest.fixture(autouse=True)
def platforms(settings: Any) -> None:
    set_up(settings)
    NULL_MOUTH.sent.clear()


def answered(world: World) -> None:
    letter = Submission.objects.select_related("dossier__keeper").get()
    sort(letter, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    world.reply(world.case(), {1: "已接通备用水源，三天内恢复供水。"})
    world.later(minutes=3)
    send_due(now=world.now)


def test_said_once_heard_once_asked_and_answered_where_it_was_said(world: World) -> None:
    fan = Phone("2489518277", "weibo")
    content = fan.writes("text", text=SAYS)
    told = [fan.delivers(content, now=world.now) for _sent_again in range(3)]
    letter = Submission.objects.get()
    assert len({*told}) == 1 and letter.dossier.number in told[0] and len(told[0]) < 300
    fan.says("柳林镇", now=world.now)
    fan.sends("position", now=world.now, text="上湾村", data={"longitude": "116.3", "latitude": "39.9"})
    assert "都记下了" in fan.says("不", now=world.now)
    letter.refresh_from_db()
    assert letter.addressee == world.bodies["LL"] and letter.additions.count() == 1 and not letter.public
    answered(world)
    assert any("水务局答复您了" in one.body for one in NULL_MOUTH.sent if one.to == "2489518277")
    told_now = fan.says("查", now=world.now)
    assert "已接通备用水源" in told_now and len(told_now) < 300 and world.case().stage == "delivered"


def test_who_is_silent_for_two_days_is_told_when_he_writes_again(world: World) -> None:
    silent = Phone("1000000123", "weibo")
    silent.says(SAYS, now=world.now)
    answered(world)
    assert not NULL_MOUTH.sent
    world.later(days=3)
    silent.sends("event", now=world.now, data={"subtype": "follow"})
    waiting = Sending.objects.open().filter(channel="weibo")
    assert waiting and all(one.due_at == world.now for one in waiting)


def test_who_mentions_the_county_openly_gets_one_answer_and_the_code_in_private(world: World) -> None:
    fan = Phone("2489518277", "weibo")
    told = fan.sends("mention", now=world.now, text=f"@望水县 {SAYS}")
    letter = Submission.objects.get()
    assert letter.code not in told.replace(" ", "") and "私信" in told
    assert Arrival.objects.get().aside.startswith("这是他在微博上公开提到")
    assert f"/t/{letter.code}/" in fan.says("查", now=world.now)
