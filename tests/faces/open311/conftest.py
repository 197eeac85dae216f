"""`three` was written for an older Python, which had `ifilter`; nothing else is missing."""

import itertools
from collections.abc import Iterator

import pytest

from lianxin.kit.rates import forget

itertools.ifilter = filter  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> Iterator[None]:
    forget()
    yield
    forget()
