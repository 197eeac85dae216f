"""What the platforms are asked to send and to give, by HTTP on this machine."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from lianxin.channels.channel import Mouth
from lianxin.channels.message import FileThere, MessageOut
from lianxin.channels.refusing import NotFetched, NotSent
from lianxin.channels.registry import channels
from lianxin.channels.wechat import tokens
from tests.faults.server import free_port
from tests.platform_server import PNG, Platform, platform_server
from tests.platforms import set_up
from tests.world import MONDAY


@pytest.fixture
def platform(settings: Any) -> Iterator[Platform]:
    tokens.forget()
    with platform_server() as server:
        set_up(settings, api=server.url)
        settings.LIANXIN_WEIBO["media"] = server.url
        yield server


def mouth(channel: str) -> Mouth:
    found = channels()[channel].mouth()
    assert found
    return found


def say(channel: str, to: str = "o-wang", words: str = "水务局答复您了。") -> None:
    mouth(channel).send(MessageOut(key="k", to=to, subject="", body=words, at=MONDAY))


def refusal(channel: str, to: str = "o-wang") -> NotSent:
    with pytest.raises(NotSent) as refused:
        say(channel, to)
    return refused.value


def test_a_message_arrives_as_it_was_written(platform: Platform) -> None:
    say("wechat", words="您好：\n“答复”🙏")
    say("weibo", "2489518277", words="您好：\n“答复”🙏&=%")
    assert platform.sent == [("o-wang", "您好：\n“答复”🙏"), ("2489518277", "您好：\n“答复”🙏&=%")]


def test_one_token_serves_all_until_it_ends(platform: Platform) -> None:
    for _message in range(3):
        say("wechat")
    assert platform.tokens == 1 and len(platform.sent) == 3


def test_a_token_that_the_platform_refuses_is_renewed_once(platform: Platform) -> None:
    say("wechat")
    platform.tokens = 2  # another machine of the county made it anew
    say("wechat")
    assert len(platform.sent) == 2
    platform.answers["custom_send"] = [{"errcode": 40001}]
    say("wechat")
    assert len(platform.sent) == 3 and platform.tokens == 3, "the same was refused: it is made anew"
    platform.answers["custom_send"] = [{"errcode": 42001}, {"errcode": 42001}]
    assert refusal("wechat").whole_server


@pytest.mark.parametrize(
    ("code", "complaint", "kind"),
    [
        (45015, "window 45015", "until_heard"),
        (45047, "count 45047", ""),
        (40003, "no_account 40003", "for_good"),
        (43004, "unfollowed 43004", "for_good"),
        (48001, "not_allowed 48001", "whole_server"),
        (45009, "later 45009", "whole_server"),
        (-1, "later -1", ""),
        (99999, "refused 99999", ""),
    ],
)
def test_what_wechat_refuses_is_a_reason_of_ours(
    platform: Platform, code: int, complaint: str, kind: str
) -> None:
    platform.answers["custom_send"] = [{"errcode": code, "errmsg": "its own words"}]
    refused = refusal("wechat")
    kinds = {name for name in ("until_heard", "for_good", "whole_server") if getattr(refused, name)}
    assert str(refused) == complaint and kinds == ({kind} if kind else set())


@pytest.mark.parametrize(
    ("code", "complaint", "kind"),
    [
        (21327, "login 21327", "whole_server"),
        ("21332", "login 21332", "whole_server"),
        (10023, "later 10023", "whole_server"),
        (20003, "no_account 20003", "for_good"),
        (99999, "window 99999", "until_heard"),
        ("?", "window", "until_heard"),
    ],
)
def test_what_weibo_refuses_is_a_reason_of_ours(
    platform: Platform, code: object, complaint: str, kind: str
) -> None:
    platform.answers["reply"] = [{"error": "its own words", "error_code": code}]
    refused = refusal("weibo", "1")
    kinds = {name for name in ("until_heard", "for_good", "whole_server") if getattr(refused, name)}
    assert str(refused) == complaint and kinds == {kind}


@pytest.mark.parametrize(
    "answer", [None, (502, "text/html", b"<html>"), (200, "text/html", b"x"), [], {}, {"errcode": "0"}]
)
def test_who_answers_no_sense_is_asked_again_later(platform: Platform, answer: object) -> None:
    platform.answers["custom_send"] = [answer]
    assert str(refusal("wechat")).startswith("unreachable")


def test_who_is_not_there_is_asked_again_later(settings: Any) -> None:
    tokens.forget()
    set_up(settings, api=f"http://127.0.0.1:{free_port()}")
    for channel in ("wechat", "weibo"):
        assert refusal(channel).whole_server
        assert "连不上" in channels()[channel].check()


def test_a_wrong_secret_is_said_in_a_sentence(platform: Platform) -> None:
    assert channels()["wechat"].check() == ""
    tokens.forget()
    platform.answers["stable_token"] = [{"errcode": 40125, "errmsg": "invalid appsecret"}]
    assert "40125" in channels()["wechat"].check()
    assert channels()["weibo"].check() == ""
    platform.answers["reply"] = [{"error": "expired_token", "error_code": 21327}]
    assert "LIANXIN_WEIBO_TOKEN" in channels()["weibo"].check() and platform.sent == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"token": ""}, "LIANXIN_WECHAT_TOKEN"),
        ({"secret": ""}, "LIANXIN_WECHAT_SECRET"),
        ({"aes_key": "short"}, "LIANXIN_WECHAT_AES_KEY"),
        ({"api": "api.weixin.qq.com"}, "LIANXIN_WECHAT_API"),
        ({}, ""),
    ],
)
def test_a_setting_that_cannot_be_used_is_said(settings: Any, wrong: dict[str, str], said: str) -> None:
    set_up(settings)
    settings.LIANXIN_WECHAT |= wrong
    found = channels()["wechat"].wrong()
    assert said in found and bool(found) == bool(said)


def test_a_county_without_accounts_says_nothing_and_is_asked_nothing(settings: Any) -> None:
    for channel in ("wechat", "weibo"):
        found = channels()[channel]
        assert not found.speaks() and found.mouth() is None and found.check() == "" and found.wrong() == ""
        assert found.door and not found.door.is_open()


# ---- files -------------------------------------------------------------------------------------


def fetch(channel: str, name: str, kind: str = "image") -> tuple[str, bytes]:
    file = channels()[channel].fetch(FileThere(name, kind))
    return file.name, file.content


def why_not(channel: str, name: str, kind: str = "image") -> tuple[str, bool]:
    with pytest.raises(NotFetched) as refused:
        fetch(channel, name, kind)
    return refused.value.why, refused.value.for_good


def test_files_are_fetched_by_their_name(platform: Platform) -> None:
    platform.files = {
        "a b&c": ("image/png", PNG),
        "v": ("voice/speex", b"s"),
        "83": ("audio/amr", b"#!AMR\n"),
    }
    assert fetch("wechat", "a b&c") == ("微信图片.png", PNG)
    assert fetch("wechat", "v", "voice") == ("微信语音.speex", b"s")
    assert fetch("weibo", "83", "voice") == ("微博语音.amr", b"#!AMR\n")


def test_of_a_video_the_platform_tells_where_it_lies(platform: Platform) -> None:
    platform.files["mp4"] = ("video/mp4", b"moving")
    where = f"{platform.url}/cgi-bin/media/get?media_id=mp4"
    platform.answers["media_get"] = [{"video_url": where}]
    assert fetch("wechat", "m3", "video") == ("微信视频.mp4", b"moving")
    platform.answers["media_get"] = [{"video_url": "http://169.254.169.254/latest"}]
    assert why_not("wechat", "m3", "video") == ("elsewhere", True)


def test_what_is_gone_is_gone_and_what_is_not_there_yet_is_asked_for_again(platform: Platform) -> None:
    assert why_not("wechat", "m1") == ("gone", True) and why_not("weibo", "m1") == ("gone", True)
    platform.answers["media_get"] = [{"errcode": -1}, None, (500, "text/plain", b""), (200, "image/png", b"")]
    platform.answers["msget"] = [None, (200, "application/json", b'{"error_code": 1}')]
    assert [why_not("wechat", "m1") for _one in range(4)] == [
        ("later", False), ("unreachable", False), ("later", False), ("later", False),
    ]  # fmt: skip
    assert [why_not("weibo", "m1") for _one in range(2)] == [("unreachable", False), ("later", False)]


def test_what_is_too_large_is_not_read_to_its_end(platform: Platform) -> None:
    platform.files["big"] = ("video/mp4", b"x" * (26 * 1024 * 1024))
    assert why_not("wechat", "big", "video") == ("too_large", True)
    assert why_not("weibo", "big") == ("too_large", True)


def test_no_token_stands_in_the_log(platform: Platform, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        say("wechat")
        why_not("wechat", "m1")
    assert "token-" not in caplog.text
