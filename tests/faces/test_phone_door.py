"""What a phone is given to work with without a network, and the door at which its waiting letters come in."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lianxin.intake.models import Arrival, Attachment, Submission
from lianxin.intake.verbs import release
from lianxin.kit.rates import forget
from tests.world import World

OURS = {"X-Lianxin-Outbox": "1"}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture(autouse=True)
def nobody_has_asked_yet(world: World) -> None:
    forget()


def parcel(**said: Any) -> dict[str, Any]:
    return {
        "key": str(uuid4()),
        "body": "停水三天了。",
        "kind": "problem",
        "sizes": "",
        "language": "zh-hans",
        **said,
    }


def hand_in(said: dict[str, Any], **headers: str) -> Any:
    return Client(enforce_csrf_checks=True).post("/phone/letter/", said, headers=OURS | headers)


def picture(name: str = "水管.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


def test_a_letter_out_of_a_phone_is_kept_and_answered_with_its_number_and_code() -> None:
    said = parcel(files=picture(), sizes=str(len(PNG)))
    answer = hand_in(said)
    letter = Submission.objects.get()
    assert answer.status_code == 200 and answer["Cache-Control"].endswith("private")
    told = answer.json()
    assert told["kept"] == said["key"] and told["number"] == letter.dossier.number
    assert told["code"].replace(" ", "") == letter.code and told["page"] == f"/t/{letter.code}/"
    assert Attachment.objects.get().size == len(PNG)
    assert Client().get(told["receipt"]).status_code == 200


def test_the_same_letter_again_has_the_same_receipt_and_a_changed_one_another() -> None:
    said = parcel()
    first, again, other = hand_in(said), hand_in(said), hand_in({**said, "body": "路灯也不亮。"})
    assert first.json() == again.json() != other.json() and Submission.objects.count() == 2


def test_by_the_page_and_by_the_phone_it_is_still_one_letter() -> None:
    said = parcel()
    told = hand_in(said).json()
    assert Client().post("/write/", said)["Location"] == told["receipt"] and Submission.objects.count() == 1


@pytest.mark.parametrize("sizes", [None, "", "71", "72,72", "72", "七"])
def test_what_did_not_come_whole_is_not_kept_and_comes_again(sizes: str | None) -> None:
    said = parcel(files=[picture(), picture("b.png", PNG + b"x")], sizes=sizes)
    if sizes is None:
        del said["sizes"]
    answer = hand_in(said)
    assert answer.status_code == 400 and answer.json() == {"again": True, "problems": []}
    assert not Submission.objects.exists()


def test_an_upload_that_broke_off_in_the_middle_is_not_kept() -> None:
    client, boundary = Client(), "x"
    whole = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{words}\r\n'
        for name, words in parcel(sizes="72").items()
    ).encode()
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\n'
    for body in (whole[:40], whole[:-20], whole, whole + head, whole + head + PNG[:30]):
        answer = client.post(
            "/phone/letter/", body, content_type=f"multipart/form-data; boundary={boundary}", headers=OURS
        )
        assert answer.status_code == 400 and not Submission.objects.exists()


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"body": " "}, "body", "还没有写内容"),
        ({"kind": ""}, "kind", "请选择来信的类型"),
        ({"email": "x"}, "email", "@"),
        ({"addressee": "NOWHERE"}, "addressee", "没有编码为"),
        ({"consented_on": "昨天"}, "consented_on", "日期"),
    ],
)
def test_a_refusal_says_which_field_and_why(said: dict[str, str], field: str, words: str) -> None:
    answer = hand_in(parcel(**said))
    [problem] = answer.json()["problems"]
    assert answer.status_code == 422 and problem["field"] == field and words in problem["sentence"]
    assert not Submission.objects.exists()


def test_a_refusal_is_in_the_language_in_which_the_letter_was_written() -> None:
    told = hand_in(parcel(body="", language="en"), **{"Accept-Language": "zh"}).json()
    assert "Please" in told["problems"][0]["sentence"]
    hand_in(parcel(language="en"))
    assert Submission.objects.get().language == "en"
    assert hand_in(parcel(body="", language="<x>")).json()["problems"][0]["sentence"].startswith("还没有")


def test_a_file_of_the_wrong_kind_and_too_many_files_are_refused_in_words(settings: Any) -> None:
    page = b"<html><script>"
    bad = hand_in(parcel(files=picture("a.html", page), sizes=str(len(page))))
    assert "类型不能接收" in bad.json()["problems"][0]["sentence"]
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 12
    for count in (10, 20):
        many = parcel(files=[picture(f"{n}.png") for n in range(count)], sizes=",".join(["72"] * count))
        answer = hand_in(many)
        assert answer.status_code == 422 and answer.json()["problems"][0]["field"] == "files"


def test_a_foreign_page_cannot_make_its_visitors_write() -> None:
    """Without our header, which no browser sends across sites unasked; and none is ever told that it may."""
    plain = Client(enforce_csrf_checks=True).post("/phone/letter/", parcel())
    assert plain.status_code == 403 and not Submission.objects.exists()
    asked = Client().options("/phone/letter/", headers={"Origin": "https://evil.example"})
    assert asked.status_code == 405 and not [
        name for name in asked.headers if name.startswith("Access-Control")
    ]


def test_no_cookie_changes_what_comes_in(world: World) -> None:
    client = Client()
    client.force_login(world.people["sorter"])
    client.post("/phone/letter/", parcel(), headers=OURS)
    assert Submission.objects.get().typed_by is None


def test_when_it_was_written_is_kept_where_it_had_to_wait() -> None:
    now = datetime.now(UTC)
    days = [timedelta(days=2), timedelta(minutes=1), -timedelta(days=3), timedelta(days=900)]
    for n, ago in enumerate(days):
        hand_in(parcel(body=f"第{n}封", handed=str(round(1000 * (now - ago).timestamp()))))
    hand_in(parcel(body="第4封", handed="99999999999999999999"))
    said = [letter.said_at for letter in Submission.objects.order_by("body")]
    assert (
        said[0] and abs(now - timedelta(days=2) - said[0]) < timedelta(seconds=1) and set(said[1:]) == {None}
    )


@pytest.fixture
def one_at_once(settings: Any) -> None:
    settings.LIANXIN_LIMITS = {"mailbox": (1, 4)}


def test_too_many_at_once_are_held_and_have_one_code_whenever_they_come_again(
    one_at_once: None, world: World
) -> None:
    first, second = parcel(), parcel(body="我家也停水。")
    codes = [hand_in(said).json()["code"] for said in (first, second, first, second)]
    assert codes[0] == codes[2] and codes[1] == codes[3]
    assert Submission.objects.count() == 1 and Arrival.objects.filter(became="held").count() == 1
    assert hand_in(parcel(body="再一封。")).json()["again"] is True


def test_a_letter_held_and_then_registered_is_found_by_either_code(one_at_once: None, world: World) -> None:
    hand_in(parcel())
    said = parcel(body="我家也停水。", handed="")
    held = hand_in(said).json()
    assert held["number"] == ""
    forget()
    told = hand_in(said).json()
    assert Submission.objects.count() == 2, "the pace was ordinary again, so it was registered"
    release(Arrival.objects.get(), by=world.actor("clerk"), now=world.now)
    assert Submission.objects.count() == 2
    for one in (held, told):
        assert "我家也停水。" in Client().get(one["page"]).content.decode()


def test_too_much_from_one_network_is_told_to_wait(settings: Any) -> None:
    settings.LIANXIN_LIMITS = {"mailbox": (0, 0)}
    answer = hand_in(parcel())
    assert answer.status_code == 429 and answer.json()["again"] and answer["Retry-After"] == "600"


def test_the_manifest_names_the_house_in_both_languages() -> None:
    for language, name in (("zh-hans", "连心桥 望水县"), ("en", "Lianxin")):
        answer = Client().get(f"/phone/lianxin.webmanifest?language={language}")
        told = answer.json()
        assert answer["Content-Type"] == "application/manifest+json" and told["name"].startswith(name)
        assert told["lang"] == language and told["start_url"] == "/" and told["display"] == "standalone"
        assert {one["purpose"] for one in told["icons"]} == {"any", "maskable"}
    assert Client().get("/phone/lianxin.webmanifest?language=../x").json()["lang"] == "zh-hans"


def test_the_worker_stands_at_the_root_and_is_asked_for_anew_each_time() -> None:
    answer = Client().get("/worker.js")
    assert answer["Content-Type"].startswith("text/javascript") and answer["Cache-Control"] == "no-cache"
    told = json.loads(re.match(r"var HOUSE = (.*);", answer.content.decode())[1])  # type: ignore[index]
    for address in [*told["assets"], *told["kept"].values()]:
        found = Client().get(address)
        assert found.status_code == 200 and found.getvalue(), address
    assert Client().get("/worker.js", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_pages_that_a_phone_keeps_are_of_nobody(world: World) -> None:
    client = Client()
    client.force_login(world.people["sorter"])
    client.cookies["large"] = "1"
    for address in ("/phone/write/", "/phone/offline/"):
        mine = client.get(address)
        plain = Client(headers={"Accept-Language": "en"}).get(address)
        assert mine.content == plain.content and not mine.cookies and not plain.cookies
        assert "csrf" not in plain.content.decode() and 'name="key"' not in plain.content.decode()
        asked = client.get(f"{address}?language=en&large=1").content.decode()
        assert 'lang="en"' in asked and 'class="large"' in asked


def test_a_page_and_all_it_loads_weighs_less_than_sixty_kilobytes() -> None:
    light = Client(headers={"Accept-Encoding": "gzip"})
    for address in ("/", "/write/", "/phone/write/", "/phone/offline/"):
        page = light.get(address)
        text = Client().get(address).content.decode()
        parts = re.findall(r'(?:src|href)="(/static/[^"]+\.(?:css|js|svg))"', text)
        weights = {part: weight(light.get(part)) for part in parts}
        assert len(page.content) + sum(weights.values()) < 60_000, (address, weights)
        assert "gzip" in page["Content-Encoding"] and len(parts) > 5


def weight(answer: Any) -> int:
    assert answer["Content-Encoding"] == "gzip"
    return sum(len(piece) for piece in answer.streaming_content)


def test_what_a_code_opens_is_never_compressed() -> None:
    """Its length would tell a stranger on the line, bit by bit, what is in it."""
    told = hand_in(parcel()).json()
    for address in (told["page"], told["receipt"]):
        assert "Content-Encoding" not in Client(headers={"Accept-Encoding": "gzip"}).get(address)
