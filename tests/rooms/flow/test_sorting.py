"""The desk's verbs: right person, wrong person, wrong moment, twice."""

from datetime import timedelta

import pytest

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.flow.verbs import accept, decline, dispatch, register, sort
from lianxin.identity.actors import citizen
from lianxin.intake.models import Submission
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid, SomeoneActedFirst
from lianxin.ledger.models import Event
from tests.world import World

NOT_THE_DESK = ["officer", "stranger", "secretary", "supervisor", "discipline", "office", "auditor"]


def registered(world: World) -> Case:
    register(world.letter(), by=world.actor("clerk"), now=world.now)
    return world.case()


def owed(case: Case) -> list[str]:
    return list(Promise.objects.owed().filter(dossier=case.dossier).values_list("key", flat=True))


def lines(case: Case) -> list[str]:
    return list(Event.objects.filter(dossier=case.dossier).order_by("seq").values_list("name", flat=True))


def test_a_registered_letter_is_a_case_under_the_same_number(world: World) -> None:
    letter = world.letter(subject="停水")
    case = register(letter, by=world.actor("clerk"), now=world.now)
    assert case.dossier.number == letter.dossier.number
    assert [request.words for request in case.requests.all()] == ["停水"]
    assert (case.stage, owed(case)) == ("registered", ["dispatch"])
    assert not Promise.objects.owed().filter(dossier=letter.dossier).exists()


def test_water_is_a_lifeline_whoever_forgets_to_say_so(world: World) -> None:
    register(world.letter(), by=world.actor("clerk"), now=world.now, category=world.water)
    case = world.case()
    due = Promise.objects.get(dossier=case.dossier).due
    assert (case.urgency, due - world.now) == ("lifeline", timedelta(hours=2))


@pytest.mark.parametrize("who", NOT_THE_DESK)
def test_only_the_desk_registers(world: World, who: str) -> None:
    letter = world.letter()
    with pytest.raises(NotAllowed):
        register(letter, by=world.actor(who), now=world.now)
    assert not Case.objects.exists()


def test_a_letter_is_registered_once(world: World) -> None:
    letter = world.letter()
    stale = Submission.objects.select_related("dossier__keeper", "addressee").get(pk=letter.pk)
    register(letter, by=world.actor("clerk"), now=world.now)
    with pytest.raises(NotAllowedNow, match="登记过"):
        register(letter, by=world.actor("clerk"), now=world.now)
    with pytest.raises(SomeoneActedFirst):
        register(stale, by=world.actor("clerk"), now=world.now)
    assert Case.objects.count() == 1


def test_accepted_it_is_ours_to_answer_and_its_dispatch_stays_owed(world: World) -> None:
    case = registered(world)
    accept(case, by=world.actor("sorter"), now=world.now)
    assert (world.case().stage, owed(case)) == ("accepted", ["dispatch"])
    with pytest.raises(NotAllowedNow, match="已受理"):
        accept(case, by=world.actor("sorter"), now=world.now)


@pytest.mark.parametrize("who", [*NOT_THE_DESK, "clerk"])
def test_only_the_sorter_accepts_declines_and_dispatches(world: World, who: str) -> None:
    case, somebody = registered(world), world.actor(who)
    with pytest.raises(NotAllowed):
        accept(case, by=somebody, now=world.now)
    with pytest.raises(NotAllowed):
        decline(case, reason="无关", channel="无", by=somebody, now=world.now)
    with pytest.raises(NotAllowed):
        dispatch(case, to=world.bodies["WATER"], by=somebody, now=world.now)
    assert lines(case) == ["case.registered"]


def test_declined_it_is_closed_with_a_reason_and_the_right_channel(world: World) -> None:
    case = registered(world)
    decline(case, reason="属于法院", channel="县人民法院", by=world.actor("sorter"), now=world.now)
    case = world.case()
    assert (case.stage, case.claimed_outcome, owed(case)) == ("closed", "declined", [])
    assert case.dossier.next_due is None
    assert case.dossier.events.last().data["channel"] == "县人民法院"


@pytest.mark.parametrize(("reason", "channel"), [("", "法院"), ("无关", ""), (" \n", "\x00")])
def test_nobody_is_declined_without_a_word(world: World, reason: str, channel: str) -> None:
    case = registered(world)
    with pytest.raises(NotValid, match="理由"):
        decline(case, reason=reason, channel=channel, by=world.actor("sorter"), now=world.now)
    assert world.case().stage == "registered"


def test_dispatched_it_lies_with_the_organisation_which_owes_a_signature(world: World) -> None:
    case = registered(world)
    dispatch(case, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now, reason="管网")
    case = world.case()
    promise = Promise.objects.owed().get(dossier=case.dossier)
    assert (case.dossier.keeper, case.lead_org) == (world.bodies["WATER"], world.bodies["WATER"])
    assert (promise.key, promise.owed_by) == ("acknowledge", world.bodies["WATER"])
    assert case.assignments.get().given_by == world.people["sorter"]


def test_a_case_is_not_dispatched_twice(world: World) -> None:
    case = world.dispatched()
    with pytest.raises(NotAllowedNow, match="已派单"):
        dispatch(case, to=world.bodies["SCHOOL"], by=world.actor("sorter"), now=world.now)
    assert case.assignments.count() == 1


def test_of_two_sorters_one_is_told(world: World) -> None:
    registered(world)
    first, second = world.case(), world.case()
    dispatch(first, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    with pytest.raises(SomeoneActedFirst):
        dispatch(second, to=world.bodies["SCHOOL"], by=world.actor("sorter"), now=world.now)
    assert world.case().lead_org == world.bodies["WATER"]


@pytest.mark.parametrize("office", ["WS-DESK", "WS-JW"])
def test_an_ordinary_case_is_not_given_to_an_office(world: World, office: str) -> None:
    case = registered(world)
    with pytest.raises(NotValid) as refused:
        dispatch(case, to=world.bodies[office], by=world.actor("sorter"), now=world.now)
    assert refused.value.field == "to"


def test_sorting_is_three_lines_in_one_stroke(world: World) -> None:
    letter = world.letter()
    case = sort(letter, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    assert lines(case) == ["case.registered", "case.accepted", "case.dispatched"]
    with pytest.raises(NotAllowedNow):
        sort(letter, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)


def test_sorting_that_cannot_be_finished_is_not_begun(world: World) -> None:
    letter = world.letter()
    with pytest.raises(NotValid):
        sort(letter, to=world.bodies["WS-DESK"], by=world.actor("sorter"), now=world.now)
    assert not Case.objects.exists()
    with pytest.raises(NotAllowed):
        sort(letter, to=world.bodies["WATER"], by=citizen(letter.pk), now=world.now)


def test_a_class_chosen_later_is_kept_and_its_line_says_so(world: World) -> None:
    case = registered(world)
    sorter = world.actor("sorter")
    sort(case.submission, to=world.bodies["WATER"], category=world.water, by=sorter, now=world.now)
    assert world.case().category == world.water
    assert Event.objects.get(name="case.dispatched").data["category"] == world.water.code
