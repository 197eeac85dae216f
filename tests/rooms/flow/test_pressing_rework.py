"""Not solved, and not solved again: who watches over the next answer."""

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.flow.verbs import sponsor, tell_as_sponsor
from lianxin.outcomes.verbs import not_solved
from tests.world import World


def not_good_enough(world: World, times: int) -> Case:
    world.answered()
    for time in range(times):
        if time:
            world.reply(world.case(), {1: f"第{time}次返工，又查了一段管道。"})
        not_solved(world.case(), by=world.writer(world.case()), now=world.now)
    return world.case()


def owed(case: Case) -> dict[str, str]:
    promises = Promise.objects.owed().filter(dossier=case.dossier).select_related("owed_by")
    return {one.key: one.owed_by.code for one in promises}


def test_the_first_rework_is_the_bodys_own(world: World) -> None:
    case = not_good_enough(world, 1)
    assert owed(case) == {"rework": "WATER"} and not case.supervisions.exists()


def test_the_second_rework_is_supervised_by_the_body_above(world: World) -> None:
    case = not_good_enough(world, 2)
    assert owed(case) == {"rework": "WATER", "supervise": "WATER"}
    supervision = case.supervisions.get()
    assert (supervision.by, supervision.organisation.code) == (None, "WS")


def test_from_the_third_rework_on_the_secretary_above_owes_word_of_what_they_did(world: World) -> None:
    case = not_good_enough(world, 3)
    assert owed(case) == {"rework": "WATER", "supervise": "WATER", "sponsor": "WS"}
    assert case.supervisions.count() == 1
    sponsor(case, by=world.actor("secretary"), now=world.now)
    tell_as_sponsor(world.case(), "到现场看了，定了换管。", by=world.actor("secretary"), now=world.now)
    assert "sponsor" not in owed(world.case())


def test_the_answer_keeps_the_supervision_and_a_leader_stays_the_sponsor(world: World) -> None:
    case = not_good_enough(world, 3)
    sponsor(case, by=world.actor("secretary"), now=world.now)
    world.reply(world.case(), {1: "整条管道换新。"})
    assert "supervise" not in owed(world.case())
    not_solved(world.case(), by=world.writer(case), now=world.now)
    assert owed(world.case())["sponsor"] == "WS" and world.case().supervisions.count() == 1
