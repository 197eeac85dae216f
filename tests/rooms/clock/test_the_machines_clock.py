"""The machine's own clock is put forward or back: nothing is lost, nothing is broken twice."""

from datetime import timedelta

from lianxin.clock.models import Promise
from lianxin.clock.models.promise import State
from lianxin.clock.verbs.ticking import tick
from lianxin.flow.laws import chain_complaints, quick
from lianxin.flow.verbs import acknowledge
from lianxin.ledger.models import Dossier, Event
from tests.world import World


def lines_of(name: str) -> int:
    return Event.objects.filter(name=name).count()


def test_a_clock_put_back_an_hour_still_takes_acts_in_the_order_they_were_done(world: World) -> None:
    case = world.dispatched()
    acknowledge(case, by=world.actor("officer"), now=world.now - timedelta(hours=1))
    names = Event.objects.filter(dossier=case.pk).order_by("seq").values_list("name", flat=True)
    assert list(names)[-1] == "case.acknowledged"
    assert [said for _folder, said in chain_complaints(list(Dossier.objects.all())) if said] == []
    assert all(quick().laws.values())


def test_a_promise_broken_by_a_clock_that_ran_ahead_is_broken_once_and_says_when(world: World) -> None:
    case = world.dispatched()
    ahead, before = world.now + timedelta(days=30), lines_of("promise.broken")
    while tick(now=ahead):
        pass
    broken = lines_of("promise.broken")
    assert broken > before
    while tick(now=world.now):
        pass
    assert lines_of("promise.broken") == broken
    assert Promise.objects.filter(dossier=case.pk, state=State.BROKEN).exists()


def test_a_clock_put_back_breaks_nothing_early(world: World) -> None:
    world.dispatched()
    assert tick(now=world.now - timedelta(days=400)) == 0
    assert lines_of("promise.broken") == 0
