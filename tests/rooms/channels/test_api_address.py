"""The check of the JSON API says when keys could be read on the way."""

from typing import Any

import pytest

from lianxin.channels.api import CHANNEL


@pytest.mark.parametrize(
    ("address", "clear"),
    [
        ("https://letters.example.gov.cn", False),
        ("http://localhost:8000", False),
        ("http://127.0.0.1", False),
        ("http://letters.example.gov.cn", True),
    ],
)
def test_an_address_without_https_is_told_in_words(settings: Any, address: str, clear: bool) -> None:
    settings.LIANXIN_ADDRESS = address
    assert bool(CHANNEL.check()) is clear
    assert address in CHANNEL.check() or not clear
