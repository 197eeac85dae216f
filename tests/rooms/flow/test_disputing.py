"""Objecting to a dispatch and deciding it: right person, wrong person, wrong moment, twice."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from lianxin.cases.models import Case, Objection
from lianxin.clock.models import Promise
from lianxin.flow.giving import givings, last_day_to_object, transfers
from lianxin.flow.laws import quick
from lianxin.flow.verbs import acknowledge, decide_objection, instruct, object_to, split, support, withdraw
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid, SomeoneActedFirst
from lianxin.ledger.models import Event
from lianxin.outcomes.verbs import not_solved
from tests.world import SHANGHAI, World

NOT_THE_BODY = ["stranger", "sorter", "clerk", "secretary", "supervisor", "discipline", "office"]
NOT_THE_DESK = ["officer", "stranger", "clerk", "secretary", "supervisor", "discipline", "office"]


def owed(world: World) -> dict[str, str]:
    return dict(Promise.objects.owed().values_list("key", "owed_by__code"))


def disputed(world: World, **said: object) -> Case:
    case = world.dispatched(**said)
    object_to(
        case, reason="归教育局管", suggested=world.bodies["SCHOOL"], by=world.actor("officer"), now=world.now
    )
    return world.case()


def uphold(world: World, to: str = "SCHOOL", **more: object) -> Case:
    desk = {"by": world.actor("sorter"), "now": world.now}
    decide_objection(world.case(), upheld=True, to=world.bodies[to], words="学校的事", **desk, **more)  # type: ignore[arg-type]
    return world.case()


def reject(world: World, **more: object) -> Case:
    decide_objection(
        world.case(),
        upheld=False,
        words="管网归水务局",
        by=world.actor("sorter"),
        now=world.now,
        **more,  # type: ignore[arg-type]
    )
    return world.case()


def test_whoever_was_given_the_case_objects_and_the_desk_owes_the_decision(world: World) -> None:
    case = disputed(world)
    objection = Objection.objects.get()
    assert (objection.organisation, objection.reason) == (world.bodies["WATER"], "归教育局管")
    assert (objection.suggested, objection.by) == (world.bodies["SCHOOL"], world.people["officer"])
    assert (case.stage, owed(world)) == ("disputed", {"decide": "WS-DESK"})
    assert Promise.objects.get(key="acknowledge").reason == "承办单位说不归它管，等待裁定"
    assert quick().ok


def test_also_after_signing_while_nothing_was_done(world: World) -> None:
    case = world.in_handling()
    object_to(case, reason="不归我管", by=world.actor("officer"), now=world.now)
    assert owed(world) == {"decide": "WS-DESK"}
    assert Promise.objects.get(key="reply").state == "released"


@pytest.mark.parametrize("who", NOT_THE_BODY)
def test_nobody_objects_for_another_body(world: World, who: str) -> None:
    case = world.dispatched()
    with pytest.raises(NotAllowed):
        object_to(case, reason="不归我管", by=world.actor(who), now=world.now)
    assert not Objection.objects.exists()


@pytest.mark.parametrize("reason", ["", " \n ", "字" * 301])
def test_an_objection_has_a_reason(world: World, reason: str) -> None:
    with pytest.raises(NotValid) as refused:
        object_to(world.dispatched(), reason=reason, by=world.actor("officer"), now=world.now)
    assert refused.value.field == "objection"


@pytest.mark.parametrize("suggested", ["WS-DESK", "WS-JW", "WATER"])
def test_an_objection_names_a_body_that_could_have_it_or_none(world: World, suggested: str) -> None:
    case = world.dispatched()
    with pytest.raises(NotValid):
        object_to(
            case,
            reason="不归我管",
            suggested=world.bodies[suggested],
            by=world.actor("officer"),
            now=world.now,
        )


def test_nobody_objects_twice_or_after_the_answer(world: World) -> None:
    case = disputed(world)
    with pytest.raises(NotAllowedNow, match="异议中"):
        object_to(case, reason="再说一次", by=world.actor("officer"), now=world.now)
    with pytest.raises(NotAllowedNow, match="已答复"):
        object_to(world.answered(), reason="不归我管", by=world.actor("officer"), now=world.now)
    not_solved(world.case(), by=world.writer(world.case()), now=world.now)
    with pytest.raises(NotAllowedNow, match="负责到底"):
        object_to(world.case(), reason="不归我管", by=world.actor("officer"), now=world.now)


def test_of_two_colleagues_one_objects(world: World) -> None:
    world.dispatched()
    first, second = world.case(), world.case()
    object_to(first, reason="不归我管", by=world.actor("officer"), now=world.now)
    with pytest.raises(SomeoneActedFirst):
        acknowledge(second, by=world.actor("officer"), now=world.now)


def test_the_last_day_is_told_and_kept_to(world: World) -> None:
    case = world.dispatched()
    until = last_day_to_object(case, givings(case)[-1])
    assert until == datetime(2025, 3, 10, 23, 59, 59, tzinfo=SHANGHAI)
    with pytest.raises(NotAllowedNow, match=r"3月10日\(星期一\)"):
        object_to(case, reason="不归我管", by=world.actor("officer"), now=until + timedelta(seconds=1))
    object_to(world.case(), reason="不归我管", by=world.actor("officer"), now=until)


FIRST_ACTS: list[Callable[[World], object]] = [
    lambda w: split(w.case(), ["修管"], by=w.actor("officer"), now=w.now),
    lambda w: support(w.case(), to=w.bodies["SCHOOL"], words="来看", by=w.actor("officer"), now=w.now),
]


@pytest.mark.parametrize("act", FIRST_ACTS)
def test_whoever_has_begun_stays_the_lead(world: World, act: Callable[[World], object]) -> None:
    world.in_handling()
    act(world)
    with pytest.raises(NotAllowedNow, match="负责到底"):
        object_to(world.case(), reason="不归我管", by=world.actor("officer"), now=world.now)


def test_what_the_desk_does_is_no_act_of_the_body(world: World) -> None:
    case = world.in_handling()
    split(case, ["修管", "退费"], by=world.actor("sorter"), now=world.now)
    object_to(world.case(), reason="不归我管", by=world.actor("officer"), now=world.now)
    assert world.case().stage == "disputed"


def test_upheld_the_case_passes_to_another_body(world: World) -> None:
    disputed(world)
    case = uphold(world)
    objection = Objection.objects.get()
    assert (objection.upheld, objection.words, objection.decided_by) == (
        True,
        "学校的事",
        world.people["sorter"],
    )
    assert (case.stage, case.lead_org, case.dossier.keeper) == (
        "dispatched", world.bodies["SCHOOL"], world.bodies["SCHOOL"],
    )  # fmt: skip
    assert owed(world) == {"acknowledge": "SCHOOL"}
    given = givings(case)
    assert (transfers(given), given[-1].designated, given[-1].reason) == (1, False, "学校的事")
    with pytest.raises(NotAllowed):
        acknowledge(case, by=world.actor("officer"), now=world.now)
    acknowledge(case, by=world.actor("stranger"), now=world.now)


def test_rejected_it_is_the_body_s_for_good(world: World) -> None:
    disputed(world)
    case = reject(world)
    assert (case.stage, case.lead_org, owed(world)) == (
        "dispatched", world.bodies["WATER"], {"acknowledge": "WATER"},
    )  # fmt: skip
    assert (transfers(givings(case)), givings(case)[-1].designated) == (0, True)
    for _time in range(2):
        with pytest.raises(NotAllowedNow, match="已经裁定"):
            object_to(world.case(), reason="还是不归我", by=world.actor("officer"), now=world.now)
        if world.case().stage == "dispatched":
            acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    assert quick().ok


@pytest.mark.parametrize("who", NOT_THE_DESK)
def test_only_the_desk_decides(world: World, who: str) -> None:
    case = disputed(world)
    with pytest.raises(NotAllowed):
        decide_objection(case, upheld=False, words="归你", by=world.actor(who), now=world.now)
    assert world.case().stage == "disputed"


def test_there_is_nothing_to_decide_before_or_twice(world: World) -> None:
    world.dispatched()
    with pytest.raises(NotAllowedNow, match="已派单"):
        reject(world)
    disputed(world)
    uphold(world)
    with pytest.raises(NotAllowedNow, match="已派单"):
        reject(world)


@pytest.mark.parametrize("words", ["", " ", "字" * 301])
def test_a_decision_has_its_reasons(world: World, words: str) -> None:
    case = disputed(world)
    with pytest.raises(NotValid) as refused:
        decide_objection(case, upheld=False, words=words, by=world.actor("sorter"), now=world.now)
    assert refused.value.field == "decision"


@pytest.mark.parametrize("to", [None, "WATER", "WS-DESK", "WS-JW"])
def test_upheld_it_goes_to_another_body_that_can_answer(world: World, to: str | None) -> None:
    case, body = disputed(world), world.bodies[to] if to else None
    with pytest.raises(NotValid) as refused:
        decide_objection(case, upheld=True, to=body, words="归它", by=world.actor("sorter"), now=world.now)
    assert refused.value.field == "to"
    assert world.case().stage == "disputed"


def test_a_joint_meeting_designates_for_good(world: World) -> None:
    disputed(world)
    case = uphold(world, meeting="3月5日联席会议：由教育局牵头")
    assert Objection.objects.get().meeting == "3月5日联席会议：由教育局牵头"
    with pytest.raises(NotAllowedNow, match="已经裁定"):
        object_to(case, reason="不归我管", by=world.actor("stranger"), now=world.now)


def test_no_meeting_where_one_body_stands_above_both(world: World) -> None:
    township, village = world.bodies["LL"], world.bodies["LL-SW"]
    case = world.dispatched("LL")
    world.people["officer"].posts.update(organisation=township)
    object_to(case, reason="是村里的事", suggested=village, by=world.actor("officer"), now=world.now)
    with pytest.raises(NotValid, match="共同的上级") as refused:
        uphold(world, "LL-SW", meeting="开了会")
    assert refused.value.field == "meeting"
    uphold(world, "LL-SW")


def test_the_desk_that_keeps_silent_breaks_its_promise_and_is_reported(world: World) -> None:
    case = disputed(world)
    for _hour in range(72):
        world.later(hours=1)
    told = Event.objects.filter(dossier=case.dossier, name__startswith="promise.").order_by("seq")
    assert [line.name for line in told] == ["promise.reminded", "promise.broken", "promise.escalated"]
    assert owed(world) == {"decide": "WS-DESK"}


def test_an_instruction_waits_at_the_desk_and_follows_the_case(world: World) -> None:
    case = world.dispatched()
    instruct(case, "三天内解决", by=world.actor("secretary"), now=world.now)
    object_to(world.case(), reason="不归我管", by=world.actor("officer"), now=world.now)
    assert owed(world) == {"instruction": "WS-DESK", "decide": "WS-DESK"}
    uphold(world)
    assert owed(world) == {"instruction": "SCHOOL", "acknowledge": "SCHOOL"}


def test_the_secretary_instructs_while_it_is_disputed_and_the_desk_has_the_turn(world: World) -> None:
    case = disputed(world)
    instruct(case, "今天就定下来", by=world.actor("secretary"), now=world.now)
    assert owed(world) == {"decide": "WS-DESK", "instruction": "WS-DESK"}
    reject(world)
    assert owed(world)["instruction"] == "WATER"


def test_the_writer_takes_a_disputed_letter_back(world: World) -> None:
    case = disputed(world)
    withdraw(case.submission, by=world.writer(case), now=world.now)
    assert (world.case().stage, owed(world)) == ("closed", {})
    assert quick().ok
