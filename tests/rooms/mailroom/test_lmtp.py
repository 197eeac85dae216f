"""The door at which the mail server brings mails: taken when on disk, refused in words, asked for again."""

import smtplib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from lianxin.channels.email import check
from lianxin.channels.email.boxes import MOST_BYTES, Entrance
from lianxin.intake.models import Arrival, Submission
from lianxin.kit import rates
from lianxin.kit.codes import reply_mark
from lianxin.mailroom import lmtp
from lianxin.mailroom.lmtp import LATER, keep_door, take
from tests.faults.server import free_port
from tests.nasty.mails import mail
from tests.world import World, build, card

LL, COUNTY = "liulin@county.example", "shuji@county.example"
PATIENCE = 20.0


@pytest.fixture(autouse=True)
def addresses(settings: Any) -> None:
    settings.LIANXIN_SMTP, settings.LIANXIN_MAIL_FROM = "null:", "letters@county.example"
    settings.LIANXIN_MAIL_REPLY = "letters@county.example"
    settings.LIANXIN_MAIL_BOXES = f"lmtp:?address={LL}&to=LL lmtp:?address={COUNTY}&to=WS"
    rates.forget()


@contextmanager
def door(entrance: Entrance) -> Iterator[None]:
    stop = threading.Event()
    keeper = threading.Thread(target=keep_door, args=(entrance, stop), daemon=True)
    keeper.start()
    until = time.monotonic() + PATIENCE
    while not _answers(entrance):
        assert time.monotonic() < until
        time.sleep(0.05)
    try:
        yield
    finally:
        stop.set()
        keeper.join(PATIENCE)
        assert not keeper.is_alive()


def brought(entrance: Entrance, content: bytes, *recipients: str) -> list[str]:
    """As a mail server brings it by LMTP: what is answered for each recipient, and at the end for each mail.

    The standard library's own client reads one answer, however many recipients there were.
    """
    with socket.create_connection((entrance.host, entrance.port)) as line, line.makefile("rb") as said:
        answers = [said.readline()]

        def say(words: bytes, times: int = 1) -> list[str]:
            line.sendall(words + b"\r\n")
            return [_reply(said) for _nth in range(times)]

        say(b"LHLO mail.example")
        say(b"MAIL FROM:<wang@mail.example>")
        answers = [answer for to in recipients for answer in say(f"RCPT TO:<{to}>".encode())]
        taken = sum(answer.startswith("250") for answer in answers)
        say(b"DATA")
        return answers + say(content + b"\r\n.", taken)


def _reply(said: Any) -> str:
    while True:
        line: bytes = said.readline()
        if line[3:4] != b"-":
            return line.decode().strip()


def _answers(entrance: Entrance) -> bool:
    try:
        with socket.socket(socket.AF_UNIX if entrance.path else socket.AF_INET) as line:
            line.connect(entrance.path or (entrance.host, entrance.port))
            return line.recv(3) == b"220"
    except OSError:
        return False


def test_a_mail_that_is_brought_is_a_letter_to_the_body_of_that_address(world: World) -> None:
    assert take(mail("Subject: 停水"), "wang@mail.example", LL).startswith("250")
    letter = Submission.objects.get()
    assert (letter.addressee.code, letter.contact.email) == ("LL", "wang@mail.example")
    assert Arrival.objects.get().original().startswith(b"Return-Path: <wang@mail.example>\r\nDelivered-To: ")


def test_the_same_mail_by_the_door_and_by_a_box_is_one_letter(world: World) -> None:
    for _ in range(2):
        take(mail("Subject: 停水"), "wang@mail.example", LL)
    take(mail("Subject: 停水"), "wang@mail.example", COUNTY)
    assert Submission.objects.count() == 2, "one to each secretary"


def test_an_answer_reaches_its_letter_by_the_envelope_alone(world: World, settings: Any) -> None:
    letter = world.letter(contact=card(email="wang@mail.example"))
    to = f"letters+{reply_mark(letter.pk, settings.SECRET_KEY)}@county.example"
    assert take(mail("To: undisclosed-recipients:;"), "wang@mail.example", to).startswith("250")
    assert letter.additions.count() == 1


def test_who_has_no_sender_is_a_machine(world: World) -> None:
    take(mail("Subject: Auto: away"), "<>", COUNTY)
    assert Arrival.objects.get().why == "machine"


def test_what_cannot_be_written_is_asked_for_again(world: World, settings: Any, monkeypatch: Any) -> None:
    """The folder for files is gone, as when its disk is."""
    settings.LIANXIN_DATA = "/dev/null"
    assert take(mail("Subject: x", body=b"x" * 100_000), "wang@mail.example", COUNTY) == LATER
    assert not Arrival.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_each_recipient_is_answered_and_the_house_has_it_before(tmp_path: Path, settings: Any) -> None:
    world = build()
    entrance = Entrance("127.0.0.1", free_port())
    settings.LIANXIN_LMTP = f"127.0.0.1:{entrance.port}"
    with door(entrance):
        assert check() == ""
        answers = brought(entrance, mail("Subject: x"), LL, COUNTY, "nobody@county.example")
        assert [answer[:3] for answer in answers] == ["250", "250", "550", "250", "250"]
        assert Submission.objects.count() == 2 and world.bodies
        too_large = mail("Subject: x") + (b"x" * 998 + b"\r\n") * (MOST_BYTES // 1000 + 9)
        answers = brought(entrance, too_large, LL, COUNTY)
        assert [answer[:3] for answer in answers] == ["250", "250", "552", "552"]
        assert "25 MB" in answers[-1] and Submission.objects.count() == 2
    assert "收信口没有打开" in check()


@pytest.mark.django_db(transaction=True)
def test_by_a_socket_and_by_smtp_and_not_too_many_at_once(tmp_path: Path, settings: Any) -> None:
    build()
    entrance = Entrance("127.0.0.1", free_port(), by_smtp=True)
    with door(entrance):
        lines = [socket.create_connection(("127.0.0.1", entrance.port)) for _ in range(lmtp.MOST_LINES)]
        assert {line.recv(3) for line in lines} == {b"220"}
        with socket.create_connection(("127.0.0.1", entrance.port)) as one_more:
            assert one_more.recv(3) == b"421"
        for line in lines:
            line.close()
        until(lambda: _answers(entrance))
        with smtplib.SMTP("127.0.0.1", entrance.port) as smtp:
            assert smtp.sendmail("", [LL], mail("Subject: x", body=b"x" * 5_000)) == {}
    assert Submission.objects.count() == 0 and Arrival.objects.get().why == "machine"
    path = str(tmp_path / "lmtp")
    with door(Entrance(path=path)):
        settings.LIANXIN_LMTP = path
        assert check() == ""


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
