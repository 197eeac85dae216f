"""The mail server is dead, it comes back, and the power goes in between: whoever is owed a mail gets it."""

import random
import time
from collections import defaultdict

from tests.faults.server import PATIENCE, TOKEN, County, free_port
from tests.mail_server import mail_server

PEOPLE = 8
OWED = "SELECT count(*) FROM outcomes_sending WHERE channel = 'email'"
OPEN = f"{OWED} AND due_at IS NOT NULL"
TRIED = f"{OPEN} AND attempts > 0"
HOURS_PASS = "UPDATE outcomes_sending SET due_at = made_at WHERE due_at IS NOT NULL"


def number(county: County, question: str) -> int:
    return int(str(county.count(question)[0][0]))


def wait_until(county: County, question: str, least: int) -> None:
    until = time.monotonic() + PATIENCE
    while number(county, question) < least:
        assert time.monotonic() < until, f"{question}: {number(county, question)}"
        time.sleep(0.1)


def write_and_withdraw(county: County, who: str) -> None:
    """A letter that its writer takes back is registered at once, by nobody's hand: a mail is owed."""
    _status, headers, page = county.ask("GET", "/write/")
    found = TOKEN.search(page)
    assert found
    form = {"csrfmiddlewaretoken": found[1]}
    cookie = {"Cookie": headers["set-cookie"].partition(";")[0]}
    key = f"00000000-0000-4000-8000-{random.randrange(10**12):012}"
    said = {"key": key, "kind": "problem", "body": "停水了", "email": f"{who}@mail.example"}
    status, answer, _page = county.ask("POST", "/write/", said | form, **cookie)
    assert status == 303
    letter = answer["location"].removesuffix("receipt/")
    assert county.ask("POST", f"{letter}withdraw/", form, **cookie)[0] == 302


def test_count_of_told_is_count_of_owed_whatever_happens_to_the_mail_server(county: County) -> None:
    port = free_port()
    county.more = {
        "LIANXIN_SMTP": f"smtp://127.0.0.1:{port}",
        "LIANXIN_MAIL_FROM": "letters@county.example",
    }
    county.found()
    assert "连不上" in county.lianxin("check", good=False)
    county.start()
    for person in range(PEOPLE):
        write_and_withdraw(county, f"w{person}")
    wait_until(county, OWED, PEOPLE)
    county.change(HOURS_PASS)
    wait_until(county, TRIED, 1)  # nobody is there to take it
    with mail_server(port=port, slow=0.3) as server:
        assert "可以用" in county.lianxin("check")
        for _power_cut in range(3):
            county.change(HOURS_PASS)
            time.sleep(random.uniform(0.5, 1.5))
            county.kill()
            county.start()
        until = time.monotonic() + PATIENCE
        while number(county, OPEN):
            assert time.monotonic() < until
            county.change(HOURS_PASS)
            time.sleep(2)
    names = defaultdict(set)
    for mail in server.mails:
        names[mail["To"]].add(mail["Message-ID"])
    assert set(names) == {f"w{person}@mail.example" for person in range(PEOPLE)}
    assert all(len(same) == 1 for same in names.values()), "sent twice is shown once"
    assert number(county, f"{OWED} AND state = 'sent'") == PEOPLE
    county.lianxin("verify")


def test_a_setting_that_names_no_server_is_said_before_the_doors_open(county: County) -> None:
    county.found()
    county.more = {"LIANXIN_SMTP": "mail.example:25"}
    assert "LIANXIN_SMTP" in county.lianxin("serve", good=False)
