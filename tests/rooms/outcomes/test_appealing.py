"""Review and recheck: right person, wrong person, wrong moment, twice."""

from datetime import timedelta

import pytest

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.flow.verbs import acknowledge
from lianxin.identity.actors import THE_INSTALLER, citizen
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid, SomeoneActedFirst
from lianxin.ledger.models import Event
from lianxin.office.verbs import give_post
from lianxin.outcomes.models import Appeal
from lianxin.outcomes.sealed_words import altered_opinions
from lianxin.outcomes.verbs import (
    ask_recheck,
    ask_review,
    decide_appeal,
    not_solved,
    rate,
    tell_opinion,
)
from tests.world import World

WORDS = "答复说修好了，水还是没有来。"


def in_review(w: World) -> Case:
    case = w.delivered()
    ask_review(case, WORDS, by=w.writer(case), now=w.now)
    return w.case()


def reviewed(w: World) -> Case:
    decide_appeal(
        in_review(w), ruling="confirmed", opinion="经查，管道已修复。", by=w.actor("reviewer"), now=w.now
    )
    return w.case()


def village_reviewed(w: World) -> Case:
    """The village answered, the township confirmed, and the writer has read it."""
    case = w.dispatched(to="LL-SW", addressee="LL-SW", place_code="LL-SW")
    acknowledge(case, by=w.actor("village_officer"), now=w.now)
    w.reply(w.case(), {1: "已修好。"}, by="village_officer", signed="township_secretary")
    rate(w.case(), verdict="partly", by=w.writer(case), now=w.now)
    ask_review(w.case(), WORDS, by=w.writer(case), now=w.now)
    decide_appeal(
        w.case(), ruling="confirmed", opinion="已修好。", by=w.actor("township_reviewer"), now=w.now
    )
    tell_opinion(w.case(), means="read", by=w.writer(case), now=w.now)
    return w.case()


def owed(case: Case) -> set[tuple[str, str]]:
    return {(one.key, one.owed_by.code) for one in Promise.objects.owed().filter(dossier=case.dossier)}


def test_the_body_above_owes_the_review(world: World) -> None:
    case = in_review(world)
    assert (case.stage, owed(case)) == ("in_review", {("review", "WS")})
    assert Appeal.objects.get().words == WORDS


def test_the_reasons_of_the_writer_never_stand_in_the_ledger(world: World) -> None:
    case = in_review(world)
    assert not [e for e in Event.objects.filter(dossier=case.dossier) if WORDS in e.words]


def test_a_closed_case_can_be_reviewed_too(world: World) -> None:
    case = world.answered()
    rate(case, verdict="solved", by=world.writer(case), now=world.now)
    ask_review(world.case(), WORDS, by=world.writer(case), now=world.now)
    assert world.case().stage == "in_review"


@pytest.mark.parametrize("who", ["officer", "sorter", "secretary", "reviewer", "stranger"])
def test_only_the_writer_asks_for_a_review(world: World, who: str) -> None:
    case = world.delivered()
    with pytest.raises(NotAllowed):
        ask_review(case, WORDS, by=world.actor(who), now=world.now)
    with pytest.raises(NotAllowed):
        ask_review(case, WORDS, by=citizen(), now=world.now)


def test_a_review_needs_reasons_and_an_answer(world: World) -> None:
    case = world.delivered()
    with pytest.raises(NotValid, match="哪里不同意"):
        ask_review(case, "  ", by=world.writer(case), now=world.now)
    unanswered = world.in_handling()
    with pytest.raises(NotAllowedNow, match="还没有收到答复"):
        ask_review(unanswered, WORDS, by=world.writer(unanswered), now=world.now)


def test_a_review_is_asked_once_for_an_answer(world: World) -> None:
    case = reviewed(world)
    with pytest.raises(NotAllowedNow, match="已经申请过"):
        ask_review(case, WORDS, by=world.writer(case), now=world.now)


def test_an_answer_nobody_is_known_to_have_read_can_be_reviewed_late(world: World) -> None:
    case = world.answered()
    world.later(days=8)  # silence: nobody fetched the answer
    world.later(days=40)
    ask_review(world.case(), WORDS, by=world.writer(case), now=world.now)
    assert world.case().stage == "in_review"


def test_the_county_cannot_review_its_own_answer(world: World) -> None:
    case = world.delivered()
    Case.objects.filter(pk=case.pk).update(lead_org=world.bodies["WS"])
    with pytest.raises(NotAllowedNow, match="上一级不在本县"):
        ask_review(world.case(), WORDS, by=world.writer(case), now=world.now)


