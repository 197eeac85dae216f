"""A phone without a network: what is written stays, and what is sent arrives, once."""

from typing import Any

import pytest
from playwright.sync_api import expect

from lianxin.intake.models import Attachment, Submission
from tests.faces.phones import ARRIVED, PANEL, WAITING, WORDS, Phone, photo, until

pytestmark = pytest.mark.django_db(transaction=True)
OTHER = "路灯不亮，晚上孩子放学看不见路。"


def letters() -> list[str]:
    return sorted(Submission.objects.values_list("body", flat=True))


def test_two_letters_with_pictures_wait_for_the_network_and_are_sent_once(handset: Phone) -> None:
    handset.lose_network()
    for words in (WORDS, OTHER):
        handset.open("/write/#new")
        handset.write(words, photos=2)
        handset.press_send()
        handset.page.wait_for_selector(PANEL)
    page = handset.close_and_open()
    expect(page.locator(WAITING)).to_have_count(2)
    assert letters() == []
    handset.find_network()
    expect(page.locator(ARRIVED)).to_have_count(2)
    assert letters() == sorted([WORDS, OTHER]) and Attachment.objects.count() == 4
    codes = {code.replace(" ", "") for code in page.locator("[data-say=code]").all_inner_texts() if code}
    assert {one.code for one in Submission.objects.all()} == {"".join(code.split()) for code in codes}
    assert handset.kept() == [] and page.locator(WAITING).count() == 0


def test_a_letter_that_is_being_written_comes_back_with_its_pictures(handset: Phone) -> None:
    handset.write(photos=2)
    handset.page.fill("input[name=phone]", "13800000000")
    handset.page.dispatch_event("input[name=phone]", "blur")
    handset.lose_network()
    page = handset.close_and_open()
    assert page.input_value("textarea[name=body]") == WORDS
    assert page.is_checked("input[name=kind][value=problem]")
    expect(page.locator(".pictures li")).to_have_count(2)


def test_of_several_letters_one_goes_on_and_another_goes_only_when_asked_twice(
    handset: Phone,
) -> None:
    for words in (WORDS, OTHER):
        handset.open("/write/#new")
        handset.write(words)
    page = handset.close_and_open()
    assert page.input_value("textarea[name=body]") == ""
    row = page.locator(WAITING).filter(has_text="路灯")
    row.get_by_role("button", name="删掉", exact=True).click()
    row.get_by_role("button", name="留着").click()
    row.get_by_role("button", name="删掉", exact=True).click()
    row.get_by_role("button", name="是，删掉").click()
    expect(page.locator(WAITING)).to_have_count(1)
    page.get_by_role("link", name="接着写").click()
    expect(page.locator("textarea[name=body]")).to_have_value(WORDS)


def test_an_answer_that_is_lost_on_the_way_makes_no_second_letter(handset: Phone) -> None:
    handset.write(photos=1)
    handset.line.be("deaf")
    handset.press_send()
    handset.page.wait_for_selector(PANEL)
    assert letters() == [WORDS] and handset.line.lost == 1
    assert (
        handset.page.locator("[data-doubtful]").is_visible()
        and not handset.page.get_by_text("改一改").is_visible()
    )
    handset.line.mend()
    handset.page.get_by_role("button", name="现在再试一次").click()
    handset.page.wait_for_url("**/receipt/")
    assert letters() == [WORDS] and Attachment.objects.count() == 1


def test_an_upload_that_breaks_in_the_middle_begins_again_and_is_one_letter(handset: Phone) -> None:
    handset.write()
    handset.page.set_input_files("input[type=file]", [photo("large.jpg", side=900)])
    handset.page.wait_for_selector(".pictures li")
    handset.line.be("torn", after=200_000)
    handset.press_send()
    handset.page.wait_for_selector(PANEL)
    assert letters() == [] and handset.line.lost == 1
    handset.line.mend()
    handset.page.get_by_role("button", name="现在再试一次").click()
    handset.page.wait_for_url("**/receipt/")
    assert letters() == [WORDS] and Attachment.objects.get().size > 400_000


def test_a_house_that_is_busy_is_asked_again_later(handset: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    handset.write()
    with monkeypatch.context() as busy:
        busy.setattr("lianxin.web.citizen.views_phone.keep_letter", full)
        handset.press_send()
        handset.page.wait_for_selector(PANEL)
    expect(handset.page.get_by_text("受理信的机器这会儿忙不过来")).to_be_visible()
    handset.page.get_by_role("button", name="现在再试一次").click()
    handset.page.wait_for_url("**/receipt/")
    assert letters() == [WORDS]


def full(*_what: Any, **_how: Any) -> None:
    raise OSError(28, "No space left on device")


def test_pressed_in_two_tabs_at_once_it_is_one_letter(handset: Phone) -> None:
    handset.write(photos=1)
    [kept] = handset.kept()
    other = handset.context.new_page()
    other.goto(f"{handset.line.url}/write/#open-{kept['id']}")
    other.wait_for_selector("html[data-ready]")
    press = "() => document.querySelector('form[data-outbox] button.act').click()"
    handset.page.evaluate(press)
    other.evaluate(press)
    handset.page.wait_for_url("**/receipt/")
    other.wait_for_selector("#arrived:not([hidden]), .receipt")
    assert letters() == [WORDS] and Attachment.objects.count() == 1


def test_a_reload_while_it_is_being_sent_sends_it_once(handset: Phone) -> None:
    handset.write(photos=1)
    handset.line.be("deaf")
    handset.page.evaluate("() => document.querySelector('form[data-outbox] button.act').click()")
    until(handset.page, "Outbox.all().then(kept => kept[0].state === 'waiting')")
    handset.page.reload()
    handset.line.mend()
    handset.page.evaluate("id => Outbox.send(id)", handset.kept()[0]["id"])
    expect(handset.page.locator(ARRIVED)).to_have_count(1, timeout=60_000)
    assert letters() == [WORDS] and Attachment.objects.count() == 1


def test_what_the_house_refuses_stays_with_the_reason_at_its_field(handset: Phone) -> None:
    handset.lose_network()
    handset.write(photos=1)
    handset.page.fill("input[name=email]", "laowang")
    handset.press_send()
    handset.page.wait_for_selector(PANEL)
    handset.find_network()
    expect(handset.page.locator(".errors")).to_contain_text("应当有一个@")
    page = handset.close_and_open()
    expect(page.locator(".field.wrong")).to_contain_text("应当有一个@")
    expect(page.locator(".pictures li")).to_have_count(1)
    assert letters() == []
    page.fill("input[name=email]", "laowang@example.cn")
    handset.press_send()
    page.wait_for_url("**/receipt/")
    assert letters() == [WORDS] and Attachment.objects.count() == 1


def test_what_is_surely_missing_is_said_at_once_without_a_network(handset: Phone) -> None:
    handset.lose_network()
    handset.press_send()
    expect(handset.page.locator(".errors li")).to_have_text(
        ["还没有写内容。请写下您要反映的事情，一句话也可以。", "请选择来信的类型。"]
    )
    assert handset.kept() == []
