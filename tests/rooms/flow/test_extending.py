"""More time, once: right person, wrong person, wrong moment, twice; and silence is a no."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from lianxin.cases.models import Case, Extension
from lianxin.clock.models import Promise
from lianxin.clock.queries import why_due
from lianxin.flow.verbs import (
    acknowledge,
    ask_deferral,
    ask_extension,
    decide_objection,
    grant_extension,
    let_lapse,
    object_to,
    refuse_extension,
    sort,
    withdraw,
)
from lianxin.identity.actors import THE_CLOCK, THE_INSTALLER
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid, SomeoneActedFirst
from lianxin.office.verbs import give_post
from lianxin.outcomes.verbs import not_solved, send_back, submit
from tests.world import SHANGHAI, World, said

WHY = "管材三月十日才到货，到货后五天装好。"
NOT_A_LEADER = [
    "clerk",
    "sorter",
    "officer",
    "stranger",
    "township_secretary",
    "office",
    "auditor",
    "discipline",
]


def at(month: int, day: int) -> datetime:
    return datetime(2025, month, day, 23, 59, 59, tzinfo=SHANGHAI)


def asked(world: World, **said: object) -> Case:
    ask_extension(world.in_handling(**said), reason=WHY, by=world.actor("officer"), now=world.now)
    return world.case()


def answer(case: Case) -> Promise:
    return Promise.objects.get(dossier=case.dossier, key="reply")


def open_promises(case: Case) -> list[str]:
    return sorted(Promise.objects.owed().filter(dossier=case.dossier).values_list("key", flat=True))


def test_asking_makes_a_decision_owed_and_does_not_stop_the_clock(world: World) -> None:
    case = asked(world)
    assert open_promises(case) == ["extension", "reply"]
    assert answer(case).due == at(3, 10)
    assert Promise.objects.get(key="extension").due == at(3, 4)  # one working day
    assert (case.stage, case.extensions.get().reason) == ("in_handling", WHY)


def test_granted_the_answer_is_due_ten_working_days_later_and_the_first_day_stays_readable(
    world: World,
) -> None:
    case = asked(world)
    grant_extension(case, by=world.actor("supervisor"), now=world.now)
    promise, extension = answer(case), case.extensions.get()
    # 11, 12, 13, 14, 17, 18, 19, 20, 21 and 24 March 2025
    assert (promise.due, promise.due_first) == (at(3, 24), at(3, 10))
    assert (extension.due_before, extension.due_after) == (at(3, 10), at(3, 24))
    assert (extension.decision, extension.decided_by) == ("granted", world.people["supervisor"])
    assert world.case().dossier.next_due == at(3, 24)
    said = why_due(promise)
    assert "5个工作日" in said and "延期" in said and "3月24日" in said


def test_the_clock_reminds_before_the_later_day_and_breaks_after_it(world: World) -> None:
    case = asked(world)
    grant_extension(case, by=world.actor("secretary"), now=world.now)
    for _day in range(20):
        world.later(days=1)
    assert answer(case).state == "running"
    world.later(days=2)
    assert (answer(case).state, answer(case).broken_at) == ("broken", at(3, 24))


def test_refused_the_answer_stays_due_when_it_was(world: World) -> None:
    case = asked(world)
    refuse_extension(case, words="仓库里有现货。", by=world.actor("secretary"), now=world.now)
    assert (answer(case).due, open_promises(case)) == (at(3, 10), ["reply"])
    assert (case.extensions.get().decision, case.extensions.get().words) == ("refused", "仓库里有现货。")


def test_silence_on_the_request_is_a_no_and_nobody_is_blamed_for_it(world: World) -> None:
    case = asked(world)
    world.later(days=2)
    assert case.extensions.get().decision == "lapsed"
    assert (answer(case).due, open_promises(case)) == (at(3, 10), ["reply"])
    line = case.dossier.events.order_by("seq").last()
    assert (line.name, line.by_kind, line.data["because"]) == ("case.extension_refused", "clock", "silence")
    assert not Promise.objects.filter(dossier=case.dossier, state="broken").exists()


def test_a_decision_after_its_own_time_is_no_decision(world: World) -> None:
    case = asked(world)
    with pytest.raises(NotAllowedNow, match="按不同意处理"):
        grant_extension(case, by=world.actor("secretary"), now=world.now + timedelta(days=2))


def test_after_a_no_a_better_reason_may_be_given(world: World) -> None:
    case = asked(world)
    refuse_extension(case, words="说得不清楚。", by=world.actor("secretary"), now=world.now)
    ask_extension(world.case(), reason="厂家的到货单附后。", by=world.actor("officer"), now=world.now)
    grant_extension(world.case(), by=world.actor("secretary"), now=world.now)
    assert answer(case).due == at(3, 24)


@pytest.mark.parametrize(
    "who", ["clerk", "sorter", "stranger", "secretary", "supervisor", "office", "auditor"]
)
def test_only_the_officer_who_owes_the_answer_asks(world: World, who: str) -> None:
    case = world.in_handling()
    with pytest.raises(NotAllowed):
        ask_extension(case, reason=WHY, by=world.actor(who), now=world.now)
    with pytest.raises(NotAllowed):
        ask_extension(case, reason=WHY, by=world.writer(case), now=world.now)


@pytest.mark.parametrize("who", NOT_A_LEADER)
def test_only_a_leader_decides(world: World, who: str) -> None:
    case = asked(world)
    for verb, more in ((grant_extension, {}), (refuse_extension, {"words": "不行"})):
        with pytest.raises(NotAllowed):
            verb(case, by=world.actor(who), now=world.now, **more)  # type: ignore[operator]
    with pytest.raises(NotAllowed):
        let_lapse(case, "extension", by=world.actor(who), now=world.now)
    assert answer(case).due == at(3, 10)


def test_nobody_decides_what_they_asked_themselves(world: World) -> None:
    world.people["officer"].posts.create(organisation=world.bodies["WS"], role="supervisor", since=world.now)
    case = asked(world)
    with pytest.raises(NotAllowed, match="自己的申请不能自己决定"):
        grant_extension(case, by=world.actor("officer"), now=world.now)


@pytest.mark.parametrize("reason", ["", " \n", "长" * 301])
def test_without_a_reason_for_the_writer_nothing_is_asked(world: World, reason: str) -> None:
    with pytest.raises(NotValid, match="延期"):
        ask_extension(world.in_handling(), reason=reason, by=world.actor("officer"), now=world.now)


def test_a_no_says_why(world: World) -> None:
    case = asked(world)
    with pytest.raises(NotValid, match="为什么"):
        refuse_extension(case, words="", by=world.actor("secretary"), now=world.now)


def test_nothing_is_asked_before_signing_after_the_answer_or_after_the_time(world: World) -> None:
    officer = world.actor("officer")
    with pytest.raises(NotAllowedNow, match="已派单"):
        ask_extension(world.dispatched(), reason=WHY, by=officer, now=world.now)
    with pytest.raises(NotAllowedNow, match="已答复"):
        ask_extension(world.answered(), reason=WHY, by=officer, now=world.now)
    case = world.in_handling()
    with pytest.raises(NotAllowedNow, match="期限已经过了"):
        ask_extension(case, reason=WHY, by=officer, now=at(3, 11))


def test_one_request_waits_at_a_time(world: World) -> None:
    case, officer = asked(world), world.actor("officer")
    with pytest.raises(NotAllowedNow, match="等领导决定"):
        ask_extension(case, reason=WHY, by=officer, now=world.now)
    with pytest.raises(NotAllowedNow, match="等领导决定"):
        ask_deferral(case, plan="明年改管", until=at(6, 1).date(), by=officer, now=world.now)


def test_once_in_a_life(world: World) -> None:
    case = asked(world)
    grant_extension(case, by=world.actor("secretary"), now=world.now)
    with pytest.raises(NotAllowedNow, match="没有等着决定"):
        grant_extension(world.case(), by=world.actor("secretary"), now=world.now)
    with pytest.raises(NotAllowedNow, match="只能延期一次"):
        ask_extension(world.case(), reason=WHY, by=world.actor("officer"), now=world.now)
    twice = Extension.objects.get()
    twice.pk = "0197a000-0000-7000-8000-000000000000"
    with pytest.raises(IntegrityError), transaction.atomic():
        twice.save(force_insert=True)


@pytest.mark.parametrize("urgency", ["urgent", "lifeline"])
def test_a_rule_without_an_extension_cannot_be_extended(world: World, urgency: str) -> None:
    sort(world.letter(), to=world.bodies["WATER"], urgency=urgency, by=world.actor("sorter"), now=world.now)
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    case = world.case()
    with pytest.raises(NotAllowedNow, match="不能延长"):
        ask_extension(case, reason=WHY, by=world.actor("officer"), now=world.now)


def test_the_second_answer_has_a_rule_of_its_own_which_knows_no_extension(world: World) -> None:
    case = world.answered()
    not_solved(case, by=world.writer(case), now=world.now)
    with pytest.raises(NotAllowedNow, match="不能延长"):
        ask_extension(world.case(), reason=WHY, by=world.actor("officer"), now=world.now)


def test_of_two_leaders_one_is_told(world: World) -> None:
    asked(world)
    first, second = world.case(), world.case()
    grant_extension(first, by=world.actor("secretary"), now=world.now)
    with pytest.raises((SomeoneActedFirst, NotAllowedNow)):
        refuse_extension(second, words="不行", by=world.actor("supervisor"), now=world.now)
    assert Extension.objects.get().decision == "granted"


def test_what_is_answered_meanwhile_needs_no_decision(world: World) -> None:
    case = asked(world)
    world.reply(case, {1: "已接通。"})
    assert open_promises(case) == ["deliver"]
    with pytest.raises(NotAllowedNow):
        grant_extension(world.case(), by=world.actor("secretary"), now=world.now)


def test_what_is_withdrawn_owes_no_decision(world: World) -> None:
    case = asked(world)
    withdraw(case.submission, by=world.writer(case), now=world.now)
    assert open_promises(case) == []


def test_a_promise_that_broke_meanwhile_is_not_mended(world: World) -> None:
    case = world.in_handling()
    evening = at(3, 10) - timedelta(hours=3)
    ask_extension(world.case(), reason=WHY, by=world.actor("officer"), now=evening)
    with pytest.raises(NotAllowedNow, match="原来的期限已经过了"):
        grant_extension(world.case(), by=world.actor("secretary"), now=at(3, 11) - timedelta(hours=9))
    assert answer(case).due == at(3, 10)


def test_the_clock_itself_grants_nothing(world: World) -> None:
    with pytest.raises(NotAllowed):
        grant_extension(asked(world), by=THE_CLOCK, now=world.now)


def test_the_approver_decides_but_never_on_a_request_of_their_own(world: World) -> None:
    asked(world)
    grant_extension(world.case(), by=world.actor("approver"), now=world.now)
    assert answer(world.case()).due_first
    give_post(world.people["officer"], world.bodies["WATER"], "approver", by=THE_INSTALLER, now=world.now)
    case = asked(world)
    for decide in (grant_extension, lambda c, **k: refuse_extension(c, words="不行", **k)):
        with pytest.raises(NotAllowed, match="自己的申请不能自己决定"):
            decide(world.case(), by=world.actor("officer"), now=world.now)
    assert open_promises(case) == ["extension", "reply"]


def test_an_objection_settles_what_was_asked_and_the_next_lead_may_ask_anew(world: World) -> None:
    asked(world)
    object_to(world.case(), reason="归教育局管", by=world.actor("officer"), now=world.now)
    case, first = world.case(), Extension.objects.get()
    assert (case.asked, first.decision, first.decided_by, open_promises(case)) == (
        "",
        "settled",
        None,
        ["decide"],
    )
    with pytest.raises(NotAllowedNow):
        grant_extension(case, by=world.actor("secretary"), now=world.now)
    decide_objection(
        case,
        upheld=True,
        to=world.bodies["SCHOOL"],
        words="学校的事",
        by=world.actor("sorter"),
        now=world.now,
    )
    acknowledge(world.case(), by=world.actor("stranger"), now=world.now)
    ask_extension(world.case(), reason=WHY, by=world.actor("stranger"), now=world.now)
    grant_extension(world.case(), by=world.actor("secretary"), now=world.now)
    assert Extension.objects.get(decision="granted").organisation == world.bodies["SCHOOL"]


def test_more_time_is_a_first_act_and_whoever_got_it_keeps_the_case(world: World) -> None:
    grant_extension(asked(world), by=world.actor("secretary"), now=world.now)
    with pytest.raises(NotAllowedNow, match="先办的单位负责到底"):
        object_to(world.case(), reason="归教育局管", by=world.actor("officer"), now=world.now)


def test_what_is_handed_over_needs_no_decision_and_may_be_asked_again_when_it_comes_back(
    world: World,
) -> None:
    case = asked(world)
    submit(case, {1: said("已接通。")}, by=world.actor("officer"), now=world.now)
    assert (open_promises(case), Extension.objects.get().decision) == (["approve", "reply"], "settled")
    send_back(world.case(), "写明哪一天", by=world.actor("approver"), now=world.now)
    ask_extension(world.case(), reason=WHY, by=world.actor("officer"), now=world.now)
    assert open_promises(case) == ["extension", "reply"]
