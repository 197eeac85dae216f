"""Mails come in while the server dies, and while we die: each becomes one letter, and none is forgotten."""

import random
import smtplib
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.faults.server import PATIENCE, County, free_port
from tests.faults.test_mail_server import HOURS_PASS, OPEN, OWED, number, wait_until
from tests.imap_server import ImapServer, imap_server
from tests.mail_server import mail_server
from tests.nasty.mails import mail

pytestmark = pytest.mark.sqlite  # a process that dies is the same on both; databases die in test_kill.py

LETTERS = "SELECT count(*) FROM intake_submission WHERE channel = 'email'"
SUBJECTS = "SELECT subject FROM intake_submission WHERE channel = 'email'"
SETTINGS = {"LIANXIN_MAIL_FROM": "letters@county.example", "LIANXIN_MAIL_REPLY": "letters@county.example"}


@pytest.fixture
def server() -> Iterator[ImapServer]:
    with imap_server() as one:
        yield one


def letter(name: str) -> bytes:
    return mail(f"Subject: {name}", sender=f"From: {name}@mail.example".encode())


def put(server: ImapServer, *names: str) -> None:
    server.put("letters", *[letter(name) for name in names], at=datetime.now(UTC))


def subjects(county: County) -> list[str]:
    return sorted(str(row[0]) for row in county.count(SUBJECTS))


def test_a_mail_is_a_letter_within_moments_and_after_the_server_was_away(
    county: County, server: ImapServer
) -> None:
    county.more = SETTINGS | {"LIANXIN_MAIL_BOXES": server.url("letters")}
    county.found()
    put(server, "before")
    county.start()
    wait_until(county, LETTERS, 1)
    began = time.monotonic()
    put(server, "now")
    wait_until(county, LETTERS, 2)
    assert time.monotonic() - began < 60, "the server says it (IDLE); we look again only after minutes"
    server.stop()
    assert "连不上" in county.lianxin("check", good=False)
    time.sleep(1)
    server.start()
    put(server, "after")
    wait_until(county, LETTERS, 3)
    county.stop()
    assert subjects(county) == ["after", "before", "now"]
    county.lianxin("verify")


def test_whoever_is_killed_while_reading_reads_on_and_hears_nothing_twice(
    county: County, server: ImapServer
) -> None:
    port = free_port()
    county.more = SETTINGS | {
        "LIANXIN_MAIL_BOXES": server.url("letters"),
        "LIANXIN_SMTP": f"smtp://127.0.0.1:{port}",
    }
    county.found()
    people = [f"p{nth}" for nth in range(120)]
    put(server, *people[:80])
    for rest in (people[80:100], people[100:]):
        county.start()
        until = time.monotonic() + PATIENCE
        begun = number(county, LETTERS)
        while number(county, LETTERS) <= begun + 3 and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(random.uniform(0, 0.2))
        county.kill()
        put(server, *rest)
    county.start()
    wait_until(county, LETTERS, len(people))
    assert subjects(county) == sorted(people)
    with mail_server(port=port) as post:
        end = time.monotonic() + 2 * PATIENCE  # a hundred receipts, one mail each
        while number(county, OPEN) or number(county, OWED) < len(people):
            assert time.monotonic() < end
            county.change(HOURS_PASS)
            time.sleep(1)
    told = {(mail["To"], mail["Message-ID"]) for mail in post.mails}
    assert len(told) == len(people), "everybody has one receipt"
    county.stop()
    county.lianxin("verify")


def test_what_the_mail_server_was_told_is_taken_is_there_after_a_power_cut(county: County) -> None:
    port = free_port()
    boxes = "lmtp:?address=letters@county.example"
    county.more = SETTINGS | {"LIANXIN_MAIL_BOXES": boxes, "LIANXIN_LMTP": f"smtp://127.0.0.1:{port}"}
    county.found()
    left = [f"p{nth}" for nth in range(60)]
    taken: list[str] = []
    for _power_cut in range(3):
        county.start()
        _until_open(port)
        bringing = threading.Thread(target=_bring, args=(port, left, taken))
        bringing.start()
        time.sleep(random.uniform(0.05, 0.5))
        county.kill()
        bringing.join()
        assert set(taken) <= set(subjects(county))
    county.start()
    _until_open(port)
    _bring(port, left, taken)
    assert left == [] and subjects(county) == sorted(taken) and len(set(taken)) == 60
    county.stop()
    county.lianxin("verify")


def _bring(port: int, left: list[str], taken: list[str]) -> None:
    """As a mail server does: again, until it is told that the mail was taken."""
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=30) as line:
            while left:
                line.sendmail(f"{left[0]}@mail.example", ["letters@county.example"], letter(left[0]))
                taken.append(left.pop(0))
    except (OSError, smtplib.SMTPException):
        return  # it is gone; what was brought last is brought again


def _until_open(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as line:
                if line.recv(3) == b"220":
                    return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the door did not open")
