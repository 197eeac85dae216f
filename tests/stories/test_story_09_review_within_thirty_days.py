"""Story 9. A decision is delivered on 1 March: a review asked on 31 March is taken, one asked on 1 April
is not. The right counts from delivery, the first day is not counted (Petition Work Regulations art 35,
Civil Code art 201).
"""

from datetime import datetime

import pytest

from lianxin.kit.refusals import NotAllowedNow
from lianxin.outcomes.verbs import ask_review
from tests.world import SHANGHAI, World

FIRST_OF_MARCH = datetime(2025, 3, 1, 10, 0, tzinfo=SHANGHAI)


def delivered_on_the_first_of_march(world: World):  # type: ignore[no-untyped-def]
    world.now = FIRST_OF_MARCH
    return world.delivered()


def test_a_review_asked_on_the_thirty_first_is_taken(world: World) -> None:
    case = delivered_on_the_first_of_march(world)
    ask_review(case, "没有解决。", by=world.writer(case), now=datetime(2025, 3, 31, 23, 50, tzinfo=SHANGHAI))
    assert world.case().stage == "in_review"


def test_a_review_asked_on_the_first_of_april_is_too_late(world: World) -> None:
    case = delivered_on_the_first_of_march(world)
    with pytest.raises(NotAllowedNow, match="3月31日"):
        ask_review(case, "没有解决。", by=world.writer(case), now=datetime(2025, 4, 1, 0, 1, tzinfo=SHANGHAI))
