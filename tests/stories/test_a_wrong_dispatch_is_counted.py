"""Complaint 11. Whose mistake was it? The desk's wrong dispatches are counted like the bodies' refusals."""

from datetime import timedelta

from lianxin.flow.queries import sent_back, wrong_dispatches
from lianxin.flow.verbs import decide_objection, object_to, recall
from tests.world import MONDAY, World


def decided(world: World, upheld: bool) -> None:
    world.dispatched()
    object_to(world.case(), reason="不归我管", by=world.actor("officer"), now=world.now)
    to = world.bodies["SCHOOL"] if upheld else None
    decide_objection(
        world.case(), upheld=upheld, to=to, words="查清了", by=world.actor("sorter"), now=world.now
    )


def test_an_objection_that_holds_is_the_desk_s_mistake(world: World) -> None:
    county, since = world.bodies["WS"].path, MONDAY - timedelta(days=30)
    world.dispatched()
    decided(world, upheld=True)
    decided(world, upheld=False)
    assert wrong_dispatches(county, since=since) == (4, 1)  # three letters, and the one that passed on
    (bureau,) = sent_back(county, since=since)
    assert (bureau.name_zh, bureau.objections, bureau.transfers) == ("水务局", 2, 1)
    assert sent_back(world.bodies["LL"].path, since=since) == []
    assert wrong_dispatches(county, since=world.now + timedelta(days=1)) == (0, 0)


def test_what_was_taken_back_at_once_was_not_dispatched(world: World) -> None:
    recall(world.dispatched(), by=world.actor("sorter"), now=world.now)
    assert wrong_dispatches(world.bodies["WS"].path, since=MONDAY - timedelta(days=30)) == (0, 0)
