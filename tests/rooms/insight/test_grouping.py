"""归并 Letters that seem to tell of one matter are proposed together; a person lists them, or says no."""

import json
from pathlib import Path
from typing import Any

import pytest

from lianxin.cases.models import Case
from lianxin.insight.grouping.proposals import group_with, like_problem, proposed, proposed_groups
from lianxin.insight.models import Likely, Told
from lianxin.insight.verbs.grouping import _join, dismiss, group_letters
from lianxin.intake.frequencies import frequencies, frequencies_file, learn_frequencies
from lianxin.kit.refusals import NotAllowed, NotAllowedNow
from tests.faces.desks import sit, words
from tests.problems_of import listed, registered
from tests.world import World

WATER = ("望江小区停水三天", "望江小区自来水停了三天，老人提不动水，请快点修水管。")
AGAIN = ("望江小区又停水", "我们望江小区停水三天了，水管坏了没人修，孩子上学没水用。")
LAMPS = ("东湖名城路灯坏了", "东湖名城门口的路灯坏了一个月，晚上黑漆漆的，摔了人。")
FAR = ("青松苑停水三天", "青松苑自来水停了三天，老人提不动水，请快点修水管。")


@pytest.fixture
def told(world: World, tmp_path: Path, settings: Any) -> list[Case]:
    settings.LIANXIN_DATA = tmp_path
    return [registered(world, subject=subject, body=body) for subject, body in (WATER, LAMPS, AGAIN, FAR)]


def put(world: World) -> None:
    world.later(minutes=1)
    while group_letters(now=world.now):
        pass


def test_letters_of_one_place_and_matter_are_proposed_together_with_the_reason(
    world: World, told: list[Case]
) -> None:
    put(world)
    found = proposed_groups(world.actor("sorter"))
    assert [{case.pk for case in one.cases} for one in found] == [{told[0].pk, told[2].pk}]
    assert found[0].name == "望江小区：停水缺水"
    assert "停水缺水" in found[0].because[told[2].pk]


def test_nothing_is_put_twice_and_what_comes_later_is_put_too(world: World, told: list[Case]) -> None:
    put(world)
    put(world)
    assert Told.objects.count() == 4
    registered(world, subject="望江小区什么时候来水", body="望江小区停水好几天了，几时来水？水管修好没有？")
    put(world)
    assert Likely.objects.get(size__gt=1).size == 3


def test_groups_that_turn_out_to_be_one_are_shown_as_one(world: World, told: list[Case]) -> None:
    put(world)
    first, second, third = Likely.objects.order_by("id")
    by = world.actor("sorter")
    _join([third, second])
    _join([Likely.objects.get(pk=second.pk), first])
    assert {*Likely.objects.exclude(into=None).values_list("into", flat=True)} == {first.pk}
    assert proposed(Likely.objects.get(pk=first.pk), by).size == 4
    assert group_with(third.pk) == first


def test_the_same_words_of_two_villages_are_not_one(world: World, settings: Any, tmp_path: Path) -> None:
    settings.LIANXIN_DATA = tmp_path
    for place in ("LL-SW", "LL", "LL-SW"):
        registered(world, subject=WATER[0], body=AGAIN[1], place_code=place)
    put(world)
    found = proposed_groups(world.actor("sorter"))
    assert [(one.size, one.name) for one in found] == [(2, "上湾村：停水缺水")]


def test_sealed_and_confidential_letters_are_put_nowhere(world: World, told: list[Case]) -> None:
    world.letter("望江小区停水三天，有人收了钱。", kind="report")
    registered(world, subject=WATER[0], body=WATER[1], confidential=True)
    put(world)
    assert Told.objects.count() == 4


@pytest.mark.parametrize("who", ["officer", "stranger", "secretary", "auditor"])
def test_nobody_but_the_desk_is_shown_a_group(world: World, told: list[Case], who: str) -> None:
    put(world)
    assert proposed_groups(world.actor(who)) == []


def test_what_stands_in_a_problem_is_proposed_for_it_and_not_again(world: World, told: list[Case]) -> None:
    put(world)
    problem = listed(world, [told[0]])
    by = world.actor("sorter")
    assert proposed_groups(by) == []
    assert [case.pk for case, _why in like_problem(problem, by)] == [told[2].pk]


def test_a_group_that_a_person_dismissed_is_not_proposed_again(world: World, told: list[Case]) -> None:
    put(world)
    by, group = world.actor("sorter"), Likely.objects.get(size=2)
    with pytest.raises(NotAllowed):
        dismiss(group, told[:1], by=world.actor("officer"), now=world.now)
    with pytest.raises(NotAllowedNow):
        dismiss(group, [], by=by, now=world.now)
    dismiss(group, proposed(group, by).cases, by=by, now=world.now)
    assert proposed_groups(by) == []


def test_the_frequencies_are_learnt_once_a_night_and_hold_no_letter(world: World, told: list[Case]) -> None:
    assert learn_frequencies(now=world.now) == 4
    assert learn_frequencies(now=world.now) == 0
    assert frequencies().letters == 0, "so few letters teach nothing"
    assert AGAIN[1] not in frequencies_file().read_text(encoding="utf-8")
    put(world)
    assert len(proposed_groups(world.actor("sorter"))) == 1


def test_what_was_learnt_from_enough_letters_is_read(world: World, told: list[Case]) -> None:
    said = {"format": 1, "letters": 400, "words": {"停水": 7}, "pairs": {"停水": 9}, "places": {}}
    frequencies_file().parent.mkdir(parents=True, exist_ok=True)
    frequencies_file().write_text(json.dumps(said), encoding="utf-8")
    assert (frequencies().letters, frequencies().pairs["停水"]) == (400, 9)
    put(world)
    assert Told.objects.count() == 4


@pytest.mark.parametrize("harm", ["", "{", '{"format": 9}', "[]", '{"format": 1}'])
def test_a_damaged_file_of_frequencies_is_as_none(world: World, told: list[Case], harm: str) -> None:
    frequencies_file().parent.mkdir(parents=True, exist_ok=True)
    frequencies_file().write_text(harm, encoding="utf-8")
    assert frequencies().letters == 0
    put(world)
    assert Told.objects.count() == 4


def test_the_desk_lists_a_proposed_group_on_its_page(world: World, told: list[Case]) -> None:
    put(world)
    client = sit(world, "sorter")
    assert "望江小区：停水缺水" in words(client.get("/desk/problems/proposed/"))
    group = Likely.objects.get(size=2)
    page = words(client.get(f"/desk/problems/new/?group={group.pk}"))
    assert 'value="停水缺水"' in page and 'value="望江小区"' in page and AGAIN[0] in page
    said = {"title": "停水", "place": "望江小区", "group": group.pk, "case": [told[0].pk, told[2].pk]}
    page = words(client.post("/desk/problems/new/", said, follow=True))
    assert "2封信" in page and "停水缺水" in page


def test_the_desk_adds_what_came_later_and_dismisses_what_is_none(world: World, told: list[Case]) -> None:
    put(world)
    problem, client = listed(world, [told[0]]), sit(world, "sorter")
    page = words(client.get(f"/desk/problems/{problem.pk}/"))
    assert "还有1封像是说这个问题的" in page
    client.post(f"/desk/problems/{problem.pk}/", {"act": "add_like", "case": told[2].pk})
    assert "还有" not in words(client.get(f"/desk/problems/{problem.pk}/"))
    group = group_with(Likely.objects.get(size=2).pk)
    assert group is not None
    answer = client.post("/desk/problems/new/", {"group": group.pk, "act": "dismiss"})
    assert answer.status_code == 409
