"""Whatever is sent: a sentence that helps, every word kept, nothing half written, no stranger served."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from lianxin.intake.models import Attachment, Contact, Submission
from lianxin.intake.words import LONGEST_BODY
from lianxin.kit.rates import forget
from lianxin.outcomes.finding import wrong_code
from lianxin.web import rates
from tests.world import World

WORDS = "我们村停水三天了。"
UNKNOWN = "1234567890123428"  # well formed, and of no letter
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture(autouse=True)
def nobody_has_asked_yet(world: World) -> None:
    forget()


def form(**said: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), "body": WORDS, "kind": "problem", "addressee": "", **said}


def refused(client: Client, status: int = 422, **said: Any) -> str:
    """The page that comes back; nothing was written."""
    answer = client.post("/write/", form(**said))
    assert answer.status_code == status
    assert not Submission.objects.exists()
    return answer.content.decode()


def code_of(client: Client, **said: Any) -> str:
    answer = client.post("/write/", form(**said))
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"]).split("/")[2]


def file(name: str = "a.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_same_page_sent_twice_is_one_letter_and_the_same_receipt(client: Client) -> None:
    said = form()
    answers = [client.post("/write/", said)["Location"] for _again in range(2)]
    assert answers[0] == answers[1] and Submission.objects.count() == 1


def test_a_page_gone_back_to_and_written_anew_is_another_letter(client: Client) -> None:
    said = form()
    client.post("/write/", said)
    client.post("/write/", {**said, "body": "另一件事：路灯不亮。"})
    assert Submission.objects.count() == 2


@pytest.mark.parametrize("body", ["", "   \n ", "\x00\x07", "……!!", "\u200b\u2060\u200d\u202e"])
def test_a_letter_without_words_is_asked_for_words(client: Client, body: str) -> None:
    page = refused(client, body=body, place="上湾村", phone="13800000000")
    assert "还没有写内容" in page and "上湾村" in page and "13800000000" in page


def test_five_megabytes_come_back_with_a_sentence_and_every_word(client: Client) -> None:
    long = "水" * (5 * 1024 * 1024 // 3)
    page = refused(client, body=long)
    assert f"最多{LONGEST_BODY}字" in page and long in page


def test_more_than_the_house_can_hold_is_refused_with_a_page_of_ours(client: Client) -> None:
    assert "没有收下，也没有丢" in refused(client, 400, body="w" * (9 * 1024 * 1024))


def test_control_characters_are_left_out_and_emoji_are_kept(client: Client) -> None:
    code_of(client, body="水\x00没\x1b有了😭👨‍👩‍👧", place="上湾\x00村", name="老\x00王")
    letter = Submission.objects.get()
    assert letter.body == "水没有了😭👨‍👩‍👧" and letter.place == "上湾村"
    assert Contact.objects.get().name == "老王"


def test_a_number_cannot_be_turned_round_nor_hide_in_a_name(client: Client) -> None:
    code_of(client, body="电话\u202e000038\u202c，سۇ يوق", place="上湾\u200b村", name="老\u2066王\u2069")
    letter = Submission.objects.get()
    assert (letter.body, letter.place) == ("电话000038，سۇ يوق", "上湾村")
    assert Contact.objects.get().name == "老王"


def test_words_in_another_encoding_are_refused_not_kept_as_question_marks(client: Client) -> None:
    boundary = "b"
    parts = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{words}\r\n'
        for name, words in form().items()
    )
    damaged = (parts + f"--{boundary}--\r\n").encode("gbk")
    answer = client.post("/write/", damaged, content_type=f"multipart/form-data; boundary={boundary}")
    assert answer.status_code == 422 and "编码" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<!doctype html><script>alert(1)</script>"),
        ("a.png", b"<html><body>not a picture"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
        ("a.svg", b'<?xml version="1.0"?><svg/>'),
        ("a.exe", b"MZ" + bytes(200)),
    ],
)
def test_a_file_that_could_act_is_refused_and_the_words_stay(
    client: Client, name: str, content: bytes
) -> None:
    page = refused(client, files=file(name, content))
    assert "类型不能接收" in page and WORDS in page and "附件要重新选一次" in page


def test_too_many_files_are_refused_and_the_words_stay(client: Client) -> None:
    page = refused(client, files=[file(f"{n}.png", PNG + bytes([n])) for n in range(10)])
    assert "最多9个" in page and WORDS in page


def test_a_flood_of_files_is_refused_with_a_page_of_ours(client: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 12
    assert "没有收下" in refused(client, 400, files=[file(f"{n}.png") for n in range(20)])


@pytest.mark.parametrize("name", ["../../etc/passwd", r"C:\Users\me\a.png", "a\r\nSet-Cookie: x.png", "…/…"])
def test_a_path_in_a_file_name_leads_nowhere(client: Client, name: str) -> None:
    code = code_of(client, files=file(name))
    kept = Attachment.objects.get()
    assert not set(kept.name) & set("/\\\r\n")
    answer = client.get(f"/t/{code}/file/{kept.pk}/")
    assert answer["Content-Disposition"].startswith("attachment")
    answer.close()


def test_an_unknown_addressee_is_refused_with_a_sentence(client: Client) -> None:
    page = refused(client, addressee="NOWHERE")
    assert "没有编码为" in page and WORDS in page


def test_an_unknown_kind_is_refused_with_a_sentence(client: Client) -> None:
    assert "请选择来信的类型" in refused(client, kind="bribe")


def test_a_mail_address_without_an_at_is_asked_about_at_its_field(client: Client) -> None:
    assert 'id="id_email_error"' in refused(client, email="laowang")


def test_a_name_longer_than_its_column_is_refused_at_its_field(client: Client) -> None:
    assert 'id="id_name_error"' in refused(client, name="王" * 500)


@pytest.mark.parametrize("key", ["", "1", "' OR 1=1", "\x00"])
def test_a_page_without_its_key_is_sent_again_on_a_fresh_one(client: Client, key: str) -> None:
    page = refused(client, key=key)
    assert "再按一次" in page and WORDS in page


def test_a_stale_page_comes_back_fresh_with_every_word(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/write/", form(place="上湾村"))
    page = answer.content.decode()
    assert answer.status_code == 403 and "信还没有寄出" in page
    assert WORDS in page and "上湾村" in page and not Submission.objects.exists()


def test_a_stale_page_elsewhere_says_what_to_do(world: World) -> None:
    answer = Client(enforce_csrf_checks=True).post("/track/", {"code": "1"})
    assert answer.status_code == 403 and "页面打开太久" in answer.content.decode()


def test_words_are_shown_as_words_never_as_a_page(client: Client) -> None:
    code = code_of(client, body="<script>alert(1)</script>停水", place="<b>村</b>")
    page = client.get(f"/t/{code}/").content.decode()
    assert "<script>alert" not in page and "<b>村" not in page and "&lt;script&gt;" in page


# ---- receipt codes ---------------------------------------------------------------------------------


def test_a_code_typed_as_people_type_opens_the_letter(client: Client) -> None:
    code = code_of(client)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    for typed in (code, f" {code[:4]}-{code[4:8]} {code[8:]} ", wide):
        assert client.post("/track/", {"code": typed}, follow=True).status_code == 200


@pytest.mark.parametrize(("typed", "sentence"), [("", "16位"), ("123", "3位"), ("1" * 16, "有一位数字不对")])
def test_a_code_that_cannot_be_one_is_explained_in_the_box(client: Client, typed: str, sentence: str) -> None:
    answer = client.post("/track/", {"code": typed})
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_a_code_of_no_letter_is_not_found_and_says_so(client: Client) -> None:
    answer = client.get(f"/t/{UNKNOWN}/")
    assert answer.status_code == 404 and "没有查到" in answer.content.decode()


def test_after_many_wrong_codes_an_address_waits_and_its_neighbour_does_not(client: Client) -> None:
    code = code_of(client)
    answers = [client.get(f"/t/{UNKNOWN}/").status_code for _try in range(61)]
    assert answers == [404] * 60 + [429]
    assert client.get(f"/t/{code}/").status_code == 429
    assert client.get(f"/t/{code}/", REMOTE_ADDR="9.9.9.9").status_code == 200


def test_when_all_the_world_guesses_each_address_has_few_tries(client: Client) -> None:
    for n in range(600):
        wrong_code(f"8.8.{n // 200}.{n % 200}")
    tries = [client.get(f"/t/{UNKNOWN}/", REMOTE_ADDR="9.9.9.9").status_code for _try in range(6)]
    assert tries == [404] * 5 + [429]


def test_a_village_behind_one_address_writes_and_only_a_machine_is_slowed(client: Client) -> None:
    for _letter in range(1_200):
        rates.letter_from(request_from("127.0.0.1"))
    page = refused(client, 429)
    assert "太多了" in page and WORDS in page


def test_only_a_machine_of_ours_is_believed_about_who_asks() -> None:
    assert rates.address_of(request_from("127.0.0.1", "1.2.3.4, 203.0.113.9")) == "203.0.113.9"
    assert rates.address_of(request_from("8.8.8.8", "1.2.3.4")) == "8.8.8.8"
    assert rates.address_of(request_from("2400::1")) == rates.address_of(request_from("2400::2"))
    assert rates.address_of(request_from("", "nonsense")) == "unknown"


def test_one_code_opens_one_letter_only(client: Client) -> None:
    mine = code_of(client)
    code_of(client, body="别人的信，别人的照片。", files=file("theirs.png"))
    theirs = Attachment.objects.get()
    for address in ("", "receipt/", "rate/", "add/", "withdraw/"):
        assert "别人的信" not in client.get(f"/t/{mine}/{address}").content.decode()
    assert client.get(f"/t/{mine}/file/{theirs.pk}/").status_code == 404


def request_from(address: str, forwarded: str = "") -> Any:
    told = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=address, **told)
