"""没有网络 Old Zhou lives behind the hill, without a signal. He writes all the same, and walks to market."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from lianxin.flow.laws import quick
from lianxin.intake.models import Attachment, Contact, Submission
from tests.faces.desks import sit, words
from tests.faces.phones import ARRIVED, PANEL, WAITING, Phone
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
WATER = "后山没有水，水管冻裂三天了。"
ROAD = "去镇上的路塌了一截，三轮车过不去。"


def test_what_he_wrote_behind_the_hill_arrives_when_he_comes_to_market(handset: Phone, world: World) -> None:
    handset.lose_network()
    for said, photos in ((WATER, 2), (ROAD, 1)):
        handset.open("/write/#new")
        expect(handset.page.locator("form [data-offline-only]").first).to_be_visible()
        handset.write(said, photos=photos)
        handset.press_send()
        expect(handset.page.locator(PANEL)).to_contain_text("这封信还没有寄出")

    page = handset.close_and_open("/")
    expect(page.locator(WAITING)).to_have_count(2)  # the phone was off over night; both are there
    assert Submission.objects.count() == 0

    handset.find_network()
    expect(page.locator(ARRIVED)).to_have_count(2)
    assert sorted(Submission.objects.values_list("body", flat=True)) == sorted([WATER, ROAD])
    assert Attachment.objects.count() == 3 and quick().received == 2 and quick().gap == 0

    page.get_by_role("link", name="看办到哪一步").first.click()
    page.wait_for_url("**/t/*/")
    assert handset.kept() == []


def test_on_the_way_home_the_line_breaks_and_the_desk_still_reads_one_letter(
    handset: Phone, world: World
) -> None:
    handset.write(WATER, photos=1)
    handset.page.fill("input[name=phone]", "13800000000")
    handset.line.be("deaf")
    handset.press_send()
    expect(handset.page.locator(PANEL)).to_contain_text("可能已经寄到了")
    handset.line.mend()
    page = handset.close_and_open("/")
    expect(page.locator(ARRIVED)).to_have_count(1)
    letter = Submission.objects.get()
    assert page.locator("[data-say=code]").last.inner_text().replace(" ", "").replace("\n", "") == letter.code
    desk = sit(world, "sorter")
    assert WATER in words(desk.get(f"/desk/letter/{letter.pk}/"))
    assert Contact.objects.get().phone == "13800000000" and Attachment.objects.count() == 1


def test_whoever_has_no_scripts_writes_as_ever(world: World) -> None:
    page = words(Client().get("/write/"))
    assert 'action="/write/"' in page and "csrfmiddlewaretoken" in page
