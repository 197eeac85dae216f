"""Several workers tell programs at the same moment, and what began first reaches the disk last."""

import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction

from lianxin.hooks.models import Call
from lianxin.hooks.verbs import call_due, end_hook, follow
from lianxin.identity.actors import citizen
from lianxin.intake.verbs import add_words
from lianxin.kit.refusals import NotAllowedNow
from tests.races.together import at_once
from tests.receiver import THIS_MACHINE, Receiver, bureau, hook_at, own, receiving
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(settings: Any) -> World:
    settings.LIANXIN_HOOK_NETWORKS = THIS_MACHINE
    return build()


@pytest.fixture
def far() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def test_four_workers_write_and_make_each_call_once(world: World, far: Receiver) -> None:
    hook_at(world, far.url, by=bureau(world))
    for _n in range(6):
        world.dispatched()
    written = at_once(*[partial(follow, now=world.now)] * 4)
    assert sum(n for n in written if isinstance(n, int)) == 6 == Call.objects.count(), written
    made = at_once(*[partial(call_due, now=world.now)] * 4)
    assert sum(n for n in made if isinstance(n, int)) == 6 == len(far.came), made


def test_of_two_who_end_it_one_is_told_so(world: World) -> None:
    hook = hook_at(world, "https://partner.example/", by=bureau(world))
    outcomes = at_once(*[partial(end_hook, hook, by=world.actor("office"), now=world.now)] * 2)
    assert sum(isinstance(one, NotAllowedNow) for one in outcomes) == 1, outcomes


@pytest.mark.postgresql
def test_the_act_that_began_first_and_ends_last_is_told_too(world: World, far: Receiver) -> None:
    """SQLite lets acts write one after the other; here two write at once, and count nothing together."""
    hook_at(world, far.url, "submission.added_to", by=own(world, "sorter"))
    first, second = (world.letter() for _n in range(2))
    begun, go_on = threading.Event(), threading.Event()

    def slowly() -> None:
        with transaction.atomic():
            add_words(first, "又是一天。", by=citizen(first.pk), now=world.now)
            begun.set()
            go_on.wait(20)
        connection.close()

    slow = threading.Thread(target=slowly)
    slow.start()
    assert begun.wait(20)
    add_words(second, "又是一天。", by=citizen(second.pk), now=world.now)
    assert follow(now=world.now) == 1, "only the second one is on disk"
    go_on.set()
    slow.join()
    assert follow(now=world.now) == 1 and call_due(now=world.now) == 2
    assert [told["letter"] for told in far.told()] == [str(second.pk), str(first.pk)]
