"""What holds for every citizen's page: light, safe, without scripts, in two languages."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from lianxin.flow.verbs import acknowledge, sort
from lianxin.intake.models import Attachment, Submission
from lianxin.kit.rates import forget
from tests.world import World

HAN = re.compile(r"[\u4e00-\u9fff]")
OWN_WORDS = re.compile(r"<(\w+)[^>]*\blang=\"zh[^>]*>.*?</\1>", re.DOTALL)
MARKUP_ONLY = re.compile(r"<title>|</title>|<head>.*?</title>", re.DOTALL)
ENGLISH = {"Accept-Language": "en"}
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
def code(world: World, client: Client) -> str:
    """A letter that has been opened, answered and read, with a picture and an addition."""
    forget()
    said: dict[str, Any] = {
        "key": str(uuid4()),
        "body": "停水三天了。",
        "kind": "problem",
        "addressee": "LL-SW",
    }
    said["files"] = SimpleUploadedFile("pump.png", PICTURE)
    address = client.post("/write/", said)["Location"]
    world.now = timezone.now()
    sort(Submission.objects.get(), to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    world.reply(world.case(), {1: "修好了。"})
    return str(address).split("/")[2]


def addresses(code: str) -> list[str]:
    letter = [f"/t/{code}/{part}" for part in ("receipt/", "", "rate/", "add/", "withdraw/")]
    return ["/", "/how-we-count/", "/write/", *letter, "/t/1234567890123428/", "/nowhere/"]


def test_every_page_is_light_and_carries_the_headers_that_protect_it(code: str, client: Client) -> None:
    for address in addresses(code):
        answer = client.get(address)
        assert len(answer.content) < 60_000, address
        assert "default-src 'none'" in answer["Content-Security-Policy"], address
        assert "unsafe" not in answer["Content-Security-Policy"], address
        assert answer["X-Content-Type-Options"] == "nosniff" and answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Frame-Options"] == "DENY"


def test_what_a_code_opens_is_kept_by_no_cache_and_no_search_engine(code: str, client: Client) -> None:
    for part in ("", "receipt/", "rate/", "add/", "withdraw/"):
        answer = client.get(f"/t/{code}/{part}")
        assert "no-store" in answer["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_no_page_needs_a_script(code: str, client: Client) -> None:
    for address in addresses(code):
        page = client.get(address).content.decode()
        assert "javascript:" not in page and not re.search(r"\son\w+=", page)
        assert all(" src=" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_the_english_pages_hold_no_chinese_but_the_letters_own_words(code: str, client: Client) -> None:
    for address in [*addresses(code), "/write/bodies?q=LL"]:
        page = client.get(address, headers=ENGLISH).content.decode()
        assert HAN.findall(OWN_WORDS.sub("", page)) == [], address


def test_refusals_speak_english_to_those_who_read_it(code: str, client: Client) -> None:
    for said in (
        {},
        {"body": "x", "kind": "?"},
        {"body": "x", "kind": "thanks", "email": "x", "key": uuid4()},
    ):
        page = client.post("/write/", said, headers=ENGLISH).content.decode()
        assert 'class="error"' in page or "data-errors" in page
        assert HAN.findall(OWN_WORDS.sub("", page)) == []


def test_a_file_from_outside_is_never_a_page_of_ours(code: str, client: Client) -> None:
    answer = client.get(f"/t/{code}/file/{Attachment.objects.get().pk}/")
    assert b"".join(answer.streaming_content) == PICTURE  # type: ignore[attr-defined]
    assert answer["Content-Disposition"] == 'attachment; filename="pump.png"'
    assert answer["Content-Type"] == "image/png" and "sandbox" in answer["Content-Security-Policy"]


def test_the_home_page_adds_up(code: str, client: Client) -> None:
    page = client.get("/").content.decode()
    assert "收到 <b>1</b> = 已登记 <b>1</b> + 待登记 <b>0</b>" in page


def test_a_secretary_is_found_by_place_or_name_without_a_script(world: World, client: Client) -> None:
    typed = {"key": str(uuid4()), "body": "路灯不亮。", "addressee_words": "上湾", "find": "1"}
    page = client.post("/write/", typed).content.decode()
    assert "上湾村党支部" in page and "路灯不亮。" in page and not Submission.objects.exists()
    assert "上湾村党支部" in client.get("/write/bodies?q=上湾村").content.decode()
    assert client.get("/write/bodies?q=%00%25&place=%00&chosen=%00").status_code == 200
    assert "没有找到别的" in client.get("/write/bodies?q=火星").content.decode()


def test_large_letters_are_one_tap_and_come_back_to_the_same_page(world: World, client: Client) -> None:
    assert client.get("/large/?on=1&next=/write/")["Location"] == "/write/"
    assert 'class="large"' in client.get("/write/").content.decode()
    assert client.get("/large/?on=0&next=https://evil.example/")["Location"] == "/"
    assert 'class="large"' not in client.get("/").content.decode()


def test_health_is_exactly_what_scripts_rely_on(code: str, client: Client) -> None:
    told = client.get("/health").json()
    assert list(told) == [
        "ok",
        "received",
        "registered",
        "waiting",
        "open",
        "closed",
        "gap",
        "laws",
        "channels",
        "calls_waiting",
    ]
    assert told["ok"] and told["received"] == 1 and told["gap"] == 0


def test_a_report_is_in_no_public_count(world: World, client: Client) -> None:
    forget()
    client.post("/write/", {"key": str(uuid4()), "body": "有人违纪。", "kind": "report"})
    assert client.get("/health").json()["received"] == 0
    assert "收到 <b>0</b>" in client.get("/").content.decode()


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_the_pages_can_be_used_by_everybody_on_a_narrow_phone(
    transactional_db: None,
    world: World,
    open_page: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    locale: str,
) -> None:
    letter = world.letter("停水三天了。")
    sort(letter, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    phone = open_page(width=360, height=740, locale=locale, is_mobile=True, has_touch=True)
    for address in ("/", "/write/", f"/t/{letter.code}/receipt/", f"/t/{letter.code}/", "/nowhere/"):
        phone.goto(address)
        assert axe(phone) == [], address
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_a_letter_is_written_without_scripts_on_a_phone(
    transactional_db: None, world: World, open_page: Callable[..., Page]
) -> None:
    forget()
    phone = open_page(width=360, height=740, java_script_enabled=False, is_mobile=True)
    phone.goto("/")
    phone.get_by_role("link", name="给书记写封信").click()
    phone.get_by_label("用您自己的话说").fill("上湾村停水三天了。")
    phone.get_by_role("radio", name="反映问题").check()
    phone.get_by_label("找别的书记").fill("上湾")
    phone.get_by_role("button", name="找一找").click()
    phone.get_by_role("radio", name="上湾村党支部").check()
    phone.get_by_role("button", name="寄出这封信").click()
    assert phone.get_by_role("heading", level=1).inner_text() == "信收到了"
    assert Submission.objects.get().addressee == world.bodies["LL-SW"]
