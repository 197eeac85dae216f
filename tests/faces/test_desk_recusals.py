"""Stepping aside, on the pages: what is shut is in no list either, and what was typed is never lost."""

import pytest

from tests.faces.desks import sit, words
from tests.world import World

pytestmark = pytest.mark.django_db
SECRET = "镇书记家的宅基地占了路"


def test_a_letter_about_the_secretary_never_lies_on_that_secretary_s_desk(world: World) -> None:
    case = world.dispatched(body=SECRET, addressee="LL")
    secretary, sorter = sit(world, "township_secretary"), sit(world, "sorter")
    assert SECRET in words(secretary.get("/desk/letters/"))
    form = {"act": "recuse", "who": world.people["township_secretary"].name, "ground": "subject"}
    answer = sit(world, "supervisor").post(f"/desk/case/{case.pk}/", form, follow=True)
    assert "回避这一件" in words(answer)
    for address in ("/desk/letters/", "/desk/owed/", "/desk/search/?q=宅基地", "/desk/cases/"):
        assert SECRET not in words(secretary.get(address, follow=True))
    assert secretary.get(f"/desk/case/{case.pk}/").status_code == 403
    assert SECRET in words(sorter.get(f"/desk/letter/{case.submission_id}/", follow=True))


def test_whoever_steps_aside_is_led_away_and_does_not_find_it_again(world: World) -> None:
    case = world.in_handling(body=SECRET)
    officer = sit(world, "officer")
    assert SECRET in words(officer.get("/desk/cases/"))
    away = officer.post(f"/desk/case/{case.pk}/", {"act": "step_aside"})
    assert away["Location"] == "/desk/"
    assert SECRET not in words(officer.get("/desk/cases/"))


@pytest.mark.parametrize("who", ["", "没有这个人"])
def test_a_name_nobody_has_is_asked_for_again(world: World, who: str) -> None:
    case = world.in_handling()
    form = {"act": "recuse", "who": who, "ground": "subject"}
    answer = sit(world, "sorter").post(f"/desk/case/{case.pk}/", form)
    assert answer.status_code == 422 and f'value="{who}"' in words(answer)


def test_a_stranger_tells_nobody_to_step_aside(world: World) -> None:
    case = world.in_handling()
    form = {"act": "recuse", "who": "水务局", "ground": "subject"}
    assert sit(world, "stranger").post(f"/desk/case/{case.pk}/", form).status_code == 403
