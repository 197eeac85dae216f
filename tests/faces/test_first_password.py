"""A password that the office gave opens one page: the one where it is changed."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import get_resolver, reverse

from lianxin.identity.actors import THE_INSTALLER
from lianxin.identity.models import Person
from lianxin.ledger.queries import DEMO_EVENT
from lianxin.ledger.verbs import house_dossier, record
from lianxin.office.verbs import give_login, reset_password
from tests.faces.desks import words
from tests.faces.office import signed_in
from tests.world import World

FIRST, OWN = "quiet-river-seven-stones", "only-i-know-this-one"
CHANGE = "/account/password/change/"
SAMPLE = {
    "key": uuid4(),
    "path": "0001",
    "version": 1,
    "number": 2025,
    "day": "03-05",
    "seq": 1,
    "channel": "phone",
    "word": "x",
    "name": "trend",
    "year": 2025,
    "kind": "docx",
}
SAMPLE["system"] = "12345"
OPEN_TO_ALL = {"sign-out", "demo", "demo-sign-in", "desk-search-feed"}


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> None:
    cache.clear()


def addresses() -> Iterator[tuple[str, str]]:
    """Every address of the desks and of the office, with something in its blanks."""
    for rooms in ("lianxin.web.desk.urls", "lianxin.backoffice.urls"):
        for one in get_resolver(rooms).url_patterns:
            blanks = {name: SAMPLE[name] for name in one.pattern.converters if name in SAMPLE}
            if one.name not in OPEN_TO_ALL:
                yield one.name, reverse(one.name, kwargs=blanks)


def first_sign_in(world: World, who: str) -> Client:
    """Somebody to whom the office has just given a sign-in."""
    give_login(world.people[who], who.replace("_", "-"), FIRST, by=world.actor("office"), now=world.now)
    client = Client()
    entered(client, who, FIRST)
    return client


def entered(client: Client, who: str, password: str) -> Any:
    return client.post("/account/login/", {"login": who, "password": password})


def changed(client: Client, old: str = FIRST, new: str = OWN, again: str = "") -> Any:
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again or new})


@pytest.mark.parametrize("who", ["sorter", "office"])
def test_every_desk_and_office_address_leads_to_the_page_where_it_is_changed(world: World, who: str) -> None:
    client = first_sign_in(world, who)
    for name, address in addresses():
        for answer in (client.get(address), client.post(address)):
            reached = (name, answer.status_code, answer.headers.get("Location"))
            assert reached in {(name, 302, CHANGE), (name, 405, None)}
    assert client.get("/desk/")["Location"] == client.get("/office/")["Location"] == CHANGE


def test_that_page_says_why_and_has_a_way_out(world: World) -> None:
    client = first_sign_in(world, "sorter")
    shown = words(client.get("/desk/", follow=True))
    assert "先换成您自己的密码" in shown and "知道它的不止您一个人" in shown
    assert "/desk/sign-out/" in shown and "回到我的桌面" not in shown
    client.post("/desk/sign-out/")
    assert client.get(CHANGE)["Location"].startswith("/account/login/")


def test_whoever_has_changed_it_sits_down_with_the_new_one(world: World) -> None:
    client = first_sign_in(world, "sorter")
    assert changed(client)["Location"] == "/desk/"
    assert client.get("/desk/")["Location"] == "/account/login/?next=/desk/"
    entered(client, "sorter", FIRST)
    assert client.get("/desk/").status_code == 302, "the first password opens nothing any more"
    entered(client, "sorter", OWN)
    assert client.get("/desk/sort/").status_code == 200


@pytest.mark.parametrize(
    "said",
    [
        {"old": "wrong-old-password"},
        {"new": FIRST},
        {"new": "short"},
        {"again": "something-else-again"},
    ],
)
def test_a_change_that_is_none_is_refused_on_the_page(world: World, said: dict[str, str]) -> None:
    client = first_sign_in(world, "sorter")
    refused = changed(client, **said)
    assert refused.status_code == 200 and "密码还没有改" in words(refused)
    assert client.get("/desk/")["Location"] == CHANGE
    assert Person.objects.get(login="sorter").must_choose_password


def test_the_same_change_sent_twice_is_one(world: World) -> None:
    client = first_sign_in(world, "sorter")
    changed(client)
    assert changed(client)["Location"].startswith("/account/login/")
    assert Person.objects.get(login="sorter").check_password(OWN)


def test_who_tries_too_often_is_told_in_a_sentence(world: World) -> None:
    client = first_sign_in(world, "sorter")
    answers = [changed(client, old=f"wrong-old-password-{n}") for n in range(6)]
    assert answers[-1].status_code == 429 and "密码没有改动" in words(answers[-1])


def test_a_reset_gives_a_first_password_again(world: World) -> None:
    client = first_sign_in(world, "sorter")
    changed(client)
    reset_password(
        Person.objects.get(login="sorter"), "second-first-word", by=world.actor("office"), now=world.now
    )
    entered(client, "sorter", "second-first-word")
    assert client.get("/desk/sort/")["Location"] == CHANGE


def test_the_office_sees_who_has_not_changed_it_yet(world: World) -> None:
    page = reverse("office-person", args=[world.people["sorter"].pk])
    client, office = first_sign_in(world, "sorter"), signed_in(world)
    assert "首次密码还没改" in words(office.get(page))
    changed(client)
    assert "首次密码还没改" not in words(office.get(page))


def test_one_click_in_a_demo_asks_for_no_password(world: World) -> None:
    first_sign_in(world, "sorter")
    record(house_dossier(now=world.now), DEMO_EVENT, by=THE_INSTALLER, now=world.now)
    client = Client()
    with override_settings(LIANXIN_DEMO=True):
        client.post("/desk/demo/sorter/")
    assert client.get("/desk/sort/").status_code == 200
