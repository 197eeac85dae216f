"""Mails: how they look, by what server they go, and what is said when they do not."""

from dataclasses import replace
from typing import Any

import pytest

from lianxin.channels.email import Server, check, read_server, the_mouth, usable
from lianxin.channels.email.words import REASONS
from lianxin.channels.email.writing import written
from lianxin.channels.mailbox.reading import read_letter
from lianxin.channels.message import MessageOut
from lianxin.channels.refusing import NotSent, say
from lianxin.kit.ids import uuid7
from lianxin.kit.refusals import NotValid
from tests.mail_server import MailServer
from tests.world import MONDAY

SENDER = "望水县来信受理中心 <letters@county.example>"
STOP = "https://county.example/stop/1/"
NEWS = MessageOut("abc123", "wang@mail.example", "您的来信有新进展", "水务局答复您了。\n", MONDAY, stop=STOP)
BAD = [
    "a@b.cn\nBcc: all@b.cn",
    "a@b.cn\r\nSubject: x",
    "a@b.cn,c@d.cn",
    "<a@b.cn>",
    "a b@c.cn",
    "a@b",
    "@b.cn",
    "a@b.cn ",
    "a@@b.cn",
    "王@例子.cn",
    "a@例子.中国",
    "a@b..cn",
    "a@-b.cn",
    '"a"@b.cn',
    "",
    "a" * 250 + "@b.cn",
    "a@b.cn\0",
    "a@[127.0.0.1]",
]


def test_a_mail_says_what_it_is_and_how_to_end_it() -> None:
    mail = written(NEWS, sender=SENDER)
    assert mail["Message-ID"] == "<abc123@county.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == "<https://county.example/stop/1/>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Date"] == "Mon, 03 Mar 2025 09:00:00 +0800"
    assert mail.get_content_type() == "text/plain" and mail.get_content() == NEWS.body


@pytest.mark.parametrize("address", BAD)
def test_an_address_that_could_smuggle_something_in_is_refused(address: str) -> None:
    assert not usable(address)
    with pytest.raises(NotSent, match="address") as refused:
        written(replace(NEWS, to=address), sender=SENDER)
    assert refused.value.for_good


def test_a_line_end_in_the_subject_is_refused() -> None:
    with pytest.raises(NotSent):
        written(replace(NEWS, subject="新进展\nBcc: all@mail.example"), sender=SENDER)


@pytest.mark.parametrize("address", ["a@b.cn", "wang.er+xin@mail.example.cn", "13800000000@139.example"])
def test_an_ordinary_address_is_usable(address: str) -> None:
    assert usable(address)


@pytest.mark.parametrize("address", ["王大爷@例子.cn", "a@b.cn\nBcc: all@b.cn", "a@b"])
def test_the_mailbox_refuses_an_address_that_no_mail_reaches(address: str) -> None:
    said = {"key": str(uuid7()), "body": "停水了", "kind": "problem", "email": address}
    with pytest.raises(NotValid) as refused:
        read_letter(said, [], language="zh-hans")
    assert refused.value.field == "email"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtps://u:p%40ss@mail.example", Server("mail.example", 465, "first", "u", "p@ss")),
        ("smtp://u:p@mail.example:2525", Server("mail.example", 2525, "must", "u", "p")),
        ("smtp://mail.example?tls=no", Server("mail.example", 587, "no")),
        ("smtp://127.0.0.1:25", Server("127.0.0.1", 25, "may")),
        ("smtp://localhost", Server("localhost", 587, "may")),
    ],
)
def test_the_one_setting_names_a_server(url: str, server: Server) -> None:
    assert read_server(url) == server


@pytest.mark.parametrize(
    "url", ["http://mail.example", "smtp://", "mail.example:25", "smtp://mail.example:port"]
)
def test_a_setting_that_names_none_is_said(url: str, settings: Any) -> None:
    settings.LIANXIN_SMTP = url
    with pytest.raises(ValueError):
        read_server(url)
    assert "设置不对" in check()


def test_a_mail_arrives_as_it_was_written(mails: MailServer) -> None:
    mouth = the_mouth()
    assert mouth and check() == ""
    mouth.send(NEWS)
    (mail,) = mails.mails
    assert mail["Subject"] == NEWS.subject and mail.get_content().replace("\r\n", "\n") == NEWS.body
    assert mail["From"].addresses[0].display_name == "望水县来信受理中心"


@pytest.mark.parametrize(
    ("answer", "why", "for_good", "whole"),
    [
        ("451 try again later", "later 451", False, False),
        ("421 going away", "later 421", False, True),
        ("554 we think this is spam", "refused 554", True, False),
    ],
)
def test_what_the_server_answers_becomes_a_reason(
    mails: MailServer, answer: str, why: str, for_good: bool, whole: bool
) -> None:
    mails.answers = [answer]
    mouth = the_mouth()
    assert mouth
    with pytest.raises(NotSent) as refused:
        mouth.send(NEWS)
    assert (str(refused.value), refused.value.for_good, refused.value.whole_server) == (why, for_good, whole)
    assert say(REASONS, why)


def test_the_reason_holds_nothing_of_what_the_server_said(mails: MailServer) -> None:
    """Its words may name the address, which stands only in Contact."""
    mouth = the_mouth()
    assert mouth
    with pytest.raises(NotSent) as refused:
        mouth.send(replace(NEWS, to="nobody@mail.example"))
    assert str(refused.value) == "refused 550" and "拒收" not in say(REASONS, "nonsense")


def test_a_server_that_is_away_or_cannot_be_trusted_is_said(settings: Any, mails: MailServer) -> None:
    for url, why in {
        "smtp://127.0.0.1:9": "unreachable",
        mails.url.replace("smtp:", "smtps:"): "tls",
        mails.url.replace("smtp://", "smtp://u:p@"): "tls",  # it knows no login at all
    }.items():
        settings.LIANXIN_SMTP = url
        mouth = the_mouth()
        assert mouth
        with pytest.raises(NotSent, match=why) as refused:
            mouth.send(NEWS)
        assert refused.value.whole_server
        assert check() == say(REASONS, why)


def test_where_none_is_set_up_nothing_is_sent_and_nothing_is_wrong(settings: Any) -> None:
    settings.LIANXIN_SMTP = ""
    assert the_mouth() is None and check() == ""
    settings.LIANXIN_SMTP, settings.LIANXIN_MAIL_FROM = "smtp://127.0.0.1", ""
    assert "LIANXIN_MAIL_FROM" in check()


def test_every_reason_says_what_to_do() -> None:
    assert all(say(REASONS, why).endswith("。") for why in REASONS)
