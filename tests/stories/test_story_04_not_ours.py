"""Acceptance story 4. A bureau says a case is not its own: in time, with reasons, and not for ever."""

from datetime import timedelta

import pytest

from lianxin.cases.models import Case
from lianxin.flow.giving import givings, transfers
from lianxin.flow.verbs import acknowledge, decide_objection, object_to
from lianxin.kit.refusals import NotAllowedNow
from tests.world import MONDAY, World

OFFICERS = {"WATER": "officer", "SCHOOL": "stranger"}


def working_day(number: int, world: World) -> None:
    """The morning of a working day after Monday 3 March 2025; a weekend lies behind the fourth."""
    world.now = MONDAY + timedelta(days=number + (2 if number > 4 else 0))


def passed_on(world: World, to: str) -> Case:
    """Whoever has it objects, and the desk agrees."""
    holder = world.actor(OFFICERS[world.case().dossier.keeper.code])
    object_to(world.case(), reason="不归我们管", by=holder, now=world.now)
    decide_objection(
        world.case(),
        upheld=True,
        to=world.bodies[to],
        words="归它管",
        by=world.actor("sorter"),
        now=world.now,
    )
    return world.case()


def test_on_the_sixth_working_day_it_is_too_late(world: World) -> None:
    world.dispatched()
    working_day(6, world)
    with pytest.raises(NotAllowedNow, match=r"最迟3月10日\(星期一\)提出，现在已经过了，这一件由您的单位办理"):
        object_to(world.case(), reason="不归水务局", by=world.actor("officer"), now=world.now)
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)


def test_on_the_fourth_the_desk_decides_and_its_decision_is_final(world: World) -> None:
    world.dispatched()
    working_day(4, world)
    object_to(world.case(), reason="水表以内归物业", by=world.actor("officer"), now=world.now)
    decide_objection(
        world.case(), upheld=False, words="主管道归水务局", by=world.actor("sorter"), now=world.now
    )
    with pytest.raises(NotAllowedNow, match="已经裁定由您的单位办理，不能再提异议"):
        object_to(world.case(), reason="水表以内归物业", by=world.actor("officer"), now=world.now)


def test_the_third_transfer_is_the_last(world: World) -> None:
    world.dispatched()
    for to in ("SCHOOL", "WATER", "SCHOOL"):
        case = passed_on(world, to)
    assert (transfers(givings(case)), case.lead_org) == (3, world.bodies["SCHOOL"])
    with pytest.raises(NotAllowedNow):
        passed_on(world, "WATER")
    assert transfers(givings(world.case())) == 3
    acknowledge(world.case(), by=world.actor("stranger"), now=world.now)
