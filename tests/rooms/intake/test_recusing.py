"""Who is named in a letter, or too near to it, never has it before them."""

import pytest

from lianxin.cases.models import Case
from lianxin.flow.verbs import acknowledge, dispatch, register
from lianxin.identity.policy import may
from lianxin.intake.models import Recusal
from lianxin.intake.verbs import open_contact, open_submission, readmit, recuse, step_aside
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.models import Event
from lianxin.outcomes.verbs import approve, submit
from tests.world import World, card, said


def set_aside(w: World, case: Case, *, by: str = "sorter", **whom: object) -> Recusal:
    return recuse(
        case.submission,
        ground="subject",
        by=w.actor(by),
        now=w.now,
        through=case,
        **whom,  # type: ignore[arg-type]
    )


def test_the_one_named_can_neither_read_nor_answer(world: World) -> None:
    case = world.in_handling()
    set_aside(world, case, person=world.people["officer"])
    case, officer = world.case(), world.actor("officer")
    for act in ("submission.read", "submission.read_contact", "case.reply", "case.deliver"):
        assert not may(officer, act, case)
    with pytest.raises(NotAllowed):
        open_submission(case.submission, by=officer, now=world.now, through=case)
    with pytest.raises(NotAllowed):
        submit(case, {1: said("已修好。")}, by=officer, now=world.now)


def test_the_one_named_cannot_sign_the_answer_either(world: World) -> None:
    case = world.submitted()
    set_aside(world, case, person=world.people["approver"])
    with pytest.raises(NotAllowed):
        approve(world.case(), by=world.actor("approver"), now=world.now)


def test_a_body_that_steps_aside_is_never_given_the_case(world: World) -> None:
    register(world.letter(), by=world.actor("sorter"), now=world.now)
    case = world.case()
    set_aside(world, case, body=world.bodies["WATER"])
    with pytest.raises(NotAllowed, match="要回避"):
        dispatch(world.case(), to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    dispatch(world.case(), to=world.bodies["SCHOOL"], by=world.actor("sorter"), now=world.now)
    assert world.case().lead_org == world.bodies["SCHOOL"]


def test_whoever_works_in_the_body_steps_aside_with_it(world: World) -> None:
    case = world.dispatched()
    set_aside(world, case, body=world.bodies["WATER"])
    with pytest.raises(NotAllowed):
        acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    assert may(world.actor("supervisor"), "submission.read", world.case())


def test_the_secretary_a_letter_is_about_does_not_get_to_see_it(world: World) -> None:
    case = world.dispatched(addressee="LL")
    assert may(world.actor("township_secretary"), "submission.read", case)
    set_aside(world, case, person=world.people["township_secretary"])
    assert not may(world.actor("township_secretary"), "submission.read", world.case())
    assert may(world.actor("secretary"), "submission.read", world.case())


def test_anybody_who_can_read_it_may_step_aside(world: World) -> None:
    case = world.in_handling()
    step_aside(case.submission, by=world.actor("officer"), now=world.now, through=case)
    assert not may(world.actor("officer"), "submission.read", world.case())
    with pytest.raises(NotAllowed):
        step_aside(case.submission, by=world.actor("stranger"), now=world.now, through=world.case())


@pytest.mark.parametrize("who", ["officer", "secretary", "stranger", "auditor", "reviewer"])
def test_only_the_desk_and_the_supervisor_tell_somebody_to_step_aside(world: World, who: str) -> None:
    case = world.in_handling()
    with pytest.raises(NotAllowed):
        set_aside(world, case, by=who, person=world.people["supervisor"])


def test_a_recusal_names_one_person_or_one_body_and_why(world: World) -> None:
    case = world.in_handling()
    with pytest.raises(NotValid):
        set_aside(world, case)
    with pytest.raises(NotValid):
        set_aside(world, case, person=world.people["officer"], body=world.bodies["WATER"])
    with pytest.raises(NotValid):
        recuse(
            case.submission,
            ground="hate",
            person=world.people["officer"],
            by=world.actor("sorter"),
            now=world.now,
        )


def test_the_desk_that_has_the_letter_cannot_step_aside_as_a_whole(world: World) -> None:
    case = world.in_handling()
    with pytest.raises(NotValid, match="不能整个回避"):
        set_aside(world, case, body=world.bodies["WS"])


def test_told_twice_it_is_written_once(world: World) -> None:
    case = world.in_handling()
    set_aside(world, case, person=world.people["officer"])
    with pytest.raises(NotAllowedNow):
        set_aside(world, world.case(), person=world.people["officer"])
    assert Event.objects.filter(name="submission.recused").count() == 1


def test_what_was_wrong_is_lifted_and_never_deleted(world: World) -> None:
    case = world.in_handling()
    recusal = set_aside(world, case, person=world.people["officer"])
    with pytest.raises(NotAllowed):
        readmit(recusal, by=world.actor("sorter"), now=world.now, through=world.case())
    readmit(recusal, by=world.actor("supervisor"), now=world.now, through=world.case())
    assert may(world.actor("officer"), "submission.read", world.case())
    assert Recusal.objects.count() == 1
    with pytest.raises(NotAllowedNow):
        readmit(Recusal.objects.get(), by=world.actor("supervisor"), now=world.now)


def test_who_asks_for_confidence_is_unknown_to_those_who_handle_it(world: World) -> None:
    case = world.in_handling(contact=card(), confidential=True)
    with pytest.raises(NotAllowed):
        open_contact(case.submission, by=world.actor("officer"), now=world.now, through=case)
    contact = open_contact(case.submission, by=world.actor("sorter"), now=world.now, through=case)
    assert contact and contact.name == "来信人"
