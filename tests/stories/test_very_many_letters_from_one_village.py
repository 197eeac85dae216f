"""A village behind one address is not blocked, and no machine drowns the desk: a person looks first."""

from typing import Any

import pytest
from django.test import Client

from lianxin.flow.laws import quick
from lianxin.intake.models import Arrival, Submission
from lianxin.intake.verbs import release, set_aside
from lianxin.kit.ids import uuid7
from lianxin.kit.rates import forget
from tests.faces.desks import words
from tests.world import World

WATER = "我家也没有水。"


@pytest.fixture(autouse=True)
def three_at_once(settings: Any) -> None:
    forget()
    settings.LIANXIN_LIMITS = {"mailbox": (3, 6)}


def write(number: int, **more: str) -> Any:
    said = {"body": f"{WATER}{number}", "kind": "problem", "addressee": "WS", "key": str(uuid7()), **more}
    return Client().post("/write/", said)


def code_in(answer: Any) -> str:
    return str(answer["Location"]).split("/")[2]


def test_every_letter_is_kept_and_those_beyond_the_first_wait_for_a_person(world: World) -> None:
    answers = [write(number, name="王五") for number in range(5)]
    assert {answer.status_code for answer in answers} == {303}
    assert Submission.objects.count() == 3 and Arrival.objects.filter(became="held", why="flood").count() == 2
    assert "信收到了，还没有登记" in words(Client().get(f"/t/{code_in(answers[4])}/"))


def test_what_a_person_lets_through_keeps_the_receipt_code_that_was_given(world: World) -> None:
    codes = [code_in(write(number, name="王五")) for number in range(4)]
    letter = release(Arrival.objects.get(), by=world.actor("clerk"), now=world.now)
    assert (letter.code, letter.body, letter.contact.name) == (codes[3], f"{WATER}3", "王五")
    assert "信收到了，还没有登记" not in words(Client().get(f"/t/{codes[3]}/"))
    assert (quick().received, quick().gap) == (4, 0)


def test_the_same_form_sent_again_is_held_once_and_has_one_code(world: World) -> None:
    for number in range(3):
        write(number)
    key = str(uuid7())
    one, again = write(9, key=key), write(9, key=key)
    assert code_in(one) == code_in(again) and Arrival.objects.count() == 1


def test_who_is_not_registered_is_told_why(world: World) -> None:
    code = [code_in(write(number)) for number in range(4)][3]
    set_aside(Arrival.objects.get(), reason="同一段广告寄了很多遍", by=world.actor("clerk"), now=world.now)
    page = words(Client().get(f"/t/{code}/"))
    assert "这封信没有登记" in page and "同一段广告" in page


def test_beyond_the_second_number_nothing_more_is_taken_and_the_words_are_still_there(world: World) -> None:
    for number in range(6):
        write(number)
    refused = write(7)
    assert refused.status_code == 429 and f"{WATER}7" in words(refused)


def test_a_report_never_waits_where_the_desk_could_read_it(world: World) -> None:
    for number in range(4):
        write(number, kind="report")
    assert Submission.objects.filter(dossier__secrecy=1).count() == 4 and not Arrival.objects.exists()
