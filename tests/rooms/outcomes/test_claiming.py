"""A demand that cannot reasonably be met: said by one, held by another, contested once, never of a person."""

import pytest

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.flow.verbs import split
from lianxin.identity.actors import citizen
from lianxin.kit.ids import uuid7
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.outcomes.figures import confirmed, figures
from lianxin.outcomes.models import Claim, Sending
from lianxin.outcomes.verbs import claim, contest_claim, decide_claim, decide_contest, not_solved
from tests.world import MONDAY, World

WHY = {"reason": "要求县里重判法院的案子。", "basis": "民事诉讼法第211条", "channel": "向中级法院申请再审"}


def claimed(world: World, who: str = "officer", number: int = 1) -> Case:
    claim(world.in_handling(), number, **WHY, by=world.actor(who), now=world.now)
    return world.case()


def held(world: World, *, confirmed: bool = True, who: str = "sorter") -> Case:
    case = claimed(world)
    decide_claim(case, 1, confirmed=confirmed, words="查过判决。", by=world.actor(who), now=world.now)
    return world.case()


def contested(world: World) -> Case:
    case = held(world)
    contest_claim(case, 1, "我没有要重判。", by=world.writer(case), now=world.now)
    return world.case()


def owed(case: Case) -> set[str]:
    return set(Promise.objects.owed().filter(dossier=case.pk).values_list("key", flat=True))


def test_the_desk_owes_a_decision_and_the_answer_is_owed_all_the_same(world: World) -> None:
    case = claimed(world)
    assert owed(case) == {"reply", "claim:1"}
    assert Promise.objects.get(dossier=case.pk, key="claim:1").owed_by == world.bodies["WS-DESK"]
    assert owed(held(world)) == {"reply"}


def test_each_demand_once_and_with_reason_law_and_another_way(world: World) -> None:
    case = claimed(world)
    with pytest.raises(NotAllowedNow, match="只能提一次"):
        claim(case, 1, **WHY, by=world.actor("officer"), now=world.now)
    with pytest.raises(NotValid, match="哪一项"):
        claim(case, 2, **WHY, by=world.actor("officer"), now=world.now)
    for missing in WHY:
        with pytest.raises(NotValid):
            claim(case, 1, **{**WHY, missing: " "}, by=world.actor("officer"), now=world.now)
    with pytest.raises(NotAllowedNow, match="正在办的"):
        claim(world.dispatched(), 1, **WHY, by=world.actor("officer"), now=world.now)


def test_only_the_handler_says_it_and_only_the_desk_holds_it(world: World) -> None:
    case = world.in_handling()
    for who in ("stranger", "sorter", "caller", "secretary"):
        with pytest.raises(NotAllowed):
            claim(case, 1, **WHY, by=world.actor(who), now=world.now)
    claim(case, 1, **WHY, by=world.actor("officer"), now=world.now)
    for who in ("officer", "approver", "stranger", "supervisor"):
        with pytest.raises(NotAllowed):
            decide_claim(world.case(), 1, confirmed=True, words="是", by=world.actor(who), now=world.now)
    decide_claim(world.case(), 1, confirmed=True, words="是", by=world.actor("sorter"), now=world.now)
    with pytest.raises(NotAllowedNow, match="决定过了"):
        decide_claim(world.case(), 1, confirmed=True, words="是", by=world.actor("sorter"), now=world.now)


def test_nobody_decides_in_three_working_days_and_it_is_rejected(world: World) -> None:
    case = claimed(world)
    world.later(days=4)
    assert Claim.objects.get().held == "lapsed"
    assert "claim:1" not in owed(case)
    with pytest.raises(NotAllowedNow):
        decide_claim(
            world.fresh(case), 1, confirmed=True, words="是", by=world.actor("sorter"), now=world.now
        )
    assert confirmed(world.bodies["WS"].path) == set()


def test_the_writer_is_told_and_may_contest_once_within_fifteen_days(world: World) -> None:
    case = held(world)
    world.later(minutes=1)
    assert Sending.objects.filter(notice="claim_confirmed").exists()
    with pytest.raises(NotAllowed):
        contest_claim(world.fresh(case), 1, "不对", by=citizen(uuid7()), now=world.now)
    with pytest.raises(NotValid):
        contest_claim(world.fresh(case), 1, "", by=world.writer(case), now=world.now)
    contest_claim(world.fresh(case), 1, "不对", by=world.writer(case), now=world.now)
    assert Promise.objects.get(dossier=case.pk, key="contest:1").owed_by == world.bodies["WS"]
    with pytest.raises(NotAllowedNow, match="已经提过"):
        contest_claim(world.fresh(case), 1, "不对", by=world.writer(case), now=world.now)


def test_after_fifteen_days_and_against_what_was_rejected_there_is_nothing_to_contest(world: World) -> None:
    rejected = held(world, confirmed=False)
    with pytest.raises(NotAllowedNow, match="没有被认定"):
        contest_claim(rejected, 1, "不对", by=world.writer(rejected), now=world.now)
    case = held(world)
    world.later(days=17)
    with pytest.raises(NotAllowedNow, match="已经过了"):
        contest_claim(world.fresh(case), 1, "不对", by=world.writer(case), now=world.now)


def test_the_body_above_says_who_is_right(world: World) -> None:
    case = contested(world)
    for who in ("officer", "sorter", "stranger"):
        with pytest.raises(NotAllowed):
            decide_contest(case, 1, upheld=True, words="是", by=world.actor(who), now=world.now)
    decide_contest(
        case, 1, upheld=True, words="信里没有要重判。", by=world.actor("supervisor"), now=world.now
    )
    assert Claim.objects.get().holds is False
    assert owed(world.case()) == {"reply"}
    with pytest.raises(NotAllowedNow):
        decide_contest(world.case(), 1, upheld=True, words="是", by=world.actor("supervisor"), now=world.now)


def test_confirmed_leaves_out_only_a_case_of_which_every_demand_is_so(world: World) -> None:
    case = held(world)
    world.reply(world.fresh(case), {1: "请走再审。"})
    not_solved(world.fresh(case), by=world.writer(case), now=world.now)
    (water,) = figures(world.bodies["WS"].path, since=MONDAY)
    assert (water.counted["rating"], water.left_out["rating"]) == (0, 1)
    assert water.left_out["rework"] == 1
    split(world.in_handling(), ["重判", "修路"], by=world.actor("officer"), now=world.now)
    half = world.case()
    claim(half, 1, **WHY, by=world.actor("officer"), now=world.now)
    decide_claim(world.case(), 1, confirmed=True, words="是", by=world.actor("sorter"), now=world.now)
    assert {pair[1] for pair in confirmed(world.bodies["WS"].path)} == {case.pk}
