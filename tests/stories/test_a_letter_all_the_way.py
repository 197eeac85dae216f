"""A village without water writes one letter. This is what becomes of it."""

from lianxin.clock.models import Promise
from lianxin.flow.laws import chain_complaints, quick
from lianxin.flow.verbs import acknowledge, sort
from lianxin.outcomes.verbs import not_solved, rate
from tests.world import World


def test_a_letter_goes_in_becomes_owed_is_answered_and_rated(world: World) -> None:
    letter = world.letter("上湾村没有水了。", addressee="WS", place_code="LL-SW")
    assert letter.dossier.stage == "waiting"
    assert len(letter.code) == 16
    assert Promise.objects.owed().get(dossier=letter.dossier).key == "register"

    world.later(hours=1)
    sort(letter, to=world.bodies["WATER"], category=world.water, by=world.actor("sorter"), now=world.now)
    case = world.case()
    assert case.stage == "dispatched" and case.urgency == "lifeline"
    assert case.dossier.number == letter.dossier.number

    world.later(hours=2)
    acknowledge(case, by=world.actor("officer"), now=world.now)
    world.later(hours=20)
    world.reply(world.case(), {1: "主管道已修好，今天上午恢复供水。"})
    world.later(hours=5)
    rate(world.case(), verdict="solved", result=5, by=world.writer(case), now=world.now)

    case = world.case()
    assert case.stage == "closed" and case.claimed_outcome == "supported"
    assert not Promise.objects.owed().exists()
    letter.dossier.refresh_from_db()
    assert not any(words for _dossier, words in chain_complaints([case.dossier, letter.dossier]))
    assert quick().ok


def test_an_unsolved_case_goes_back_to_work(world: World) -> None:
    case = world.answered()
    not_solved(case, by=world.writer(case), now=world.later(days=1), words="水还是没有来。")
    case = world.case()
    assert case.stage == "in_handling" and case.passes == 2
    owed = Promise.objects.owed().get(dossier=case.dossier)
    assert owed.key == "rework" and owed.owed_by == world.bodies["WATER"]


def test_silence_closes_an_answered_case_without_a_rating(world: World) -> None:
    case = world.answered()
    world.later(days=8)
    assert world.case().stage == "delivered"
    world.later(days=20)
    case = world.case()
    assert case.stage == "closed"
    assert not case.replies.filter(rating__isnull=False).exists()
