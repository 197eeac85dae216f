"""An answer counts as read when a person opens it; whoever only fetches the address has read nothing."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.kit.rates import forget
from lianxin.ledger.models import Event
from lianxin.outcomes.models import Delivery
from lianxin.outcomes.verbs import not_solved
from tests.world import World

ANSWER = "主管道今天修好。"


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    forget()


@pytest.fixture
def code(world: World) -> str:
    """The code of a letter that has been answered a moment ago."""
    world.now = timezone.now() - timedelta(minutes=10)
    return str(world.answered(ANSWER).submission.code)


def is_delivered() -> bool:
    return Delivery.objects.exclude(delivered_at=None).filter(means="read").exists()


def test_fetching_the_address_writes_nothing_and_shows_where_the_letter_is(
    client: Client, code: str, world: World
) -> None:
    lines = Event.objects.count()
    for _look in range(2):
        page = client.get(f"/t/{code}/").content.decode()
        assert "水务局答复您了" in page and "看答复" in page
        assert re.findall(r'class="(act(?: big)?)"', page) == ["act big"]
        assert ANSWER not in page and "还没有答复" not in page
    client.head(f"/t/{code}/")
    client.get(f"/t/{code}/", headers={"Sec-Purpose": "prefetch;prerender"})
    client.get(f"/t/{code}/receipt/")
    assert client.get(f"/t/{code}/answer/").status_code == 405
    assert world.case().stage == "replied" and Event.objects.count() == lines


def test_one_press_opens_the_answer_and_it_stays_open(client: Client, code: str, world: World) -> None:
    pressed = client.post(f"/t/{code}/answer/")
    assert (pressed.status_code, pressed["Location"]) == (303, f"/t/{code}/#answer")
    assert world.case().stage == "delivered" and is_delivered()
    for _look in range(2):
        page = client.get(f"/t/{code}/").content.decode()
        assert ANSWER in page and 'id="answer"' in page and "看答复" not in page


def test_pressing_twice_is_reading_once(client: Client, code: str) -> None:
    client.post(f"/t/{code}/answer/")
    lines, first = Event.objects.count(), Delivery.objects.get()
    again = client.post(f"/t/{code}/answer/", follow=True)
    assert ANSWER in again.content.decode()
    assert Event.objects.count() == lines and Delivery.objects.get().delivered_at == first.delivered_at


def test_whoever_types_the_code_at_home_has_acted_already(client: Client, code: str) -> None:
    typed = f"{code[:4]} {code[4:8]} {code[8:12]} {code[12:]}"
    assert ANSWER in client.post("/track/", {"code": typed}, follow=True).content.decode()
    assert is_delivered()


def test_a_wrong_code_reads_nothing_and_stays_in_the_box(client: Client, code: str, world: World) -> None:
    unknown = "1234567890123428"
    assert client.post(f"/t/{unknown}/answer/").status_code == 404
    answer = client.post("/track/", {"code": unknown})
    assert answer.status_code == 404 and "没有查到" in answer.content.decode()
    assert f'value="{unknown}"' in answer.content.decode()
    assert world.case().stage == "replied"


def test_another_pages_form_reads_nothing(code: str, world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/t/{code}/answer/").status_code == 403
    assert strict.post("/track/", {"code": code}).status_code == 403
    assert world.case().stage == "replied"


def test_the_second_answer_is_opened_by_itself_below_it_the_first(
    client: Client, code: str, world: World
) -> None:
    client.post(f"/t/{code}/answer/")
    not_solved(world.case(), by=world.writer(world.case()), now=world.now)
    world.reply(world.case(), {1: "换了新管。"})
    page = client.get(f"/t/{code}/").content.decode()
    assert ANSWER in page and "以前的答复" in page and "换了新管。" not in page
    assert "换了新管。" in client.post(f"/t/{code}/answer/", follow=True).content.decode()


def test_pressing_where_no_answer_waits_shows_the_page(client: Client, world: World) -> None:
    letter = world.letter()
    assert client.post(f"/t/{letter.code}/answer/", follow=True).status_code == 200
    assert not Delivery.objects.exists()


def test_an_answer_is_read_in_english_too(client: Client, code: str) -> None:
    assert "Read the answer" in client.get(f"/t/{code}/", headers={"Accept-Language": "en"}).content.decode()


def test_an_answer_is_read_before_it_is_rated(client: Client, code: str, world: World) -> None:
    page = client.get(f"/t/{code}/rate/").content.decode()
    assert "先看答复" in page and "看答复</button>" in page and "交评价" not in page
    assert world.case().stage == "replied"
    client.post(f"/t/{code}/answer/")
    assert "交评价" in client.get(f"/t/{code}/rate/").content.decode()
