"""The ledger that adds up by channel and body, kept once a day, the same when counted from the events."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from lianxin.flow.balance import (
    FEW,
    Balance,
    by_body,
    by_channel,
    days_kept,
    differences,
    keep_day,
    with_few_together,
)
from lianxin.ledger.guards import standing
from lianxin.ledger.models import DayCount, Tally
from tests.world import World


def row(key: str, number: int) -> Balance:
    return Balance(key, number, number, 0)


def test_every_channel_adds_up_and_reports_are_nowhere(world: World) -> None:
    world.letter()
    world.letter(kind="report")
    world.in_handling(channel="paper")
    found = {one.key: one for one in by_channel()}
    assert (found["mailbox"].received, found["mailbox"].waiting, found["mailbox"].registered) == (1, 1, 0)
    assert (found["paper"].received, found["paper"].registered, found["paper"].open) == (1, 1, 1)
    assert [one.gap for one in found.values()] == [0, 0]


def test_a_body_counts_what_stands_below_it_and_the_county_what_it_has_itself(world: World) -> None:
    world.dispatched("LL-SW")
    world.dispatched("WATER")
    world.dispatched("WS")
    assert {one.key: one.registered for one in by_body()} == {"LL": 1, "WATER": 1, "WS": 1}


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [([9, 8], [9, 8]), ([9, 3, 2], [9, 5]), ([9, 8, 1], [9, 9]), ([2, 1], [3]), ([], []), ([5], [5])],
)
def test_few_stand_together(numbers: list[int], shown: list[int]) -> None:
    lines = with_few_together([row(str(place), number) for place, number in enumerate(numbers)])
    assert [one.registered for one in lines] == shown
    assert sum(numbers) < FEW or all(one.registered >= FEW for one in lines)


def test_the_events_say_the_same_and_a_wrong_count_is_found(world: World) -> None:
    world.delivered()
    world.letter()
    world.dispatched("LL-SW")
    assert differences() == []
    Tally.objects.filter(kind="case", stage="delivered").update(number=7)
    assert any(line.startswith("channel mailbox") for line in differences())


def test_a_letter_that_is_missing_is_a_gap(world: World) -> None:
    world.dispatched()
    Tally.objects.filter(kind="case").delete()
    assert [one.gap for one in by_channel()] == [1]


def test_a_day_is_kept_once_and_never_changed(world: World) -> None:
    world.dispatched()
    assert keep_day(now=world.now) == 2
    world.dispatched()
    assert keep_day(now=world.now) == 0
    assert [(one.key, one.registered) for one in days_kept()] == [("2025-03-03", 1)]
    assert keep_day(now=world.now + timedelta(days=1)) == 2
    assert [one.registered for one in days_kept()] == [2, 1]
    assert standing("ledger_daycount")
    with pytest.raises(DatabaseError), transaction.atomic():
        DayCount.objects.update(registered=9)
