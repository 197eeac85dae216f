"""What its writer keeps private is nowhere to be found: in no list, under no number, by no token."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.flow.verbs import acknowledge, sort, withdraw
from lianxin.identity.actors import citizen
from lianxin.intake.models import Arrival, Submission
from lianxin.kit.rates import forget
from lianxin.outcomes.verbs import choose_public, deliver, publish, take_down
from lianxin.outcomes.verbs.publishing import Redacted
from tests.faces.open311.programs import ask, get, key, post, public, read, refused, sent
from tests.world import World

SHOWN = Redacted("停水", "我们村停水×天了。", "已接通备用水源。")


def anywhere(letter: Submission, **said: Any) -> list[str]:
    """Where a stranger finds this letter."""
    forget()
    number, found = letter.dossier.number, []
    addresses = ["requests", f"requests/{number}", f"tokens/{letter.code_mark}"]
    found += [address for address in addresses if number in ask(address, **said).content.decode()]
    for more in ({"service_request_id": number}, {"extensions": "true"}, {"status": "open"}):
        found += [str(more)] if number in ask("requests", **more, **said).content.decode() else []
    for form in ("csv", "json", "xml"):
        answer = Client().get(f"/open311/v2/bulk/requests.{form}")
        assert answer.status_code == 200
        found += [form] if number.encode() in answer.getvalue() else []
    forget()
    return found


def test_what_is_not_said_to_be_public_is_private(world: World) -> None:
    secret = key(world)
    for said in ({}, {"attribute[PUBLIC]": "no"}, {"attribute[PUBLIC]": ""}):
        post(secret, **said)
    for letter in Submission.objects.all():
        assert anywhere(letter) == [] and refused(ask(f"requests/{letter.dossier.number}"))[0] == 404
        assert refused(ask(f"tokens/{letter.code_mark}"))[0] == 404


def test_the_program_that_sent_it_may_ask_how_it_stands_and_reads_no_word(world: World) -> None:
    secret, other = key(world), key(world, "另一个程序")
    letter = sent(secret, description="只给办的人看")
    answer = ask(f"requests/{letter.dossier.number}", api_key=secret)
    (record,) = answer.json()
    assert record["status"] == "open" and "只给办的人看" not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert get(f"tokens/{letter.code_mark}", api_key=secret)[0]["service_request_id"]
    assert get("requests", service_request_id=letter.dossier.number, api_key=secret)
    assert get("requests", api_key=secret) == [], "a list never has what is private"
    assert anywhere(letter, api_key=other) == anywhere(letter, api_key="wrong") == []


def test_the_program_that_sent_it_is_told_each_step_and_nobody_else_is(world: World) -> None:
    world.now = timezone.now()
    secret, other = key(world), key(world, "另一个程序")
    letter = sent(secret, description="只给办的人看")
    post(secret, service_code="breach-of-discipline", description="李某收了红包。")
    sort(letter, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now, category=world.water)
    withdraw(letter, by=citizen(letter.pk), now=world.now)
    said = get("servicerequestupdates", api_key=secret)
    assert [(one["description"], one["status"]) for one in said] == [
        ("已登记", "open"),
        ("已派单", "open"),
        ("已结案", "closed"),
    ]
    assert {one["service_request_id"] for one in said} == {letter.dossier.number}
    assert get("servicerequestupdates", "xml", api_key=secret) == said
    later = {"start_date": "2025-01-01T00:00:00Z", "end_date": "2025-01-02T00:00:00Z"}
    assert get("servicerequestupdates", api_key=secret, **later) == []
    assert get("servicerequestupdates", api_key=other) == []
    assert refused(ask("servicerequestupdates"))[0] == 403
    assert refused(ask("servicerequestupdates", api_key=secret, start_date="2025-01-01"))[0] == 400


def test_a_report_of_a_breach_has_no_number_and_nobody_finds_it(world: World) -> None:
    secret = key(world)
    said = {"service_code": "breach-of-discipline", "description": "李某收了红包。"}
    (receipt,) = read(post(secret, **said))
    letter = Submission.objects.get()
    assert letter.is_sealed() and {*receipt} == {"service_notice", "account_id"}
    assert anywhere(letter) == anywhere(letter, api_key=secret) == []
    assert refused(post(secret, **public(**said)))[0] == 400, "nobody is asked whether it may be public"
    assert Arrival.objects.get().is_sealed(), "the original is the discipline office's too"


def test_a_report_never_waits_where_the_desk_could_read_it(world: World, settings: Any) -> None:
    settings.LIANXIN_LIMITS = {"open311": (0, 9)}
    post(key(world), service_code="breach-of-discipline", description="李某收了红包。")
    assert Submission.objects.get().is_sealed() and not Arrival.objects.filter(became="held").exists()


def test_what_waits_for_a_person_is_private_too(world: World, settings: Any) -> None:
    settings.LIANXIN_LIMITS = {"open311": (0, 9)}
    secret = key(world)
    (receipt,) = read(post(secret, description="第一封"))
    assert refused(ask(f"tokens/{receipt['token']}"))[0] == 404
    assert get(f"tokens/{receipt['token']}", api_key=secret) == [{"token": receipt["token"]}]


def test_who_takes_it_back_is_gone_at_once(world: World) -> None:
    letter = sent(key(world), **public())
    assert anywhere(letter)
    choose_public(letter, public=False, by=citizen(letter.pk), now=world.now)
    assert anywhere(letter) == []


def test_who_asks_to_stay_unknown_is_never_listed(world: World) -> None:
    letter = world.letter(channel="open311", public=True, confidential=True, about="WATER")
    assert anywhere(letter) == []


def test_words_are_told_only_as_somebody_published_them(world: World) -> None:
    world.now = timezone.now()
    said = public(description="我是王五，我们村停水三天了。", first_name="五", last_name="王")
    letter = sent(key(world), **said)
    case = answered(world, letter)
    (before,) = get(f"requests/{letter.dossier.number}")
    assert before["description"] is None and before["status_notes"] == "已送达"
    publish(case, SHOWN, by=world.actor("sorter"), now=world.now)
    (after,) = get(f"requests/{letter.dossier.number}")
    assert after["description"] == "我们村停水×天了。"
    assert after["status_notes"] == "已送达\n\n已接通备用水源。"
    take_down(world.fresh(case), by=world.actor("sorter"), now=world.now, reason="写错了")
    assert get(f"requests/{letter.dossier.number}") == [before]


def answered(world: World, letter: Submission) -> Any:
    """Handled, answered, and read by its writer."""
    sort(letter, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now, category=world.water)
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    world.reply(world.case(), {1: "已接通备用水源。"})
    deliver(world.case(), means="read", by=citizen(letter.pk), now=world.now)
    return world.case()


def test_a_letter_of_another_channel_is_told_when_it_is_published_and_by_another_number(world: World) -> None:
    world.now = timezone.now()
    case = world.delivered(public=True, place_code="LL-SW")
    assert get("requests") == [] and anywhere(case.submission) == []
    publication = publish(case, SHOWN, by=world.actor("sorter"), now=world.now)
    (record,) = get("requests")
    assert record == get(f"requests/{publication.number}")[0]
    assert (record["description"], record["agency_responsible"]) == ("我们村停水×天了。", "水务局")
    assert record["address"] is None and anywhere(case.submission) == [], "nothing leads to the matter itself"
    assert [one["service_request_id"] for one in get("requests", service_code="other")] == [
        publication.number
    ]
    assert get("requests", service_code="WATER") == get("requests", status="closed") == []
    answer = Client().get("/open311/v2/bulk/requests.json")
    assert publication.number.encode() in answer.getvalue()
    choose_public(case.submission, public=False, by=world.writer(case), now=world.now)
    assert get("requests") == [] and ask(f"requests/{publication.number}").status_code == 404


@pytest.mark.parametrize("channel", ["mailbox", "phone", "paper"])
def test_what_was_said_another_way_cannot_be_asked_for_by_its_number(world: World, channel: str) -> None:
    letter = world.letter(channel=channel, public=True)
    assert anywhere(letter) == [] and anywhere(letter, api_key=key(world)) == []


def test_what_a_spreadsheet_would_run_is_text(world: World) -> None:
    world.now = timezone.now()
    case = world.delivered(public=True)
    harmful = Redacted("停水", "=HYPERLINK(1)", "+1")
    publish(case, harmful, by=world.actor("sorter"), now=world.now)
    lines = Client().get("/open311/v2/bulk/requests.csv").getvalue().decode()
    assert "'=HYPERLINK(1)" in lines and ",=HYPERLINK" not in lines
