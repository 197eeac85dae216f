"""Acceptance story 6. More time without a leader's yes, or without a reason for the citizen: refused."""

import pytest

from lianxin.clock.models import Promise
from lianxin.flow.verbs import ask_extension, grant_extension
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.outcomes.seen_by_citizen import seen_by_citizen
from lianxin.web.citizen.words import history, standing
from tests.world import World

WHY = "管材三月十日才到货，到货后五天装好。"


def due(world: World) -> str:
    promise = Promise.objects.get(dossier=world.case().dossier, key="reply")
    return f"{promise.due:%Y-%m-%d}"


def page_of(world: World) -> str:
    letter = seen_by_citizen(world.case().submission, now=world.now)
    now = standing(letter, now=world.now)
    return "\n".join([now.title, now.lead, now.why, *(line.words for line in history(letter))])


def test_without_a_leader_nothing_moves(world: World) -> None:
    case = world.in_handling()
    ask_extension(case, reason=WHY, by=world.actor("officer"), now=world.now)
    with pytest.raises(NotAllowed):  # the bureau does not say yes to itself
        grant_extension(world.case(), by=world.actor("officer"), now=world.now)
    world.later(days=2)  # and no leader answers in the one working day there is
    assert due(world) == "2025-03-10"
    assert "到期没有人决定延期，按不同意处理，原来的期限不变" in page_of(world)
    for _day in range(7):
        world.later(days=1)
    assert Promise.objects.get(key="reply").state == "broken"  # the clock was never stopped


def test_without_a_reason_for_the_citizen_nothing_is_asked(world: World) -> None:
    with pytest.raises(NotValid, match="这些话来信人会看到"):
        ask_extension(world.in_handling(), reason="  ", by=world.actor("officer"), now=world.now)
    assert not Promise.objects.filter(key="extension").exists()


def test_with_both_the_citizen_reads_the_reason_and_the_day_before_and_after(world: World) -> None:
    case = world.in_handling()
    ask_extension(case, reason=WHY, by=world.actor("officer"), now=world.now)
    grant_extension(world.case(), by=world.actor("secretary"), now=world.now)
    assert due(world) == "2025-03-24"
    told = page_of(world)
    for part in (WHY, "3月10日(星期一)", "3月24日(星期一)", "5个工作日", "10个工作日", "经批准延期一次"):
        assert part in told


def test_and_not_a_second_time(world: World) -> None:
    case = world.in_handling()
    ask_extension(case, reason=WHY, by=world.actor("officer"), now=world.now)
    grant_extension(world.case(), by=world.actor("secretary"), now=world.now)
    with pytest.raises(NotAllowedNow, match="一件事只能延期一次"):
        ask_extension(world.case(), reason="还要再等。", by=world.actor("officer"), now=world.now)
