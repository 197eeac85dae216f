"""What Weibo sends, read; what it is answered, written as its own pages ask for it."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest

from lianxin.channels.message import FileThere, Message, Quiet, Raw, Unreadable
from lianxin.channels.weibo.door import LONGEST, answer
from lianxin.channels.weibo.reading import KINDS, moment_of, read
from tests.platforms import post
from tests.world import MONDAY

# As it stands on the platform's page.
SAMPLE = (
    b'{"type":"text","receiver_id":1902538057,"sender_id":2489518277,'
    b'"created_at":"Mon Jul 16 18:09:20 +0800 2012","text":"hello","data":{}}'
)


def raw(content: bytes) -> Raw:
    return Raw("weibo", content, addressee="WS")


def letter(content: bytes) -> Message:
    heard = read(raw(content))
    assert isinstance(heard, Message)
    return heard


def test_the_documented_sample_is_a_letter() -> None:
    message = letter(SAMPLE)
    assert (message.body, message.contact.account, message.language) == ("hello", "weibo:2489518277", "en")
    assert message.key.startswith("weibo:2489518277:1342433360:")


def test_numbers_come_as_numbers_and_as_strings() -> None:
    one = letter(SAMPLE)
    other = letter(SAMPLE.replace(b"2489518277", b'"2489518277"').replace(b"1902538057", b'"1902538057"'))
    assert one.key == other.key and one.contact == other.contact
    assert letter(post("text", who=2**63, text="水")).contact.account == f"weibo:{2**63}"


@pytest.mark.parametrize("month", range(1, 13))
def test_moments_are_read_in_english_whatever_the_machine_speaks(
    month: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
    assert moment_of(f"Mon {name} 09 18:09:20 +0800 2012") == datetime(2012, month, 9, 10, 9, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "now", "Mon Foo 16 18:09:20 +0800 2012", "Mon Jul 99 18:09:20 +0800 2012", "星期一 7月 16", "1"],
)
def test_a_moment_that_is_none_is_no_reason_to_lose_a_letter(text: str) -> None:
    assert moment_of(text) is None
    assert letter(post("text", text="停水", created_at=text)).body == "停水"


def test_two_messages_in_one_second_are_two_and_the_same_twice_is_one() -> None:
    one, other = letter(post("text", text="停水")), letter(post("text", text="停电"))
    assert one.key != other.key and one.key == letter(post("text", text="停水")).key


SENT = {
    "text": ({"text": "停水三天了"}, "停水三天了", ()),
    "mention": ({"text": "@望水县 停水三天了"}, "@望水县 停水三天了", ()),
    "image": (
        {"text": "发了一张图", "data": {"vfid": 1, "tovfid": 82}},
        "(图片，见附件)",
        (FileThere("82", "image"),),
    ),
    "voice": (
        {"text": "发了一个语音消息", "data": {"vfid": "1", "tovfid": "83"}},
        "(语音，见附件)",
        (FileThere("83", "voice"),),
    ),
    "position": (
        {"text": "上湾村", "data": {"longitude": "116.3", "latitude": "39.9"}},
        "位置：上湾村(北纬39.9，东经116.3)",
        (),
    ),
}


@pytest.mark.parametrize("kind", [*SENT])
def test_every_kind_of_message_is_a_letter(kind: str) -> None:
    said, words, there = SENT[kind]
    message = letter(post(kind, **said))
    assert (message.body, message.there, message.openly) == (words, there, kind == "mention")


def test_all_kinds_that_are_read_are_tested() -> None:
    assert {*SENT} == {*KINDS}


@pytest.mark.parametrize(
    ("data", "about", "scene"),
    [
        ({"subtype": "follow"}, "follow", ""),
        ({"subtype": "unfollow"}, "unfollow", ""),
        ({"subtype": "subscribe"}, "subscribe", ""),
        ({"subtype": "unsubscribe"}, "unsubscribe", ""),
        ({"subtype": "scan", "key": "window_LL-SW", "ticket": "t"}, "scan", "LL-SW"),
        ({"subtype": "scan_follow", "key": "window_LL-SW"}, "scan_follow", "LL-SW"),
        ({"subtype": "click", "key": "查"}, "click:查", ""),
        ({"subtype": "view", "key": "http://x"}, "view", ""),
        ({"subtype": "new"}, "new", ""),
        ({}, "", ""),
        ("no list", "", ""),
        ('{"subtype": "follow"}', "follow", ""),
    ],
)
def test_an_event_wants_no_letter(data: object, about: str, scene: str) -> None:
    heard = read(raw(post("event", text="关注事件消息", data=data)))
    assert isinstance(heard, Quiet) and (heard.about, heard.scene) == (about, scene)


def test_a_kind_that_nobody_told_us_of_is_for_a_person() -> None:
    with pytest.raises(Unreadable) as unreadable:
        read(raw(post("hologram")))
    assert unreadable.value.why == "unknown_kind" and unreadable.value.key.startswith("weibo:2489518277:")


def told(content: bytes, words: str) -> dict[str, object]:
    said: dict[str, object] = json.loads(answer(raw(content), words, MONDAY).content)
    return said


def test_an_answer_is_as_the_page_asks_for_it() -> None:
    said = told(SAMPLE, "收到了。")
    assert (said["result"], said["receiver_id"], said["sender_id"]) == (True, 2489518277, 1902538057)
    assert said["type"] == "text" and str(said["data"]).isascii()
    assert json.loads(unquote(str(said["data"]))) == {"text": "收到了。"}


def test_an_answer_has_fewer_than_three_hundred_characters() -> None:
    said = told(SAMPLE, "答" * 500 + "\nhttps://letters.example/t/1/")
    words = json.loads(unquote(str(said["data"])))["text"]
    assert len(words) <= LONGEST and words.endswith("…\nhttps://letters.example/t/1/")


def test_without_words_or_without_knowing_who_we_are_the_answer_is_empty() -> None:
    assert answer(raw(SAMPLE), "", MONDAY).content == b""
    assert answer(raw(post("text", receiver_id=None)), "收到了。", MONDAY).content == b""


NOT_READ = [
    b"", b" ", b"null", b"[]", b"1", b'"x"', b"{", b"{}", b"\xff", b"<xml/>", b"[" * 99_999,
    b'{"a":' * 50_000, b'{"sender_id": null}',
    b'{"sender_id": true}', b'{"sender_id": 1.5}', b'{"sender_id": -1}',
    b'{"sender_id": "x"}', b'{"sender_id": ""}', b'{"sender_id": []}', b'{"sender_id": "1 2"}',
    b'{"sender_id": "' + b"9" * 30 + b'"}', b'{"sender_id": ' + b"9" * 5_000 + b"}", b'{"sender_id": NaN}',
]  # fmt: skip


@pytest.mark.parametrize("content", NOT_READ)
def test_what_is_no_message_is_for_a_person(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read(raw(content))


ODD = [
    {"text": None}, {"text": 5}, {"text": ["a"]}, {"text": "\ud800停水"}, {"text": "停\u0000水"},
    {"data": None}, {"data": [1]}, {"data": "{"},
    {"data": "[" * 9_999}, {"created_at": None}, {"created_at": 5},
    {"created_at": "\ud800"},
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("kind", [*KINDS, "event"])
def test_odd_parts_are_no_reason_to_fail(kind: str, odd: dict[str, object]) -> None:
    heard = read(raw(post(kind, **odd)))
    assert heard.key.isascii() and len(heard.key) <= 120


def nasty(seed: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    for _one in range(60):
        broken = bytearray(SAMPLE)
        for _hit in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        yield bytes(broken)
        yield SAMPLE[: chance.randrange(len(SAMPLE))]
        yield json.dumps({
            name: chance.choice([None, 1, "x", [], {}, "9" * 19, True]) for name in json.loads(SAMPLE)
        }).encode()  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_is_read_or_is_for_a_person(seed: int) -> None:
    for content in nasty(seed):
        try:
            heard = read(raw(content))
        except Unreadable:
            continue
        assert heard.key and len(heard.key) <= 120
