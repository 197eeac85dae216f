"""派单建议 On the sorter's page, and the page on which desk and suggestion stand side by side."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lianxin.insight.learning.places import model_of_county
from tests.faces.desks import sit, words
from tests.rooms.insight.test_dispatching import WATER, taught
from tests.world import World


@pytest.fixture
def world(world: World, settings: Any, tmp_path: Path) -> World:
    """These pages ask the time themselves."""
    settings.LIANXIN_DATA = tmp_path
    world.now = timezone.now()
    return world


def test_the_sorter_sees_it_and_one_press_fills_the_form_but_dispatches_nothing(world: World) -> None:
    taught(world)
    letter = world.letter(WATER)
    desk = sit(world, "sorter")
    shown = desk.get(f"/desk/sort/{letter.pk}/")
    assert "水务局" in words(shown) and "把握" in words(shown)
    taken = desk.get(f"/desk/sort/{letter.pk}/{shown.context['advised'].take}")
    assert taken.context["category_now"] == str(world.water.pk)
    assert taken.context["picked"] == str(world.bodies["WATER"].pk)
    letter.dossier.refresh_from_db()
    assert letter.dossier.stage == "waiting"


def test_a_damaged_model_leaves_the_desk_at_work(world: World) -> None:
    model_of_county().parent.mkdir(parents=True)
    model_of_county().write_bytes(b"PK broken")
    answer = sit(world, "sorter").get(f"/desk/sort/{world.letter('一件说不清的事。').pk}/")
    assert answer.status_code == 200 and "我不知道" in words(answer)
    assert "damaged" in words(sit(world, "office").get("/desk/dispatching/"))


def test_desk_and_suggestion_stand_side_by_side(world: World) -> None:
    world.dispatched(body=WATER)
    world.later(seconds=1)
    assert f"{world.now:%Y-%m}" in words(sit(world, "supervisor").get("/desk/dispatching/"))
    assert sit(world, "officer").get("/desk/dispatching/").status_code == 403
