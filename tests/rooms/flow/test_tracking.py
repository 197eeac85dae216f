"""The desk's choice of the track and of the grade, and what the petition's road makes owed."""

from datetime import datetime, timedelta

import pytest

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.clock.queries import why_due
from lianxin.flow.verbs import (
    accept,
    acknowledge,
    ask_deferral,
    ask_extension,
    choose_track,
    decide_objection,
    decline,
    dispatch,
    give_notice,
    grade,
    grant_extension,
    object_to,
    recall,
    register,
    sort,
)
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from tests.world import SHANGHAI, World

NOT_THE_SORTER = [
    "clerk",
    "officer",
    "stranger",
    "secretary",
    "supervisor",
    "discipline",
    "office",
    "auditor",
]


def at(month: int, day: int, year: int = 2025) -> datetime:
    return datetime(year, month, day, 23, 59, 59, tzinfo=SHANGHAI)


def registered(world: World, **said: object) -> Case:
    register(world.letter(**said), by=world.actor("clerk"), now=world.now)  # type: ignore[arg-type]
    return world.case()


def petition(world: World) -> Case:
    choose_track(
        registered(world), "petition", reason="请求作出处理意见", by=world.actor("sorter"), now=world.now
    )
    return world.case()


def given_out(world: World, days: int = 0) -> Case:
    """Accepted today, signed for some days later."""
    sort(petition(world).submission, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    world.now += timedelta(days=days)
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    return world.case()


def promise(case: Case, key: str) -> Promise:
    return Promise.objects.get(dossier=case.dossier, key=key)


def promise_owed(case: Case) -> Promise:
    return Promise.objects.owed().get(dossier=case.dossier)


def test_the_petition_s_fifteen_days_count_from_receiving_the_letter(world: World) -> None:
    letter = world.letter()
    world.now += timedelta(hours=20)  # Tuesday 5:00 in the morning
    register(letter, by=world.actor("clerk"), now=world.now)
    choose_track(world.case(), "petition", reason="申诉求决", by=world.actor("sorter"), now=world.now)
    case, owed = world.case(), promise(world.case(), "dispatch")
    assert (case.track, case.procedure, owed.rule_key) == ("petition", "petition", "PET_REGISTER")
    assert owed.due == at(3, 18)  # received on 3 March
    assert case.dossier.next_due == owed.due
    assert "15天" in why_due(owed)


def test_a_choice_can_be_put_right_before_the_case_is_given_out(world: World) -> None:
    case = petition(world)
    choose_track(case, "hotline", reason="只是询问", by=world.actor("sorter"), now=world.now)
    owed = promise(world.case(), "dispatch")
    assert (world.case().procedure, owed.rule_key) == ("letter", "HOT_DISPATCH_NORMAL")
    assert owed.due == world.now + timedelta(hours=24)


def test_sixty_days_count_from_acceptance_whenever_it_is_signed_for(world: World) -> None:
    case = given_out(world, days=4)
    owed = promise(case, "reply")
    assert (owed.rule_key, owed.due) == ("PET_CONCLUDE", at(5, 6))  # 2 May lies in the holidays of 1-5 May
    assert "60天" in why_due(owed)
    assert promise(case, "org_notice").due == at(3, 18)


def test_and_thirty_more_with_a_leader_s_yes(world: World) -> None:
    case = given_out(world)
    ask_extension(case, reason="要等鉴定结论", by=world.actor("officer"), now=world.now)
    grant_extension(world.case(), by=world.actor("secretary"), now=world.now)
    assert promise(case, "reply").due == at(6, 5)  # 30 days after 6 May


def test_a_petition_is_accepted_before_it_is_given_out(world: World) -> None:
    case, sorter = petition(world), world.actor("sorter")
    with pytest.raises(NotAllowedNow, match="已登记"):
        dispatch(case, to=world.bodies["WATER"], by=sorter, now=world.now)
    accept(world.case(), by=sorter, now=world.now)
    dispatch(world.case(), to=world.bodies["WATER"], by=sorter, now=world.now)


def test_what_the_law_gives_sixty_days_cannot_be_put_off(world: World) -> None:
    with pytest.raises(NotAllowedNow, match="没有这一步"):
        ask_deferral(
            given_out(world), plan="明年办", until=at(9, 1).date(), by=world.actor("officer"), now=world.now
        )


@pytest.mark.parametrize("who", NOT_THE_SORTER)
def test_only_the_sorter_chooses(world: World, who: str) -> None:
    case = registered(world)
    with pytest.raises(NotAllowed):
        choose_track(case, "petition", reason="为什么", by=world.actor(who), now=world.now)
    with pytest.raises(NotAllowed):
        grade(case, "urgent", reason="为什么", by=world.actor(who), now=world.now)
    assert world.case().track == "hotline"


@pytest.mark.parametrize(("track", "reason"), [("sealed", "为什么"), ("court", "为什么"), ("petition", " ")])
def test_a_track_that_is_none_and_a_choice_without_a_reason_are_refused(
    world: World, track: str, reason: str
) -> None:
    with pytest.raises(NotValid):
        choose_track(registered(world), track, reason=reason, by=world.actor("sorter"), now=world.now)


def test_chosen_twice_or_too_late_is_refused(world: World) -> None:
    case, sorter = petition(world), world.actor("sorter")
    with pytest.raises(NotAllowedNow, match="已经是这条轨道"):
        choose_track(case, "petition", reason="再定", by=sorter, now=world.now)
    case = world.dispatched()
    with pytest.raises(NotAllowedNow, match="已派单"):
        choose_track(case, "petition", reason="申诉求决", by=sorter, now=world.now)


def test_a_report_of_a_breach_of_discipline_has_no_other_track(world: World) -> None:
    register(world.letter(kind="report"), by=world.actor("discipline"), now=world.now)
    with pytest.raises(NotAllowed):
        choose_track(world.case(), "petition", reason="为什么", by=world.actor("discipline"), now=world.now)


def test_graded_up_the_dispatch_is_due_an_hour_after_it_was_registered(world: World) -> None:
    case, start = registered(world), world.now
    grade(case, "urgent", reason="有人被困", by=world.actor("sorter"), now=world.now + timedelta(minutes=30))
    assert promise(case, "dispatch").due == start + timedelta(hours=1)
    assert (world.case().urgency, world.case().dossier.next_due) == ("urgent", start + timedelta(hours=1))


def test_graded_up_too_late_it_is_late(world: World) -> None:
    case = registered(world)
    grade(case, "urgent", reason="有人被困", by=world.actor("sorter"), now=world.later(hours=3))
    world.later(minutes=1)
    assert promise(case, "dispatch").state == "broken"


def test_graded_down_what_is_broken_stays_broken(world: World) -> None:
    case = registered(world)
    grade(case, "urgent", reason="有人被困", by=world.actor("sorter"), now=world.now)
    world.later(hours=2)
    broken = promise(case, "dispatch")
    grade(world.case(), "normal", reason="误报", by=world.actor("sorter"), now=world.now)
    again = promise(case, "dispatch")
    assert (again.state, again.due, again.rule_key) == ("broken", broken.due, "HOT_DISPATCH_URGENT")


def test_the_grade_counts_for_the_answer_too(world: World) -> None:
    case = registered(world)
    grade(case, "lifeline", reason="停水", by=world.actor("sorter"), now=world.now)
    sort(case.submission, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    assert promise(case, "reply").due == world.now + timedelta(hours=24)


def test_taken_back_and_graded_up_it_is_due_from_when_it_was_registered(world: World) -> None:
    case, start, sorter = registered(world), world.now, world.actor("sorter")
    dispatch(case, to=world.bodies["WATER"], by=sorter, now=start + timedelta(minutes=20))
    recall(world.case(), by=sorter, now=start + timedelta(minutes=20, seconds=5))
    assert promise_owed(case).due == start + timedelta(hours=24)
    grade(world.case(), "lifeline", reason="停水", by=sorter, now=start + timedelta(minutes=30))
    assert promise_owed(case).due == start + timedelta(hours=2)


def test_a_petition_taken_back_owes_no_notice(world: World) -> None:
    case, sorter = petition(world), world.actor("sorter")
    sort(case.submission, to=world.bodies["WATER"], by=sorter, now=world.now)
    recall(world.case(), by=sorter, now=world.now)
    assert promise_owed(case).key == "dispatch"
    assert promise_owed(case).due == at(3, 18)


@pytest.mark.parametrize(("urgency", "reason"), [("red", "为什么"), ("", "为什么"), ("urgent", "")])
def test_a_grade_that_is_none_and_a_grade_without_a_reason_are_refused(
    world: World, urgency: str, reason: str
) -> None:
    with pytest.raises(NotValid):
        grade(registered(world), urgency, reason=reason, by=world.actor("sorter"), now=world.now)


def test_graded_twice_or_too_late_is_refused(world: World) -> None:
    sorter = world.actor("sorter")
    with pytest.raises(NotAllowedNow, match="已经是这一级"):
        grade(registered(world), "normal", reason="一般", by=sorter, now=world.now)
    with pytest.raises(NotAllowedNow, match="已派单"):
        grade(world.dispatched(), "urgent", reason="急", by=sorter, now=world.now)


@pytest.mark.parametrize(
    ("code", "outcome"),
    [("statutory", "redirected"), ("not_ours", "declined"), ("in_hand", "declined"), ("other", "declined")],
)
def test_declined_for_a_reason_that_can_be_counted(world: World, code: str, outcome: str) -> None:
    said = {"reason": "已经起诉", "channel": "县人民法院", "code": code}
    decline(registered(world), by=world.actor("sorter"), now=world.now, **said)  # type: ignore[arg-type]
    case = world.case()
    assert (case.claimed_outcome, case.declined_for, case.stage) == (outcome, code, "closed")
    assert case.dossier.events.last().data["code"] == code


def test_a_reason_that_is_none_is_refused(world: World) -> None:
    with pytest.raises(NotValid, match="原因"):
        decline(
            registered(world),
            reason="无关",
            channel="无",
            code="tired",
            by=world.actor("sorter"),
            now=world.now,
        )


def test_the_notice_is_owed_by_whoever_has_the_petition(world: World) -> None:
    sort(petition(world).submission, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    due = promise(world.case(), "org_notice").due
    object_to(world.case(), reason="归教育局管", by=world.actor("officer"), now=world.now)
    assert promise(world.case(), "org_notice").owed_by == world.bodies["WS-DESK"]
    decide_objection(
        world.case(),
        upheld=True,
        to=world.bodies["SCHOOL"],
        words="学校的事",
        by=world.actor("sorter"),
        now=world.now,
    )
    owed = promise(world.case(), "org_notice")
    assert (owed.owed_by, owed.due, owed.state) == (world.bodies["SCHOOL"], due, "running")
    give_notice(world.case(), "已收到，由办公室办理。", by=world.actor("stranger"), now=world.now)
    with pytest.raises(NotAllowedNow, match="先办的单位负责到底"):
        object_to(world.case(), reason="不归我", by=world.actor("stranger"), now=world.now)
