"""A closed matter is looked at again, by lot and by date, by somebody who did not handle it."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.clock.models.rules import Rule
from lianxin.clock.queries import forget_rules
from lianxin.flow import laws
from lianxin.flow.verbs.drawing import by_lot
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.outcomes.models import LookBack, Sending
from lianxin.outcomes.verbs import ask_review, look_back, not_solved, rate
from tests.world import World, card

SEEN = "到三户看过，水龙头都出水。"


def reworked(world: World) -> Case:
    """Not solved, answered again, and then solved: closed, and drawn."""
    case = world.delivered(contact=card())
    not_solved(case, by=world.writer(case), now=world.now)
    world.reply(world.case(), {1: "换了新管。"})
    world.now += timedelta(days=1)
    rate(world.case(), verdict="solved", by=world.writer(case), now=world.now)
    return world.case()


def owed(case: Case) -> Promise | None:
    return Promise.objects.owed().filter(dossier=case.pk, key="look_back").first()


def look(world: World, case: Case, holds: str = "still", who: str = "caller", words: str = SEEN) -> LookBack:
    return look_back(case, holds=holds, words=words, by=world.actor(who), now=world.now)


def test_what_was_worked_on_again_is_owed_a_look_by_the_desk_in_ninety_days(world: World) -> None:
    case = reworked(world)
    promise = owed(case)
    assert promise and promise.owed_by == world.bodies["WS-DESK"]
    assert promise.due.date() == date(2025, 6, 3), "4 Mar + 90 = 2 Jun, the Dragon Boat holiday: Tue 3"
    assert case.dossier.next_due is None, "the cover of a closed case shows nothing due"
    assert laws.quick().ok


def test_of_others_one_in_twenty_is_drawn_by_the_key_and_the_day_alone() -> None:
    keys, day = [UUID(int=number) for number in range(4000)], date(2025, 3, 3)
    drawn = {key for key in keys if by_lot(key, day, one_of=20)}
    assert 150 < len(drawn) < 250
    assert drawn == {key for key in keys if by_lot(key, day, one_of=20)}
    assert drawn != {key for key in keys if by_lot(key, date(2025, 3, 4), one_of=20)}


def test_an_ordinary_case_is_drawn_only_by_lot(world: World) -> None:
    """The county of the tests draws no lots; where one of one is drawn, it is every case."""
    case = world.delivered()
    Rule.objects.filter(key="LX_LOOK_BACK_RATE").update(amount=1)
    forget_rules()
    rate(case, verdict="solved", by=world.writer(case), now=world.now)
    assert owed(case) and case.dossier.events.get(name="case.closed").data["drawn"] == "lot"
    forget_rules()


def test_what_was_not_drawn_is_owed_nothing(world: World) -> None:
    case = world.delivered()
    rate(case, verdict="solved", by=world.writer(case), now=world.now)
    assert owed(case) is None


def test_it_is_too_early_before_seventy_five_days_and_then_it_holds(world: World) -> None:
    case = reworked(world)
    world.later(days=30)
    with pytest.raises(NotAllowedNow, match="还太早"):
        look(world, world.fresh(case))
    world.later(days=47)
    look(world, world.fresh(case))
    assert owed(case) is None
    assert (world.fresh(case).stage, LookBack.objects.get().holds) == ("closed", "still")
    with pytest.raises(NotAllowedNow, match="已经有人看过"):
        look(world, world.fresh(case))


def test_bad_again_goes_back_to_work_one_level_up_and_the_writer_is_told(world: World) -> None:
    case = reworked(world)
    world.later(days=80)
    look(world, world.fresh(case), "not_any_more", words="两户又断水。")
    fresh = world.fresh(case)
    assert (fresh.stage, fresh.passes) == ("in_handling", 3)
    assert {one.key for one in Promise.objects.owed().filter(dossier=case.pk)} == {"rework", "supervise"}
    world.later(minutes=1)
    assert Sending.objects.filter(notice="bad_again").exists()


def test_nobody_else_may_look_and_nothing_is_written_without_evidence(world: World) -> None:
    case = reworked(world)
    world.later(days=80)
    for who in ("officer", "stranger", "sorter", "supervisor"):
        with pytest.raises(NotAllowed):
            look(world, world.fresh(case), who=who)
    with pytest.raises(NotValid):
        look(world, world.fresh(case), words=" ")
    with pytest.raises(NotValid):
        look(world, world.fresh(case), "perhaps")
    assert not LookBack.objects.exists()


def test_nobody_looked_in_time_and_the_promise_is_broken_on_the_clock(world: World) -> None:
    case = reworked(world)
    world.later(days=92)
    promise = owed(case)
    assert promise and promise.state == "broken"
    assert world.fresh(case).dossier.next_due is None
    look(world, world.fresh(case))
    assert Promise.objects.get(dossier=case.pk, key="look_back").kept_late


def test_a_case_that_opens_again_before_is_looked_at_after_its_next_closing(world: World) -> None:
    case = reworked(world)
    ask_review(world.fresh(case), "还是没有讲清楚。", by=world.writer(case), now=world.now)
    assert owed(case) is None
    assert Promise.objects.get(dossier=case.pk, key="look_back").state == "released"
