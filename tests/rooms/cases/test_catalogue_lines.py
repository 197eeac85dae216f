"""The catalogue and its categories: everything wrong is told at once, and nothing is half written."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.cases.lines import Line, catalogue_complaints
from lianxin.cases.models import Catalogue, Category
from lianxin.cases.verbs import add_category, change_category, publish_catalogue
from lianxin.kit.refusals import NotAllowed, NotValid, SomeoneActedFirst


def test_every_bad_line_is_told(world: Any) -> None:
    lines = [Line("NONE", "WATER"), Line("WATER", "NOBODY"), Line("WATER", "WS-DESK"), Line("WATER", "")]
    told = catalogue_complaints([*lines, Line("SCHOOL", "SCHOOL"), Line("SCHOOL", "WATER")])
    assert [said.split("：")[0] for said in told if "前面已经写了" not in said] == [
        "第 1 行", "第 2 行", "第 3 行", "第 4 行"
    ]  # fmt: skip
    assert any("第 6 行" in said and "SCHOOL" in said for said in told)


def test_an_edition_does_not_begin_in_the_past(world: Any) -> None:
    past = {"effective_from": world.now - timedelta(days=1), "now": world.now}
    with pytest.raises(NotValid) as refused:
        publish_catalogue([Line("WATER", "WATER")], by=world.actor("office"), **past)
    assert refused.value.field == "effective_from"
    assert Catalogue.objects.count() == 1


def test_a_category_code_is_given_once(world: Any) -> None:
    with pytest.raises(NotValid, match="已经用过"):
        add_category("WATER", "水", by=world.actor("office"), now=world.now)
    assert Category.objects.get(code="WATER").name_zh == "供水"


def test_a_category_is_changed_by_who_may_and_by_one_at_a_time(world: Any) -> None:
    one, two = Category.objects.get(code="WATER"), Category.objects.get(code="WATER")
    with pytest.raises(NotAllowed):
        change_category(one, name_zh="水", by=world.actor("officer"), now=world.now)
    change_category(one, name_zh="供水排水", lifeline=True, by=world.actor("sorter"), now=world.now)
    with pytest.raises(SomeoneActedFirst):
        change_category(two, name_zh="用水", by=world.actor("office"), now=world.now)
    with pytest.raises(NotValid):
        change_category(two, name_zh=" ", by=world.actor("office"), now=world.now)
