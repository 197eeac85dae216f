"""What a phone keeps of our pages, and what it never keeps."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lianxin.intake.models import Submission
from tests.faces.desks import sit_in
from tests.faces.phones import ARRIVED, PANEL, WAITING, WORDS, Phone, until
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
IN_CACHES = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);
  return found.sort();
}"""
ANYWHERE = """async word => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const one of await cache.keys())
      if (one.url.includes('/phone/') && (await (await cache.match(one)).text()).includes(word)) return true;
  }
  return false;
}"""
KEPT = [
    "/phone/offline/",
    "/phone/write/",
    "/static/web/bodies.js",
    "/static/web/bridge.css",
    "/static/web/citizen.js",
    "/static/web/drafting.js",
    "/static/web/icon.svg",
    "/static/web/outbox.js",
    "/static/web/paper.css",
    "/static/web/phone.js",
    "/static/web/pictures.js",
]


def test_no_page_of_a_letter_or_a_desk_is_in_any_cache(
    handset: Phone, world: World, live_server: Any
) -> None:
    handset.write()
    handset.press_send()
    handset.page.wait_for_url("**/receipt/")
    letter = Submission.objects.get()
    sit_in(handset.page, live_server, world, "sorter")
    for address in (f"/t/{letter.code}/", "/desk/", "/office/", "/public/ledger/", "/", "/write/"):
        handset.page.goto(handset.line.url + address)
    assert handset.page.evaluate(IN_CACHES) == KEPT
    for word in (WORDS, letter.code, letter.dossier.number, "csrf", world.people["sorter"].name):
        assert not handset.page.evaluate(ANYWHERE, word), word


def test_any_other_page_says_that_there_is_no_network_and_what_is_kept_here(handset: Phone) -> None:
    handset.write()
    handset.lose_network()
    handset.press_send()
    handset.page.wait_for_selector(PANEL)
    for address in ("/", "/t/1234567890123428/", "/public/"):
        handset.open(address)
        assert handset.page.locator("h1").inner_text() == "没有网络"
        expect(handset.page.locator(WAITING)).to_have_count(1)
    handset.page.get_by_role("link", name="给书记写封信").click()
    expect(handset.page.locator("textarea[name=body]")).to_be_visible()
    handset.open("/public/")
    handset.find_network()
    expect(handset.page.locator("h1")).not_to_have_text("没有网络")


def test_the_kept_pages_stand_in_the_language_and_the_letters_used_last(handset: Phone) -> None:
    page = handset.open("/")
    page.get_by_role("button", name="English").click()
    page.get_by_role("link", name="Large text").click()
    page.wait_for_selector("html.large")
    wait_until_kept(page, 'lang="en" class="large"')
    handset.lose_network()
    handset.open("/write/")
    assert page.locator("h1").inner_text() == "Write to the secretary"
    assert page.evaluate("document.documentElement.className").split()[0] == "large"
    assert handset.open("/").locator("h1").inner_text() == "No network"


def wait_until_kept(page: Page, words: str) -> None:
    until(
        page,
        f"caches.match('/phone/write/', {{ignoreVary: true}})"
        f".then(async kept => kept && (await kept.text()).includes('{words}'))",
    )


def test_letters_can_be_made_large_without_a_network_and_the_house_is_told_later(handset: Phone) -> None:
    handset.lose_network()
    page = handset.open("/write/")
    page.get_by_role("link", name="大字").click()
    assert page.locator("html.large").count() == 1
    page = handset.close_and_open("/write/")
    page.wait_for_selector("html.large")
    handset.find_network()
    handset.open("/")
    expect(page.locator("html.large")).to_have_count(1)
    until(page, "Outbox.note('large').then(wish => typeof wish !== 'boolean')")
    cookies = {one["name"]: one["value"] for one in handset.context.cookies()}
    assert cookies.get("large") == "1"


def test_a_new_edition_reaches_the_phone(handset: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    [before] = handset.page.evaluate("caches.keys()")
    monkeypatch.setattr("lianxin.web.phone.edition", lambda: "another-edition")
    handset.open("/")
    until(handset.page, "caches.keys().then(all => all.join() === 'lianxin-another-edition')")
    assert before != "lianxin-another-edition" and handset.page.evaluate(IN_CACHES) == KEPT
    handset.lose_network()
    handset.open("/write/")


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_every_state_can_be_used_by_everybody(
    handset: Phone, open_page: Callable[..., Page], axe: Callable[[Page], list[str]], locale: str
) -> None:
    page = open_page(width=360, height=740, locale=locale, is_mobile=True, has_touch=True)
    phone = Phone(page, handset.line)
    phone.open()
    phone.has_the_worker()
    wait_until_kept(page, "lang=" + ('"en"' if locale == "en-GB" else '"zh-hans"'))
    phone.write(photos=1)
    judged(phone, axe)
    phone.lose_network()
    phone.press_send()
    page.wait_for_selector(PANEL)
    judged(phone, axe)
    phone.open("/write/#new")
    judged(phone, axe)
    phone.press_send()
    page.wait_for_selector(".errors")
    judged(phone, axe)
    phone.open("/")
    page.locator("[data-act=drop]").first.click()
    judged(phone, axe)
    phone.find_network()
    page.wait_for_selector(ARRIVED)
    judged(phone, axe)


def judged(phone: Phone, axe: Callable[[Page], list[str]]) -> None:
    assert axe(phone.page) == []
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_scripts_nothing_of_it_is_seen(
    world: World, open_page: Callable[..., Page], live_server: Any
) -> None:
    page = open_page(width=360, java_script_enabled=False)
    page.goto("/write/")
    for words in ("没有网络", "手机里", "公用", "这封信还没有寄出", "变小些"):
        assert not page.get_by_text(words).first.is_visible(), words
