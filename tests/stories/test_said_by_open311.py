"""Somebody writes with an app that others made: heard once, answered, and read back by yet another program.

`three` sends it, `georeport` asks how it stands; both are programs of others, and speak to a running server.
"""

import itertools
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from georeport import GeoReport

from lianxin.cases.questions import QuestionIn
from lianxin.cases.verbs import add_question
from lianxin.identity.actors import THE_INSTALLER
from lianxin.intake.models import Submission
from lianxin.kit.rates import forget
from lianxin.office.verbs import give_key
from tests.faces.desks import sit, words
from tests.world import World, build

itertools.ifilter = filter  # type: ignore[attr-defined]  # `three` was written for an older Python

SAYS = "上湾村三组的水管裂了，三天没有水。"


@pytest.fixture
def county(transactional_db: None, live_server: Any, settings: Any) -> World:
    """The county of today, its server running."""
    settings.LIANXIN_ADDRESS = live_server.url
    forget()
    world = build()
    world.now = timezone.now()
    return world


def an_app(county: World, address: str) -> Any:
    from three import Three

    _key, secret = give_key("随手拍", county.bodies["WS"], ["open311.post"], by=THE_INSTALLER, now=county.now)
    return Three(f"{address}/open311/v2", api_key=secret)


def test_said_in_an_app_and_read_back_by_another_program(county: World, live_server: Any) -> None:
    asked = QuestionIn("SINCE", "从哪天起停水？", required=True)
    add_question(county.water, asked, by=county.actor("office"), now=county.now)
    app = an_app(county, live_server.url)
    assert [one["code"] for one in app.services("WATER")["attributes"]] == ["SINCE", "PUBLIC"]

    said = {"address": "上湾村3组", "address_id": "LL-SW", "name": "三 张", "description": SAYS}
    answers = {"attribute[SINCE]": "3月1日", "attribute[PUBLIC]": "yes"}
    receipts = [app.post("WATER", **said, **answers)[0] for _retry in range(2)]
    assert receipts[0] == receipts[1] and Submission.objects.count() == 1, "heard once"
    number = receipts[0]["service_request_id"]

    other = GeoReport(f"{live_server.url}/open311/v2", output_format="xml")
    seen = other.get_service_request(number)
    assert (seen["status"], seen["status_notes"]) == ("open", "已收到，等待登记")
    assert SAYS not in str(seen) and "张三" not in str(seen), "nobody reads a word of it"

    letter = Submission.objects.get()
    desk = words(sit(county, "sorter").get(f"/desk/sort/{letter.pk}/"))
    assert "从哪天起停水？3月1日" in desk and f'value="{county.water.pk}" selected' in desk
    answer_it(county, letter)

    seen = other.get_service_request(number)
    assert (seen["status"], seen["status_notes"]) == ("open", "已答复"), "answered is not yet closed"
    assert seen["agency_responsible"] == "水务局"

    writer = Client()
    assert letter.code in receipts[0]["service_notice"], "the app hands the writer the receipt code"
    writer.post(f"/t/{letter.code}/answer/")
    writer.post(f"/t/{letter.code}/rate/", {"verdict": "solved"})
    seen = other.get_service_request(number)
    assert (seen["status"], seen["status_notes"]) == ("closed", "已答复，已结案")


def answer_it(county: World, letter: Submission) -> None:
    """The desk gives it to the Water Bureau, which signs for it, answers, and has the answer signed."""
    sorter, officer = sit(county, "sorter"), sit(county, "officer")
    to = {"act": "sort", "category": county.water.pk, "to": county.bodies["WATER"].pk, "urgency": "normal"}
    assert sorter.post(f"/desk/sort/{letter.pk}/", to).status_code == 302
    case = county.case()
    assert officer.post(f"/desk/case/{case.pk}/", {"act": "acknowledge"}).status_code == 302
    county.reply(county.case(), {1: "水管已经换好，今天恢复供水。"})
