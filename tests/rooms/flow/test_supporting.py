"""Asking other bodies to help the lead: right person, wrong person, wrong moment, twice."""

import pytest

from lianxin.cases.models import Case, Support
from lianxin.clock.models import Promise
from lianxin.flow.laws import quick
from lianxin.flow.verbs import (
    acknowledge,
    decide_objection,
    dispatch,
    object_to,
    recall,
    report_to_lead,
    support,
    withdraw,
)
from lianxin.identity.actors import THE_INSTALLER
from lianxin.identity.policy import may
from lianxin.intake.verbs import open_contact, open_submission
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.models import Event
from lianxin.office.verbs import add_people, give_post
from lianxin.outcomes.verbs import not_solved
from tests.world import World, card


def owed(world: World) -> dict[str, str]:
    return dict(Promise.objects.owed().values_list("key", "owed_by__code"))


def helped(world: World, **said: object) -> Case:
    """The Water Bureau has it, and the sorter has asked the Education Bureau to help."""
    case = world.in_handling(**said)
    support(case, to=world.bodies["SCHOOL"], words="查校内管道", by=world.actor("sorter"), now=world.now)
    return world.case()


def test_the_desk_asks_a_body_to_help_and_it_owes_its_opinion(world: World) -> None:
    case = helped(world)
    asked = Support.objects.get()
    assert (asked.kind, asked.words, asked.asked_by) == ("support", "查校内管道", world.people["sorter"])
    assert owed(world) == {"reply": "WATER", "support:1": "SCHOOL"}
    assert Promise.objects.get(key="support:1").rule_key == "LX_SUPPORT"
    assert (case.lead_org, case.stage) == (world.bodies["WATER"], "in_handling")


def test_several_bodies_help_each_on_its_own_promise(world: World) -> None:
    case = helped(world)
    support(case, to=world.bodies["LL"], words="核实户数", by=world.actor("officer"), now=world.now)
    assert owed(world) == {"reply": "WATER", "support:1": "SCHOOL", "support:2": "LL"}


def test_a_township_blows_the_whistle(world: World) -> None:
    (officer,) = add_people([("镇承办人", world.bodies["LL"])], by=THE_INSTALLER, now=world.now)
    give_post(officer, world.bodies["LL"], "officer", by=THE_INSTALLER, now=world.now)
    world.people["township_officer"] = officer
    case = world.dispatched("LL")
    with pytest.raises(NotAllowedNow, match="先签收"):
        support(
            case, to=world.bodies["WATER"], words="来看", by=world.actor("township_officer"), now=world.now
        )
    acknowledge(case, by=world.actor("township_officer"), now=world.now)
    asked = support(
        world.case(),
        to=world.bodies["WATER"],
        words="请到现场",
        by=world.actor("township_officer"),
        now=world.now,
    )
    assert asked.kind == "whistle"
    line = Event.objects.get(name="case.whistled")
    assert (line.data["to"], line.data["asked"]) == ("WATER", "请到现场")


