"""What everybody may ask, in both forms: what can be reported, and how public matters stand."""

import json
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from lianxin.cases.questions import QuestionIn
from lianxin.cases.verbs import add_category, add_question, end_question
from lianxin.channels.message import Message
from lianxin.flow.verbs import sort, withdraw
from lianxin.identity.actors import THE_INSTALLER, citizen
from lianxin.intake.models import Submission
from lianxin.intake.verbs import receive_many
from tests.faces.open311 import rules
from tests.faces.open311.programs import (
    FORMS,
    ask,
    get,
    in_words,
    key,
    post,
    public,
    read,
    refused,
    sent,
    spark,
)
from tests.world import SHANGHAI, World


def asked(world: World, **more: Any) -> Any:
    """A question about water, with two answers to choose from."""
    choices = "A 一户 | One household\nB 全村 | The whole village"
    said = {"words_zh": "几户停水？", "words_en": "How many households?", "answer": "singlevaluelist", **more}
    return add_question(
        world.water, QuestionIn("HOUSES", choices=choices, **said), by=world.actor("office"), now=world.now
    )


def listed_on(world: World, moment: datetime, **more: Any) -> Submission:
    """A public letter by Open311, received at that moment."""
    world.now = moment
    return world.letter(**{"channel": "open311", "public": True, "about": "WATER", **more})


def numbers(**said: Any) -> list[str]:
    return [one["service_request_id"] for one in get("requests", **said)]


def test_every_answer_keeps_to_the_schemas_and_xml_says_what_json_says(world: World) -> None:
    asked(world)
    number = sent(key(world), **public()).dossier.number
    for address, rule in {
        "services": rules.services,
        "services/WATER": rules.service_definition,
        "services/other": rules.service_definition,
        "requests": rules.requests,
        f"requests/{number}": rules.requests,
    }.items():
        said = get(address)
        assert said and rule(said) == [], address
        assert get(address, "xml") == in_words(said)


def test_the_classes_of_the_county_are_the_services(world: World) -> None:
    said = {one["service_code"]: one for one in get("services")}
    assert list(said) == ["SCHOOL", "WATER", "other", "breach-of-discipline"]
    assert said["WATER"]["service_name"] == "供水" and said["WATER"]["type"] == "realtime"
    assert (said["breach-of-discipline"]["type"], said["breach-of-discipline"]["metadata"]) == (
        "blackbox",
        False,
    )
    english = Client(headers={"accept-language": "en"}).get("/open311/v2/services.json")
    assert english.json()[1]["service_name"] == "Water supply"


def test_a_definition_asks_what_the_county_asks_and_whether_others_may_see_it(world: World) -> None:
    asked(world, required=True)
    add_question(
        world.water, QuestionIn("NOTE", "夜里抢修请打热线。", answer="note"), by=THE_INSTALLER, now=world.now
    )
    houses, note, consent = get("services/WATER")["attributes"]
    assert (houses["datatype"], houses["required"], houses["order"]) == ("singlevaluelist", True, 1)
    assert houses["values"] == [{"key": "A", "name": "一户"}, {"key": "B", "name": "全村"}]
    assert (note["variable"], note["datatype"], note["required"]) == (False, "string", False)
    assert (consent["code"], consent["order"]) == ("PUBLIC", 3)
    assert get("services/breach-of-discipline")["attributes"] == []


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_there_is_404_in_the_form_that_was_asked_for(world: World, form: str) -> None:
    for address in ("services/NO", "requests/519900-250303-000000-00", "tokens/nobody", "nothing/at/all"):
        assert refused(ask(address, form))[0] == 404
    assert refused(ask("requests", form, service_code="WATER,NO"))[0] == 404
    assert refused(ask("requests", form, jurisdiction_id="elsewhere.example"))[0] == 404


def test_a_form_that_nobody_speaks_is_told_in_words(world: World) -> None:
    for address in ("requests.csv", "services/WATER.txt", "requests", ""):
        answer = Client().get(f"/open311/v2/{address}")
        assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")


def test_a_method_takes_what_it_is_for(world: World) -> None:
    assert Client().head("/open311/v2/services.json").status_code == 200
    for answer, allowed in (
        (Client().post("/open311/v2/services.json"), "GET, HEAD"),
        (Client().delete("/open311/v2/requests.xml"), "GET, HEAD, POST"),
    ):
        assert refused(answer)[0] == 405 and answer["Allow"] == allowed


def test_a_fault_of_ours_is_told_as_the_standard_wants_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lianxin.api.open311.views.offered", lambda: [None])
    for form in FORMS:
        assert refused(ask("services", form))[0] == 500


