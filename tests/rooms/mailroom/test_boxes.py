"""Boxes on a real IMAP server are read in order, each mail once, and left as they were."""

import imaplib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lianxin.channels.email import check
from lianxin.channels.email.boxes import Box, box_of, read_boxes, read_entrance
from lianxin.channels.email.imap import opened
from lianxin.channels.email.null import NULL
from lianxin.channels.refusing import NotSent
from lianxin.intake.arrivals import why_in_words
from lianxin.intake.models import Arrival, Submission
from lianxin.kit import rates
from lianxin.mailroom.boxes import TRIES, read_new
from lianxin.mailroom.large import answer_large
from lianxin.mailroom.models import BoxRead
from tests.imap_server import ImapServer, imap_server
from tests.nasty.mails import MAILS, mail
from tests.world import World

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def server() -> Iterator[ImapServer]:
    with imap_server() as one:
        yield one


@pytest.fixture(autouse=True)
def sending(settings: Any, request: pytest.FixtureRequest) -> None:
    settings.LIANXIN_SMTP, settings.LIANXIN_MAIL_FROM = "null:", "letters@county.example"
    NULL.sent.clear()
    rates.forget()


@pytest.fixture
def user(request: pytest.FixtureRequest) -> str:
    """A box of its own for each test."""
    return f"u{abs(hash(request.node.nodeid)) % 10**9}"


def box(server: ImapServer, user: str, **more: str) -> Box:
    (one,) = read_boxes(server.url(user, **more))
    return one


def read(one: Box, world: World, not_given: Counter[int] | None = None) -> int:
    with opened(one) as box_open:
        not_given = Counter() if not_given is None else not_given
        return read_new(one, box_open, now=world.now, not_given=not_given)


def test_what_came_today_is_heard_once_and_in_order(world: World, server: ImapServer, user: str) -> None:
    one = box(server, user, to="LL")
    server.put(user, mail("Subject: 1"), mail("Subject: 2"))
    assert (read(one, world), read(one, world)) == (2, 0)
    server.put(user, mail("Subject: 3"))
    assert read(one, world) == 1
    letters = Submission.objects.order_by("serial")
    assert [letter.subject for letter in letters] == ["1", "2", "3"]
    assert {letter.addressee.code for letter in letters} == {"LL"}


def test_the_box_is_left_as_it_was(world: World, server: ImapServer, user: str) -> None:
    server.put(user, mail("Subject: 1"))
    before = server.flags(user)
    assert read(box(server, user), world) == 1
    assert server.flags(user) == before and b"Seen" not in b"".join(before)


def test_an_old_box_is_read_from_today_on_or_from_the_day_that_is_named(
    world: World, server: ImapServer, user: str
) -> None:
    for days in (40, 3, 0):
        server.put(user, mail(f"Subject: {days}"), at=world.now - days * DAY)
    assert read(box(server, user), world) == 1
    BoxRead.objects.all().delete()
    assert read(box(server, user, more="&since=2025-02-27"), world) == 2
    assert sorted(Submission.objects.values_list("subject", flat=True)) == ["0", "3"]


def test_an_old_mail_that_somebody_moves_in_is_taken(world: World, server: ImapServer, user: str) -> None:
    read(box(server, user), world)
    server.put(user, mail("Subject: x"), at=world.now - 400 * DAY)
    assert read(box(server, user), world) == 1


def test_a_box_that_counts_anew_is_read_again_and_nothing_is_heard_twice(
    world: World, server: ImapServer, user: str
) -> None:
    one = box(server, user)
    server.put(user, mail("Subject: 1"), mail("Subject: 2"))
    read(one, world)
    world.now += 2 * DAY
    BoxRead.objects.update(validity=1)  # as after the county moved to another server
    server.put(user, mail("Subject: 3"), at=world.now)
    BoxRead.objects.update(read_at=world.now)
    assert read(one, world) == 1 and Submission.objects.count() == 3
    BoxRead.objects.update(validity=1, read_at=world.now - 2 * DAY)
    assert read(one, world) == 3 and Submission.objects.count() == 3


