"""Complaint 10: satisfaction ranks crush the grassroots, who pay for what was not their doing.

Facts are counted and nobody is ranked; a body appeals what was not its doing; the body above decides;
what is left out is shown with its reason, and a rate says how sure it is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.cases.models import Case
from lianxin.flow.laws import quick
from lianxin.outcomes.verbs import rate
from tests.faces.desks import sit, words
from tests.world import World

APPEAL = {"act": "appeal_figure", "counted": "late", "figure_reason": "那几天全镇停电，有供电公告。"}


@pytest.fixture
def late(world: World) -> Case:
    """An answer that is days late today."""
    world.now = timezone.now() - timedelta(days=20)
    case = world.in_handling()
    world.later(days=20)
    return case


def test_the_bureau_sees_what_counts_about_it_and_appeals_with_a_reason(world: World, late: Case) -> None:
    officer = sit(world, "officer")
    page = words(officer.get("/desk/figures/"))
    assert "计入本单位的" in page and late.dossier.number in page and "不排名次" in page
    assert officer.post("/desk/figures/", {**APPEAL, "case": str(late.pk)}).status_code == 302
    assert "计入本单位的" not in words(officer.get("/desk/figures/"))


def test_the_supervisor_above_leaves_it_out_and_everybody_reads_why(world: World, late: Case) -> None:
    sit(world, "officer").post("/desk/figures/", {**APPEAL, "case": str(late.pk)})
    supervisor = sit(world, "supervisor")
    assert "那几天全镇停电" in words(supervisor.get("/desk/figures/"))
    decision = {"act": "decide_figure", "case": str(late.pk), "number": "1", "accepted": "yes"}
    assert supervisor.post("/desk/figures/", decision).status_code == 422, "no reason, no decision"
    assert supervisor.post("/desk/figures/", {**decision, "figure_words": "公告属实。"}).status_code == 302
    for who in ("supervisor", "officer", "auditor"):
        page = words(sit(world, who).get("/desk/figures/"))
        assert "公告属实。" in page and "(1)" in page
    assert "超期" in words(supervisor.get(f"/desk/case/{late.pk}/")), "nothing is rubbed out"
    assert quick().ok


def test_nobody_decides_about_the_own_unit(world: World, late: Case) -> None:
    sit(world, "officer").post("/desk/figures/", {**APPEAL, "case": str(late.pk)})
    decision = {
        "act": "decide_figure",
        "case": str(late.pk),
        "number": "1",
        "accepted": "yes",
        "figure_words": "是",
    }
    for who in ("officer", "approver", "stranger", "sorter", "secretary"):
        assert sit(world, who).post("/desk/figures/", {**decision, "figure_words": "是"}).status_code == 403


def test_three_content_writers_are_between_44_and_100_and_no_rank(world: World) -> None:
    world.now = timezone.now()
    for _writer in range(3):
        case = world.delivered()
        rate(case, verdict="solved", by=world.writer(case), now=world.now)
    page = words(sit(world, "supervisor").get("/desk/owed/"))
    assert "44–100%" in page and "所以不排名次" in page


def test_the_supervisor_sees_what_will_break_and_what_came_back(world: World, late: Case) -> None:
    page = words(sit(world, "supervisor").get("/desk/owed/"))
    for column in ("欠着", "将到期", "超期", "退回", "转出", "重新办理"):
        assert column in page
    path = world.bodies["WATER"].path
    assert sit(world, "supervisor").get(f"/desk/owed/{path}/?what=reopened").status_code == 200
