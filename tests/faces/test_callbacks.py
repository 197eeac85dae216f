"""The addresses that platforms call: who is let in, what is answered, what is kept when all else fails."""

import json
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from lianxin.channels.addresses import door_mark, door_path, doors
from lianxin.intake.models import Arrival, Submission
from lianxin.mailroom import spool
from lianxin.mailroom.doors import MOST
from lianxin.outcomes.models import Sending
from tests.faces.desks import sit, words
from tests.platforms import TOKEN, Phone, enclosed, set_up, signed, xml
from tests.world import World

SAYS = "我们村停水三天了"


@pytest.fixture(autouse=True)
def platforms(settings: Any, tmp_path: Any) -> None:
    set_up(settings)
    settings.LIANXIN_DATA = tmp_path
    spool._away_until = 0.0


def post(content: bytes, channel: str = "wechat", query: dict[str, str] | None = None) -> Any:
    query = signed(timezone.now()) if query is None else query
    return Client(enforce_csrf_checks=True).generic(
        "POST", f"{door_path(channel)}?{urlencode(query)}", content, content_type="text/xml"
    )


@pytest.mark.parametrize("channel", ["wechat", "weibo"])
def test_the_platform_s_first_question_is_answered_with_its_own_words(world: World, channel: str) -> None:
    query = signed(timezone.now()) | {"echostr": "<b>12345</b>"}
    answer = Client().get(door_path(channel), query)
    assert (answer.status_code, answer.content) == (200, b"<b>12345</b>")
    assert answer["Content-Type"].startswith("text/plain") and answer["X-Content-Type-Options"] == "nosniff"
    assert Client().get(door_path(channel), query | {"signature": "x"}).status_code == 403
    assert Client().get(door_path(channel)).status_code == 403


@pytest.mark.parametrize("safe", [False, True])
@pytest.mark.parametrize("channel", ["wechat", "weibo"])
def test_a_letter_is_taken_and_answered_in_one_request(
    world: World, settings: Any, channel: str, safe: bool
) -> None:
    set_up(settings, safe=safe)
    phone = Phone("o-wang" if channel == "wechat" else "77", channel, safe and channel == "wechat", Client())
    told = phone.says(SAYS, now=timezone.now())
    letter = Submission.objects.get()
    assert letter.body == SAYS and letter.channel == channel and letter.dossier.number in told


def test_nobody_finds_the_address_by_guessing(world: World, settings: Any) -> None:
    mark = door_mark()
    assert len(mark) == 32 and mark != settings.SECRET_KEY[:32]
    query = urlencode(signed(timezone.now()))
    for path in (f"/callback/{mark[:-1]}0/wechat", "/callback//wechat", "/callback/令/wechat"):
        assert Client().post(f"{path}?{query}").status_code == 404
    for channel in ("mailbox", "email", "nothing"):
        assert Client().post(f"{door_path(channel)}?{query}").status_code == 404
    settings.LIANXIN_CALLBACK = "our-own-part"
    assert doors()["wechat"] == f"{settings.LIANXIN_ADDRESS}/callback/our-own-part/wechat"


def test_a_county_without_an_account_has_no_door(world: World, settings: Any) -> None:
    settings.LIANXIN_WECHAT |= {"token": ""}
    assert post(xml("text", Content=SAYS)).status_code == 404 and "wechat" not in doors()


@pytest.mark.parametrize(
    "change", [{"signature": "0" * 40}, {"nonce": "x"}, {"timestamp": ""}, {"signature": ""}]
)
def test_what_is_not_signed_leaves_no_trace(world: World, change: dict[str, str]) -> None:
    assert post(xml("text", Content=SAYS), query=signed(timezone.now()) | change).status_code == 403
    assert not Arrival.objects.exists() and not Submission.objects.exists()


def test_what_is_old_is_not_let_in_and_what_was_heard_is_not_heard_with_other_words(world: World) -> None:
    now = timezone.now()
    old = signed(now - timedelta(minutes=6))
    assert post(xml("text", Content=SAYS), query=old).status_code == 403
    query = signed(now)
    content = xml("text", Content=SAYS)
    assert [post(content, query=query).status_code for _again in range(2)] == [200, 200]
    assert post(xml("text", Content="别的话"), query=query).status_code == 403
    assert Submission.objects.count() == 1


def test_where_the_county_has_a_key_nothing_comes_in_without_its_envelope(
    world: World, settings: Any
) -> None:
    set_up(settings, safe=True)
    content, query = xml("text", Content=SAYS), signed(timezone.now())
    assert post(content, query=query).status_code == 403
    body, sealed = enclosed(content, query)
    assert post(body, query=sealed | {"msg_signature": "0" * 40}).status_code == 403
    assert post(body, query=sealed).status_code == 200 and Submission.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"no xml", b"\xff\xfe", xml("hologram"), xml("text", who="")])
def test_what_cannot_be_read_is_kept_and_answered_that_all_is_well(world: World, content: bytes) -> None:
    for _again in range(2):
        answer = post(content)
        assert (answer.status_code, answer.content) == (200, b"success")
    held = Arrival.objects.get()
    assert held.became == "held" and held.original() == content


