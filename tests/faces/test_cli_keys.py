"""The command line: a key for a program of others, told once, listed, revoked."""

from typing import Any

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from lianxin.cli.main import app
from lianxin.identity.keys import key_with
from lianxin.identity.models import ApiKey
from tests.world import World


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that speaks Chinese."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


def lianxin(*words: str) -> Any:
    result = CliRunner().invoke(app, ["key", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_key_is_given_listed_and_revoked(world: World) -> None:
    said = lianxin("give", "随手拍", "--organisation", "WATER").output
    key = ApiKey.objects.get()
    secret = said.partition("：")[2].split()[0]
    assert (
        key_with(secret, "open311.post", now=timezone.now()) == key
        and key.organisation == world.bodies["WATER"]
    )
    listed = lianxin("list").output
    assert key.beginning in listed and "可用" in listed and secret not in listed
    assert "已吊销" in lianxin("revoke", key.beginning).output
    assert key_with(secret, "open311.post", now=timezone.now()) is None and "已吊销" in lianxin("list").output


def test_what_cannot_be_done_is_said_in_a_sentence(world: World) -> None:
    for words in (
        ("give", "x", "--organisation", "NO"),
        ("give", "x", "--scope", "all"),
        ("revoke", "lx-no"),
    ):
        assert lianxin(*words).exit_code == 1
    assert not ApiKey.objects.exists()
