"""The office sees where programs are told, since when one is deaf, and ends it; health counts what waits."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lianxin.cli.readiness import deaf_hooks
from lianxin.hooks.models import Hook
from tests.faces.office import signed_in, text
from tests.receiver import THIS_MACHINE, bureau, hook_at, receiving, turn
from tests.world import World

KEYS = "/office/keys/"


@pytest.fixture
def deaf_hook(world: World, settings: Any) -> Hook:
    settings.LIANXIN_HOOK_NETWORKS = THIS_MACHINE
    with receiving() as far:
        far.usual = 410
        hook = hook_at(world, far.url, "case.dispatched", "case.closed", by=bureau(world))
        world.dispatched()
        turn(world.now)
    return hook


def test_the_page_of_keys_says_how_each_address_stands(world: World, deaf_hook: Hook) -> None:
    page = text(signed_in(world).get(KEYS))
    since = "2025年3月3日(星期一)09:00起没有应答"
    assert [one for one in (deaf_hook.address, "已派单、已结案", since, "410") if one not in page] == []


def test_where_no_program_is_told_anything_the_page_says_how_one_would_be(world: World) -> None:
    assert "还没有程序设回调地址" in text(signed_in(world).get(KEYS))


def test_the_office_ends_one_and_it_is_written_down(world: World, deaf_hook: Hook) -> None:
    client = signed_in(world)
    url = reverse("office-hook-end", args=[deaf_hook.pk])
    assert client.get(url).status_code == 405
    answer = client.post(url, follow=True)
    assert "已停" in text(answer) and not Hook.objects.live().exists()
    assert client.post(url).status_code == 409
    assert "的回调地址停了" in text(client.get("/office/ledger/"))


def test_nobody_else_ends_one(world: World, deaf_hook: Hook) -> None:
    url = reverse("office-hook-end", args=[deaf_hook.pk])
    assert signed_in(world, "sorter").post(url).status_code == 403
    assert Client().post(url).status_code == 302 and Hook.objects.live().exists()


def test_health_counts_what_waits_and_check_says_who_is_deaf(deaf_hook: Hook) -> None:
    assert Client().get("/health").json()["calls_waiting"] == 1
    (sentence,) = deaf_hooks()
    assert deaf_hook.address in sentence and "410" in sentence and "3月3日" in sentence
