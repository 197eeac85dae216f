"""Programs that others wrote speak to a running server: `three` in JSON, `georeport` in both forms."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from georeport import GeoReport
from requests import HTTPError

from lianxin.cases.questions import QuestionIn
from lianxin.cases.verbs import add_question
from lianxin.intake.models import Submission
from tests.faces.open311 import rules
from tests.faces.open311.programs import key, public
from tests.world import World, build

PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


@pytest.fixture
def county(transactional_db: None) -> World:
    """The small county, where a server in another thread sees it."""
    return build()


@pytest.fixture
def endpoint(live_server: Any, settings: Any) -> str:
    settings.LIANXIN_ADDRESS = live_server.url
    return f"{live_server.url}/open311/v2"


@pytest.fixture
def three(county: World, endpoint: str) -> Any:
    from three import Three  # only now has Python what it misses

    return Three(endpoint, api_key=key(county))


def test_three_finds_out_what_can_be_reported(three: Any, county: World, endpoint: str) -> None:
    add_question(county.water, QuestionIn("SINCE", "从哪天起？"), by=county.actor("office"), now=county.now)
    assert three.discovery()["endpoints"][0]["url"] == endpoint
    assert rules.services(three.services()) == []
    definition = three.services("WATER")
    assert rules.service_definition(definition) == []
    assert [one["code"] for one in definition["attributes"]] == ["SINCE", "PUBLIC"]


def test_three_sends_a_letter_with_a_picture_and_asks_how_it_stands(three: Any, county: World) -> None:
    picture = io.BytesIO(PICTURE)
    picture.name = "水管.png"
    said = public(name="三 张", address="上湾村3组", phone="555-5555", description="停水", media=picture)
    (receipt,) = three.post("WATER", **said)
    letter = Submission.objects.get()
    assert receipt["service_request_id"] == letter.dossier.number
    assert (letter.contact.name, letter.place, letter.attachments.count()) == ("张三", "上湾村3组", 1)
    (record,) = three.request(letter.dossier.number)
    assert rules.request(record) == []
    (token,) = three.token(letter.code_mark)
    assert token == {"service_request_id": letter.dossier.number, "token": letter.code_mark}


def test_three_lists_by_days_services_and_number(three: Any, county: World) -> None:
    for n in range(3):
        three.post("WATER", **public(address="上湾村", description=f"停水{n}"))
    county.now = timezone.now() - timedelta(days=200)
    today = timezone.now()
    assert len(three.requests()) == len(three.requests("WATER")) == 3
    assert len(three.requests(count=2)) == 2 and three.requests("SCHOOL") == []
    begin, end = (day.strftime("%m-%d-%Y") for day in (today - timedelta(days=80), today + timedelta(days=1)))
    assert len(three.requests(start=begin, end=end)) == 3
    assert len(three.requests(between=[begin, end])) == 3
    assert three.requests(start="01-01-2024", end="01-02-2024") == []


def test_three_is_told_what_is_wrong(three: Any, county: World, endpoint: str) -> None:
    (wrong,) = three.post("WATER", description="停水")
    assert wrong["code"] == 400 and "address_string" in wrong["description"]
    three.api_key = ""
    (refused,) = three.post("WATER", address="上湾村", description="停水")
    assert refused["code"] == 403 and not Submission.objects.exists()
    assert three.request("519900-250303-000000-00")[0]["code"] == 404


@pytest.mark.parametrize("form", ["json", "xml"])
def test_georeport_reads_everything_in_both_forms(county: World, endpoint: str, form: str) -> None:
    for n in range(2):
        county.now = timezone.now() + timedelta(seconds=n)
        county.letter(f"停水{n}", channel="open311", public=True, about="WATER")
    client = GeoReport(endpoint, jurisdiction="localhost", output_format=form)
    assert [one["service_code"] for one in client.get_service_list()][:2] == ["SCHOOL", "WATER"]
    definition = client.get_service_definition("WATER")
    attribute = definition["attributes"][0] if form == "json" else definition["attributes"]["attribute"]
    assert attribute["code"] == "PUBLIC"
    found = client.get_service_requests(service_code="WATER", status="open")
    assert len(found) == 2
    one = client.get_service_request(found[0]["service_request_id"])
    assert one == found[0] and one["service_name"] == "供水"
    with pytest.raises(HTTPError):
        client.get_service_request("519900-250303-000000-00")
