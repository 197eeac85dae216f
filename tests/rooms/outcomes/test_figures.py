"""What is counted about a body, what is left out and why; few voices are no rank."""

import pytest

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.flow.verbs import decide_objection, object_to
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.outcomes.figures import Figures, facts_of, figures, interval
from lianxin.outcomes.models import FigureAppeal
from lianxin.outcomes.verbs import appeal_figure, decide_figure, not_solved
from tests.world import MONDAY, World

RAIN = "那天全镇停电，有供电局的公告。"


def late(world: World) -> Case:
    case = world.in_handling()
    world.later(days=20)
    return world.fresh(case)


def appealed(world: World) -> Case:
    case = late(world)
    appeal_figure(case, "late", reason=RAIN, by=world.actor("officer"), now=world.now)
    return world.fresh(case)


def of(world: World, code: str) -> Figures:
    path = world.bodies[code].path
    return next((one for one in figures("", since=MONDAY) if one.path == path), Figures(path, "", ""))


def test_a_late_answer_is_counted_once_for_a_case(world: World) -> None:
    late(world)
    assert of(world, "WATER").counted["late"] == 1
    assert [fact.counted for fact in facts_of(world.bodies["WATER"], since=MONDAY)] == ["late"]


def test_not_solved_and_a_transfer_are_counted_about_whom_they_tell_of(world: World) -> None:
    case = world.delivered()
    not_solved(case, by=world.writer(case), now=world.now)
    object_to(world.in_handling(), reason="不归我", by=world.actor("officer"), now=world.now)
    to = world.bodies["SCHOOL"]
    decide_objection(
        world.case(), upheld=True, to=to, words="归教育", by=world.actor("sorter"), now=world.now
    )
    assert dict(of(world, "WATER").counted) == {"rework": 1, "transfer": 1, "rating": 1}


def test_the_body_above_decides_and_what_is_accepted_is_left_out_and_not_rubbed_out(world: World) -> None:
    case = appealed(world)
    assert Promise.objects.get(dossier=case.pk, key="assess:1").owed_by == world.bodies["WS"]
    decide_figure(case, 1, accepted=True, words="属实。", by=world.actor("supervisor"), now=world.now)
    water = of(world, "WATER")
    assert (water.counted["late"], water.left_out["late"]) == (0, 1)
    assert Promise.objects.filter(dossier=case.pk, broken_at__isnull=False).exists()
    with pytest.raises(NotAllowedNow, match="决定过了"):
        decide_figure(world.case(), 1, accepted=True, words="是", by=world.actor("supervisor"), now=world.now)


def test_refused_or_not_decided_in_time_it_stays_counted(world: World) -> None:
    case = appealed(world)
    decide_figure(
        case, 1, accepted=False, words="可以先电话答复。", by=world.actor("supervisor"), now=world.now
    )
    assert of(world, "WATER").counted["late"] == 1
    silent = appealed(world)
    world.later(days=20)
    assert silent.figure_appeals.get().held == "lapsed"
    assert of(world, "WATER").left_out["late"] == 0


def test_only_what_is_counted_about_the_own_body_and_once(world: World) -> None:
    case = appealed(world)
    with pytest.raises(NotAllowedNow, match="只能申诉一次"):
        appeal_figure(case, "late", reason=RAIN, by=world.actor("approver"), now=world.now)
    with pytest.raises(NotAllowedNow, match="没有计入您单位"):
        appeal_figure(case, "late", reason=RAIN, by=world.actor("stranger"), now=world.now)
    with pytest.raises(NotAllowedNow, match="没有计入"):
        appeal_figure(case, "rating", reason=RAIN, by=world.actor("officer"), now=world.now)
    with pytest.raises(NotValid):
        appeal_figure(case, "colour", reason=RAIN, by=world.actor("officer"), now=world.now)
    with pytest.raises(NotValid):
        appeal_figure(case, "late", reason="", by=world.actor("officer"), now=world.now)
    with pytest.raises(NotAllowed):
        appeal_figure(case, "late", reason=RAIN, by=world.writer(case), now=world.now)


@pytest.mark.parametrize("who", ["officer", "approver", "stranger", "sorter", "secretary"])
def test_nobody_but_a_supervisor_above_decides(world: World, who: str) -> None:
    case = appealed(world)
    with pytest.raises(NotAllowed):
        decide_figure(case, 1, accepted=True, words="是", by=world.actor(who), now=world.now)
    assert FigureAppeal.objects.get().held == ""


def test_a_rate_says_how_sure_it_is(world: World) -> None:
    assert interval(3, 3) == (44, 100)
    assert interval(0, 0) == (0, 100)
    assert interval(80, 100) == (71, 87)
