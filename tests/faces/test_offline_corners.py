"""A phone without a network, where it is old, shared, full, or on a line that lies."""

from typing import Any

import pytest
from playwright.sync_api import CDPSession, expect

from lianxin.intake.models import Attachment, Contact, Submission
from tests.faces.phones import ARRIVED, PANEL, WAITING, WORDS, Phone, photo, until

pytestmark = pytest.mark.django_db(transaction=True)


def test_with_all_pages_closed_the_browser_sends_by_itself(handset: Phone) -> None:
    handset.write(photos=1)
    handset.lose_network()
    handset.press_send()
    handset.page.wait_for_selector(PANEL)
    handset.page.goto("about:blank")
    handset.find_network()
    tell_of_network(handset)
    page = handset.open("/")
    expect(page.locator(ARRIVED)).to_have_count(1)
    assert Submission.objects.count() == 1 and Attachment.objects.count() == 1


def tell_of_network(handset: Phone) -> None:
    """What a browser does when its machine finds a network: it wakes the worker."""
    session: CDPSession = handset.context.new_cdp_session(handset.page)
    known: list[str] = []
    told = "ServiceWorker.workerRegistrationUpdated"
    session.on(told, lambda event: known.extend(one["registrationId"] for one in event["registrations"]))
    session.send("ServiceWorker.enable")
    handset.page.wait_for_timeout(200)
    event = {"origin": handset.line.url, "registrationId": known[0], "tag": "outbox", "lastChance": False}
    session.send("ServiceWorker.dispatchSyncEvent", event)
    handset.page.wait_for_timeout(200)


def test_a_hotspot_that_answers_instead_of_the_house_is_not_believed(handset: Phone) -> None:
    handset.write()
    portal = "<html><body>Welcome to our network, please sign in</body></html>"
    handset.context.route("**/phone/letter/", lambda route: route.fulfill(status=200, body=portal))
    handset.press_send()
    handset.page.wait_for_selector(PANEL)
    assert handset.kept()[0]["state"] == "waiting" and not Submission.objects.exists()
    handset.context.unroute("**/phone/letter/")
    handset.page.get_by_role("button", name="现在再试一次").click()
    handset.page.wait_for_url("**/receipt/")
    assert Submission.objects.count() == 1


def test_on_a_line_where_nothing_moves_the_page_to_write_on_opens_all_the_same(handset: Phone) -> None:
    handset.line.be("stuck")
    handset.page.goto(handset.line.url + "/write/", timeout=30_000)
    handset.page.wait_for_selector("html[data-kept][data-ready]")
    handset.write()


def test_too_many_letters_from_one_network_wait_their_turn(handset: Phone, settings: Any) -> None:
    settings.LIANXIN_LIMITS = {"mailbox": (0, 0)}
    handset.write()
    handset.press_send()
    handset.page.wait_for_selector(PANEL)
    expect(handset.page.get_by_text("要等一等")).to_be_visible()
    handset.page.get_by_role("button", name="先不寄，改一改").click()
    expect(handset.page.locator("textarea[name=body]")).to_have_value(WORDS)


def test_on_a_shared_phone_nothing_stays_after_the_receipt_was_seen(handset: Phone) -> None:
    handset.write()
    handset.page.get_by_label("这是公用的手机或电脑").check()
    handset.press_send()
    handset.page.wait_for_url("**/receipt/")
    until(handset.page, "Outbox.receipts().then(all => !all.length)")
    page = handset.close_and_open("/")
    expect(page.locator(ARRIVED)).to_have_count(0)
    assert handset.kept() == [] and page.evaluate("Outbox.receipts()") == []
    assert handset.open("/write/").locator("#shared").is_checked()


def test_on_a_shared_phone_a_stranger_sees_no_words_and_what_was_left_goes_after_an_hour(
    handset: Phone,
) -> None:
    handset.page.get_by_label("这是公用的手机或电脑").check()
    handset.write()
    page = handset.close_and_open()
    assert page.input_value("textarea[name=body]") == "" and page.locator(WAITING).count() == 0
    page.evaluate(
        """async () => { const [one] = await Outbox.all(); const now = Date.now;
        Date.now = () => now() - 2 * 3600000; await Outbox.keep(one); Date.now = now; }"""
    )
    handset.open("/")
    expect(page.locator(WAITING)).to_have_count(0)
    until(page, "Outbox.all().then(all => !all.length)")


def test_a_letter_on_a_shared_phone_waits_without_showing_its_words(handset: Phone) -> None:
    handset.page.get_by_label("这是公用的手机或电脑").check()
    handset.write()
    handset.lose_network()
    handset.press_send()
    handset.page.wait_for_selector(PANEL)
    page = handset.close_and_open()
    expect(page.locator(WAITING)).to_contain_text("一封信（内容不显示）")
    assert not page.get_by_text(WORDS).is_visible()


def test_what_the_older_page_kept_is_taken_over(handset: Phone) -> None:
    rows = [
        ["body", WORDS, None],
        ["kind", "problem", True],
        ["kind", "thanks", False],
        ["place", "上湾", None],
    ]
    handset.page.evaluate(
        "rows => localStorage.setItem('draft:write', JSON.stringify({at: Date.now(), rows}))", rows
    )
    page = handset.open()
    assert (
        page.input_value("textarea[name=body]") == WORDS and page.input_value("input[name=place]") == "上湾"
    )
    assert page.is_checked("input[name=kind][value=problem]")
    assert page.evaluate("localStorage.getItem('draft:write')") is None


