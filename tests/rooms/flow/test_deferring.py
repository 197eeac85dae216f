"""A plan and a day: right person, wrong person, wrong moment, twice; and the day comes by itself."""

from datetime import date, datetime, timedelta

import pytest

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.flow import laws
from lianxin.flow.verbs import (
    ask_deferral,
    ask_extension,
    close,
    grant_deferral,
    instruct,
    refuse_deferral,
    take_up,
    withdraw,
)
from lianxin.identity.actors import THE_CLOCK
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid, SomeoneActedFirst
from lianxin.outcomes.verbs import not_solved
from tests.world import SHANGHAI, World

PLAN = "主管老化，要等五月冬修资金到位后换新管。"
DAY = date(2025, 6, 2)  # Dragon Boat Monday: a day of rest, and still the day that was agreed


def asked(world: World, **said: object) -> Case:
    case = world.in_handling(**said)
    ask_deferral(case, plan=PLAN, until=DAY, by=world.actor("officer"), now=world.now)
    return world.case()


def deferred(world: World) -> Case:
    grant_deferral(asked(world), by=world.actor("secretary"), now=world.now)
    return world.case()


def owed(case: Case) -> list[str]:
    return sorted(Promise.objects.owed().filter(dossier=case.dossier).values_list("key", flat=True))


def test_asking_changes_nothing_but_that_somebody_must_decide(world: World) -> None:
    case = asked(world)
    assert (case.stage, owed(case)) == ("in_handling", ["deferral", "reply"])


def test_granted_the_plan_is_owed_by_its_day_and_nothing_is_closed(world: World) -> None:
    case = deferred(world)
    promise = Promise.objects.get(dossier=case.dossier, key="commitment")
    assert (case.stage, owed(case), case.claimed_outcome) == ("committed", ["commitment"], "")
    assert promise.due == datetime(2025, 6, 2, 23, 59, 59, tzinfo=SHANGHAI)
    assert promise.owed_by == world.bodies["WATER"]
    released = Promise.objects.get(dossier=case.dossier, key="reply")
    assert (released.state, released.reason) == ("released", "经批准暂缓，到约定的日期重新办理")
    assert laws.quick().open == 1


def test_on_that_day_it_is_taken_up_by_itself_with_a_new_answer_owed(world: World) -> None:
    case = deferred(world)
    world.now = datetime(2025, 6, 2, 23, 0, tzinfo=SHANGHAI)
    world.later(minutes=30)
    assert world.case().stage == "committed"
    world.later(hours=1)
    case = world.case()
    assert (case.stage, owed(case)) == ("in_handling", ["reply"])
    answer = Promise.objects.owed().get(dossier=case.dossier)
    assert answer.due == datetime(2025, 6, 10, 23, 59, 59, tzinfo=SHANGHAI)  # 4, 5, 6, 9 and 10 June
    assert case.dossier.events.filter(name="case.taken_up").get().by_kind == "clock"
    assert not Promise.objects.filter(dossier=case.dossier, state="broken").exists()
    world.reply(case, {1: "换好了。"})


def test_the_officer_may_take_it_up_before_the_day(world: World) -> None:
    case = deferred(world)
    take_up(case, by=world.actor("officer"), now=world.now)
    assert (world.case().stage, owed(case)) == ("in_handling", ["reply"])
    with pytest.raises(NotAllowedNow, match="办理中"):
        take_up(world.case(), by=world.actor("officer"), now=world.now)


def test_after_not_solved_it_is_a_new_answer_that_is_put_off_and_owed_again(world: World) -> None:
    case = world.answered()
    not_solved(case, by=world.writer(case), now=world.now)
    ask_deferral(world.case(), plan=PLAN, until=DAY, by=world.actor("officer"), now=world.now)
    grant_deferral(world.case(), by=world.actor("supervisor"), now=world.now)
    take_up(world.case(), by=THE_CLOCK, now=world.now)
    assert owed(case) == ["rework"]


def test_refused_or_left_alone_the_answer_stays_owed(world: World) -> None:
    case = asked(world)
    refuse_deferral(case, words="先用水车送水。", by=world.actor("secretary"), now=world.now)
    assert (owed(case), case.deferrals.get().words) == (["reply"], "先用水车送水。")
    case = asked(world)
    world.later(days=2)
    assert (owed(case), case.deferrals.get().decision) == (["reply"], "lapsed")


