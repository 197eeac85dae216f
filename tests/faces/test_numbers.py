"""The pages of figures: counted, bounded, each number with its list, and shut to strangers."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianxin.insight.figures.pages import PAGES
from lianxin.insight.verbs.counting import count_all
from lianxin.kit.dates import local_day
from lianxin.outcomes.verbs import rate
from tests.world import World

LATER = timedelta(days=60)


@pytest.fixture
def counted(world: World) -> World:
    case = world.delivered()
    rate(case, verdict="solved", result=5, by=world.writer(case), now=world.now)
    world.dispatched("LL-SW")
    count_all(now=world.now + LATER)
    return world


def seated(world: World, who: str) -> Client:
    client = Client(headers={"host": "localhost", "accept-language": "zh"})
    client.force_login(world.people[who])
    return client


def shown(client: Client, page: str, **asked: str) -> Any:
    return client.get(reverse("desk-numbers-page", args=[page]), {"period": "2025-03", **asked})


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["secretary", "township_secretary", "auditor"])
def test_every_page_opens_with_its_definitions_and_its_command(counted: World, page: str, who: str) -> None:
    answer = shown(seated(counted, who), page)
    assert answer.status_code == 200
    assert f"lianxin figures {page} --recompute" in answer.content.decode()
    assert "算法版本" in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_a_bounded_number_of_questions(counted: World, page: str) -> None:
    client = seated(counted, "secretary")
    shown(client, page)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        shown(client, page)
    assert len(asked) <= 16


def test_a_number_opens_its_list(counted: World) -> None:
    client = seated(counted, "secretary")
    page = shown(client, "overview")
    links = [one.url for one in page.context["content"].strip if one.url]
    assert links
    for url in links:
        assert client.get(url).status_code == 200
    overdue = next(url for url in links if "count=unanswered" in url)
    assert len(client.get(overdue).context["rows"]) == 1


def test_nobody_looks_beyond_the_own_body(counted: World) -> None:
    client = seated(counted, "township_secretary")
    page = shown(client, "overview", under=counted.bodies["WATER"].path)
    assert page.context["body"] == counted.bodies["LL"]
    answer = client.get(
        reverse("desk-numbers-list"), {"count": "due", "dimension": "org", "period": "2025-03"}
    )
    assert len(answer.context["rows"]) == 1


def test_a_stranger_gets_nothing(counted: World) -> None:
    assert shown(seated(counted, "officer"), "overview").status_code == 403
    assert shown(Client(headers={"host": "localhost"}), "overview").status_code == 302
    assert seated(counted, "officer").get(reverse("desk-numbers-list"), {"count": "due"}).status_code == 403


def test_what_is_not_there_is_not_found(counted: World) -> None:
    client = seated(counted, "secretary")
    assert shown(client, "ranking").status_code == 404
    assert client.get(reverse("desk-numbers-list"), {"count": "nonsense"}).status_code == 404
    assert shown(client, "overview", period="2025-99").status_code == 200
    assert local_day(counted.now)


def test_everybody_sees_no_small_number_and_no_list(counted: World, client: Client) -> None:
    for _number in range(8):
        counted.dispatched()
    count_all(now=counted.now + LATER)
    for page in ("overview", "organisations", "categories", "places", "channels"):
        answer = client.get(reverse("public-numbers-page", args=[page]), {"period": "2025Q1"})
        assert answer.status_code == 200
        squares = [
            one for table in answer.context["content"].tables for row in table.rows for one in row.squares
        ]
        squares += answer.context["content"].strip
        assert not [one for one in squares if one.url]
        assert not [one for one in squares if one.words in {"1", "2", "3", "4"}]


@pytest.mark.parametrize("page", ["transfers", "trend", "satisfaction", "nonsense"])
def test_what_is_not_public_is_not_there(counted: World, client: Client, page: str) -> None:
    assert client.get(reverse("public-numbers-page", args=[page])).status_code == 404


def test_the_report_of_a_year_is_for_those_who_answer_for_the_county(counted: World) -> None:
    address = reverse("desk-numbers-report", args=[2025, "docx"])
    answer = seated(counted, "supervisor").get(address)
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    assert seated(counted, "township_secretary").get(address).status_code == 403
    assert seated(counted, "auditor").get(address).status_code == 403
    assert (
        seated(counted, "secretary").get(reverse("desk-numbers-report", args=[1999, "docx"])).status_code
        == 404
    )


def test_a_long_list_is_paged_and_nothing_is_lost_on_the_way(world: World) -> None:
    for number in range(53):
        world.now += timedelta(hours=number % 3)
        world.dispatched()
    count_all(now=world.now + LATER)
    client, seen = seated(world, "secretary"), set()
    address = f"{reverse('desk-numbers-list')}?count=received&dimension=&one=&period=2025"
    for _page in range(3):
        answer = client.get(address)
        seen |= {row["key"] for row in answer.context["rows"]}
        if not answer.context["older"]:
            break
        address = reverse("desk-numbers-list") + answer.context["older"]
    assert len(seen) == 53
