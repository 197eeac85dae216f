"""The counts follow the ledger: exact, once, and the same as when everything is counted from the lines."""

from datetime import timedelta

import pytest

from lianxin.flow.verbs import decide_objection, object_to, sort, withdraw
from lianxin.insight.figures.pages import PAGES
from lianxin.insight.figures.recounting import differences
from lianxin.insight.models import CaseFact, Cell, Reckoning
from lianxin.insight.verbs.counting import count_all, count_on
from lianxin.outcomes.verbs import rate
from tests.world import World

LATER = timedelta(days=60)


def cell(dimension: str, one: str = "", period: str = "2025-03") -> Cell:
    return Cell.objects.get(dimension=dimension, one=one, period=period)


def test_what_was_there_before_the_first_turn_is_counted(world: World) -> None:
    world.delivered()
    world.dispatched("LL-SW", channel="paper")
    count_all(now=world.now)
    assert cell("all").received == 2
    assert cell("org", world.bodies["WATER"].path).received == 1
    assert cell("channel", "paper").received == 1


def test_a_body_counts_what_stands_below_it(world: World) -> None:
    world.dispatched("LL-SW")
    count_all(now=world.now)
    assert [cell("org", world.bodies[code].path).received for code in ("WS", "LL", "LL-SW")] == [1, 1, 1]


def test_sealed_and_confidential_letters_are_never_counted(world: World) -> None:
    sort(world.letter(kind="report"), to=world.bodies["WS-JW"], by=world.actor("discipline"), now=world.now)
    world.dispatched(confidential=True)
    count_all(now=world.now + LATER)
    assert not CaseFact.objects.exists()
    assert not Cell.objects.exists()


def test_counting_twice_counts_once(world: World) -> None:
    world.delivered()
    count_all(now=world.now)
    before = list(Cell.objects.order_by("key").values())
    Reckoning.objects.update(read_to="00000000-0000-0000-0000-000000000000")
    count_all(now=world.now)
    assert list(Cell.objects.order_by("key").values()) == before


def test_a_case_is_due_only_when_its_limit_has_ended(world: World) -> None:
    world.in_handling()
    count_all(now=world.now)
    assert (cell("all").received, cell("all").due) == (1, 0)
    count_on(now=world.now + LATER)
    assert (cell("all").due, cell("all").unanswered, cell("all").on_time) == (1, 1, 0)


def test_who_does_not_sign_for_a_case_escapes_no_count(world: World) -> None:
    world.dispatched()
    count_all(now=world.now + LATER)
    assert (cell("all").due, cell("all").unanswered) == (1, 1)


def test_answered_claimed_and_confirmed_are_counted_apart(world: World) -> None:
    case = world.delivered()
    rate(case, verdict="partly", result=4, by=world.writer(case), now=world.now)
    count_all(now=world.now + LATER)
    seen = cell("all")
    assert (seen.due, seen.answered, seen.on_time, seen.participated) == (1, 1, 1, 1)
    assert (seen.solved, seen.partly, seen.satisfied, seen.closed) == (0, 1, 1, 1)


def test_what_the_writer_took_back_is_left_out_with_its_reason(world: World) -> None:
    case = world.in_handling()
    withdraw(case.submission, by=world.writer(case), now=world.now)
    count_all(now=world.now + LATER)
    assert (cell("all").due, cell("all").excluded_withdrawn) == (0, 1)


def test_a_wrong_dispatch_is_counted_where_it_came_from_and_went(world: World) -> None:
    case = world.dispatched()
    object_to(case, reason="不归我们管，是教育局的事。", by=world.actor("officer"), now=world.now)
    decide_objection(
        world.fresh(case), upheld=True, words="确实归教育局。", to=world.bodies["SCHOOL"],
        by=world.actor("sorter"), now=world.now,
    )  # fmt: skip
    count_all(now=world.now + LATER)
    assert (cell("all").wrong, cell("all").transfers_1) == (1, 1)
    moved = Cell.objects.get(dimension="transfer")
    assert (moved.one, moved.two) == (world.bodies["WATER"].path, world.bodies["SCHOOL"].path)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_the_same_from_the_events_and_a_wrong_count_is_found(world: World, page: str) -> None:
    case = world.delivered()
    rate(case, verdict="solved", by=world.writer(case), now=world.now)
    world.dispatched("LL-SW")
    assert differences(page, now=world.now + LATER) == []
    if Cell.objects.filter(dimension__in=PAGES[page].dimensions).update(received=77, moved=77):
        assert differences(page, now=world.now + LATER) != []
