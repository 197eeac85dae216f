"""The tree of bodies, its paths, and who holds which post in it."""

import pytest
from django.db import connection

from lianxin.identity.actors import THE_INSTALLER
from lianxin.identity.models import Post
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.models import Event
from lianxin.office.verbs import (
    Body,
    add_organisations,
    add_people,
    change_organisation,
    end_post,
    give_post,
)
from lianxin.organisations.models import BEYOND, Organisation
from lianxin.organisations.queries import find, office_for, superior
from tests.world import World


def add(world: World, *bodies: Body) -> list[Organisation]:
    return add_organisations(bodies, by=world.actor("office"), now=world.now)


def test_every_path_begins_with_the_path_of_the_body_above(world: World) -> None:
    for body in Organisation.objects.select_related("parent"):
        assert body.path[:-4] == (body.parent.path if body.parent else "")
        assert len(body.path) == 4 * body.depth


def test_new_bodies_take_the_next_places_and_never_one_that_was_used(world: World) -> None:
    village, hamlet = add(
        world, Body("LL-XW", "下湾村", "branch", "LL"), Body("LL-XW-1", "一组", "branch", "LL-XW")
    )
    assert village.path == world.bodies["LL"].path + "0002"
    assert hamlet.path == village.path + "0001"
    assert superior(hamlet) == village


def test_the_subtree_of_a_body_is_one_range_of_paths(world: World) -> None:
    path = world.bodies["LL"].path
    below = Organisation.objects.filter(path__gte=path, path__lt=path + BEYOND)
    assert {*below} == {*Organisation.objects.under(path)} == {world.bodies["LL"], world.bodies["LL-SW"]}


@pytest.mark.postgresql
def test_also_where_the_database_sorts_like_a_dictionary(world: World) -> None:
    with connection.cursor() as cursor:
        sql = "SELECT %s < %s COLLATE \"und-x-icu\", '0001~' > '00010001' COLLATE \"und-x-icu\""
        below, tilde = cursor.execute(sql, ["0001ZZZZ0001", "0001" + BEYOND]).fetchone()
    assert below
    assert not tilde  # which is why no path ends in one


@pytest.mark.parametrize(
    "wrong",
    [
        Body("LL", "又一个柳林", "committee", "WS"),
        Body("", "无编码", "branch", "LL"),
        Body("X", "", "branch", "LL"),
        Body("X", "无类别", "castle", "LL"),
        Body("X", "无上级", "branch", "NOWHERE"),
        Body("X", "第二个县", "county"),
    ],
)
def test_one_wrong_row_and_none_is_added(world: World, wrong: Body) -> None:
    before = Organisation.objects.count()
    with pytest.raises(NotValid):
        add(world, Body("NEW", "新村", "branch", "LL"), wrong)
    assert Organisation.objects.count() == before


def test_the_desk_of_a_body_is_its_own_or_the_nearest_above(world: World) -> None:
    assert office_for(world.bodies["LL-SW"], "desk").code == "WS-DESK"
    add(world, Body("LL-DESK", "柳林镇受理点", "desk", "LL"))
    assert office_for(world.bodies["LL-SW"], "desk").code == "LL-DESK"
    assert office_for(world.bodies["WATER"], "desk").code == "WS-DESK"
    assert world.letter(addressee="LL-SW").dossier.keeper.code == "LL-DESK"


def test_a_body_is_found_by_any_of_its_names(world: World) -> None:
    everybody = Organisation.objects.with_secretary()
    assert [body.code for body in find("柳林", everybody)] == ["LL"]
    assert [body.code for body in find("township liulin", everybody)] == ["LL"]
    assert not find("水务", everybody).exists()


def test_a_body_with_bodies_below_does_not_cease(world: World) -> None:
    with pytest.raises(NotAllowedNow, match="下级"):
        change_organisation(
            world.bodies["LL"], name_zh="柳林镇", active=False, by=world.actor("office"), now=world.now
        )


@pytest.mark.parametrize("who", ["clerk", "sorter", "officer", "secretary", "discipline", "auditor"])
def test_only_the_office_changes_the_tree_and_the_posts(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        add_organisations([Body("X", "某村", "branch", "LL")], by=world.actor(who), now=world.now)
    with pytest.raises(NotAllowed):
        add_people([("某某", world.bodies["LL"])], by=world.actor(who), now=world.now)
    with pytest.raises(NotAllowed):
        give_post(world.people[who], world.bodies["LL"], "office", by=world.actor(who), now=world.now)


def test_a_post_is_given_once_ended_once_and_stays_on_record(world: World) -> None:
    person, school = world.people["officer"], world.bodies["SCHOOL"]
    post = give_post(person, school, "officer", by=world.actor("office"), now=world.now)
    with pytest.raises(NotAllowedNow, match="已经担任"):
        give_post(person, school, "officer", by=world.actor("office"), now=world.now)
    end_post(post, by=world.actor("office"), now=world.now)
    with pytest.raises(NotAllowedNow, match="已经离任"):
        end_post(post, by=world.actor("office"), now=world.later(days=1))
    kept = Post.objects.get(pk=post.pk)
    assert kept.until
    assert kept.until < world.now
    assert Event.objects.filter(name__in=["post.given", "post.ended"]).count() >= 2


def test_a_role_that_does_not_exist_is_not_given(world: World) -> None:
    with pytest.raises(NotValid):
        give_post(world.people["clerk"], world.bodies["LL"], "emperor", by=THE_INSTALLER, now=world.now)
