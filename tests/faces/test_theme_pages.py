"""每月一题 The pages: a leader chooses, the body that leads reports, all can read it."""

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.problems.models import Theme
from lianxin.problems.themes import months_to_choose
from tests.faces.desks import sit, words
from tests.problems_of import at_place
from tests.world import World

ADDRESS = "/desk/problems/themes/"


@pytest.fixture
def world(world: World) -> World:
    """These pages ask the time themselves."""
    world.now = timezone.now()
    return world


def choose(world: World, who: str, **more: object) -> object:
    problems = [at_place(world, code).pk for code in ("LL", "LL-SW")]
    said = {
        "month": months_to_choose(world.now)[1].isoformat(), "category": world.water.pk, "problem": problems,
        "title": "全县供水", "aim": "五个村都有水。", "lead": "水务局", **more,
    }  # fmt: skip
    return sit(world, who).post(ADDRESS, said, follow=True)


def test_a_leader_chooses_the_body_reports_and_everybody_reads_it(world: World) -> None:
    assert "可以选的题" in words(sit(world, "secretary").get(ADDRESS))
    page = words(choose(world, "secretary"))
    assert "水务局牵头。2个问题，销号0个。" in page and "公布每月一题的结果" in page
    theme = Theme.objects.get()
    assert theme.month == months_to_choose(world.now)[1] and theme.category == world.water
    up = words(Client().get("/public/problems/"))
    assert "全县供水" in up and "结果：" not in up
    where = f"{ADDRESS}{theme.pk}/"
    assert "公布结果" not in words(sit(world, "sorter").get(where))
    sit(world, "officer").post(where, {"act": "report", "words": "换了两处水泵。"})
    up = words(Client().get("/public/themes/", headers={"accept-language": "en"}))
    assert "换了两处水泵。" in up and "Theme of the month" in up
    assert "全县供水" in words(sit(world, "sorter").get(ADDRESS))


def test_who_may_not_choose_sees_the_months_and_no_form(world: World) -> None:
    assert "可以选的题" not in words(sit(world, "officer").get(ADDRESS))
    assert choose(world, "officer").status_code == 403  # type: ignore[attr-defined]
    assert not Theme.objects.exists()


def test_what_was_typed_stays_and_the_reason_is_said(world: World) -> None:
    answer = choose(world, "supervisor", lead="没有这个局", aim="一句话")
    assert answer.status_code == 422 and "一句话" in words(answer)  # type: ignore[attr-defined]
    assert "没有这个局" in words(answer)


def test_a_theme_that_is_not_there(world: World) -> None:
    assert sit(world, "secretary").get(f"{ADDRESS}{world.water.pk}/").status_code == 404
