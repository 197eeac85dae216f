"""Programs may be told on this machine, which no county allows."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.receiver import THIS_MACHINE, Receiver, receiving


@pytest.fixture(autouse=True)
def _this_machine(settings: Any) -> None:
    settings.LIANXIN_HOOK_NETWORKS = THIS_MACHINE


@pytest.fixture
def far() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver
