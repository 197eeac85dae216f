"""The desks in a real browser: no violation of WCAG 2.2 AA, no sideways scrolling, worked by keys."""

from typing import Any

import pytest
from django.utils import timezone

from lianxin.cases.models import Case
from lianxin.insight.verbs.counting import count_all
from lianxin.intake.models import Submission
from tests.faces.desks import sit_in
from tests.problems_of import letters, planned
from tests.world import World, card

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [390, 1440])
def test_every_desk_can_be_used_by_everybody(
    world: World, open_page: Any, live_server: Any, axe: Any, width: int
) -> None:
    case = world.in_handling(addressee="WS", contact=card())
    Case.objects.filter(pk=case.pk).update(urgency="lifeline")  # as many marks as a case can have
    letter = world.letter(addressee="WS", place_code="LL-SW")
    pages = {
        "sorter": f"/desk/sort/{letter.pk}/",
        "officer": f"/desk/case/{case.pk}/",
        "secretary": "/desk/letters/",
        "supervisor": "/desk/owed/",
    }
    found = []
    for who, address in pages.items():
        page = sit_in(open_page(width=width), live_server, world, who)
        page.goto(address)
        found += [(who, complaint) for complaint in axe(page)]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()
    assert found == []


def test_problems_figures_and_search_can_be_used_by_everybody(
    world: World, open_page: Any, live_server: Any, axe: Any
) -> None:
    world.now = timezone.now()
    problem = planned(world, letters(world, place_code="LL-SW"))
    count_all(now=world.now)
    page, found = sit_in(open_page(width=390), live_server, world, "secretary"), []
    for address in (
        "/desk/problems/", f"/desk/problems/{problem.pk}/", "/desk/numbers/", "/desk/numbers/places/",
        "/desk/search/?q=自来水", "/public/problems/", f"/public/problems/{problem.dossier.number}/",
    ):  # fmt: skip
        page.goto(live_server.url + address)
        found += [(address, complaint) for complaint in axe(page)]
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert "places" not in address or page.locator("svg.tiles a").count()
    assert found == []


def test_the_sorter_gives_a_letter_out_by_keys_alone(world: World, open_page: Any, live_server: Any) -> None:
    letter = world.letter(place_code="LL-SW")
    page = sit_in(open_page(width=1440), live_server, world, "sorter")
    page.goto(f"/desk/sort/{letter.pk}/")
    page.select_option("#id_category", label="供水")
    page.wait_for_selector("text=派单目录第1版")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=没有要分的信")
    assert world.case().lead_org == world.bodies["LL"]
    page.keyboard.press("u")
    page.wait_for_selector("text=已从柳林镇撤回")
    assert world.case().stage == "accepted"


def test_the_offer_to_take_back_goes_after_eight_seconds(
    world: World, open_page: Any, live_server: Any, axe: Any
) -> None:
    letters = [world.letter(place_code="LL-SW") for _number in range(3)]
    page = sit_in(open_page(width=390), live_server, world, "sorter")

    def sort(letter: Submission) -> None:
        page.goto(f"/desk/sort/{letter.pk}/")
        page.click("button[value=sort]")
        page.wait_for_selector(".undo")

    sort(letters[0])
    assert axe(page) == []
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # from here on no time passes but what the test lets pass
    sort(letters[1])
    page.clock.run_for(7000)
    assert page.locator(".undo").count() == 1
    page.clock.run_for(2000)
    assert page.locator(".undo").count() == 0


def test_walking_down_the_queue_puts_the_next_page_behind_it(
    world: World, open_page: Any, live_server: Any
) -> None:
    for _number in range(51):
        world.letter()
    page = sit_in(open_page(width=1440), live_server, world, "sorter")
    page.goto("/desk/sort/")
    here = page.url
    for _number in range(50):
        page.keyboard.press("j")
    page.wait_for_selector(".rows > li:nth-child(51)")
    page.keyboard.press("j")
    assert page.locator(".row-item").count() == 51
    assert page.locator(".row-item.current").evaluate("row => !row.nextElementSibling")
    assert page.url == here
    page.wait_for_selector("[data-more]", state="detached")