def test_where_the_phone_keeps_nothing_the_form_sends_itself_as_ever(handset: Phone) -> None:
    page = handset.context.new_page()
    page.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }"
    )
    page.goto(handset.line.url + "/write/")
    page.fill("textarea[name=body]", WORDS)
    page.check("input[name=kind][value=problem]")
    page.set_input_files("input[type=file]", [photo()])
    page.click("form[data-outbox] button.act")
    page.wait_for_url("**/receipt/")
    assert Submission.objects.count() == 1 and Attachment.objects.count() == 1


FULL = """const full = function () { this.transaction.abort(); return {}; };
IDBObjectStore.prototype.add = full;
if (%s) IDBObjectStore.prototype.put = full;"""


@pytest.mark.parametrize("words_too", ["true", "false"])
def test_a_phone_without_room_says_so_and_sends_straight_away(handset: Phone, words_too: str) -> None:
    page = handset.context.new_page()
    page.add_init_script(FULL % words_too)
    page.goto(handset.line.url + "/write/#new")
    page.wait_for_selector("html[data-ready]")
    page.fill("textarea[name=body]", WORDS)
    page.check("input[name=kind][value=problem]")
    page.set_input_files("input[type=file]", [photo()])
    expect(page.locator("[data-files-no]")).to_contain_text("手机空间不够")
    handset.line.cut()
    page.click("form[data-outbox] button.act")
    expect(page.get_by_text("也存不进手机")).to_be_visible()
    handset.line.mend()
    page.click("form[data-outbox] button.act")
    page.wait_for_url("**/receipt/")
    assert Submission.objects.count() == 1 and Attachment.objects.count() == 1


def test_large_pictures_can_be_made_smaller_before_they_are_sent(handset: Phone) -> None:
    handset.page.set_input_files("input[type=file]", [photo("田.png", side=2000), photo("路.jpg")])
    expect(handset.page.locator(".pictures li")).to_have_count(2)
    handset.page.get_by_role("button", name="把照片变小些").click()
    expect(handset.page.locator("[data-heavy]")).to_be_hidden()
    handset.write()
    handset.press_send()
    handset.page.wait_for_url("**/receipt/")
    sizes = {one.name: one.size for one in Attachment.objects.all()}
    assert set(sizes) == {"田.jpg", "路.jpg"} and sizes["田.jpg"] < 2_500_000


def test_too_many_and_too_large_files_are_left_out_and_said(handset: Phone) -> None:
    handset.page.set_input_files("input[type=file]", [photo(f"{n}.jpg", side=20) for n in range(11)])
    expect(handset.page.locator(".pictures li")).to_have_count(9)
    expect(handset.page.locator("[data-files-no]")).to_contain_text("附件最多九个")
    handset.page.get_by_role("button", name="拿掉 0.jpg").click()
    expect(handset.page.locator(".pictures li")).to_have_count(8)
    large = {"name": "片.mp4", "mimeType": "video/mp4", "buffer": bytes(20 * 1024 * 1024 + 1)}
    handset.page.set_input_files("input[type=file]", [large])
    expect(handset.page.locator("[data-files-no]")).to_contain_text("片.mp4")


def test_finding_a_secretary_in_between_loses_neither_words_nor_pictures(handset: Phone) -> None:
    handset.write(photos=1)
    handset.page.fill("input[name=addressee_words]", "上湾")
    handset.page.get_by_role("radio", name="上湾村党支部").check()
    with handset.page.expect_navigation():
        handset.page.get_by_role("button", name="找一找").click()
    handset.page.wait_for_selector("html[data-ready]")
    expect(handset.page.locator(".pictures li")).to_have_count(1)
    assert len(handset.kept()) == 1
    handset.lose_network()
    page = handset.close_and_open()
    assert page.is_checked("input[name=addressee][value='LL-SW']"), "shown where it cannot be looked up"
    handset.press_send()
    page.wait_for_selector(PANEL)
    handset.find_network()
    expect(page.locator(ARRIVED)).to_have_count(1)
    assert Submission.objects.get().addressee.code == "LL-SW"


def test_how_to_reach_the_writer_goes_with_the_letter_and_stays_nowhere(handset: Phone) -> None:
    handset.write()
    handset.page.fill("input[name=phone]", "13800000000")
    handset.press_send()
    handset.page.wait_for_url("**/receipt/")
    assert Contact.objects.get().phone == "13800000000"
    left = handset.page.evaluate("Promise.all([Outbox.all(), Outbox.receipts()]).then(JSON.stringify)")
    assert "13800000000" not in left and WORDS not in left


def test_back_from_the_receipt_the_page_is_empty_again(handset: Phone) -> None:
    handset.write()
    handset.press_send()
    handset.page.wait_for_url("**/receipt/")
    handset.page.go_back()
    handset.page.wait_for_selector("html[data-ready]")
    expect(handset.page.locator("textarea[name=body]")).to_have_value("")
    assert handset.kept() == []
