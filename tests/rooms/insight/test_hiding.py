"""What everybody may read: no group of fewer than five, and none that totals would tell."""

import csv
from collections import Counter
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from lianxin.flow.balance import FEW
from lianxin.insight.figures.hiding import OTHERS, covered, few_together, size
from lianxin.insight.figures.opening import CSV, FILES, PARQUET, TOLD, file_of, open_data, quarters
from lianxin.insight.figures.queries import summed
from lianxin.insight.models import Cell
from lianxin.insight.verbs.counting import count_all
from tests.world import World


def row(due: int, **more: int) -> Counter[str]:
    return Counter(received=due, due=due, **more)


@pytest.mark.parametrize("sizes", [[9, 8], [9, 3, 2], [9, 8, 1], [2, 1], [5], [9, 4, 4], []])
def test_few_stand_together_and_nothing_is_lost_or_nothing_is_shown(sizes: list[int]) -> None:
    found = {str(place): row(number) for place, number in enumerate(sizes)}
    shown = few_together(found, whole=summed(found.values()))
    assert all(size(one) >= FEW for one in shown.values())
    assert sum(one["due"] for one in shown.values()) in {sum(sizes), 0}


def test_what_belongs_to_none_of_the_lines_cannot_be_reckoned_either() -> None:
    shown = few_together({"a": row(9), "b": row(8)}, whole=row(19))
    assert {key: one["due"] for key, one in shown.items()} == {"a": 9, OTHERS: 10}


def test_few_who_spoke_and_few_who_did_not_are_covered() -> None:
    rows = [row(20, participated=4), row(20, participated=18), row(20, participated=10)]
    assert [("participated" in one) for one in covered(rows, ["participated"])] == [True, True, False]


def test_a_single_covered_number_takes_another_with_it() -> None:
    rows = [row(20, solved=2), row(30, solved=9), row(40, solved=20)]
    assert [("solved" in one) for one in covered(rows, ["solved"])] == [True, True, False]


def test_only_whole_quarters_are_told() -> None:
    assert quarters(date(2026, 5, 9), most=3) == ["2026Q1", "2025Q4", "2025Q3"]


def test_the_files_of_the_night_say_the_same_and_cover_the_same(
    world: World, settings: Any, tmp_path: Any
) -> None:
    settings.LIANXIN_DATA = tmp_path
    for _number in range(6):
        world.dispatched()
    world.dispatched("LL-SW")
    now = world.now + timedelta(days=60)
    count_all(now=now)
    assert Cell.objects.exists()
    rows = open_data(now=now)
    assert rows
    assert open_data(now=now) == 0
    with file_of(CSV).open(encoding="utf-8") as file:
        told = list(csv.DictReader(file))
    bodies = [one for one in told if one["dimension"] == "org"]
    assert [one["name_zh"] for one in bodies] == ["其他合计"]
    assert all(
        one[name] == "" or int(one[name]) == 0 or int(one[name]) >= FEW for one in told for name in TOLD
    )
    again = duckdb.sql(f"SELECT count(*) FROM '{file_of(PARQUET)}'").fetchall()
    assert again == [(rows,)]
    assert all(file_of(name).exists() for name in FILES)