def test_what_nobody_can_open_is_kept_for_a_person(world: World, settings: Any) -> None:
    set_up(settings, safe=True)
    assert post(b"no xml").status_code == 200
    assert Arrival.objects.get().why == "unreadable"


@pytest.mark.parametrize("size", [64 * 1024, 500_000])
def test_large_words_are_taken(world: World, size: int) -> None:
    assert post(xml("text", Content="水" * (size // 3))).status_code == 200
    assert Submission.objects.get().attachments.get().size >= size - 3


def test_what_is_too_large_is_said_to_be_so_and_its_beginning_kept(world: World) -> None:
    assert post(b"x" * (MOST + 1)).status_code == 413
    assert post(b"x" * (MOST + 1), query=signed(timezone.now(), "wrong")).status_code == 403
    held = Arrival.objects.get()
    assert held.why == "too_large" and held.size == MOST


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_there_is_nothing_else_to_be_done_here(world: World, method: str) -> None:
    assert Client().generic(method, door_path("wechat")).status_code == 405


def test_a_story_of_two_people_at_the_same_moment_of_different_channels(world: World) -> None:
    for who, channel in (("o-wang", "wechat"), ("77", "weibo"), ("o-li", "wechat")):
        Phone(who, channel, client=Client()).says(f"{SAYS} {who}", now=timezone.now())
    assert {letter.contact.account for letter in Submission.objects.all()} == {
        "wechat:o-wang", "weibo:77", "wechat:o-li",
    }  # fmt: skip


# ---- the last resort ---------------------------------------------------------------------------


def laid_down() -> list[dict[str, Any]]:
    return [json.loads(file.read_text()) for file in sorted(spool.folder().glob("*.json"))]


def test_while_the_database_is_away_it_lies_in_a_file_and_is_taken_in_once(world: World) -> None:
    content, now = xml("text", Content=SAYS), timezone.now()
    spool.mark_away()
    for _sent_again in range(3):
        assert post(content).status_code == 503
    assert len(laid_down()) == 3 and not Submission.objects.exists()
    spool._away_until = 0.0
    assert spool.drain(now=now) == 0, "the platform itself may send it again in these seconds"
    assert spool.drain(now=now + timedelta(minutes=1)) == 3
    letter = Submission.objects.get()
    assert letter.body == SAYS and abs(letter.received_at - now) < timedelta(seconds=20)
    receipt = Sending.objects.get()
    assert (receipt.notice, receipt.channel) == ("received", "wechat"), "nobody could be answered on the line"
    assert laid_down() == [] and spool.drain(now=now + timedelta(minutes=2)) == 0


def test_a_letter_from_a_file_and_its_receipt_are_one_commit(world: World, monkeypatch: Any) -> None:
    def goes(_letter: Submission, *, now: datetime) -> None:
        raise OperationalError("the power goes")

    spool.mark_away()
    post(xml("text", Content=SAYS))
    spool._away_until, later = 0.0, timezone.now() + timedelta(minutes=1)
    monkeypatch.setattr(spool, "tell_received", goes)
    with pytest.raises(OperationalError):
        spool.drain(now=later)
    assert not Submission.objects.exists() and len(laid_down()) == 1
    monkeypatch.undo()
    assert spool.drain(now=later) == 1
    assert Sending.objects.get().submission == Submission.objects.get()


def test_what_was_sent_again_and_answered_is_not_told_twice(world: World) -> None:
    content, now = xml("text", Content=SAYS), timezone.now()
    spool.mark_away()
    assert post(content).status_code == 503
    spool._away_until = 0.0
    assert post(content).status_code == 200
    assert spool.drain(now=now + timedelta(minutes=1)) == 1
    assert Submission.objects.count() == 1 and not Sending.objects.exists()


def test_a_file_that_cannot_be_read_stays_and_holds_up_nobody(world: World) -> None:
    spool.mark_away()
    post(xml("text", Content=SAYS))
    spool._away_until = 0.0
    (spool.folder() / "1.0-bad.json").write_text("{half")
    assert spool.drain(now=timezone.now() + timedelta(minutes=1)) == 1
    assert Submission.objects.count() == 1 and (spool.folder() / "1.0-bad.bad").exists()


def test_somebody_who_only_has_the_secret_of_one_channel_does_not_get_in_by_the_other(
    world: World, settings: Any
) -> None:
    settings.LIANXIN_WEIBO |= {"secret": "another"}
    assert post(xml("text", Content=SAYS), "weibo", signed(timezone.now(), TOKEN)).status_code == 403


def test_who_handles_it_sees_that_an_account_is_no_person_and_what_is_still_to_come(world: World) -> None:
    phone = Phone(client=Client())
    phone.says(SAYS, now=timezone.now())
    phone.sends("image", now=timezone.now(), MediaId="m1")
    letter = Submission.objects.get()
    clerk = sit(world, "clerk")
    page = words(clerk.get(f"/desk/letter/{letter.pk}/"))
    assert "账号未核实" in page and "还有1个附件在平台上" in page and "o-wang" not in page
    card = words(clerk.post(f"/desk/letter/{letter.pk}/contact/"))
    assert "wechat:o-wang" in card and "未核实" in card