@pytest.mark.parametrize("who", ["officer", "sorter", "secretary", "township_reviewer", "stranger"])
def test_nobody_but_the_reviewer_of_that_body_decides(world: World, who: str) -> None:
    case = in_review(world)
    with pytest.raises(NotAllowed):
        decide_appeal(case, ruling="confirmed", opinion="查明。", by=world.actor(who), now=world.now)


def test_whoever_had_a_hand_in_the_answer_steps_aside(world: World) -> None:
    case = in_review(world)
    give_post(world.people["officer"], world.bodies["WS"], "reviewer", by=THE_INSTALLER, now=world.now)
    with pytest.raises(NotAllowed, match="回避"):
        decide_appeal(case, ruling="confirmed", opinion="查明。", by=world.actor("officer"), now=world.now)


@pytest.mark.parametrize(("ruling", "opinion"), [("", "查明。"), ("maybe", "查明。"), ("confirmed", " ")])
def test_an_opinion_says_what_it_holds_and_why(world: World, ruling: str, opinion: str) -> None:
    case = in_review(world)
    with pytest.raises(NotValid):
        decide_appeal(case, ruling=ruling, opinion=opinion, by=world.actor("reviewer"), now=world.now)
    assert world.case().stage == "in_review"


def test_a_confirmed_answer_waits_for_the_opinion_to_arrive(world: World) -> None:
    case = reviewed(world)
    assert (case.stage, owed(case)) == ("reviewed", {("opinion", "WS")})
    tell_opinion(case, means="read", by=world.writer(case), now=world.now)
    assert owed(world.case()) == {("ask_recheck", "WS-DESK")}


def test_an_overturned_answer_goes_back_to_work(world: World) -> None:
    case = in_review(world)
    decide_appeal(case, ruling="overturned", opinion="事实不清。", by=world.actor("reviewer"), now=world.now)
    case = world.case()
    assert (case.stage, case.passes, owed(case)) == ("in_handling", 2, {("rework", "WATER")})
    world.reply(case, {1: "已更换水管。"})
    assert world.case().stage == "replied"


def test_two_reviewers_at_once(world: World) -> None:
    case, stale = in_review(world), world.case()
    decide_appeal(case, ruling="confirmed", opinion="查明。", by=world.actor("reviewer"), now=world.now)
    with pytest.raises((NotAllowedNow, SomeoneActedFirst)):
        decide_appeal(stale, ruling="overturned", opinion="不清。", by=world.actor("reviewer"), now=world.now)


def test_silence_after_a_review_closes_it_in_time(world: World) -> None:
    case = reviewed(world)
    tell_opinion(case, means="read", by=world.writer(case), now=world.now)
    world.later(days=29)
    assert world.case().stage == "reviewed"
    world.later(days=5)
    assert world.case().stage == "closed"


def test_an_opinion_nobody_fetches_is_told_by_silence(world: World) -> None:
    reviewed(world)
    world.later(days=8)
    assert Appeal.objects.get().means == "unread"


def test_the_recheck_of_a_bureau_is_outside_the_county(world: World) -> None:
    case = reviewed(world)
    tell_opinion(case, means="read", by=world.writer(case), now=world.now)
    with pytest.raises(NotAllowedNow, match="上一级不在本县"):
        ask_recheck(world.case(), WORDS, by=world.writer(case), now=world.now)


def test_a_recheck_ends_the_matter_and_never_the_person(world: World) -> None:
    case = village_reviewed(world)
    ask_recheck(case, WORDS, by=world.writer(case), now=world.now)
    assert owed(world.case()) == {("recheck", "WS")}
    decide_appeal(
        world.case(), ruling="confirmed", opinion="属实。", by=world.actor("reviewer"), now=world.now
    )
    tell_opinion(world.case(), means="read", by=world.writer(case), now=world.now)
    case = world.case()
    assert (case.stage, case.final_at) == ("closed", world.now)
    with pytest.raises(NotAllowedNow):
        not_solved(case, by=world.writer(case), now=world.now)
    world.letter()  # another letter is another matter


def test_a_recheck_comes_within_thirty_days_of_the_opinion(world: World) -> None:
    case = village_reviewed(world)
    with pytest.raises(NotAllowedNow, match="已经过了"):
        ask_recheck(case, WORDS, by=world.writer(case), now=world.now + timedelta(days=31))


def test_a_changed_opinion_is_found(world: World) -> None:
    reviewed(world)
    assert list(altered_opinions()) == []
    Appeal.objects.update(opinion="另一个说法")
    assert len(list(altered_opinions())) == 1
