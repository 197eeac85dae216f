"""The office's pages in a real browser, wide and narrow: nothing hinders anybody or runs off the side."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from lianxin.cases.questions import QuestionIn
from lianxin.cases.verbs import add_question
from lianxin.config.hooks import HOOK_EVENTS
from lianxin.hooks.models import Hook
from lianxin.office.verbs import give_key
from tests.faces.office import signed_in
from tests.other_system import export, given, row, settled
from tests.receiver import bureau, hook_at

PAGES = (
    "office",
    "office-organisations",
    "office-people",
    "office-catalogue-new",
    "office-calendar",
    "office-keys",
    "office-ledger",
    "office-exchange",
    "office-exchange-new",
)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "locale"), [(1440, "zh-CN"), (390, "en")])
def test_the_main_pages_can_be_used_by_everybody(
    world: Any,
    open_page: Callable[..., Page],
    axe: Callable[..., list[str]],
    live_server: Any,
    width: int,
    locale: str,
) -> None:
    page = open_page(width=width, locale=locale)
    session = signed_in(world).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    person = reverse("office-person", args=[world.people["clerk"].pk])
    rules = reverse("office-rulebook", args=[1])
    settled(world)
    file = given(world, export(row("A1"), row("A2", "。", 诉求标题="")), look=True)
    exchange = [
        reverse("office-exchange-system", args=["hotline"]),
        reverse("office-exchange-change", args=["hotline"]),
        reverse("office-exchange-file", args=[file.pk]),
    ]  # fmt: skip
    questions = reverse("office-category-questions", args=[world.water.pk])
    give_key("随手拍", world.bodies["WS"], ["open311.post"], by=world.actor("office"), now=world.now)
    asked = QuestionIn("HOUSES", "几户停水？", answer="singlevaluelist", choices="A 一户\nB 全村")
    add_question(world.water, asked, by=world.actor("office"), now=world.now)
    hook_at(world, f"https://partner.example/{'long' * 30}", *list(HOOK_EVENTS)[:20], by=bureau(world))
    Hook.objects.update(deaf_since=world.now, complaint="inside")
    for url in [*map(reverse, PAGES), person, rules, questions, *exchange]:
        page.goto(url)
        assert (url, axe(page)) == (url, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width
