"""When the body that has a case steps aside, the case goes back to the desk and stands still nowhere."""

from collections.abc import Callable

import pytest

from lianxin.cases.models import Case
from lianxin.flow import laws
from lianxin.flow.verbs import (
    accept,
    acknowledge,
    ask_deferral,
    choose_track,
    decide_objection,
    dispatch,
    give_notice,
    grant_deferral,
    instruct,
    object_to,
    recall,
    register,
    reopen,
)
from lianxin.identity.actors import THE_CLOCK
from lianxin.intake.models import Ground
from lianxin.intake.verbs import recuse
from lianxin.kit.refusals import NotAllowed, NotAllowedNow
from lianxin.outcomes.models import Sending
from lianxin.outcomes.verbs import draft, pass_on_from_recused, submit
from tests.faces.desks import sit
from tests.world import World
from tests.world import said as whole


def put_off(world: World) -> Case:
    until = (world.now.date()).replace(month=5)
    ask_deferral(world.in_handling(), plan="换管", until=until, by=world.actor("officer"), now=world.now)
    grant_deferral(world.case(), by=world.actor("secretary"), now=world.now)
    return world.case()


def keep_water_out(world: World) -> Case:
    water = {"body": world.bodies["WATER"], "ground": Ground.RELATIVE.value}
    case = world.case()
    recuse(case.submission, by=world.actor("supervisor"), now=world.now, through=case, **water)
    world.later(minutes=1)
    return world.case()


@pytest.mark.parametrize("prepare", [World.dispatched, World.in_handling, World.submitted, put_off])
def test_the_case_goes_back_to_the_desk_and_to_another_body(
    world: World, prepare: Callable[[World], Case]
) -> None:
    instruct(prepare(world), "快办", by=world.actor("secretary"), now=world.now)
    case = keep_water_out(world)
    assert (case.stage, case.dossier.keeper.code, case.lead_org) == ("accepted", "WS-DESK", None)
    owed = set(case.dossier.promises.owed().values_list("key", "owed_by__code"))
    assert owed == {("dispatch", "WS-DESK"), ("instruction", "WS-DESK")} and laws.quick().ok
    with pytest.raises(NotAllowed):
        dispatch(case, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    dispatch(case, to=world.bodies["SCHOOL"], by=world.actor("sorter"), now=world.now)
    acknowledge(world.case(), by=world.actor("stranger"), now=world.now)
    submit(world.case(), {1: whole("已修好。")}, by=world.actor("stranger"), now=world.now)
    assert world.case().stage == "in_approval" and laws.quick().ok


def test_given_to_the_wrong_body_and_taken_back_it_is_due_as_it_was_since_the_first_stepped_aside(
    world: World,
) -> None:
    world.in_handling()
    world.later(hours=24 * 5)
    case = keep_water_out(world)
    due = case.dossier.promises.owed().get(key="dispatch").due
    assert due > world.now
    dispatch(case, to=world.bodies["SCHOOL"], by=world.actor("sorter"), now=world.now)
    recall(world.case(), by=world.actor("sorter"), now=world.now)
    assert world.case().dossier.promises.owed().get(key="dispatch").due == due


def test_what_the_first_body_had_begun_to_write_is_not_its_successor_s_to_read(world: World) -> None:
    draft(world.in_handling(), {1: whole("别信他")}, by=world.actor("officer"), now=world.now)
    dispatch(keep_water_out(world), to=world.bodies["SCHOOL"], by=world.actor("sorter"), now=world.now)
    acknowledge(world.case(), by=world.actor("stranger"), now=world.now)
    page, successor = f"/desk/case/{world.case().pk}/", sit(world, "stranger")
    assert "别信他" not in successor.get(page).content.decode()
    written = {"act": "draft", "answer-1": "马上去看。", "length": world.case().dossier.length}
    assert successor.post(page, written).status_code == 302
    assert "马上去看。" in successor.get(page).content.decode()


def test_the_writer_is_told_that_it_is_given_out_anew(world: World) -> None:
    world.dispatched()
    case = keep_water_out(world)
    assert Sending.objects.filter(submission=case.submission, notice="passed_from_recused").exists()


def test_a_rejected_objection_does_not_lead_back_to_whoever_stepped_aside(world: World) -> None:
    object_to(world.dispatched(), reason="不归我管", by=world.actor("officer"), now=world.now)
    assert keep_water_out(world).stage == "disputed"
    decide_objection(world.case(), upheld=False, words="归你", by=world.actor("sorter"), now=world.now)
    world.later(minutes=1)
    assert world.case().stage == "accepted"


def test_what_is_reopened_does_not_go_back_to_them_either(world: World) -> None:
    case = world.delivered()
    assert keep_water_out(world).stage == "delivered"
    reopen(world.fresh(case), by=world.writer(case), now=world.now)
    world.later(minutes=1)
    assert world.case().stage == "accepted" and laws.quick().ok


def test_a_notice_in_writing_is_not_owed_twice(world: World) -> None:
    register(world.letter(), by=world.actor("sorter"), now=world.now)
    choose_track(world.case(), "petition", reason="求决", by=world.actor("sorter"), now=world.now)
    accept(world.case(), by=world.actor("sorter"), now=world.now)
    dispatch(world.case(), to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    give_notice(world.case(), "已收到。", by=world.actor("officer"), now=world.now)
    dispatch(keep_water_out(world), to=world.bodies["SCHOOL"], by=world.actor("sorter"), now=world.now)
    assert not world.case().dossier.promises.owed().filter(key="org_notice").exists()


def test_only_the_clock_passes_it_on_and_only_then(world: World) -> None:
    case = world.in_handling()
    with pytest.raises(NotAllowed):
        pass_on_from_recused(case, by=world.actor("sorter"), now=world.now)
    with pytest.raises(NotAllowedNow):
        pass_on_from_recused(case, by=THE_CLOCK, now=world.now)
