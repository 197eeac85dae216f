"""What WeChat sends, read; what it is answered, written; held against an implementation by others."""

import random
import struct
from base64 import b64decode, b64encode
from collections.abc import Iterator

import pytest
import wechatpy
from wechatpy.crypto import WeChatCrypto

from lianxin.channels.door import Damaged, NotOurs
from lianxin.channels.message import FileThere, Message, Quiet, Raw, Unreadable
from lianxin.channels.signing import signature
from lianxin.channels.wechat.crypto import NotOpened, _cipher, key_of, opened, sealed
from lianxin.channels.wechat.door import LONGEST, answer, let_in
from lianxin.channels.wechat.reading import KINDS, read
from lianxin.channels.wechat.xml import NotXml, cdata, fields
from tests.platforms import AES_KEY, APP_ID, TOKEN, US, enclosed, set_up, signed, xml
from tests.world import MONDAY

KEY = key_of(AES_KEY)


def raw(content: bytes) -> Raw:
    return Raw("wechat", content, addressee="WS")


def letter(content: bytes) -> Message:
    heard = read(raw(content))
    assert isinstance(heard, Message)
    return heard


# ---- the envelope ------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["我村停水三天", "a", "水" * 30_000, "]]>", "&<>\"'", "🙏"])
def test_what_a_peer_seals_we_open_and_what_we_seal_a_peer_opens(words: str) -> None:
    peer, message = WeChatCrypto(TOKEN, AES_KEY, APP_ID), xml("text", Content=words)
    theirs = fields(peer.encrypt_message(message.decode(), "n", "1").encode())
    assert opened(theirs["Encrypt"], KEY, APP_ID) == message
    ours = sealed(message, KEY, APP_ID)
    assert peer.decrypt_message(_envelope(ours), _mark(ours), "1", "n").encode() == message


def _envelope(text: str) -> str:
    return f"<xml><Encrypt>{text}</Encrypt></xml>"


def _mark(text: str) -> str:
    return signature(TOKEN, "1", "n", text)


def test_what_is_sealed_for_another_account_is_not_opened() -> None:
    with pytest.raises(NotOpened):
        opened(sealed(b"<xml/>", KEY, "wx-another"), KEY, APP_ID)


def _put_together(inside: bytes, pad: bytes) -> str:
    given = _cipher(KEY).encryptor()
    return b64encode(given.update(inside + pad) + given.finalize()).decode()


def _inside(words: bytes, length: int | None = None) -> bytes:
    told = len(words) if length is None else length
    return b"r" * 16 + struct.pack(">I", told) + words + APP_ID.encode()


@pytest.mark.parametrize("pad", [0, 33, 255])
def test_a_padding_that_is_none_is_refused(pad: int) -> None:
    inside = _inside(b"x" * (64 - 20 - len(APP_ID) - 16))
    with pytest.raises(NotOpened):
        opened(_put_together(inside, bytes([pad]) * 16), KEY, APP_ID)


@pytest.mark.parametrize("length", [0, 5, 2**31, 2**32 - 1])
def test_a_length_that_points_elsewhere_is_refused(length: int) -> None:
    inside = _inside(b"abcdefgh", length)
    pad = 32 - len(inside) % 32
    with pytest.raises(NotOpened):
        opened(_put_together(inside, bytes([pad]) * pad), KEY, APP_ID)


def test_half_of_it_or_something_else_is_refused() -> None:
    whole = sealed(b"<xml/>", KEY, APP_ID)
    for broken in ("", "=", whole[:-1], whole[:-4], whole[:40], b64encode(b"x").decode(), "水", whole + "!"):
        with pytest.raises(NotOpened):
            opened(broken, KEY, APP_ID)


@pytest.mark.parametrize("key", ["", "x" * 42, "x" * 44, "水" * 43])
def test_a_key_that_is_none_is_said(key: str) -> None:
    with pytest.raises(ValueError):
        key_of(key)


def test_the_door_opens_what_a_peer_sent(settings: object) -> None:
    set_up(settings, safe=True)
    message = xml("text", Content="我村停水三天")
    body, query = enclosed(message, signed(MONDAY))
    assert let_in(query, body).content == message
    with pytest.raises(NotOurs):
        let_in(query | {"msg_signature": "0" * 40}, body)
    with pytest.raises(NotOurs):
        let_in(query, message)  # somebody who knows the plain signature sends it without the envelope
    with pytest.raises(Damaged):
        let_in(query, b"no xml at all")


def test_what_the_platform_sent_and_nobody_can_open_is_kept(settings: object) -> None:
    set_up(settings, safe=True)
    text = sealed(b"<xml/>", KEY, "wx-another")
    query = signed(MONDAY)
    mark = signature(TOKEN, query["timestamp"], query["nonce"], text)
    with pytest.raises(Damaged) as damaged:
        let_in(query | {"msg_signature": mark}, _envelope(text).encode())
    assert damaged.value.raw.content == _envelope(text).encode() and damaged.value.why == "encrypted"


# ---- what is answered --------------------------------------------------------------------------