def test_after_a_backup_was_put_back_the_lost_letters_come_again(
    world: World, server: ImapServer, user: str
) -> None:
    """Because nothing is marked in the box itself."""
    one = box(server, user)
    server.put(user, mail("Subject: 1"))
    read(one, world)
    backup = BoxRead.objects.get()
    server.put(user, mail("Subject: 2"))
    read(one, world)
    BoxRead.objects.update(seen=backup.seen)
    assert read(one, world) == 1


def test_a_folder_may_have_a_chinese_name(world: World, server: ImapServer, user: str) -> None:
    server.put(user, mail("Subject: x"), folder="&Xn9ShnZ,Xn8-")  # as IMAP spells it
    with opened(replace(box(server, user), folder="INBOX")) as box_open:
        names = [folder.name for folder in box_open.mailbox.folder.list()]
    (name,) = [name for name in names if name != "INBOX"]
    assert read(replace(box(server, user), folder=name), world) == 1


def test_a_mail_that_is_too_large_is_seen_and_its_sender_told_once(
    world: World, server: ImapServer, user: str
) -> None:
    large = mail("Subject: 很多照片", body=b"x" * (26 * 1024 * 1024))
    server.put(user, large, mail("Subject: next"))
    assert read(box(server, user), world) == 2
    arrival = Arrival.objects.get(became="held")
    assert (arrival.why, arrival.sender, arrival.summary) == ("too_large", "wang@mail.example", "很多照片")
    assert "26 MB" in why_in_words(arrival) and arrival.size < 500
    assert [answer_large(now=world.now), answer_large(now=world.now)] == [1, 0]
    assert NULL.sent[-1].to == "wang@mail.example" and "25 MB" in NULL.sent[-1].body


def test_no_machine_is_told_that_its_mail_was_too_large(world: World, server: ImapServer, user: str) -> None:
    server.put(user, mail("Precedence: bulk", body=b"x" * (26 * 1024 * 1024)))
    assert read(box(server, user), world) == 1 and Arrival.objects.get().became == "held"
    assert answer_large(now=world.now) == 0 and not NULL.sent


def test_an_answer_that_cannot_go_now_goes_later_and_one_that_is_refused_does_not(
    world: World, server: ImapServer, user: str, settings: Any
) -> None:
    for sender in (b"From: a@mail.example", b"From: b@refuses.example"):
        server.put(user, mail("Subject: x", body=b"x" * (26 * 1024 * 1024), sender=sender))
    read(box(server, user), world)
    settings.LIANXIN_SMTP = "smtp://127.0.0.1:9"
    assert answer_large(now=world.now) == 0
    settings.LIANXIN_SMTP = "null:"
    assert [answer_large(now=world.now), answer_large(now=world.now)] == [1, 0]
    assert not Arrival.objects.filter(answer="").exists()


def test_a_mail_that_the_server_does_not_give_is_said_to_be_there(
    world: World, server: ImapServer, user: str
) -> None:
    server.put(user, mail("Subject: 1"), mail("Subject: 2"))
    (lost, *_others) = sorted((server.folder / "mail" / user).glob("*/*.*"))
    lost.write_bytes(b"")
    lost.chmod(0)
    counted = Counter[int]()
    for _attempt in range(TRIES):
        with pytest.raises(imaplib.IMAP4.error):
            read(box(server, user), world, counted)
    read(box(server, user), world, counted)
    assert Arrival.objects.get(became="held").why == "not_given" and Submission.objects.count() == 1


def test_nasty_mails_come_through_a_real_server_as_they_are(
    world: World, server: ImapServer, user: str, settings: Any
) -> None:
    settings.LIANXIN_LIMITS = {}
    sent = [one for one in MAILS[::4] if one.content.strip() and b"\0" not in one.content]
    for one in sent:
        server.put(user, one.content)
    assert read(box(server, user), world) == len(sent)
    for one in sent:
        if one.becomes:
            assert Arrival.objects.filter(became=one.becomes).exists()
    assert Arrival.objects.count() >= len(sent) - 3 and not Arrival.objects.filter(why="fault").exists()


