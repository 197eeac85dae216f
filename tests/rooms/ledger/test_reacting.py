"""Law 5: what follows an event is done at least once, and never has a last attempt."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lianxin.identity.actors import THE_CLOCK
from lianxin.ledger.models import Event, Reaction
from lianxin.ledger.queries import reactions_with_a_last_attempt
from lianxin.ledger.verbs import house_dossier, record
from lianxin.ledger.verbs.reacting import LEASE, LONGEST_WAIT, react, take
from tests.world import World

answered: list[str] = []


def answer(event: Event, *, now: datetime) -> None:
    """A reaction that works."""
    answered.append(event.name)


def fail(event: Event, *, now: datetime) -> None:
    """A reaction that writes, and then fails."""
    house_dossier(now=now)
    Reaction.objects.update(function="half done")
    raise ConnectionError("the partner is dead")


@pytest.fixture
def follows(settings: Any) -> Any:
    """What follows `bell.rang` in a test."""

    def follow(*names: str) -> None:
        settings.LIANXIN_REACTIONS = {"bell.rang": [f"{__name__}.{name}" for name in names]}
        answered.clear()

    return follow


def ring(world: World) -> Event:
    return record(house_dossier(now=world.now), "bell.rang", by=THE_CLOCK, now=world.now)


def test_a_reaction_is_done_once_and_not_again(world: World, follows: Any) -> None:
    follows("answer")
    event = ring(world)
    assert react(now=world.now) == 1
    assert react(now=world.now + timedelta(days=1)) == 0
    assert answered == ["bell.rang"]
    assert event.reactions.get().done_at == world.now


def test_a_failing_reaction_is_due_again_each_time_later_and_never_given_up(
    world: World, follows: Any
) -> None:
    follows("fail")
    ring(world)
    now, waits = world.now, []
    for attempt in range(1, 15):
        assert react(now=now) == 0
        reaction = Reaction.objects.get()
        assert reaction.attempts == attempt
        assert "the partner is dead" in reaction.complaint
        assert reaction.due_at
        waits.append(reaction.due_at - now)
        now = reaction.due_at
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=5)
    assert waits[1] > waits[0]
    assert waits[-1] == LONGEST_WAIT
    assert reactions_with_a_last_attempt() == 0


def test_a_failing_reaction_leaves_nothing_half_done(world: World, follows: Any) -> None:
    follows("fail")
    ring(world)
    react(now=world.now)
    assert Reaction.objects.get().function.endswith(".fail")


def test_a_failing_neighbour_does_not_hold_the_others_up(world: World, follows: Any) -> None:
    follows("fail", "answer")
    ring(world)
    assert react(now=world.now) == 1
    assert answered == ["bell.rang"]


def test_a_function_that_is_not_there_stays_owed(world: World, follows: Any) -> None:
    follows("no_such_function")
    ring(world)
    assert react(now=world.now) == 0
    assert Reaction.objects.filter(done_at=None).count() == 1


def test_a_worker_that_dies_gives_its_reactions_back_after_the_lease(world: World, follows: Any) -> None:
    follows("answer")
    ring(world)
    assert len(take(now=world.now, most=10)) == 1  # and the power goes
    assert take(now=world.now, most=10) == []
    assert react(now=world.now + LEASE) == 1


def test_the_database_refuses_a_reaction_that_is_neither_done_nor_due(world: World, follows: Any) -> None:
    follows("answer")
    ring(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reaction.objects.update(due_at=None)
