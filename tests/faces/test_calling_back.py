"""The desk from which who telephoned is called back."""

from typing import Any

import pytest
from playwright.sync_api import Page

from lianxin.cases.models import Case
from lianxin.intake.models import Opening
from tests.faces.desks import sit, sit_in, words
from tests.world import World, card

DESK = "/desk/to-call/"
NUMBER = "13800000000"


@pytest.fixture
def case(world: World) -> Case:
    found = world.answered("今晚来水。", channel="phone", contact=card(name="王大爷", phone=NUMBER))
    world.later(minutes=5)
    return found


def test_the_number_is_opened_only_to_call_it_and_what_is_read_out_stands_beside_it(
    world: World, case: Case
) -> None:
    clerk = sit(world, "clerk")
    listed = words(clerk.get(DESK))
    assert case.dossier.number in listed and NUMBER not in listed
    page = words(clerk.post(f"{DESK}{case.submission_id}/"))
    assert NUMBER in page and "今晚来水。" in page and case.submission.code not in page
    assert Opening.objects.filter(contact=True).count() == 1
    wrong = clerk.post(f"{DESK}{case.submission_id}/", {"act": "told", "proof": ""})
    assert wrong.status_code == 422 and "请写明是谁听的" in words(wrong)
    done = words(
        clerk.post(f"{DESK}{case.submission_id}/", {"act": "told", "proof": "本人接听"}, follow=True)
    )
    assert "念给本人听了" in done and "没有要回的电话" in done
    again = words(clerk.post(f"{DESK}{case.submission_id}/", {"act": "told", "proof": "x"}, follow=True))
    assert "已经有人打过了" in again


def test_nobody_at_another_desk_opens_the_number(world: World, case: Case) -> None:
    for who in ("officer", "caller", "secretary", "office"):
        assert sit(world, who).post(f"{DESK}{case.submission_id}/").status_code == 403
        assert sit(world, who).get(DESK).status_code == 403
    assert not Opening.objects.filter(contact=True).exists()


def test_a_clerk_reaches_nobody_and_then_the_writer_in_a_browser(
    world: World, case: Case, page: Page, live_server: Any, axe: Any
) -> None:
    sit_in(page, live_server, world, "clerk").goto(DESK)
    assert axe(page) == []
    page.get_by_role("button", name="打电话").click()
    assert axe(page) == []
    page.get_by_role("button", name="三小时以后再打").click()
    page.get_by_text("没有打通，晚些再打").wait_for()
    page.get_by_role("button", name="打电话").click()
    page.get_by_role("button", name="念给本人听了").click()
    page.get_by_text("没有要回的电话").wait_for()
