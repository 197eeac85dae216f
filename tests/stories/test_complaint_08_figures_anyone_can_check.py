"""Complaint 8: figures that nobody can check. Here anybody counts the public ledger once more."""

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner

from lianxin.cli.main import app
from lianxin.flow.export import export_events
from lianxin.ledger.models import Tally
from lianxin.outcomes.verbs import rate
from tests.world import World, card


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    settings.LIANXIN_DATA = tmp_path


def a_busy_week(world: World) -> None:
    for _letter in range(5):
        world.in_handling(contact=card(name="王小明", phone="13912345678"))
    rate(world.delivered(), verdict="solved", by=world.writer(world.case()), now=world.now)
    world.letter("另一件事。", channel="paper")
    world.letter("李某收了红包。", kind="report")


def test_somebody_who_trusts_nobody_counts_the_downloaded_records(world: World) -> None:
    a_busy_week(world)
    export_events(now=world.now)
    lines = b"".join(Client().get("/public/events.csv").streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    stages = {(row["kind"], row["folder"]): row["stage_after"] for row in csv.DictReader(lines)}
    counted = Counter((kind, stage) for (kind, _folder), stage in stages.items())
    told = json.loads(Client().get("/public/ledger.json").content)["whole"]
    assert told["received"] == 7 == sum(1 for kind, _folder in stages if kind == "submission")
    assert (told["waiting"], told["closed"]) == (counted["submission", "waiting"], counted["case", "closed"])


def test_the_records_hold_nobody(world: World) -> None:
    a_busy_week(world)
    export_events(now=world.now)
    text = b"".join(Client().get("/public/events.csv").streaming_content).decode()  # type: ignore[attr-defined]
    case = world.case()
    for private in (
        "王小明",
        "13912345678",
        "停水",
        "红包",
        case.dossier.number,
        str(case.pk),
        case.pk.hex,
        "WS-JW",
    ):
        assert private not in text


def test_the_county_checks_itself_with_one_command(world: World) -> None:
    a_busy_week(world)
    assert "一样" in CliRunner().invoke(app, ["figures", "--check"]).output
    Tally.objects.filter(kind="case", stage="closed").update(number=99)
    said = CliRunner().invoke(app, ["figures", "--check"])
    assert said.exit_code == 1 and "channel mailbox" in said.output


def test_every_figure_says_what_it_counts_and_what_it_leaves_out(world: World) -> None:
    page = Client().get("/public/figures/").content.decode()
    for figure in ("收到", "已登记", "办理中", "已结案", "参与率", "没有解决", "超期", "转出"):
        assert f"<h2>{figure}</h2>" in page
    assert page.count("不算什么") == page.count("不知道的") == page.count("<h2>")


def test_the_file_is_made_once_a_day(world: World) -> None:
    assert Client().get("/public/events.csv").status_code == 404
    a_busy_week(world)
    assert export_events(now=world.now) and not export_events(now=world.now)
    assert not export_events(now=world.later(hours=11))  # in the evening people write
    assert export_events(now=world.later(hours=7))


def test_nobody_waits_while_the_file_is_made(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    a_busy_week(world)
    rests: list[float] = []
    monkeypatch.setattr("lianxin.flow.export.BATCH", 2)
    monkeypatch.setattr("lianxin.flow.export.time.sleep", rests.append)
    assert export_events(now=world.now) // 2 == len(rests) and min(rests) > 0
