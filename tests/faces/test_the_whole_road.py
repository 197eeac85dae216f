"""One letter through every desk in a real browser, to "not solved", back to work, and to "solved"."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lianxin.flow.laws import quick
from tests.faces.desks import sit_in
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 390), ("en-GB", 1440)])
def test_a_letter_walks_through_every_desk(
    world: World, open_page: Callable[..., Page], live_server: Any, locale: str, width: int
) -> None:
    def desk(who: str, address: str) -> Page:
        page = sit_in(open_page(width=width, locale=locale), live_server, world, who)
        page.goto(address)
        return page

    writer = open_page(width=width, locale=locale)
    receipt = write(writer, "上湾村停水三天了。")
    sorter = desk("sorter", "/desk/")
    sorter.select_option("#id_category", str(world.water.pk))
    sorter.locator("input[name=to]").first.check()
    press(sorter, "button[value=sort]")
    case = world.case()

    officer = desk("officer", f"/desk/case/{case.pk}/")
    press(officer, "button[value=acknowledge]")
    answer(officer, "管道已经修好。")
    sign(desk("approver", "/desk/"))

    read(writer, receipt)
    press(writer, ".acts form button.quiet")
    assert world.case().stage == "in_handling"

    officer.goto(f"/desk/case/{case.pk}/")
    answer(officer, "换了新管，今天已通水。")
    sign(desk("county_approver", f"/desk/case/{case.pk}/"))
    read(writer, receipt)
    press(writer, "a.act")
    writer.check("input[name=verdict][value=solved]")
    press(writer, "form button.act")
    assert world.case().stage == "closed"
    assert quick().ok


def write(page: Page, words: str) -> str:
    """A letter through the form; the address of its receipt."""
    page.goto("/write/")
    page.fill("textarea[name=body]", words)
    page.check("input[name=kind][value=problem]")
    page.click("form button.act")
    expect(page).to_have_url(re.compile("/receipt/$"))
    return page.url


def read(page: Page, receipt: str) -> None:
    """The letter's page, and one press that opens the answer."""
    page.goto(receipt.replace("receipt/", ""))
    page.click("form button.act")
    page.wait_for_url("**/#answer")


def answer(page: Page, words: str) -> None:
    page.fill("#facts-1", "主管道破裂。")
    page.fill("#answer-1", words)
    page.check("input[name=outcome-1][value=supported]")
    press(page, "button[value=submit]")


def sign(page: Page) -> None:
    """The approver opens what waits first and signs it."""
    if "/desk/case/" not in page.url:
        press(page, ".rows a")
    press(page, "button[value=approve]")


def press(page: Page, button: str) -> None:
    """A press, and the page that comes after it: the press alone does not wait for the house."""
    with page.expect_navigation():
        page.click(button)
