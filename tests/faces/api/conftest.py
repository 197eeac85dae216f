from collections.abc import Iterator

import pytest

from lianxin.kit.rates import forget


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> Iterator[None]:
    forget()
    yield
    forget()
