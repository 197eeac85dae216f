"""A dispatch taken back at once: by whoever gave it, unsigned, within a minute, and no limit begins anew."""

from datetime import timedelta

import pytest

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.flow.laws import quick
from lianxin.flow.verbs import acknowledge, dispatch, instruct, recall, sort
from lianxin.identity.actors import THE_INSTALLER, citizen
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, SomeoneActedFirst
from lianxin.ledger.models import Event
from lianxin.office.verbs import give_post
from tests.world import PEOPLE, World

SOON = timedelta(seconds=8)


def take_back(world: World, case: Case, who: str = "sorter", *, after: timedelta = SOON) -> Case:
    recall(case, by=world.actor(who), now=world.now + after)
    return world.case()


def test_taken_back_it_lies_on_the_desk_again_and_nobody_has_to_sign(world: World) -> None:
    case = take_back(world, world.dispatched())
    desk = world.bodies["WS-DESK"]
    assert (case.stage, case.dossier.keeper, case.lead_org) == ("accepted", desk, None)
    unsigned = Promise.objects.get(dossier=case.dossier, key="acknowledge")
    assert (unsigned.state, unsigned.reason) == ("released", "派单已撤回")
    assert case.assignments.get().recalled_at == world.now + SOON
    line = Event.objects.get(dossier=case.dossier, name="case.recalled")
    assert (line.by, line.data["to"]) == (world.people["sorter"], "WATER")
    assert quick().ok


def test_the_dispatch_is_due_when_it_was_due_at_first(world: World) -> None:
    case = world.dispatched()
    first = Promise.objects.get(dossier=case.dossier, key="dispatch")
    case = take_back(world, case)
    again = Promise.objects.owed().get(dossier=case.dossier)
    assert (again.key, again.owed_by, again.due) == ("dispatch", world.bodies["WS-DESK"], first.due)
    assert case.dossier.next_due == first.due
    first.refresh_from_db()
    assert first.state == "kept"


def test_taken_back_it_is_given_to_the_right_body_which_signs(world: World) -> None:
    case = take_back(world, world.dispatched("SCHOOL"))
    world.now += SOON
    sort(case.submission, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    wrong, right = world.case().assignments.order_by("given_at")
    assert (wrong.organisation, wrong.acknowledged_at) == (world.bodies["SCHOOL"], None)
    assert (right.organisation, right.acknowledged_at) == (world.bodies["WATER"], world.now)


def test_what_the_secretary_instructed_is_the_desk_s_again(world: World) -> None:
    case = world.dispatched()
    instruct(case, "快办", by=world.actor("secretary"), now=world.now)
    take_back(world, world.case())
    assert Promise.objects.owed().get(key="instruction").owed_by == world.bodies["WS-DESK"]


@pytest.mark.parametrize("who", sorted(set(PEOPLE) - {"sorter"}))
def test_nobody_else_takes_it_back(world: World, who: str) -> None:
    case = world.dispatched()
    with pytest.raises(NotAllowed):
        take_back(world, case, who)
    with pytest.raises(NotAllowed):
        recall(case, by=citizen(case.submission_id), now=world.now)
    assert world.case().stage == "dispatched"


def test_a_colleague_at_the_same_desk_does_not_take_it_back(world: World) -> None:
    give_post(world.people["clerk"], world.bodies["WS-DESK"], "sorter", by=THE_INSTALLER, now=world.now)
    case = world.dispatched()
    with pytest.raises(NotAllowed, match="派单的人自己"):
        take_back(world, case, "clerk")
    assert world.case().stage == "dispatched"


def test_what_is_signed_for_stays(world: World) -> None:
    case = world.in_handling()
    with pytest.raises(NotAllowedNow, match="等待签收"):
        take_back(world, case)
    assert world.case().stage == "in_handling"


def test_after_a_minute_it_stays(world: World) -> None:
    case = world.dispatched()
    with pytest.raises(NotAllowedNow, match="一分钟"):
        take_back(world, case, after=timedelta(seconds=61))
    assert take_back(world, case, after=timedelta(seconds=60)).stage == "accepted"


def test_it_is_not_taken_back_twice(world: World) -> None:
    case = take_back(world, world.dispatched())
    with pytest.raises(NotAllowedNow):
        take_back(world, case)
    dispatch(case, to=world.bodies["SCHOOL"], by=world.actor("sorter"), now=world.now + SOON)
    assert take_back(world, world.case(), after=2 * SOON).assignments.count() == 2


def test_of_a_hand_that_signs_and_one_that_takes_back_the_second_is_told(world: World) -> None:
    world.dispatched()
    first, second = world.case(), world.case()
    take_back(world, first)
    with pytest.raises(SomeoneActedFirst):
        acknowledge(second, by=world.actor("officer"), now=world.now)
    assert world.case().stage == "accepted"
    assert world.case().assignments.get().acknowledged_at is None


def test_who_signs_first_keeps_it(world: World) -> None:
    world.dispatched()
    first, second = world.case(), world.case()
    acknowledge(first, by=world.actor("officer"), now=world.now)
    with pytest.raises(NotAllowedNow):
        take_back(world, second)
    assert world.case().stage == "in_handling"