@pytest.mark.sqlite  # what another server says is the same on both
def test_every_way_in_which_a_box_is_shut_is_said_in_words(
    world: World, server: ImapServer, settings: Any, user: str
) -> None:
    settings.LIANXIN_SMTP = ""
    good = server.url(user)
    for url, why in {
        good: "",
        good.replace(":secret@", ":wrong@"): "不让登录",
        good.replace("/INBOX", "/nowhere"): "没有要读的那个文件夹",
        good.replace(f":{server.port}", ":9"): "连不上",
        good.replace("imap://", "imaps://"): "不能加密",
    }.items():
        settings.LIANXIN_MAIL_BOXES = url
        assert why in check() and bool(check()) == bool(why)


@pytest.mark.parametrize(
    "wrong",
    [
        "http://a:b@c/?address=a@b.cn", "imaps://c/?address=a@b.cn", "imaps://a:b@c/INBOX", "imaps://a:b@c:x/?address=a@b.cn",
        "lmtp:?address=nobody", "imaps://a:b@c/?address=a@b.cn&since=yesterday",
        "lmtp:?address=a@b.cn lmtp:?address=A@b.cn",
    ],
)  # fmt: skip
def test_a_setting_that_names_no_box_is_said(db: None, wrong: str, settings: Any) -> None:
    settings.LIANXIN_MAIL_BOXES = wrong
    with pytest.raises(ValueError):
        read_boxes(wrong)
    assert "收信的设置不对" in check()


def test_settings_that_would_lose_mails_are_said(world: World, settings: Any) -> None:
    settings.LIANXIN_MAIL_BOXES = "lmtp:?address=a@b.cn"
    assert "LIANXIN_LMTP" in check()
    settings.LIANXIN_MAIL_BOXES = "imaps://a:b@127.0.0.1:9/?address=a@b.cn&to=NOBODY"
    assert "NOBODY" in check()
    settings.LIANXIN_MAIL_BOXES, settings.LIANXIN_MAIL_REPLY = "", "letters@b.cn"
    assert "回信没有人收" in check()


def test_a_box_has_its_address_with_a_mark_and_without(settings: Any) -> None:
    settings.LIANXIN_MAIL_BOXES = (
        "lmtp:?address=Shuji@b.cn&to=LL imaps://a%40b:p%20w@h/%E4%BF%A1?address=x@b.cn&tls=no"
    )
    settings.LIANXIN_MAIL_REPLY = "letters@b.cn"
    found = {
        address: box_of(address) for address in ("SHUJI@b.cn", "shuji+x@B.cn", "letters+abc@b.cn", "no@b.cn")
    }
    assert [one.to if one else None for one in found.values()] == ["LL", "LL", "", None]
    other = read_boxes(settings.LIANXIN_MAIL_BOXES)[1]
    assert (other.user, other.password, other.folder, other.port, other.tls) == (
        "a@b",
        "p w",
        "信",
        993,
        "first",
    )


def test_the_door_of_the_mail_server_is_a_place_or_a_socket() -> None:
    one, other = read_entrance("127.0.0.1:2424"), read_entrance("smtp://[::1]:25")
    assert (
        one
        and other
        and (one.port, one.by_smtp) == (2424, False)
        and (other.host, other.by_smtp) == ("::1", True)
    )
    socket = read_entrance("/run/lianxin/lmtp")
    assert socket and socket.path == "/run/lianxin/lmtp" and read_entrance("") is None
    for wrong in ("localhost", "localhost:port", ":25", "a:99999"):
        with pytest.raises(ValueError):
            read_entrance(wrong)


def test_a_server_that_is_away_is_an_error_and_no_silence(
    server: ImapServer, user: str, world: World
) -> None:
    gone = box(server, user)
    with pytest.raises(NotSent, match="box_unreachable"):
        read(replace(gone, port=9), world)
