"""Complaint 7: the writer cannot know how it stands. Here every step, day and reason is on the page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.cases.models import Question
from lianxin.flow.verbs import (
    acknowledge,
    ask_citizen,
    ask_extension,
    choose_track,
    give_notice,
    grade,
    grant_extension,
    register,
    sort,
)
from tests.world import World, card


def page(world: World) -> str:
    return Client().get(f"/t/{world.case().submission.code}/").content.decode()


@pytest.fixture
def road(world: World) -> World:
    """A petition on its road for nine days: chosen, graded, given out, signed for, asked about."""
    world.now = timezone.now() - timedelta(days=9)
    register(world.letter("宅基地的证一直没有办下来。"), by=world.actor("clerk"), now=world.now)
    sorter, officer = world.actor("sorter"), world.actor("officer")
    choose_track(world.case(), "petition", reason="请求作出处理意见", by=sorter, now=world.now)
    grade(world.case(), "urgent", reason="老人等着修房过冬", by=sorter, now=world.now)
    sort(world.case().submission, to=world.bodies["WATER"], by=sorter, now=world.now)
    world.later(hours=3)
    acknowledge(world.case(), by=officer, now=world.now)
    give_notice(world.case(), "已收到，由地籍股办理。", by=officer, now=world.now)
    ask_citizen(world.case(), "原来的证号是多少？", by=officer, now=world.now)
    ask_extension(world.case(), reason="要等测绘结果", by=officer, now=world.now)
    grant_extension(world.case(), by=world.actor("secretary"), now=world.now)
    return world


def test_no_account_is_needed_and_every_step_has_its_words(road: World) -> None:
    shown = page(road)
    for told in (
        *(
            "信已登记",
            "定为按“信访”办理",
            "请求作出处理意见",
            "老人等着修房过冬",
            "信已受理",
            "派给水务局办理",
        ),
        *("办理单位签收", "已收到，由地籍股办理。", "原来的证号是多少？", "要等测绘结果", "同意延期一次"),
    ):
        assert told in shown


def test_every_step_has_its_moment_and_its_office(road: World) -> None:
    shown = page(road)
    assert shown.count("<time datetime=") >= 10
    assert "望水县群众来信受理中心" in shown and "水务局" in shown


def test_the_day_by_which_an_answer_is_owed_explains_itself(road: World) -> None:
    shown = page(road)
    assert "60天" in shown and "经批准延期一次" in shown and "30天" in shown


def test_it_says_who_has_the_next_word_and_that_the_clock_runs_on(road: World) -> None:
    assert "期限照样在走，不等您的回答" in page(road)
    address = f"/t/{road.case().submission.code}/answer/{Question.objects.get().pk}/"
    Client().post(address, {"words": "证号是0731。"})
    assert "您的回答已收到" in page(road)


def test_a_letter_on_paper_has_the_same_page_behind_the_code_on_its_receipt(world: World) -> None:
    world.now = timezone.now() - timedelta(days=1)
    case = world.dispatched(channel="paper", contact=card(address="上湾村3组"))
    assert "派给水务局办理" in Client().get(f"/t/{case.submission.code}/").content.decode()
