"""Complaint 12. A township is not loaded with the work of departments."""

import pytest

from lianxin.flow.verbs import decide_objection, object_to, sort
from lianxin.kit.refusals import NotValid
from tests.world import World


def test_the_township_is_refused_as_lead_and_the_bureau_is_named(world: World) -> None:
    letter = world.letter("全县的水价怎么算的？")
    with pytest.raises(NotValid, match="“供水”由水务局负责，不在柳林镇的清单里") as refused:
        sort(letter, to=world.bodies["LL"], category=world.water, by=world.actor("sorter"), now=world.now)
    assert refused.value.field == "to"
    letter.dossier.refresh_from_db()
    assert letter.dossier.stage == "waiting"


def test_what_the_catalogue_gives_the_township_in_this_place_it_leads(world: World) -> None:
    letter = world.letter("村里的水池漏了。", place_code="LL-SW")
    sort(letter, to=world.bodies["LL"], category=world.water, by=world.actor("sorter"), now=world.now)
    assert world.case().lead_org == world.bodies["LL"]


def test_the_village_is_not_given_what_the_catalogue_gives_its_township(world: World) -> None:
    letter = world.letter("村里的水池漏了。", place_code="LL-SW")
    with pytest.raises(NotValid, match="由柳林镇负责"):
        sort(letter, to=world.bodies["LL-SW"], category=world.water, by=world.actor("sorter"), now=world.now)


def test_a_letter_to_its_own_secretary_or_without_a_class_it_may_have(world: World) -> None:
    mine = world.letter("镇上的水。", addressee="LL")
    sort(mine, to=world.bodies["LL"], category=world.water, by=world.actor("sorter"), now=world.now)
    sort(world.letter(), to=world.bodies["LL"], by=world.actor("sorter"), now=world.now)
    assert world.case().lead_org == world.bodies["LL"]


def test_no_bureau_passes_its_work_down_by_objecting(world: World) -> None:
    sort(
        world.letter(),
        to=world.bodies["WATER"],
        category=world.water,
        by=world.actor("sorter"),
        now=world.now,
    )
    object_to(
        world.case(),
        reason="请镇里办",
        suggested=world.bodies["LL"],
        by=world.actor("officer"),
        now=world.now,
    )
    with pytest.raises(NotValid, match="由水务局负责"):
        decide_objection(
            world.case(),
            upheld=True,
            to=world.bodies["LL"],
            words="给镇里",
            by=world.actor("sorter"),
            now=world.now,
        )
    assert world.case().stage == "disputed"
