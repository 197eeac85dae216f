"""The clock reminds once, breaks once, climbs step by step; it costs what is due, not what exists."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.channels.message import Message
from lianxin.clock.models import Promise
from lianxin.clock.verbs.ticking import tick
from lianxin.flow.verbs import sort
from lianxin.identity.actors import citizen
from lianxin.intake.verbs import receive_many
from lianxin.kit.ids import uuid7
from lianxin.ledger.models import Event
from tests.world import World


def said(name: str) -> list[Event]:
    return list(Event.objects.filter(name=name).order_by("at", "id"))


def tick_every_hour(world: World, *, hours: int) -> None:
    for _hour in range(hours):
        world.later(hours=1)


def test_reminded_once_before_and_broken_once_after(world: World) -> None:
    world.letter()
    owed = Promise.objects.get()
    tick_every_hour(world, hours=47)
    (reminder,), (broken,) = said("promise.reminded"), said("promise.broken")
    assert reminder.at < owed.due <= broken.at
    assert broken.by_kind == "clock"
    assert broken.data == {"promise": "register", "owed_by": "WS-DESK", "due": owed.due.isoformat()}
    assert Promise.objects.get().broken_at == owed.due


def test_a_second_look_at_the_same_moment_does_nothing(world: World) -> None:
    world.letter()
    world.later(days=1)
    lines = Event.objects.count()
    assert tick(now=world.now) == 0
    assert Event.objects.count() == lines


def test_a_clock_that_stood_still_breaks_without_reminding_afterwards(world: World) -> None:
    world.letter()
    world.later(days=1, hours=1)
    assert not said("promise.reminded")
    assert len(said("promise.broken")) == 1


def test_silence_climbs_from_the_village_to_the_county_and_stops_there(world: World) -> None:
    world.dispatched("LL-SW")
    tick_every_hour(world, hours=24 * 14)
    climbed = said("promise.escalated")
    assert [event.data["to"] for event in climbed] == ["LL", "WS"]
    first, second = (event.at for event in climbed)
    assert second - first == timedelta(days=3)
    assert Promise.objects.owed().get(key="acknowledge").alarm_at is None


def test_what_is_kept_is_left_in_peace(world: World) -> None:
    letter = world.letter()
    sort(letter, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    world.later(days=30)
    assert not [e for e in said("promise.broken") if e.data["promise"] == "register"]


def test_the_writer_can_see_it_in_the_letters_own_history(world: World) -> None:
    letter = world.letter()
    world.later(days=3)
    names = list(letter.dossier.events.order_by("seq").values_list("name", flat=True))
    assert names == ["submission.received", "promise.broken", "promise.escalated"]


def cost_of_one_due_promise_among(world: World, others: int) -> int:
    world.letter()
    for start in range(0, others, 50):
        group = [Message("file", f"cost:{uuid7()}", "水") for _ in range(start, min(start + 50, others))]
        receive_many(group, by=citizen(), now=world.now + timedelta(hours=12))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert tick(now=world.now + timedelta(hours=24)) == 1
    return len(queries)


@pytest.mark.parametrize("others", [10, 500])
def test_ticking_costs_what_is_due_and_not_what_exists(world: World, others: int) -> None:
    assert cost_of_one_due_promise_among(world, others) <= 10