def test_no_answer_no_closing_and_no_other_request_while_it_is_put_off(world: World) -> None:
    case, officer = deferred(world), world.actor("officer")
    with pytest.raises(NotAllowedNow):
        world.reply(case, {1: "已办。"})
    with pytest.raises(NotAllowedNow):
        close(case, by=world.actor("sorter"), now=world.now, because="rated")
    with pytest.raises(NotAllowedNow):
        ask_extension(case, reason="再等等", by=officer, now=world.now)
    with pytest.raises(NotAllowedNow):
        not_solved(case, by=world.writer(case), now=world.now)


def test_the_secretary_may_still_speak_and_the_writer_may_still_withdraw(world: World) -> None:
    case = deferred(world)
    instruct(case, "请提前到四月。", by=world.actor("secretary"), now=world.now)
    assert owed(case) == ["commitment", "instruction"]
    withdraw(world.case().submission, by=world.writer(case), now=world.now)
    assert (world.case().stage, owed(case)) == ("closed", [])


@pytest.mark.parametrize("until", [date(2025, 3, 3), date(2025, 3, 2), date(2026, 3, 4), date(9999, 12, 31)])
def test_the_day_lies_after_today_and_within_a_year(world: World, until: date) -> None:
    case = world.in_handling()
    with pytest.raises(NotValid, match="2026年3月3日") as refused:
        ask_deferral(case, plan=PLAN, until=until, by=world.actor("officer"), now=world.now)
    assert refused.value.field == "until"


def test_put_off_again_and_again_it_is_still_within_a_year_of_the_first_time(world: World) -> None:
    case = deferred(world)
    take_up(case, by=world.actor("officer"), now=world.later(days=60))
    with pytest.raises(NotValid, match="2026年3月3日"):
        ask_deferral(
            world.case(), plan=PLAN, until=date(2026, 4, 1), by=world.actor("officer"), now=world.now
        )


@pytest.mark.parametrize("plan", ["", " ", "长" * 501])
def test_without_a_plan_nothing_is_put_off(world: World, plan: str) -> None:
    with pytest.raises(NotValid, match="打算"):
        ask_deferral(world.in_handling(), plan=plan, until=DAY, by=world.actor("officer"), now=world.now)


@pytest.mark.parametrize("who", ["clerk", "sorter", "stranger", "secretary", "supervisor", "auditor"])
def test_only_the_officer_who_owes_the_answer_asks_and_takes_up(world: World, who: str) -> None:
    case = world.in_handling()
    with pytest.raises(NotAllowed):
        ask_deferral(case, plan=PLAN, until=DAY, by=world.actor(who), now=world.now)
    with pytest.raises(NotAllowed):
        take_up(deferred(world), by=world.actor(who), now=world.now)


@pytest.mark.parametrize("who", ["officer", "stranger", "sorter", "township_secretary", "office"])
def test_only_a_leader_decides(world: World, who: str) -> None:
    case = asked(world)
    with pytest.raises(NotAllowed):
        grant_deferral(case, by=world.actor(who), now=world.now)
    with pytest.raises(NotAllowed):
        refuse_deferral(case, words="不行", by=world.actor(who), now=world.now)
    with pytest.raises(NotAllowed):
        grant_deferral(case, by=world.writer(case), now=world.now)


def test_nobody_decides_what_they_asked_themselves(world: World) -> None:
    world.people["officer"].posts.create(organisation=world.bodies["WS"], role="secretary", since=world.now)
    with pytest.raises(NotAllowed, match="自己的申请不能自己决定"):
        grant_deferral(asked(world), by=world.actor("officer"), now=world.now)


def test_decided_twice_the_second_is_told(world: World) -> None:
    asked(world)
    first, second = world.case(), world.case()
    grant_deferral(first, by=world.actor("secretary"), now=world.now)
    with pytest.raises((SomeoneActedFirst, NotAllowedNow)):
        refuse_deferral(second, words="不行", by=world.actor("supervisor"), now=world.now)
    with pytest.raises(NotAllowedNow):
        grant_deferral(world.case(), by=world.actor("secretary"), now=world.now)
    assert world.case().stage == "committed"


def test_a_day_that_came_before_the_decision_is_no_day(world: World) -> None:
    case = world.in_handling()
    friday = world.now + timedelta(days=4)
    ask_deferral(case, plan=PLAN, until=date(2025, 3, 8), by=world.actor("officer"), now=friday)
    with pytest.raises(NotValid, match="已经到了"):
        grant_deferral(world.case(), by=world.actor("secretary"), now=friday + timedelta(days=1))
