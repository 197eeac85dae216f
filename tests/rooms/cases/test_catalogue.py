"""The dispatch catalogue: category × place → who is responsible; the narrowest place wins."""

from datetime import timedelta

import pytest

from lianxin.cases.models import Catalogue, Category
from lianxin.cases.queries import catalogue_in_force, responsible
from lianxin.cases.verbs import Line, add_category, publish_catalogue
from lianxin.kit.refusals import NotAllowed, NotValid
from tests.world import FOUNDED, World


def who(world: World, place: str = "") -> str:
    entry = responsible(world.water, world.bodies[place] if place else None, now=world.now)
    return entry.organisation.code if entry else "nobody"


def publish(world: World, *lines: Line) -> Catalogue:
    return publish_catalogue(lines, effective_from=world.now, by=world.actor("sorter"), now=world.now)


def test_the_narrowest_place_wins(world: World) -> None:
    publish(world, Line("WATER", "WATER"), Line("WATER", "LL", "LL"), Line("WATER", "LL-SW", "LL-SW"))
    assert who(world) == "WATER"
    assert who(world, "SCHOOL") == "WATER"
    assert who(world, "LL") == "LL"
    assert who(world, "LL-SW") == "LL-SW"


def test_a_village_without_a_line_of_its_own_goes_where_its_township_goes(world: World) -> None:
    publish(world, Line("WATER", "WATER"), Line("WATER", "LL", "LL"))
    assert who(world, "LL-SW") == "LL"


def test_a_category_without_a_line_goes_to_nobody(world: World) -> None:
    roads = add_category("ROAD", "道路", by=world.actor("sorter"), now=world.now)
    assert responsible(roads, world.bodies["LL"], now=world.now) is None


def test_a_new_edition_leaves_the_old_one_as_it_was(world: World) -> None:
    old = catalogue_in_force(world.now)
    assert old
    before = list(old.entries.order_by("pk").values_list("category__code", "organisation__code"))
    world.later(days=1)
    fresh = publish(world, Line("WATER", "SCHOOL"))
    assert fresh.version == old.version + 1
    assert list(old.entries.order_by("pk").values_list("category__code", "organisation__code")) == before
    assert who(world) == "SCHOOL"
    assert catalogue_in_force(world.now - timedelta(days=1)) == old


def test_an_edition_holds_only_from_its_day(world: World) -> None:
    tomorrow = world.now + timedelta(days=1)
    publish_catalogue(
        [Line("WATER", "SCHOOL")], effective_from=tomorrow, by=world.actor("sorter"), now=world.now
    )
    assert who(world) == "WATER"
    world.later(days=1)
    assert who(world) == "SCHOOL"


def test_before_the_county_had_a_catalogue_nobody_is_named(world: World) -> None:
    assert catalogue_in_force(FOUNDED - timedelta(days=1)) is None


@pytest.mark.parametrize(
    "line",
    [
        Line("NOTHING", "WATER"),
        Line("WATER", "NOBODY"),
        Line("WATER", "WATER", "NOWHERE"),
        Line("WATER", ""),
        Line("WATER", "WS-DESK"),
        Line("SCHOOL", "WATER"),
    ],
)
def test_one_wrong_line_and_no_edition_appears(world: World, line: Line) -> None:
    with pytest.raises(NotValid, match="第 2 行"):
        publish(world, Line("SCHOOL", "SCHOOL"), line)
    assert Catalogue.objects.count() == 1


def test_an_empty_catalogue_is_no_catalogue(world: World) -> None:
    with pytest.raises(NotValid, match="一行也没有"):
        publish(world)


def test_only_the_desk_and_the_office_publish(world: World) -> None:
    with pytest.raises(NotAllowed):
        publish_catalogue(
            [Line("WATER", "WATER")], effective_from=world.now, by=world.actor("officer"), now=world.now
        )


@pytest.mark.parametrize(("code", "name"), [(" WATER ", "供水供热"), (" ", "无编码"), ("ROAD", "")])
def test_a_category_has_a_name_and_a_code_of_its_own(world: World, code: str, name: str) -> None:
    with pytest.raises(NotValid):
        add_category(code, name, by=world.actor("sorter"), now=world.now)
    assert Category.objects.get(code="WATER").name_zh == "供水"