def test_a_page_of_anybody_may_read_and_only_read(world: World) -> None:
    assert ask("services")["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in post(key(world))


def test_where_an_address_serves_several_counties_one_must_be_named(world: World) -> None:
    secret = key(world)
    with override_settings(LIANXIN_MANY_JURISDICTIONS=True, LIANXIN_JURISDICTION="county.example"):
        assert refused(ask("services"))[0] == 400
        assert refused(post(secret))[0] == 400
        assert get("services", jurisdiction_id="county.example")
        assert post(secret, jurisdiction_id="county.example").status_code == 200


def test_discovery_says_where_the_service_is_and_changes_when_the_services_change(world: World) -> None:
    before = Client().get("/open311/discovery.json").json()
    (endpoint,) = before["endpoints"]
    assert (
        all(before.values()) and endpoint["url"].endswith("/open311/v2") and endpoint["type"] == "production"
    )
    assert endpoint["formats"] == ["text/xml", "application/json"]
    xml = read(Client().get("/open311/discovery.xml"))
    assert xml == before == get("discovery")
    seen = [before["changeset"]]
    add_category("ROAD", "道路", by=THE_INSTALLER, now=world.now)
    seen.append(get("discovery")["changeset"])
    question = asked(world)
    seen.append(get("discovery")["changeset"])
    end_question(question, by=THE_INSTALLER, now=world.now + timedelta(hours=1))
    seen.append(get("discovery")["changeset"])
    with override_settings(LIANXIN_OPEN311_BATCH=["WATER"]):
        seen.append(get("discovery")["changeset"])
    assert len({*seen}) == len(seen) and seen[0] < seen[1] and seen[2] < seen[3]


def test_a_request_tells_how_it_stands_who_has_it_and_by_when(world: World) -> None:
    world.now = timezone.now()
    letter = sent(key(world), **public(address_id="LL-SW"))
    (before,) = get(f"requests/{letter.dossier.number}")
    assert (before["status"], before["status_notes"]) == ("open", "已收到，等待登记")
    sort(letter, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now, category=world.water)
    (after,) = get(f"requests/{letter.dossier.number}")
    assert (after["status_notes"], after["agency_responsible"]) == ("已派单", "水务局")
    assert after["address"] == "柳林镇" and after["address_id"] == "LL", "the township, never the village"
    assert after["requested_datetime"].endswith("T00:00:00+08:00"), "the day, never the minute"
    assert after["description"] is None, "no words before somebody has published them"


def test_by_their_numbers_they_are_told_whatever_else_is_asked(world: World) -> None:
    old = listed_on(world, datetime(2025, 2, 3, 9, tzinfo=SHANGHAI))
    new = listed_on(world, timezone.now(), about="SCHOOL")
    named = f"{old.dossier.number}, {new.dossier.number},519900-250303-000000-00"
    said = {"service_code": "SCHOOL", "status": "closed", "start_date": "nonsense"}
    assert numbers(service_request_id=named, **said) == [old.dossier.number, new.dossier.number]


def test_a_list_can_be_narrowed_by_service_and_status(world: World) -> None:
    now = timezone.now()
    school, water = listed_on(world, now, about="SCHOOL"), listed_on(world, now + timedelta(seconds=1))
    unsure = listed_on(world, now + timedelta(seconds=2), about="")
    case = sort(
        water, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now, category=world.water
    )
    assert numbers() == [one.dossier.number for one in (unsure, water, school)], "the newest first"
    assert numbers(service_code="SCHOOL") == [school.dossier.number]
    assert numbers(service_code="WATER,other") == [unsure.dossier.number, water.dossier.number]
    assert numbers(status="closed") == [] and len(numbers(status="open,closed")) == 3
    withdraw(water, by=world.writer(case), now=world.now)
    (closed,) = get("requests", status="closed")
    assert (closed["status"], closed["status_notes"]) == ("closed", "来信人撤回")
    assert refused(ask("requests", status="done"))[0] == 400


def day(number: int, clock: str = "00:00:00", zone: str = "+08:00") -> str:
    return f"2025-03-{number:02}T{clock}{zone}"


def test_days_are_asked_for_with_their_zone(world: World) -> None:
    letter = listed_on(world, datetime(2025, 3, 3, 9, 30, tzinfo=SHANGHAI))
    number = letter.dossier.number
    assert numbers(start_date=day(3), end_date=day(4)) == [number]
    assert numbers(start_date="2025-03-02T16:00:00Z", end_date="2025-03-03T16:00:00Z") == [number]
    assert numbers(start_date=day(3, zone=" 08:00"), end_date=day(4)) == [number], "a plus became a space"
    assert numbers(start_date=day(4), end_date=day(9)) == numbers(end_date=day(2)) == []
    for nonsense in (
        "2025-03-03",
        "2025-03-03T00:00:00",
        "2025-02-30T00:00:00Z",
        "x",
        "0001-01-01T00:00:00Z",
    ):
        assert refused(ask("requests", start_date=nonsense))[0] == 400
    assert refused(ask("requests", start_date=day(9), end_date=day(3)))[0] == 400


def test_nobody_can_find_out_at_what_minute_a_letter_came(world: World) -> None:
    listed_on(world, datetime(2025, 3, 3, 9, 30, tzinfo=SHANGHAI))
    for clock in ("00:00:00", "09:29:59", "09:30:01", "23:59:59"):
        assert len(numbers(start_date=day(3, clock), end_date=day(3, "23:59:59"))) == 1
        assert len(numbers(start_date=day(1), end_date=day(3, clock))) == 1


def test_ninety_days_can_be_asked_for_and_not_a_day_more(world: World) -> None:
    listed_on(world, timezone.now() - timedelta(days=89))
    listed_on(world, timezone.now() - timedelta(days=91))
    assert len(numbers()) == 1, "without days, the last ninety"
    begin = datetime(2025, 1, 1, tzinfo=SHANGHAI)
    for days, status in ((90, 200), (91, 400)):
        said = {"start_date": begin.isoformat(), "end_date": (begin + timedelta(days=days)).isoformat()}
        assert ask("requests", **said).status_code == status


def test_a_list_has_pages(world: World) -> None:
    now = timezone.now()
    letters = [listed_on(world, now + timedelta(seconds=n)).dossier.number for n in range(5)][::-1]
    assert numbers(page_size="2") == numbers(page_size="2", page="0") == letters[:2]
    assert numbers(page_size="2", page="3") == letters[4:]
    assert numbers(page_size="9999") == letters, "a thousand at most, whoever asks for more"
    for nonsense in ({"page": "x"}, {"page_size": "-1"}, {"page": "9999999"}):
        assert refused(ask("requests", **nonsense))[0] == 400


def test_what_is_added_is_added_only_when_it_is_asked_for(world: World) -> None:
    letter = listed_on(world, timezone.now())
    (plain,), (more,) = get("requests"), get("requests", extensions="true")
    assert [*more] == [*plain, "extended_attributes", "notes"]
    assert more["extended_attributes"] == {"channel": "Open311"}
    assert [note["type"] for note in more["notes"]] == ["submitted"]
    assert get("requests", "xml", extensions="true") == in_words([more])
    assert letter.dossier.number == more["service_request_id"]


def test_a_thousand_requests_are_told_with_a_handful_of_questions(
    world: World, django_assert_max_num_queries: Any
) -> None:
    now = timezone.now()
    said = {"channel": "open311", "public": True, "about": "WATER", "place_code": "LL-SW"}
    letters = [Message(key=f"test:{n}", body=f"停水{n}", **said) for n in range(1001)]  # type: ignore[arg-type]
    first, *_rest = receive_many(letters, by=citizen(), now=now)
    sort(first, to=world.bodies["WATER"], by=world.actor("sorter"), now=now, category=world.water)
    with django_assert_max_num_queries(10):
        assert len(get("requests")) == 1000
    assert len(get("requests", page="2")) == 1


def test_everything_at_once_in_three_forms(world: World) -> None:
    listed_on(world, timezone.now(), body="不公开的字")
    answers = {form: Client().get(f"/open311/v2/bulk/requests.{form}") for form in ("csv", "json", "xml")}
    lines = answers["csv"].getvalue().decode().split("\r\n")
    said = read_bulk(answers["json"])
    assert lines[0].split(",") == [*said[0]] and len(lines) == 3 and lines[2] == ""
    assert read_bulk(answers["xml"]) == in_words(said)
    assert said[0]["source"] == "Open311" and "不公开的字" not in lines[1]
    assert Client().get("/open311/v2/bulk/requests.txt").status_code == 404


def read_bulk(answer: Any) -> Any:
    content = answer.getvalue()
    return json.loads(content) if content.startswith(b"[") else spark(ElementTree.fromstring(content))


def test_who_asks_too_often_is_told_to_wait(world: World) -> None:
    for _n in range(6):
        Client().get("/open311/v2/bulk/requests.json").getvalue()
    answer = Client().get("/open311/v2/bulk/requests.json")
    assert refused(answer)[0] == 429 and answer["Retry-After"] == "600"
