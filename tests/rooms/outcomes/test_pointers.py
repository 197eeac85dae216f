"""提示 What is pointed out to whoever signs an answer; it stops nothing and nothing of it is kept."""

import pytest

from lianxin.outcomes.pointers import pointers
from tests.world import World

ASKED = "柳树湾路灯坏了半个月，晚上走路摔跤。什么时候来修？"
WHOLE = "经现场查看，柳树湾有三盏路灯的电缆断了，将更换电缆，3月20日前亮灯。"


def kinds(answer: str, asked: str = ASKED, **more: bool) -> list[str]:
    return [one.kind for one in pointers(asked, answer, **more)]


def test_an_answer_with_fact_action_and_day_is_left_alone() -> None:
    assert kinds(WHOLE) == []


@pytest.mark.parametrize(
    ("answer", "lacks"),
    [
        ("您好，您反映的问题已转交城管局办理。2025年3月3日", "passed_on"),
        ("经查，小学的围墙已经加固，3月2日验收合格，详见公告栏，请家长放心接送孩子上下学。", "elsewhere"),
        ("经现场查看，路灯的电缆断了，已责令施工队更换。", "when"),
        ("收到，我们非常重视柳树湾的路灯。", "fact"),
        ("柳树湾的路灯我们很重视。", "action"),
        ("柳树湾不属于我局路灯管护范围，3月1日已告知。", "basis"),
    ],
)
def test_what_is_missing_is_named(answer: str, lacks: str) -> None:
    assert lacks in kinds(answer)


def test_a_promise_without_a_day_is_pointed_out_and_a_day_in_its_own_field_counts() -> None:
    asked, answer = "柳树湾路灯坏了。", "经现场查看，柳树湾路灯电缆断了，将尽快更换。"
    assert kinds(answer, asked) == ["date"]
    assert kinds(answer, asked, has_date=True) == []


@pytest.mark.parametrize("text", ["", "水", "😀" * 50, "水" * 100_000, "\n\n", "abc " * 3000])
def test_nothing_that_is_written_breaks_it(text: str) -> None:
    assert isinstance(pointers(text, text), list)
    assert isinstance(pointers(ASKED, text), list)


def test_whoever_signs_reads_it_on_the_page_before_it_goes(world: World, client: object) -> None:
    from tests.faces.desks import sit, words

    case = world.submitted("已转有关科室。", body="柳树湾路灯坏了半个月，晚上走路摔跤。")
    page = words(sit(world, "approver").get(f"/desk/case/{case.pk}/"))
    assert "是不是答了别的事" in page or "只说转给了谁" in page
