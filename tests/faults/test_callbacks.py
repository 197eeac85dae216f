"""The power goes while WeChat calls, the database goes, WeChat goes: each letter once, each told once."""

import random
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest

from lianxin.channels.signing import signature
from lianxin.channels.wechat.xml import fields
from tests.faults.server import PATIENCE, County, free_port
from tests.faults.server import TOKEN as FORM_TOKEN
from tests.faults.test_nowhere_to_write import _let_in
from tests.platform_server import PNG, platform_server
from tests.platforms import APP_ID, TOKEN, xml

PATH = "only-the-platform-knows"
CODE = re.compile(r"查询码((?:\d{4} ?){4})")
OWED = "SELECT count(*) FROM outcomes_sending WHERE channel = 'wechat'"
HOURS_PASS = "UPDATE outcomes_sending SET due_at = made_at WHERE due_at IS NOT NULL"
DAYS_PASS = "UPDATE intake_awaited SET due_at = told_at WHERE due_at IS NOT NULL"


@pytest.fixture(autouse=True)
def account(county: County) -> None:
    county.more = {"LIANXIN_WECHAT_TOKEN": TOKEN, "LIANXIN_CALLBACK": PATH}
    county.found()


def number(county: County, question: str) -> int:
    return int(str(county.count(question)[0][0]))


def wait_until(county: County, question: str, least: int, *, by: str = "") -> None:
    until = time.monotonic() + PATIENCE
    while number(county, question) < least:
        assert time.monotonic() < until, f"{question}: {number(county, question)}"
        if by:
            county.change(by)
        time.sleep(0.3)


def call(county: County, content: bytes) -> tuple[int, str, float]:
    """One call of the platform: its status, the words for the telephone, and how long it took."""
    moment, nonce = str(int(time.time())), f"{random.getrandbits(64)}"
    query = {"timestamp": moment, "nonce": nonce, "signature": signature(TOKEN, moment, nonce)}
    began = time.monotonic()
    path = f"/callback/{PATH}/wechat?{urlencode(query)}"
    status, _headers, page = county.ask("POST", path, content)
    words = fields(page.encode()).get("Content", "") if page.startswith("<xml>") else ""
    return status, words, time.monotonic() - began


@dataclass
class Callers:
    """People who write; the platform sends it again when it was not answered, three times in all."""

    county: County
    told: dict[str, str] = field(default_factory=dict)
    unsure: dict[str, bytes] = field(default_factory=dict)
    slowest: float = 0.0
    stop: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def begin(self, people: int) -> None:
        self.stop.clear()
        self.threads = [threading.Thread(target=self._write, daemon=True) for _one in range(people)]
        for thread in self.threads:
            thread.start()

    def end(self) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def send_again(self) -> None:
        for mark, content in list(self.unsure.items()):
            self._send(mark, content)

    def _write(self) -> None:
        try:
            while not self.stop.is_set():
                mark = f"信{random.getrandbits(48)}"
                content = xml("text", f"o-{mark[1:]}", Content=f"{mark} 停水了", MsgId=mark[1:])
                self.unsure[mark] = content
                self._send(mark, content)
        except OSError:
            return  # the server is gone; what was sent last stays unsure

    def _send(self, mark: str, content: bytes) -> None:
        status, words, seconds = call(self.county, content)
        self.slowest = max(self.slowest, seconds)
        if status == 200 and CODE.search(words):
            self.told[mark] = words
            self.unsure.pop(mark, None)


def test_kill_9_between_the_commit_and_the_answer_loses_and_doubles_nothing(county: County) -> None:
    callers = Callers(county)
    for _round in range(3):
        county.start()
        callers.send_again()
        callers.begin(6)
        time.sleep(random.uniform(0.5, 2.0))
        county.kill()
        callers.end()
    county.start()
    callers.send_again()
    again = dict(list(callers.told.items())[:20])
    rows = county.count("SELECT body FROM intake_submission")
    times = Counter(str(body).split()[0] for (body,) in rows)
    assert callers.unsure == {} and set(times) == set(callers.told) and set(times.values()) == {1}
    for mark, words in again.items():
        content = xml("text", f"o-{mark[1:]}", Content=f"{mark} 停水了", MsgId=mark[1:])
        assert call(county, content)[1] == words, "who sends it again is answered the same"
    county.lianxin("verify")


@pytest.mark.postgresql
def test_while_the_database_is_away_each_call_is_told_so_at_once_and_nothing_is_lost(county: County) -> None:
    county.start()
    callers = Callers(county)
    callers.begin(3)
    until = time.monotonic() + PATIENCE
    while len(callers.told) < 5 and time.monotonic() < until:
        time.sleep(0.05)
    _let_in(county, False)
    time.sleep(3)
    callers.end()
    assert callers.unsure and callers.slowest < 6.0
    asked = [call(county, content) for content in list(callers.unsure.values())[:5]]
    assert {status for status, _words, _seconds in asked} == {503}
    _let_in(county, True)
    letters = len(callers.told) + len(callers.unsure)
    wait_until(county, "SELECT count(*) FROM intake_submission", letters)
    assert number(county, "SELECT count(DISTINCT body) FROM intake_submission") == letters
    assert number(county, "SELECT count(*) FROM intake_submission") == letters
    county.lianxin("verify")


def test_a_day_without_wechat_and_the_power_goes_in_between(county: County) -> None:
    port = free_port()
    county.more |= {
        "LIANXIN_WECHAT_APPID": APP_ID, "LIANXIN_WECHAT_SECRET": "s",
        "LIANXIN_WECHAT_API": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    assert "连不上" in county.lianxin("check", good=False)
    county.start()
    for person in range(6):
        write_and_withdraw(county, f"o-{person}")
    call(county, xml("image", "o-0", MediaId="m1", PicUrl="http://x"))
    wait_until(county, OWED, 6)
    wait_until(county, f"{OWED} AND attempts > 0", 1, by=HOURS_PASS)
    for _power_cut in range(2):
        county.change(HOURS_PASS)
        time.sleep(random.uniform(0.5, 1.5))
        county.kill()
        county.start()
    with platform_server(port) as platform:
        platform.files["m1"] = ("image/png", PNG)
        wait_until(county, f"{OWED} AND state = 'sent'", 6, by=HOURS_PASS)
        wait_until(county, "SELECT count(*) FROM intake_attachment", 1, by=DAYS_PASS)
        county.change(HOURS_PASS)
        time.sleep(6)  # one more turn of the timetable: nothing goes twice
    assert Counter(who for who, _words in platform.sent) == {f"o-{person}": 1 for person in range(6)}
    assert number(county, f"{OWED} AND due_at IS NOT NULL") == 0
    county.lianxin("verify")


def write_and_withdraw(county: County, who: str) -> None:
    """A letter that its writer takes back is registered at once, by nobody's hand: a message is owed."""
    _status, words, _seconds = call(county, xml("text", who, Content=f"停水了 {who}"))
    found = CODE.search(words)
    assert found, words
    _status, headers, page = county.ask("GET", "/write/")
    token = FORM_TOKEN.search(page)
    assert token
    cookie = {"Cookie": headers["set-cookie"].partition(";")[0]}
    path = f"/t/{found[1].replace(' ', '')}/withdraw/"
    assert county.ask("POST", path, {"csrfmiddlewaretoken": token[1]}, **cookie)[0] == 302
