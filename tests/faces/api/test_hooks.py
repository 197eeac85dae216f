"""A program names an address, tries it and ends it through the JSON door; each is one verb and done once."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from standardwebhooks.webhooks import Webhook

from lianxin.hooks.models import Hook
from tests.faces.api.caller import Caller, no, own_program, program_of
from tests.receiver import THIS_MACHINE, Receiver, receiving, turn
from tests.world import World

URL = "https://partner.example/lianxin"
SAID = {"address": URL, "events": ["case.dispatched"]}


@pytest.fixture
def far(settings: Any) -> Iterator[Receiver]:
    settings.LIANXIN_HOOK_NETWORKS = THIS_MACHINE
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def water(world: World) -> Caller:
    return program_of(world, "hooks", "letters.read")


def test_the_secret_is_told_once_and_the_list_tells_the_rest(water: Caller) -> None:
    answer = water.act("/hooks", SAID)
    made = answer.json()
    assert answer.status_code == 201 and made["secret"].startswith("whsec_")
    told = water.get("/hooks")
    assert told["items"] == [{name: value for name, value in made.items() if name != "secret"}]
    assert {"name": "case.dispatched", "meaning": "已派单"} in told["events"]


def test_the_same_request_again_is_the_same_address_with_the_same_secret(water: Caller) -> None:
    first, again = (water.do("/hooks", SAID, key="the-same-key-twice") for _n in range(2))
    assert first == again and Hook.objects.count() == 1
    assert no(water.act("/hooks", SAID)) == (409, "not-allowed-now")


def test_what_was_told_proves_a_ping(world: World, water: Caller, far: Receiver) -> None:
    made = water.do("/hooks", {**SAID, "address": far.url})
    answer = water.act(f"/hooks/{made['id']}/try")
    assert answer.status_code == 202 and answer.json()["waiting"] == 1
    turn(timezone.now())
    ((headers, body),) = far.came
    assert Webhook(made["secret"]).verify(body.decode(), headers)["event"] == "ping"
    (item,) = water.get("/hooks")["items"]
    assert item["waiting"] == 0 and item["heard_at"] and item["deaf_since"] is None


def test_an_ended_address_stays_in_the_list_and_is_ended_once(water: Caller) -> None:
    made = water.do("/hooks", SAID)
    ended = water.do(f"/hooks/{made['id']}", method="delete")
    assert ended["ended_at"] and water.get("/hooks")["items"] == [ended]
    assert no(water.act(f"/hooks/{made['id']}", method="delete")) == (409, "not-allowed-now")
    assert no(water.act(f"/hooks/{made['id']}/try")) == (409, "not-allowed-now")


def test_another_program_does_not_find_it(world: World, water: Caller) -> None:
    made = water.do("/hooks", SAID)
    stranger = program_of(world, "hooks", "letters.read", body="SCHOOL")
    assert stranger.get("/hooks")["items"] == []
    assert no(stranger.act(f"/hooks/{made['id']}/try")) == (404, "not-found")
    assert no(stranger.act(f"/hooks/{made['id']}", method="delete")) == (404, "not-found")
    assert no(water.act(f"/hooks/{uuid4()}/try")) == (404, "not-found")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"address": "http://partner.example/"}, "address"),
        ({"address": "https://127.0.0.1/"}, "address"),
        ({"events": ["case.rated"]}, "events"),
        ({"events": []}, "events"),
        ({"secret": "whsec_mine"}, "secret"),
    ],
)
def test_what_cannot_be_taken_is_named(water: Caller, said: dict[str, Any], field: str) -> None:
    answer = water.act("/hooks", {**SAID, **said})
    assert no(answer) == (422, "not-valid") and field in answer.content.decode()
    assert not Hook.objects.exists()


def test_who_has_no_post_or_was_not_given_this_is_told_so(world: World) -> None:
    assert no(Caller().act("/hooks", SAID)) == (401, "not-known")
    assert no(own_program(world, "officer", "letters.read").act("/hooks", SAID)) == (403, "not-allowed")
    office = own_program(world, "office", "hooks", "letters.read")
    assert no(office.act("/hooks", SAID)) == (403, "not-allowed")


def test_a_whole_list_of_events_can_be_asked_for(world: World, water: Caller) -> None:
    names = [one["name"] for one in water.get("/hooks")["events"]]
    assert water.do("/hooks", {"address": URL, "events": names})["events"] == names
