"""同一件事 Letters about one matter at one place come together; the same words about another place do not."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from lianxin.cli.main import app
from lianxin.kit.sameness import Frequencies, Grouper, label, likeness, read, weigh
from lianxin.kit.sameness.grouping import belongs

SITES = ("柳荫花园", "东湖名城", "望江小区", "云台新村", "桃源公馆", "银杏家园", "丰和广场", "青松苑")
MATTERS = (
    ("{p}自来水停了三天", "{p}三天没有水，老人提不动水，请快点修水管。"),
    ("{p}旁边工地半夜打桩", "{p}旁边的工地半夜还在打桩，吵得睡不着，孩子要上学。"),
    ("{p}楼下餐馆油烟直排", "{p}楼下的餐馆没有烟道，油烟往家里灌，窗都不敢开。"),
    ("{p}路灯坏了没人修", "{p}门口的路灯坏了一个月，晚上黑漆漆的，摔了人。"),
)
FILLERS = ("请领导重视。", "大家都盼着早日解决。", "打过电话没有人管。", "我们住在这里很多年了。")


def letters() -> list[tuple[tuple[int, int], str, str]]:
    """Every matter of every place, told by four writers."""
    return [
        ((p, m), subject.format(p=site), FILLERS[n] + body.format(p=site) + FILLERS[(n + p) % 4] * n)
        for p, site in enumerate(SITES)
        for m, (subject, body) in enumerate(MATTERS)
        for n in range(4)
    ]


def grouped(told: list[tuple[str, str]]) -> list[int]:
    readings = [read(*one) for one in told]
    known = Frequencies()
    known.learn(readings)
    grouper = Grouper(known)
    put = [grouper.take(one) for one in readings]
    return [grouper.root(one.group) for one in put]


def test_one_group_for_each_place_and_matter() -> None:
    told = letters()
    groups = grouped([(subject, body) for _key, subject, body in told])
    by_key: dict[tuple[int, int], set[int]] = {}
    for (key, _subject, _body), group in zip(told, groups, strict=True):
        by_key.setdefault(key, set()).add(group)
    assert all(len(found) == 1 for found in by_key.values())
    assert len({*groups}) == len(SITES) * len(MATTERS)


def test_the_same_words_about_another_place_stay_apart() -> None:
    body = "{p}楼下的餐馆没有烟道，油烟往家里灌，窗都不敢开，已经投诉三次。" + FILLERS[0]
    told = [(f"{site}楼下餐馆油烟扰民", body.format(p=site)) for site in SITES for _n in range(2)]
    groups = grouped(told)
    assert all(groups[n] == groups[n + 1] for n in range(0, len(groups), 2))
    assert len({*groups}) == len(SITES)


def test_the_same_letters_in_the_same_order_give_the_same_groups() -> None:
    told = [(subject, body) for _key, subject, body in letters()]
    assert grouped(told) == grouped(told)


def test_a_link_says_which_place_and_matter_it_rests_on() -> None:
    known = Frequencies()
    one, other = (read(subject, body) for _key, subject, body in letters()[:2])
    known.learn([one, other, *(read(subject, body) for _key, subject, body in letters()[2:])])
    like = likeness(weigh(one, known), weigh(other, known), known)
    assert like.probability > 0.5
    assert "停水缺水" in like.matters and any("柳荫花园" in place for place in like.places)


def test_a_group_is_called_by_its_place_and_its_matter() -> None:
    told = [(subject, read(subject, body)) for key, subject, body in letters() if key == (0, 2)]
    assert label(told) == "柳荫花园：油烟扰民"


def test_a_kind_of_place_is_no_place() -> None:
    assert read("垃圾站太臭", "附近小区旁边的垃圾站没有人管").places == frozenset()
    assert read("柳荫花园垃圾站太臭", "").places == {"柳荫花园"}


def test_what_a_subject_names_reaches_beyond_everyday_words() -> None:
    assert read("请加快经济发展", "").own == frozenset()
    assert {"柳荫"} <= read("柳荫花园的发展", "").own


def test_a_name_ends_where_an_everyday_word_begins() -> None:
    told = [(subject, read(subject, "")) for subject in ("柏澜汇恶意拖欠工资", "举报柏澜汇恶意欠薪")]
    assert label(told) == "柏澜汇：拖欠工资"


def test_the_closest_speak_for_a_group() -> None:
    assert belongs([0.9, 0.8, 0.7, 0.1, 0.1]) > 0
    assert not belongs([0.9, 0.1, 0.1])
    assert not belongs([0.5, 0.5, 0.5]), "somebody must be like it"


@pytest.mark.parametrize("text", ["", "水", "😀😀😀", "\x00", "{}[]", "aaaa bbbb", "　", "的" * 50])
def test_what_says_nothing_is_a_group_of_its_own(text: str) -> None:
    told = [(text, ""), ("", text), *((subject, body) for _key, subject, body in letters()[:8])]
    groups = grouped(told)
    assert groups[0] not in groups[2:] and groups[1] not in groups[2:]


def test_a_letter_of_any_length_is_read_at_its_beginning() -> None:
    beginning = "望江小区停水三天了，请来修。" * 40
    assert read("望江小区停水", beginning + "水" * 100_000) == read("望江小区停水", beginning)


def test_the_same_words_ten_thousand_times_are_one_problem() -> None:
    groups = grouped([("望江小区停水", "望江小区停水三天了，请快点派人来修水管。")] * 10_000)
    assert {*groups} == {groups[0]}


@settings(max_examples=40)
@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=200)), max_size=20))
def test_nothing_that_is_written_breaks_it(told: list[tuple[str, str]]) -> None:
    groups = grouped(told)
    assert len(groups) == len(told)
    label([(subject, read(subject, body)) for subject, body in told])


def test_the_command_writes_a_line_for_each_letter_and_names_the_lines_it_cannot_read(tmp_path: Path) -> None:
    file, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [
        {"id": f"r{n}", "subject": subject, "body": body, "sent_at": f"2025-01-{n % 28 + 1:02}"}
        for n, (_key, subject, body) in enumerate(letters())
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    file.write_text("\n".join([*lines[:3], "not json", '{"subject": 3}', *lines[3:]]), encoding="utf-8")
    done = CliRunner().invoke(app, ["problems", "group", str(file), "--out", str(out)])
    told = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [one["id"] for one in told] == [row["id"] for row in rows]
    assert "4" in done.output and "5" in done.output
    assert any(one["because"] for one in told) and all(one["label"] for one in told)
    assert all(one["problem"] != other["problem"] for one, other in pairwise(told[::4]))
