"""`lianxin bench` on counties so small that nothing is learnt about speed, only that it measures.

What is loaded in bulk is looked at on both databases; that a stop-watch runs, on one.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lianxin.cli.bench.redaction import measure
from lianxin.cli.bench.scratch import Scratch, scratch

CASES = "200"
WORDS = ["--cases", CASES, "--letters", "100", "--keep", "--json"]


def run(module: str, *words: str, environment: dict[str, str]) -> dict[str, Any]:
    """What a command says in JSON."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """A county made in bulk, kept until the last of these tests."""
    with scratch(int(CASES), folder=tmp_path_factory.mktemp("bench"), keep=True) as place:
        yield place
    place.drop()


def test_a_county_made_in_bulk_is_as_the_verbs_would_have_made_it(county: Scratch) -> None:
    said = run("lianxin.cli.main", "verify", "--json", environment=county.environment())
    assert said["complaints"] == [] and said["dossiers"] > 2 * int(CASES)


@pytest.mark.sqlite
def test_a_desk_is_measured_as_data_and_as_a_page(county: Scratch) -> None:
    (first, *_rest) = county.call("desk", times=1)["lists"]
    assert first["rows"] and first["data"]["ms"] > 0 and first["page"]["ms"] > 0


@pytest.mark.sqlite
def test_pages_of_a_whole_county_are_measured(county: Scratch) -> None:
    pages = county.call("pages", times=1)["pages"]
    assert "/desk/owed/" in {row["page"] for row in pages} and all(row["ms"] > 0 for row in pages)


@pytest.mark.sqlite
def test_the_page_of_a_long_matter_is_measured(county: Scratch) -> None:
    found = county.call("case", lines=30, voices=3, times=1)
    assert found["lines"] >= 30 and found["officer"]["ms"] > 0 and found["writer"]["ms"] > 0


@pytest.mark.sqlite
def test_a_life_is_measured_with_the_queries_of_each_verb(county: Scratch) -> None:
    life = county.call("life", lives=2)
    assert life["ms"] > 0 and life["queries"]["dispatch"] > 3


@pytest.mark.sqlite
def test_the_clock_is_measured_idle_and_with_something_due(county: Scratch) -> None:
    tick = county.call("tick")
    assert tick["idle"]["ms"] > 0 and tick["due"][0]["due"] > 0


def test_a_bench_never_touches_a_county_of_somebody_else(world: Any) -> None:
    from lianxin.cli.bench import county

    with pytest.raises(county.NotOurs):
        county.refuse_others()


def test_letters_marked_by_hand_are_counted_by_kind(tmp_path: Path) -> None:
    letters = [
        {"text": "我叫王小明。", "spans": [{"begin": 2, "end": 5, "kind": "name"}]},
        {"text": "水管坏了。", "spans": [{"begin": 0, "end": 2, "kind": "name"}]},
        {
            "text": "我叫李建国，找张伟强。",
            "spans": [{"begin": 2, "end": 5, "kind": "name"}],
            "free": [[7, 10]],
        },
        {"text": "打13912345678。", "spans": []},
    ]
    file = tmp_path / "marked.jsonl"
    file.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in letters), encoding="utf-8")
    score = measure(file)
    assert list(score.rows()) == [("mobile", 0, 0, 1), ("name", 2, 1, 0), ("all", 2, 1, 1)]
    assert [line.split(":")[0] for line in score.unlike] == ["missed name", "false mobile"]
    assert score.as_json()["letters"] == 4


@pytest.mark.sqlite
@pytest.mark.parametrize("channel", ["mailbox", "wechat", "email"])
def test_letters_go_to_the_real_server_and_every_acknowledged_one_is_kept(
    county: Scratch, channel: str
) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    words = ["bench", "intake", "--channel", channel, "--connections", "8", "--folder", str(county.folder)]
    intake = run("lianxin.cli.main", *words, *WORDS, environment=environment)["intake"]
    assert intake["acknowledged"] == 100 and intake["kept"] and not intake["refused"]
    assert all(loop["per_second"] > 0 for loop in intake["raw"].values())
    assert intake["against_raw"].keys() == {"bare", "same"} and intake["longest_ms"] < 5_000
