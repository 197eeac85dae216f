"""A letter by the JSON API: kept word for word, once for each key, and nothing that is wrong is a fault."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.channels.api import LetterIn
from lianxin.identity.actors import THE_INSTALLER
from lianxin.intake.models import Arrival, Attachment, Consent, Kind, Relation, Submission
from lianxin.intake.verbs import release
from lianxin.kit.codes import read_code
from lianxin.office.verbs import give_key
from lianxin.outcomes.models import Sending
from tests.faces.api.caller import WORDS, Caller, no, program_of
from tests.world import World

KEY = "7d1c2f0a-2f6e-4a43-9d55-2c2f0c1f9a11"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


def carrier(world: World) -> Caller:
    """A program in nobody's name that sends letters for people."""
    given = give_key("随手拍", world.bodies["WS"], ["letters.write"], by=THE_INSTALLER, now=world.now)
    return Caller(token=given[1])


def test_anybody_writes_a_letter_and_is_answered_with_its_receipt(world: World) -> None:
    told = Caller().write("停水三天了。\n请派人来看看。", place="3组", place_code="LL-SW", category="WATER")
    letter = Submission.objects.select_related("dossier", "place_organisation").get()
    assert letter.body == "停水三天了。\n请派人来看看。" and letter.channel == "api"
    assert letter.about == "WATER" and letter.place_organisation == world.bodies["LL-SW"]
    assert told["number"] == letter.dossier.number and read_code(told["code"]) == letter.code
    assert told["address"].endswith(f"/t/{letter.code}/") and not told["held"]


def test_the_bytes_as_they_came_are_kept_beside_it(world: World) -> None:
    sent = f'{{"body" : "{WORDS}",\n "contact": {{"phone": "13800000000"}} }}'.encode()
    headers = {"Idempotency-Key": KEY}
    answer = Caller().client.post("/api/v1/letters", sent, content_type="application/json", headers=headers)
    assert answer.status_code == 201
    kept = Arrival.objects.get()
    assert kept.original() == sent and kept.submission == Submission.objects.get()


def test_the_same_key_and_letter_again_is_the_same_receipt_and_one_letter(world: World) -> None:
    first, again = (Caller().write(key=KEY) for _n in range(2))
    assert first == again and Submission.objects.count() == 1


def test_the_same_key_with_another_letter_is_refused_and_nothing_is_kept(world: World) -> None:
    Caller().write(key=KEY)
    for other in ({"body": "另一封信。"}, {"body": WORDS, "contact": {"phone": "13900000000"}}):
        assert no(Caller().act("/letters", other, key=KEY)) == (422, "key-used")
    assert Submission.objects.count() == 1


def test_one_key_of_two_askers_is_two_letters(world: World) -> None:
    Caller().write(key=KEY)
    carrier(world).write(key=KEY)
    assert Submission.objects.count() == 2


def test_without_a_key_or_with_one_that_could_be_guessed_nothing_is_taken(world: World) -> None:
    for key in ("short", "没有空白的键没有空白的键没有空白", "x" * 81):
        headers = {"Idempotency-Key": key}
        answer = Caller().client.post(
            "/api/v1/letters", "{}", content_type="application/json", headers=headers
        )
        assert no(answer) == (400, "key-missing")
    assert not Submission.objects.exists()


