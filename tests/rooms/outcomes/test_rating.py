"""Only the citizen says whether it is solved; silence is no rating."""

import pytest
from django.db import IntegrityError, transaction

from lianxin.clock.models import Promise
from lianxin.identity.actors import THE_CLOCK, citizen
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.models import Event
from lianxin.ledger.verbs.reacting import react
from lianxin.outcomes.models import Rating
from lianxin.outcomes.reactions import let_silence_advance
from lianxin.outcomes.verbs import not_solved, rate
from tests.world import World


@pytest.mark.parametrize("verdict", ["solved", "partly"])
def test_a_rating_closes_the_case(world: World, verdict: str) -> None:
    case = world.answered()
    rating = rate(
        case, verdict=verdict, result=5, attitude=4, by=world.writer(case), now=world.now, words="谢谢"
    )
    assert (rating.verdict, rating.result, rating.attitude, rating.speed) == (verdict, 5, 4, None)
    assert (rating.source, world.case().stage) == ("citizen", "closed")
    assert not Promise.objects.owed().filter(dossier=case.dossier).exists()


def test_an_answered_case_has_no_rating_by_default(world: World) -> None:
    world.answered()
    assert not Rating.objects.exists()


def test_silence_closes_without_a_rating(world: World) -> None:
    case = world.answered()
    world.later(days=8)
    world.later(days=16)
    assert world.case().stage == "closed"
    assert Event.objects.get(dossier=case.dossier, name="case.closed").data["because"] == "silence"
    assert not Rating.objects.exists()


def test_what_silence_closed_the_writer_may_still_rate(world: World) -> None:
    case = world.answered()
    world.later(days=8)
    world.later(days=16)
    rate(world.case(), verdict="solved", by=world.writer(case), now=world.now)
    assert world.case().stage == "closed"


@pytest.mark.parametrize("days", [0, 8, 24, 40])
def test_not_solved_goes_back_to_work_before_and_after_it_was_closed(world: World, days: int) -> None:
    case = world.answered()
    for _day in range(days):
        world.later(days=1)
    not_solved(world.case(), by=world.writer(case), now=world.now, words="还是没水")
    assert (world.case().stage, world.case().passes) == ("in_handling", 2)
    owed = Promise.objects.owed().get(dossier=case.dossier)
    assert (owed.key, owed.owed_by) == ("rework", world.bodies["WATER"])


def test_after_thirty_days_a_new_letter_is_needed(world: World) -> None:
    case = world.answered()
    rate(case, verdict="partly", by=world.writer(case), now=world.now)
    with pytest.raises(NotAllowedNow):
        not_solved(world.case(), by=world.writer(case), now=world.later(days=1))
    other = world.answered()
    world.later(days=8)
    world.later(days=16)
    world.later(days=31)
    with pytest.raises(NotAllowedNow, match="30天"):
        not_solved(world.case(), by=world.writer(other), now=world.now)
    assert Rating.objects.count() == 1


def test_one_answer_is_rated_once(world: World) -> None:
    case = world.answered()
    rate(case, verdict="solved", by=world.writer(case), now=world.now)
    for old_or_new in (case, world.case()):
        with pytest.raises(NotAllowedNow, match="评价过"):
            rate(old_or_new, verdict="not_solved", by=world.writer(case), now=world.now)
    assert (Rating.objects.get().verdict, world.case().stage) == ("solved", "closed")


def test_nothing_is_rated_before_it_is_answered(world: World) -> None:
    case = world.in_handling()
    with pytest.raises(NotAllowedNow, match="还没有收到答复"):
        rate(case, verdict="solved", by=world.writer(case), now=world.now)


def test_nobody_rates_for_the_citizen(world: World) -> None:
    case = world.answered()
    others = [world.actor(who) for who in ("officer", "sorter", "secretary", "office")]
    for somebody in (*others, citizen(), citizen(world.letter().pk), THE_CLOCK):
        with pytest.raises(NotAllowed):
            rate(case, verdict="solved", by=somebody, now=world.now)
    assert not Rating.objects.exists()


@pytest.mark.parametrize("said", [{"verdict": ""}, {"verdict": "great"}, {"result": 0}, {"speed": 6}])
def test_a_rating_is_one_to_five_and_a_word(world: World, said: dict[str, object]) -> None:
    case = world.answered()
    with pytest.raises(NotValid):
        rate(case, **{"verdict": "solved", **said}, by=world.writer(case), now=world.now)  # type: ignore[arg-type]
    assert world.case().stage == "replied"
    rate(world.case(), verdict="solved", by=world.writer(case), now=world.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.update(result=9)


def test_silence_that_is_told_late_does_not_close_a_case_that_was_reopened(world: World) -> None:
    case = world.answered()
    world.later(days=8)
    fell_due = Event.objects.get(name="promise.fell_due")
    not_solved(world.case(), by=world.writer(case), now=world.now)
    world.reply(world.case(), {1: "又修了一次"})
    react(now=world.now)
    let_silence_advance(fell_due, now=world.now)
    assert world.case().stage == "replied"
