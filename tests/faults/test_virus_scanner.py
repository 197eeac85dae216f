"""The virus scanner is away: the machine's keeper is told, and nothing else changes."""

import pytest

from tests.faults.server import County, free_port
from tests.virus_scanner import virus_scanner

pytestmark = pytest.mark.sqlite  # a process that dies is the same on both; databases die in test_kill.py


def test_the_check_says_whether_the_scanner_answers(county: County) -> None:
    port = free_port()
    county.more = {"LIANXIN_CLAMAV": f"127.0.0.1:{port}"}
    county.found()
    assert "查毒程序没有回答" in county.lianxin("check", good=False)
    with virus_scanner(port):
        assert "查毒程序  可以用" in county.lianxin("check")
    county.start()
    assert county.ask("GET", "/")[0] == 200, "letters are taken all the same"
