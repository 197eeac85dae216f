"""What a program sends for a citizen becomes a letter: once, with every word, and under nobody's secret."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from lianxin.api.open311.posting import _days
from lianxin.cases.questions import QuestionIn
from lianxin.cases.verbs import add_question
from lianxin.flow.verbs import register
from lianxin.identity.models import ApiKey
from lianxin.intake.models import Arrival, Submission
from lianxin.intake.verbs import release
from lianxin.office.verbs import revoke_key
from lianxin.outcomes.models import Sending
from tests.faces.desks import sit, words
from tests.faces.open311.programs import FORMS, ask, get, key, post, public, read, refused, sent
from tests.world import SHANGHAI, World

FORM_TYPE = "application/x-www-form-urlencoded"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


@pytest.mark.parametrize("form", FORMS)
def test_a_letter_is_kept_and_its_number_is_told_at_once(world: World, form: str) -> None:
    secret = key(world)
    answer = post(
        secret, form, description="我们村停水三天了。", first_name="三", last_name="张", phone="138"
    )
    (receipt,) = read(answer)
    letter = Submission.objects.get()
    assert (answer.status_code, receipt["service_request_id"]) == (200, letter.dossier.number)
    assert "token" not in receipt and answer["Cache-Control"] == "no-store"
    assert (letter.channel, letter.body, letter.about) == ("open311", "我们村停水三天了。", "WATER")
    assert (letter.contact.name, letter.contact.phone, letter.public) == ("张三", "138", False)
    assert letter.code in receipt["service_notice"], "the writer can read the answer"


def test_what_lets_a_program_in_is_kept_nowhere(world: World) -> None:
    secret = key(world)
    letter = sent(secret, description="一&二")
    original = Arrival.objects.get(submission=letter)
    assert secret.encode() not in original.original() and b"api_key" not in original.original()
    assert b"description=%E4%B8%80%26%E4%BA%8C" in original.original(), "word for word as it came"
    known = ApiKey.objects.get()
    assert original.door == known.pk.hex and secret not in str(vars(known))
    assert known.last_used_on is not None


@pytest.mark.parametrize("form", FORMS)
def test_without_a_key_nothing_is_taken(world: World, form: str) -> None:
    secret = key(world)
    for wrong in (None, "", "lx-nobody", secret[:-1]):
        status, _said = refused(post(secret, form, api_key=wrong))
        assert status == 403
    revoke_key(ApiKey.objects.get(), by=world.actor("office"), now=world.now)
    assert refused(post(secret, form))[0] == 403 and not Submission.objects.exists()


def test_who_tries_one_key_after_the_other_is_told_to_wait(world: World) -> None:
    assert {post(f"lx-{n}").status_code for n in range(60)} == {403}
    assert post("lx-61").status_code == 429


@pytest.mark.parametrize("form", FORMS)
def test_what_is_wrong_is_told_all_at_once(world: World, form: str) -> None:
    secret = key(world)
    assert refused(post(secret, form, service_code="NO"))[0] == 404
    assert refused(post(secret, form, jurisdiction_id="elsewhere.example"))[0] == 404
    assert refused(post(secret, form, service_code=""))[0] == 400
    status, said = refused(
        post(secret, form, address_string="", lat="1", email="x", description="水" * 4001, media_url="x")
    )
    assert (status, len(said)) == (400, 4) and not Submission.objects.exists()


@pytest.mark.parametrize(
    ("place", "status"),
    [
        ({"lat": "30.5", "long": "104.25"}, 200),
        ({"lat": "30.5"}, 400),
        ({"long": "30.5", "address_string": "上湾村"}, 400),
        ({"lat": "91", "long": "104.25"}, 400),
        ({"lat": "nan", "long": "inf"}, 400),
        ({"address_string": "上湾村"}, 200),
        ({"address_id": "LL-SW"}, 200),
        ({"address_id": "NOWHERE"}, 400),
        ({}, 400),
    ],
)
def test_somewhere_it_must_be(world: World, place: dict[str, str], status: int) -> None:
    answer = post(key(world), **{"address_string": None, **place})
    assert answer.status_code == status


def test_coordinates_are_told_with_their_system_and_a_code_leads_to_its_body(world: World) -> None:
    letter = sent(key(world), address_string="水塔旁", lat="30.5", long="104.25", address_id="LL-SW")
    assert letter.place == "水塔旁 (WGS84 30.500000, 104.250000)"
    assert letter.place_organisation == world.bodies["LL-SW"]


def test_four_thousand_characters_are_taken_and_not_one_more(world: World) -> None:
    secret = key(world)
    assert post(secret, description="水" * 4000).status_code == 200
    assert post(secret, description="水" * 4001).status_code == 400
    assert sent(secret, description=None).body == "供水", "the standard lets it be left out"


def test_every_letter_of_every_script_arrives_and_what_nobody_can_see_does_not(world: World) -> None:
    said = "停水😀 & <b> \"引号\" '单' 第一行\r\n第二行\x01\x00"
    assert sent(key(world), description=said).body == "停水😀 & <b> \"引号\" '单' 第一行\n第二行"
    body = b"api_key=%s&service_code=WATER&address_string=x&description=%%FF%%FE" % key(world).encode()
    answer = Client().post(
        "/open311/v2/requests.json", body, content_type="application/x-www-form-urlencoded"
    )
    assert refused(answer)[0] == 400, "another encoding is refused rather than kept as question marks"


def questions(world: World) -> None:
    choices = "A 一户\nB 全村"
    for asked in (
        QuestionIn("SINCE", "从哪天起停水？", required=True),
        QuestionIn("HOUSES", "几户停水", answer="singlevaluelist", choices=choices),
        QuestionIn("WHERE", "哪里没水", answer="multivaluelist", choices="K 厨房\nB 浴室\nY 院子"),
        QuestionIn("DEPTH", "井深几米", answer="number"),
        QuestionIn("AT", "什么时刻", answer="datetime"),
        QuestionIn("NOTE", "夜里抢修请打热线", answer="note"),
    ):
        add_question(world.water, asked, by=world.actor("office"), now=world.now)


def test_what_was_answered_stands_below_the_words_for_whoever_handles_it(world: World) -> None:
    questions(world)
    answers = {
        "attribute[SINCE]": "3月1日", "attribute[HOUSES]": "B", "attribute[WHERE][]": ["Y", "K"],
        "attribute[DEPTH]": "12.5", "attribute[AT]": "2025-03-01T08:00:00+08:00",
    }  # fmt: skip
    letter = sent(key(world), media_url=["https://x.example/1.jpg", "https://x.example/2.jpg"], **answers)
    assert letter.body.split("\n") == [
        "停水三天了。",
        "",
        "从哪天起停水？3月1日",
        "几户停水：全村",
        "哪里没水：院子、厨房",
        "井深几米：12.5",
        "什么时刻：2025-03-01T08:00:00+08:00",
        "照片或者文件的网址：https://x.example/1.jpg",
        "照片或者文件的网址：https://x.example/2.jpg",
    ]
    sorter = words(sit(world, "sorter").get(f"/desk/sort/{letter.pk}/"))
    assert "从哪天起停水？3月1日" in sorter
    assert f'value="{world.water.pk}" selected' in sorter, "the class that was chosen is chosen already"


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"attribute[SINCE]": ""},
        {"attribute[HOUSES]": "C"},
        {"attribute[HOUSES]": ["A", "B"]},
        {"attribute[WHERE][]": ["K", "X"]},
        {"attribute[DEPTH]": "deep"},
        {"attribute[AT]": "2025-03-01T08:00:00"},
        {"attribute[NOTE]": "x"},
        {"attribute[UNKNOWN]": "x"},
        {"attribute[PUBLIC]": "perhaps"},
    ],
)
def test_an_answer_that_does_not_fit_is_refused(world: World, answers: dict[str, Any]) -> None:
    questions(world)
    said = answers if answers.get("attribute[SINCE]") == "" or not answers else {"attribute[SINCE]": "3月1日"}
    assert refused(post(key(world), **{**said, **answers}))[0] == 400


def with_files(secret: str, **files: bytes) -> Any:
    """As a form with files in it; the names of the parts are whatever a program likes."""
    said = {"api_key": secret, "service_code": "WATER", "address_string": "上湾村", "description": "看图"}
    parts = {name: SimpleUploadedFile(f"{name}.png", content) for name, content in files.items()}
    return Client().post("/open311/v2/requests.json", {**said, **parts})


def test_a_picture_comes_along(world: World) -> None:
    secret = key(world)
    answer = with_files(secret, media=PICTURE, uploads=b"words")
    letter = Submission.objects.get()
    assert answer.status_code == 200 and letter.attachments.count() == 2
    assert secret.encode() not in letter.arrivals.get().original()
    assert with_files(secret, media=PICTURE, uploads=b"words").json() == answer.json()
    assert refused(with_files(secret, media=b"MZ\0\1"))[0] == 400 and Submission.objects.count() == 1
    assert with_files(secret, media=PICTURE).status_code == 200 and Submission.objects.count() == 2


def test_sent_again_it_is_the_same_letter(world: World) -> None:
    secret, other = key(world), key(world, "另一个程序")
    one, again = post(secret), post(secret, "xml")
    assert read(one) == read(again) and Submission.objects.count() == 1
    for different in ({"description": "停水四天了。"}, {"address_string": "上湾村4组"}, {"phone": "139"}):
        post(secret, **different)
    post(other)
    assert Submission.objects.count() == 5


def test_the_sender_may_say_what_makes_it_one_letter(world: World) -> None:
    secret = key(world)
    for name, letters in (("a", 1), ("a", 1), ("b", 2), ("", 3), ("", 3)):
        post(secret, headers={"Idempotency-Key": name})
        assert Submission.objects.count() == letters
    post(secret, headers={"Idempotency-Key": "a"}, description="另一件事。")
    assert Submission.objects.count() == 4, "the same key with other words loses nothing"


@pytest.mark.parametrize(("clock", "days"), [((0, 30), 2), ((1, 30), 1), ((23, 59), 1)])
def test_a_retry_after_midnight_finds_the_letter_of_the_day_before(clock: tuple[int, int], days: int) -> None:
    now = datetime(2025, 3, 4, *clock, tzinfo=SHANGHAI)
    assert len([*_days(now)]) == days
    assert {*_days(now - timedelta(hours=1))} & {*_days(now)}


def test_a_class_can_tell_its_number_later(world: World, settings: Any) -> None:
    settings.LIANXIN_OPEN311_BATCH = ["WATER"]
    secret = key(world)
    (receipt,) = read(post(secret, **public()))
    assert "service_request_id" not in receipt and get("services")[1]["type"] == "batch"
    token = receipt["token"]
    assert get(f"tokens/{token}") == get(f"tokens/{token}", "xml") == [{"token": token}]
    register_all(world)
    number = Submission.objects.get().dossier.number
    assert get(f"tokens/{token}") == [{"service_request_id": number, "token": token}]
    assert refused(ask("tokens/" + token[::-1]))[0] == 404


def register_all(world: World) -> None:
    for letter in Submission.objects.all():
        register(letter, by=world.actor("sorter"), now=world.now)


def test_very_many_at_once_are_kept_and_a_person_looks_first(world: World, settings: Any) -> None:
    settings.LIANXIN_LIMITS = {"open311": (1, 2)}
    secret = key(world)
    post(secret)
    (receipt,) = read(post(secret, **public(description="第二封")))
    assert read(post(secret, **public(description="第二封"))) == [receipt], "heard once while it waits"
    token, held = receipt["token"], Arrival.objects.get(became="held")
    assert get(f"tokens/{token}") == [{"token": token}] and held.code in receipt["service_notice"]
    letter = release(held, by=world.actor("clerk"), now=world.now)
    assert (letter.body, letter.about, letter.public, letter.code) == ("第二封", "WATER", True, held.code)
    assert get(f"tokens/{token}")[0]["service_request_id"] == letter.dossier.number
    assert (
        read(post(secret, **public(description="第二封")))[0]["service_request_id"] == letter.dossier.number
    )
    assert refused(post(secret, description="第三封"))[0] == 429


def test_who_left_a_mail_address_gets_the_receipt_by_mail_too(world: World, settings: Any) -> None:
    settings.LIANXIN_SMTP = "null:"
    sent(key(world), email="wang@mail.example")
    assert Sending.objects.get().channel == "email"


def test_what_is_no_form_is_refused(world: World) -> None:
    answers = [
        Client().post("/open311/v2/requests.json", b"{}", content_type="application/json"),
        Client().post("/open311/v2/requests.json", b"x" * (9 * 1024 * 1024), content_type=FORM_TYPE),
        Client().post("/open311/v2/requests.json", b"a=1&" * 600, content_type=FORM_TYPE),
        Client().post("/open311/v2/requests.json", b"x", content_type="multipart/form-data; boundary=no"),
    ]
    assert [answer.status_code for answer in answers] == [400, 400, 400, 403]


def test_a_house_that_cannot_write_says_so_and_the_same_may_be_sent_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object, **_named: object) -> Callable[..., None]:
        raise OperationalError("the disk is full")

    secret = key(world)
    with monkeypatch.context() as broken:
        broken.setattr("lianxin.intake.verbs.receiving.store", away)
        status, _said = refused(post(secret))
    assert status == 503 and not Submission.objects.exists()
    assert post(secret).status_code == 200