@pytest.mark.parametrize("safe", [False, True])
def test_a_peer_reads_what_we_answer(settings: object, safe: bool) -> None:
    set_up(settings, safe=safe)
    told = answer(raw(xml("text", Content="停水")), "收到了]]>，编号12。", MONDAY).content
    if safe:
        said = fields(told)
        peer = WeChatCrypto(TOKEN, AES_KEY, APP_ID)
        told = peer.decrypt_message(
            told.decode(), said["MsgSignature"], said["TimeStamp"], said["Nonce"]
        ).encode()
    message = wechatpy.parse_message(told)
    assert (message.content, message.source, message.target) == ("收到了]]>，编号12。", US, "o-wang")
    assert message.time == int(MONDAY.timestamp())


def test_without_words_all_is_well(settings: object) -> None:
    assert answer(raw(xml("text", Content="停水")), "", MONDAY).content == b"success"


def test_an_answer_fits_and_keeps_its_last_line(settings: object) -> None:
    set_up(settings)
    words = "答复" * 2_000 + "\nhttps://letters.example/t/1/"
    told = fields(answer(raw(xml("text", Content="停水")), words, MONDAY).content)["Content"]
    assert len(told.encode()) <= LONGEST and told.endswith("…\nhttps://letters.example/t/1/")


# ---- what is read ------------------------------------------------------------------------------

