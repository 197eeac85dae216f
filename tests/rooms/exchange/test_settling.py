"""What is settled for another system is a version of its own; what cannot be so is said."""

from typing import Any

import pytest
from django.db import transaction

from lianxin.exchange.models import FileMapping
from lianxin.exchange.queries import in_force, mapping_of, require_mapping
from lianxin.exchange.verbs import Settled, settle_mapping
from lianxin.identity.actors import THE_CLOCK
from lianxin.kit.refusals import NotAllowed, NotValid
from lianxin.ledger.models import Event
from tests.other_system import COLUMNS, HEADINGS, settled
from tests.world import World


def test_a_change_is_a_new_version_and_the_old_one_stays(world: World) -> None:
    first = settled(world)
    second = settled(world, name="市热线")
    assert (first.version, second.version) == (1, 2) and mapping_of("hotline") == second
    assert FileMapping.objects.get(version=1).name == "市12345热线" and in_force() == [second]
    told = Event.objects.filter(name="exchange.mapped").order_by("seq").last()
    assert told and told.data == {"system": "hotline", "version": 2, "direction": "both", "private": []}


def test_their_words_are_kept_as_they_are_compared(world: World) -> None:
    made = settled(world, kinds={" Ｃomplaint ": "problem", "": "report"}, beside=("状态", "", "状态"))
    assert made.kinds == {"complaint": "problem"} and made.beside == ["状态"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"system": "../etc"}, "system"),
        ({"system": "热线"}, "system"),
        ({"name": " "}, "name"),
        ({"direction": "up"}, "direction"),
        ({"columns": {"id": "编号"}}, "body"),
        ({"columns": {**COLUMNS, "who": "x"}}, "columns"),
        ({"columns": {**COLUMNS, "place": "诉求标题"}}, "columns"),
        ({"beside": ("诉求标题",)}, "columns"),
        ({"written": "someday"}, "columns"),
        ({"kinds": {"投诉": "petition"}}, "kinds"),
        ({"bodies": {"水利局": "NOWHERE"}}, "bodies"),
        ({"columns": {"body": "诉求内容"}}, "id"),
        ({"headings": {"status": "状态"}}, "headings"),
        ({"headings": {**HEADINGS, "password": "密码"}}, "headings"),
        ({"headings": {**HEADINGS, "ours": "状态"}}, "headings"),
        ({"stages": {"lost": "丢了"}}, "headings"),
        ({"form": "pdf"}, "form"),
        ({"hours": 5}, "form"),
        ({"stages": {"closed": "很" * 61}}, ""),
    ],
)
def test_what_cannot_be_so_is_said_at_its_place(world: World, said: dict[str, Any], field: str) -> None:
    with pytest.raises(NotValid) as refused, transaction.atomic():
        settled(world, **said)
    assert refused.value.field == field and not FileMapping.objects.exists()


def test_only_the_office_settles_anything(world: World) -> None:
    said = Settled("hotline", "热线", "in", world.bodies["WS"], {"body": "内容"})
    for by in (*map(world.actor, ("clerk", "officer", "secretary", "discipline", "auditor")), THE_CLOCK):
        with pytest.raises(NotAllowed), transaction.atomic():
            settle_mapping(said, by=by, now=world.now)


def test_who_names_a_system_that_is_not_there_is_told_which_are(world: World) -> None:
    settled(world)
    with pytest.raises(NotValid, match="hotline"):
        require_mapping("petition")