def test_a_letter_with_pictures_comes_in_a_form(world: World) -> None:
    picture = SimpleUploadedFile("漏水.png", PNG, "image/png")
    letter = json.dumps({"body": WORDS, "contact": {"phone": "13800000000"}})
    answers = [
        Caller().send("/letters", {"letter": letter, "files": [SimpleUploadedFile("漏水.png", PNG)]}, key=KEY)
        for _n in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Attachment.objects.get().name == "漏水.png" and Arrival.objects.count() == 1
    wrong = Caller().send("/letters", {"letter": letter, "photos": [picture]})
    assert no(wrong) == (422, "not-valid")


def test_a_program_writes_for_people_and_its_key_is_the_door(world: World) -> None:
    carrier(world).write(contact={"email": "li@example.cn"})
    kept = Arrival.objects.select_related("submission").get()
    assert kept.door and kept.submission and kept.submission.typed_by is None
    assert Sending.objects.filter(submission=kept.submission).exists(), "the writer was shown no receipt"


def test_a_key_that_was_not_given_for_it_sends_no_letter(world: World) -> None:
    assert no(program_of(world, "letters.read").act("/letters", {"body": WORDS})) == (403, "not-allowed")
    assert no(Caller(token="lx-wrong").act("/letters", {"body": WORDS})) == (401, "not-known")
    assert not Submission.objects.exists()


def test_what_comes_too_fast_is_held_and_released_as_it_was(world: World, settings: Any) -> None:
    settings.LIANXIN_LIMITS = {**settings.LIANXIN_LIMITS, "mailbox": (1, 3)}
    first, second, third = (Caller().act("/letters", {"body": f"{WORDS}{n}"}) for n in range(3))
    assert [first.status_code, second.status_code, third.status_code] == [201, 202, 202]
    held = Arrival.objects.filter(became="held").earliest("at")
    assert no(Caller(code=second.json()["code"]).ask("/letter")) == (409, "not-allowed-now")
    release(held, by=world.actor("clerk"), now=world.now)
    assert Caller(code=second.json()["code"]).get("/letter")["body"] == f"{WORDS}1"
    assert no(Caller().act("/letters", {"body": WORDS})) == (429, "too-many")


def test_a_report_of_a_breach_never_waits_at_the_desk(world: World, settings: Any) -> None:
    settings.LIANXIN_LIMITS = {**settings.LIANXIN_LIMITS, "mailbox": (0, 3)}
    assert Caller().write(kind="report")["held"] is False
    assert Submission.objects.get().is_sealed() and not Arrival.objects.filter(became="held").exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "body"),
        ({"body": ""}, "body"),
        ({"body": "……"}, "body"),
        ({"body": 5}, "body"),
        ({"body": WORDS, "public": "yes"}, "public"),
        ({"body": WORDS, "kind": "complaint"}, "kind"),
        ({"body": WORDS, "colour": "red"}, "colour"),
        ({"body": WORDS, "addressee": "NO"}, "addressee"),
        ({"body": WORDS, "category": "NO"}, "category"),
        ({"body": WORDS, "contact": {"email": "li"}}, "email"),
        ({"body": WORDS, "contact": {"phone": 138}}, "contact.phone"),
        ({"body": WORDS, "said_at": "2999-01-01T00:00:00+08:00"}, "said_at"),
        ({"body": WORDS, "said_at": "2025-01-01"}, "said_at"),
        ({"body": "x" * 20_001}, "body"),
        ({"body": "�" * 5}, "body"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(world: World, said: dict[str, Any], field: str) -> None:
    answer = Caller().act("/letters", said)
    assert no(answer) == (422, "not-valid")
    told = answer.json()
    assert field in {told.get("field"), *(one["field"] for one in told.get("errors", ()))}
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("sent", "media", "expected"),
    [
        (b"", "application/json", (400, "not-readable")),
        (b"{", "application/json", (400, "not-readable")),
        (b'{"body": "\xff"}', "application/json", (400, "not-readable")),
        (b'{"body": "\\ud800"}', "application/json", (400, "not-readable")),
        (b"[" * 100_000, "application/json", (400, "not-readable")),
        (b"[]", "application/json", (422, "not-valid")),
        (b"null", "application/json", (422, "not-valid")),
        (b"body=x", "application/x-www-form-urlencoded", (415, "wrong-type")),
        (b"<letter/>", "text/xml", (415, "wrong-type")),
        (b"x" * (9 * 1024 * 1024), "application/json", (413, "too-large")),
        (b"no form", "multipart/form-data; boundary=x", (422, "not-valid")),
        (b"no form", "multipart/form-data", (400, "not-readable")),
    ],
)
def test_whatever_is_sent_is_answered_in_our_form(
    world: World, sent: bytes, media: str, expected: tuple[int, str]
) -> None:
    answer = Caller().client.post(
        "/api/v1/letters", sent, content_type=media, headers={"Idempotency-Key": KEY}
    )
    assert no(answer) == expected
    assert not Submission.objects.exists()


def test_what_a_database_cannot_keep_is_taken_out_and_kept_beside(world: World) -> None:
    Caller().write("停水\0三天了。")
    assert Submission.objects.get().body == "停水三天了。"
    assert b"\\u0000" in Arrival.objects.get().original()


def test_a_no_is_said_in_the_language_asked_for(world: World) -> None:
    chinese, english = (Caller(language=one).act("/letters", {"body": "…"}).json() for one in ("zh", "en"))
    assert "还没有写内容" in chinese["detail"] and chinese["title"] == "内容有误"
    assert english["detail"].isascii() and english["title"] == "Not valid"


def test_the_form_and_the_house_know_the_same_words() -> None:
    shape = LetterIn.model_json_schema()
    assert set(shape["properties"]["kind"]["enum"]) == set(Kind.values)
    helper = shape["$defs"]["HelperIn"]["properties"]
    assert set(helper["relation"]["enum"]) == set(Relation.values)
    assert set(helper["consent"]["enum"]) == set(Consent.values)


def test_somebody_who_writes_for_another_says_who_and_how_that_one_agreed(world: World) -> None:
    proxy = {"helper": "王小", "relation": "family", "consent": "spoken", "consented_on": "2025-03-01"}
    Caller().write(proxy=proxy)
    assert Submission.objects.get().proxy.helper == "王小"
    answer = Caller().act("/letters", {"body": WORDS, "proxy": {**proxy, "consented_on": "2999-01-01"}})
    assert no(answer) == (422, "not-valid")