SENT = {
    "text": ({"Content": "停水三天了"}, "停水三天了", ()),
    "image": ({"PicUrl": "http://x", "MediaId": "m1"}, "(图片，见附件)", (FileThere("m1", "image"),)),
    "voice": (
        {"MediaId": "m2", "Format": "amr", "Recognition": "我们村停水了"},
        "(语音，平台转成的文字：)我们村停水了",
        (FileThere("m2", "voice"),),
    ),
    "video": ({"MediaId": "m3", "ThumbMediaId": "t"}, "(视频，见附件)", (FileThere("m3", "video"),)),
    "shortvideo": ({"MediaId": "m4", "ThumbMediaId": "t"}, "(视频，见附件)", (FileThere("m4", "video"),)),
    "location": (
        {"Location_X": "23.134521", "Location_Y": "113.358803", "Scale": "20", "Label": "上湾村3组"},
        "位置：上湾村3组(北纬23.134521，东经113.358803)",
        (),
    ),
    "link": (
        {"Title": "停水通知", "Description": "说明", "Url": "http://x/1"},
        "链接：停水通知\n说明\nhttp://x/1",
        (),
    ),
    "miniprogrampage": (
        {"AppId": "wx1", "Title": "水费", "PagePath": "pages/a", "ThumbMediaId": "t"},
        "小程序：水费\nwx1\npages/a",
        (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", [*SENT])
def test_every_kind_of_message_is_a_letter(kind: str) -> None:
    said, words, there = SENT[kind]
    message = letter(xml(kind, MsgId="77", **said))
    assert (message.body, message.there, message.key) == (words, there, "wechat:o-wang:77")
    assert (message.contact.account, message.addressee) == ("wechat:o-wang", "WS")


def test_all_kinds_that_are_read_are_tested() -> None:
    assert {*SENT} == {*KINDS}


@pytest.mark.parametrize("kind", ["text", "image", "voice", "location", "link"])
def test_a_peer_reads_the_same(kind: str) -> None:
    said, _words, _there = SENT[kind]
    content = xml(kind, MsgId="77", **said)
    peer = wechatpy.parse_message(content)
    message = letter(content)
    assert (
        str(peer.id) == message.key.rpartition(":")[2] and f"wechat:{peer.source}" == message.contact.account
    )
    if kind == "text":
        assert peer.content == message.body
    if kind in ("image", "voice"):
        assert peer.media_id == message.there[0].name
    if kind == "location":
        assert str(peer.location_x) in message.body.partition("东经")[0] and peer.label == message.place


def test_a_picture_without_a_name_is_a_letter_all_the_same() -> None:
    assert letter(xml("image")).there == ()


@pytest.mark.parametrize("size", [1, 600, 64 * 1024, 300_000])
def test_a_text_may_be_as_long_as_it_likes(size: int) -> None:
    assert len(letter(xml("text", Content="x" * size)).body) == size


@pytest.mark.parametrize(
    ("event", "about", "scene"),
    [
        ({"Event": "subscribe"}, "subscribe", ""),
        ({"Event": "subscribe", "EventKey": "qrscene_LL-SW", "Ticket": "t"}, "subscribe", "LL-SW"),
        ({"Event": "SCAN", "EventKey": "LL-SW"}, "scan", "LL-SW"),
        ({"Event": "unsubscribe"}, "unsubscribe", ""),
        ({"Event": "CLICK", "EventKey": "查"}, "click:查", ""),
        ({"Event": "VIEW", "EventKey": "http://x"}, "view", ""),
        ({"Event": "LOCATION", "Latitude": "23.1", "Longitude": "113.3", "Precision": "9"}, "location", ""),
        ({"Event": "TEMPLATESENDJOBFINISH", "Status": "success"}, "templatesendjobfinish", ""),
        ({"Event": "something_new"}, "something_new", ""),
        ({}, "", ""),
    ],
)
def test_an_event_wants_no_letter(event: dict[str, str], about: str, scene: str) -> None:
    heard = read(raw(xml("event", **event)))
    assert isinstance(heard, Quiet)
    assert (heard.why, heard.about, heard.scene, heard.sender) == ("event", about, scene, "wechat:o-wang")


def test_two_events_and_a_message_in_the_same_second_are_three_things() -> None:
    told = [xml("event", Event="CLICK", EventKey="查"), xml("event", Event="CLICK", EventKey="新")]
    keys = {read(raw(content)).key for content in [*told, told[0], xml("text", Content="水", MsgId="1")]}
    assert len(keys) == 3


def test_a_kind_that_nobody_told_us_of_is_for_a_person() -> None:
    with pytest.raises(Unreadable) as unreadable:
        read(raw(xml("hologram", MsgId="9")))
    assert (unreadable.value.why, unreadable.value.key) == ("unknown_kind", "wechat:o-wang:9")


@pytest.mark.parametrize(
    ("words", "language", "kind"),
    [
        ("停水三天了", "zh", "problem"),
        ("No water for three days", "en", "problem"),
        ("wifi坏了", "zh", "problem"),
        ("12345", "zh", "problem"),
        ("举报小区半夜施工", "zh", "problem"),
        ("我要举报村支书贪污低保金", "zh", "report"),
        ("检举一件事", "zh", "report"),
        ("纪委来过了，路还是没修", "zh", "problem"),
    ],
)
def test_what_the_words_themselves_tell(words: str, language: str, kind: str) -> None:
    message = letter(xml("text", Content=words))
    assert (message.language, message.kind) == (language, kind)


# ---- what is hostile ---------------------------------------------------------------------------

BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><xml><Content>&b;</Content></xml>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><xml><Content>&a;</Content></xml>'
NOT_XML = [
    b"", b" ", b"\x00", b"<", b"<xml>", b"<xml></yml>", b"<xml/><xml/>", b"{}", b"\xff\xfe", b"success",
    b"<xml>&nbsp;</xml>", b"<xml><a>&#0;</a></xml>", BOMB, OUTSIDE, b"<!DOCTYPE xml><xml/>",
    b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><xml/>', b'<?xml version="1.0" encoding="x"?><xml/>',
    b"<xml>" + b"<a>" * 50 + b"</a>" * 50 + b"</xml>", b"<xml>" + b"<a/>" * 600 + b"</xml>",
    "<xml><a>我村停水</a></xml>".encode("gbk"), b"<xml><![CDATA[</xml>", b"<xml a=1></xml>",
]  # fmt: skip


@pytest.mark.parametrize("content", NOT_XML)
def test_what_is_no_list_of_words_is_refused_and_asks_nobody(content: bytes) -> None:
    with pytest.raises(NotXml):
        fields(content)
    with pytest.raises(Unreadable):
        read(raw(content))


def test_characters_that_xml_does_not_know_are_no_reason_to_lose_a_letter() -> None:
    assert letter(xml("text", Content="停\x08水")).body == "停水"


def test_the_end_of_a_section_inside_words_ends_nothing() -> None:
    nasty = "a]]>b<c>&d]]]]>>"
    assert fields(f"<xml><a>{cdata(nasty)}</a></xml>".encode())["a"] == nasty


def test_of_two_the_first_counts_and_what_stands_deeper_is_nothing() -> None:
    assert fields(b"<xml><a>1</a><a>2</a><b><c>3</c></b></xml>") == {"a": "1", "b": ""}


@pytest.mark.parametrize("who", ["", " ", "a b", "o\n1", "水", "x" * 65, "\u202eo"])
def test_an_account_that_is_none_is_for_a_person(who: str) -> None:
    with pytest.raises(Unreadable):
        read(raw(xml("text", who=who, Content="水")))


@pytest.mark.parametrize("number", ["", " ", "1 2", "x" * 41, "\n"])
def test_a_message_without_a_number_is_known_by_all_of_it(number: str) -> None:
    one, other = xml("text", Content="水", MsgId=number), xml("text", Content="电", MsgId=number)
    assert letter(one).key == letter(one).key != letter(other).key and len(letter(one).key) <= 120


def nasty(seed: int) -> Iterator[bytes]:
    """Messages as nobody would write them, the same ones each time."""
    chance = random.Random(seed)
    good = xml("text", Content="我们村停水三天了", MsgId="1")
    for _one in range(60):
        broken = bytearray(good)
        for _hit in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        yield bytes(broken)
        yield good[: chance.randrange(len(good))]
        yield b"".join(chance.sample([good[n : n + 9] for n in range(0, len(good), 9)], 12))


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_is_read_or_is_for_a_person(seed: int) -> None:
    for content in nasty(seed):
        try:
            heard = read(raw(content))
        except Unreadable:
            continue
        assert heard.key and len(heard.key) <= 120


def test_the_peers_own_key_is_ours() -> None:
    assert WeChatCrypto(TOKEN, AES_KEY, APP_ID).key == KEY == b64decode(AES_KEY + "=")
