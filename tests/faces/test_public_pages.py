"""What anybody may read: the public letters, the ledger that adds up, and what every figure means."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.flow.balance import keep_day
from lianxin.outcomes.models import Publication
from lianxin.outcomes.verbs import deliver, publish
from lianxin.outcomes.verbs.publishing import Redacted
from tests.faces.desks import shown, sit, words
from tests.world import World, card

PAGES = ["/public/", "/public/ledger/", "/public/ledger.json", "/public/figures/", "/public/uptime/"]
TEXTS = {"title": "停水三天", "letter": "我们村停水三天了。", "answer": "已接通备用水源。"}


def in_public(world: World) -> Publication:
    case = world.delivered(public=True, contact=card(name="王小明"))
    return publish(case, Redacted(**TEXTS), by=world.actor("sorter"), now=world.now)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_anybody_reads_it_and_nobody_is_followed(world: World, address: str, language: str) -> None:
    in_public(world)
    client = Client(headers={"accept-language": language})
    answer = client.get(address)
    assert answer.status_code == 200 and len(answer.content) < 60_000
    assert set(answer.cookies) <= {"csrftoken"}  # the form that changes the language
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_the_front_page_leads_there(world: World) -> None:
    front = words(Client().get("/"))
    assert 'href="/public/"' in front and 'href="/public/ledger/"' in front


@pytest.mark.parametrize(
    ("typed", "found"), [("停水", 1), ("備用水源", 1), ("村 接通", 1), ("王小明", 0), ("没有", 0)]
)
def test_public_letters_are_found_by_what_everybody_may_read(world: World, typed: str, found: int) -> None:
    case = world.delivered(public=True, body="我是王小明，我们村停水三天了。", contact=card(name="王小明"))
    publish(case, Redacted(**TEXTS), by=world.actor("sorter"), now=world.now)
    page = words(Client().get("/public/", {"q": typed}))
    assert page.count("我们村停水三天了。") == found
    assert ("问题台账里有没有" in page) is (not found)


def test_a_public_letter_leads_to_no_receipt_and_no_name(world: World) -> None:
    one = in_public(world)
    page = words(Client().get(f"/public/{one.number}/"))
    assert all(text in page for text in TEXTS.values()) and "水务局" in page
    case = world.case()
    for secret in (
        case.dossier.number,
        case.submission.code,
        str(case.pk),
        str(one.pk),
        "王小明",
        "承办人丙",
    ):
        assert secret not in page
    assert Client().get(f"/t/{one.number}/").status_code == 404
    assert Client().get("/public/12345678/").status_code == 404


def test_the_list_turns_its_pages_and_chooses(world: World) -> None:
    one = in_public(world)
    Publication.objects.bulk_create(
        Publication(
            number=str(20_000_000 + n), case=one.case, reply=one.reply, organisation=one.organisation,
            category=one.category, **{**TEXTS, "title": f"第{n}封"}, published_by=one.published_by,
            published_at=world.now, taken_down_at=world.now,
        )
        for n in range(3)
    )  # fmt: skip
    assert "第1封" not in words(Client().get("/public/"))
    assert "停水三天" in words(Client().get("/public/?body=WATER"))
    assert "停水三天" not in words(Client().get("/public/?body=SCHOOL"))
    for nonsense in ("?after=x", "?category=x", "?body=%00", "?after=2025-01-01,x", "?category=" + "1" * 99):
        assert Client().get(f"/public/{nonsense}").status_code == 200


def test_a_page_of_the_list_costs_few_queries(world: World) -> None:
    in_public(world)
    with CaptureQueriesContext(connection) as queries:
        Client().get("/public/")
    assert len(queries) <= 6


def test_the_sorter_publishes_what_was_seen_and_takes_it_down(world: World) -> None:
    case = world.answered("已修好，王小明在场。", public=True, contact=card(name="王小明"))
    deliver(case, means="read", by=world.writer(case), now=world.now)
    sorter, address = sit(world, "sorter"), f"/desk/public/{case.pk}/"
    assert address in words(sorter.get("/desk/public/"))
    page = words(sorter.get(address))
    assert "×××" in page and "一定隐去" in page
    assert sorter.post(address, {"act": "publish", **shown(page)}).status_code == 302
    public = words(Client().get(f"/public/{Publication.objects.get().number}/"))
    assert "×××在场" in public and "王小明" not in public
    assert sorter.post(address, {"act": "take_down", "reason": ""}).status_code == 422
    assert sorter.post(address, {"act": "take_down", "reason": "有错"}).status_code == 302
    assert "停水" not in words(Client().get("/public/"))


def test_what_may_not_go_out_says_why(world: World) -> None:
    case = world.delivered(public=False)
    assert "来信人没有同意公开" in words(sit(world, "sorter").get(f"/desk/public/{case.pk}/"))


def test_the_writer_sees_where_it_is_public_and_takes_it_back(world: World) -> None:
    one = in_public(world)
    writer, home = Client(), f"/t/{world.case().submission.code}/"
    assert f"/public/{one.number}/" in words(writer.get(home))
    writer.post(f"{home}public/", {"public": "0"})
    assert Client().get(f"/public/{one.number}/").status_code == 404
    page = words(writer.get(home))
    assert "马上撤下了" in page and "同意公开" in page
    assert writer.post(f"{home}public/", {"public": "0"}).status_code == 409
    assert writer.post("/t/1234567890123428/public/", {"public": "0"}).status_code == 404


def test_the_ledger_adds_up_and_says_so(world: World) -> None:
    for _letter in range(6):
        world.in_handling()
    world.letter(channel="paper")
    world.letter(kind="report")
    page = words(Client().get("/public/ledger/"))
    assert "一封也没有少" in page and "水务局" in page and "纪检机关" not in re.sub(r"检举.*?数里", "", page)
    told: Any = json.loads(Client().get("/public/ledger.json").content)
    assert told["whole"]["received"] == 7 == told["whole"]["waiting"] + told["whole"]["registered"]
    assert {one["gap"] for one in [*told["channels"], *told["bodies"]]} == {0}
    assert sum(one["registered"] for one in told["bodies"]) == 6


def test_yesterday_stays_as_it_was(world: World) -> None:
    world.in_handling()
    keep_day(now=world.now)
    page = words(Client().get("/public/ledger/"))
    assert "3月3日" in page and "从今天起" not in page