@pytest.mark.parametrize("who", ["stranger", "clerk", "secretary", "supervisor", "discipline", "office"])
def test_only_the_desk_and_the_lead_ask_for_help(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        support(world.in_handling(), to=world.bodies["LL"], words="来看", by=world.actor(who), now=world.now)


@pytest.mark.parametrize("to", ["WATER", "WS-DESK", "WS-JW"])
def test_neither_the_lead_nor_an_office_helps_the_lead(world: World, to: str) -> None:
    case = world.in_handling()
    with pytest.raises(NotValid) as refused:
        support(case, to=world.bodies[to], words="来看", by=world.actor("sorter"), now=world.now)
    assert refused.value.field == "helper"


@pytest.mark.parametrize("words", ["", " ", "字" * 301])
def test_a_body_is_told_what_it_is_asked_for(world: World, words: str) -> None:
    case = world.in_handling()
    with pytest.raises(NotValid):
        support(case, to=world.bodies["SCHOOL"], words=words, by=world.actor("sorter"), now=world.now)


def test_nobody_is_asked_again_while_it_owes_nor_after_the_answer(world: World) -> None:
    case = helped(world)
    with pytest.raises(NotAllowedNow, match="意见还没有给"):
        support(case, to=world.bodies["SCHOOL"], words="再查", by=world.actor("sorter"), now=world.now)
    answered = world.answered()
    with pytest.raises(NotAllowedNow, match="还没有答复"):
        support(answered, to=world.bodies["SCHOOL"], words="来看", by=world.actor("sorter"), now=world.now)


def test_whoever_was_asked_answers_the_lead_and_may_be_asked_again(world: World) -> None:
    case = helped(world)
    report_to_lead(case, "校内管道没有漏。", by=world.actor("stranger"), now=world.now)
    asked = Support.objects.get()
    assert (asked.answer, asked.answered_by) == ("校内管道没有漏。", world.people["stranger"])
    assert owed(world) == {"reply": "WATER"}
    support(
        world.case(), to=world.bodies["SCHOOL"], words="再查一次", by=world.actor("sorter"), now=world.now
    )
    assert owed(world) == {"reply": "WATER", "support:1": "SCHOOL"}


@pytest.mark.parametrize("who", ["officer", "sorter", "clerk", "secretary", "supervisor", "discipline"])
def test_nobody_answers_for_a_body_that_was_asked(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        report_to_lead(helped(world), "没有漏", by=world.actor(who), now=world.now)


@pytest.mark.parametrize("words", ["", " \n", "字" * 2001])
def test_an_opinion_says_something(world: World, words: str) -> None:
    with pytest.raises(NotValid):
        report_to_lead(helped(world), words, by=world.actor("stranger"), now=world.now)


def test_nobody_answers_twice_or_too_late(world: World) -> None:
    case = helped(world)
    report_to_lead(case, "没有漏", by=world.actor("stranger"), now=world.now)
    with pytest.raises(NotAllowedNow, match="已经给过"):
        report_to_lead(world.case(), "再说一次", by=world.actor("stranger"), now=world.now)
    world.reply(helped(world), {1: "修好了"})
    with pytest.raises(NotAllowedNow, match="已经给过"):
        report_to_lead(world.case(), "没有漏", by=world.actor("stranger"), now=world.now)


def test_whoever_helps_reads_the_letter_but_neither_the_contact_nor_the_pen(world: World) -> None:
    case, helper = helped(world, contact=card()), world.actor("stranger")
    open_submission(case.submission, by=helper, now=world.now, through=case)
    with pytest.raises(NotAllowed):
        open_contact(case.submission, by=helper, now=world.now, through=case)
    for act in (
        "case.reply",
        "case.acknowledge",
        "case.object",
        "case.support",
        "case.split",
        "case.deliver",
    ):
        assert not may(helper, act, case)
    with pytest.raises(NotAllowed):
        open_submission(world.in_handling().submission, by=helper, now=world.now, through=world.case())


def test_when_the_answer_goes_out_nobody_owes_an_opinion_any_more(world: World) -> None:
    case = helped(world)
    world.reply(case, {1: "修好了"})
    promise = Promise.objects.get(key="support:1")
    assert (promise.state, promise.reason) == ("released", "主办单位已经答复来信人")
    assert owed(world) == {"deliver": "WATER"}
    assert quick().ok
    not_solved(world.case(), by=world.writer(case), now=world.now)
    support(world.case(), to=world.bodies["SCHOOL"], words="再查", by=world.actor("officer"), now=world.now)
    assert owed(world) == {"rework": "WATER", "support:1": "SCHOOL"}


def test_a_body_that_helped_and_becomes_the_lead_owes_no_opinion_to_itself(world: World) -> None:
    case = world.dispatched()
    support(case, to=world.bodies["SCHOOL"], words="查校内", by=world.actor("sorter"), now=world.now)
    object_to(world.case(), reason="归教育局", by=world.actor("officer"), now=world.now)
    assert owed(world) == {"support:1": "SCHOOL", "decide": "WS-DESK"}
    decide_objection(
        world.case(),
        upheld=True,
        to=world.bodies["SCHOOL"],
        words="归它",
        by=world.actor("sorter"),
        now=world.now,
    )
    assert owed(world) == {"acknowledge": "SCHOOL"}
    assert Promise.objects.get(key="support:1").reason == "改为主办单位"


def test_also_when_the_dispatch_was_taken_back_and_it_was_given_the_case_instead(world: World) -> None:
    case, sorter = world.dispatched(), world.actor("sorter")
    support(case, to=world.bodies["SCHOOL"], words="查校内", by=sorter, now=world.now)
    recall(world.case(), by=sorter, now=world.now)
    dispatch(world.case(), to=world.bodies["SCHOOL"], by=sorter, now=world.now)
    assert owed(world) == {"acknowledge": "SCHOOL"}


def test_withdrawn_nobody_owes_an_opinion(world: World) -> None:
    case = helped(world)
    withdraw(case.submission, by=world.writer(case), now=world.now)
    assert owed(world) == {}
