"""学着分 What is learnt from sorted letters, how honest it is, and what becomes of what is no letter."""

import json
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from lianxin.cli.main import app
from lianxin.insight.learning.evaluating import evaluate
from lianxin.insight.learning.model import Model, NoModel, load
from lianxin.insight.learning.rows import Row, read_rows
from lianxin.insight.learning.terms import counted, counted_words, names_of
from lianxin.insight.learning.training import groups_of_copies, train

ABOUT = {
    "供水": ("停水", "水压", "水管", "自来水", "水表", "断水"),
    "教育": ("学校", "老师", "入学", "补课", "学位", "作业"),
    "交通": ("公交", "班车", "路口", "堵车", "红绿灯", "停车"),
}
FILLERS = (
    "请领导关心",
    "我们这里",
    "已经很久了",
    "麻烦派人来看看",
    "谢谢",
    "老人孩子都不方便",
    "希望早日解决",
)


def letter(category: str, chance: Random) -> tuple[str, str]:
    words = chance.sample(ABOUT[category], 3)
    return words[0] + chance.choice(FILLERS), "，".join(
        [*words, *chance.sample(FILLERS, 3), str(chance.random())]
    )


def rows(number: int, seed: int = 1) -> list[Row]:
    chance = Random(seed)
    names = [chance.choice(sorted(ABOUT)) for _n in range(number)]
    return [Row(counted(*letter(name, chance)), name) for name in names]


@pytest.fixture(scope="module")
def model() -> Model:
    return train(rows(240), about={})


def test_it_knows_letters_that_it_has_not_seen_and_says_by_which_words(model: Model) -> None:
    subject, body = "我们村停水了", "自来水停了三天，水管也坏了。"
    guess = model.guesses(counted(subject, body), names_of(subject, body))[0]
    assert (guess.name, guess.probability > 0.8) == ("供水", True)
    assert any(word in "停水自来水水管" for word in guess.words)
    assert evaluate(model, rows(60, seed=2))["macro_f1"] > 0.95


def test_probabilities_are_honest_where_the_letters_are_mixed() -> None:
    """A third of the letters have the wrong class: it must not be sure."""
    chance, learnt = Random(3), rows(600, seed=4)
    names = sorted(ABOUT)
    mixed = [
        Row(row.counted, chance.choice(names) if chance.random() < 0.33 else row.category) for row in learnt
    ]
    found = evaluate(train(mixed[:450], about={}), mixed[450:])
    assert found["ece"] < 0.15


def test_the_same_letters_teach_the_same() -> None:
    one, other = (train(rows(120), about={}) for _turn in range(2))
    assert np.array_equal(one.weights, other.weights)


def test_copies_stand_under_one_number() -> None:
    told = counted("路面塌陷", "青石弄老街路面塌陷，骑车摔伤两人，窨井盖也翘起来了。")
    again = counted("路面塌陷", "青石弄老街路面塌陷，骑车摔伤两人，窨井盖也翘起来了！！请看看")
    groups = groups_of_copies([told, again, counted("停水", "停水三天了")])
    assert groups[0] == groups[1] != groups[2]


def test_a_letter_that_came_as_words_stands_with_its_twin_that_came_as_text() -> None:
    told = counted("路面塌陷", "青石弄老街路面塌陷，骑车摔伤两人，窨井盖也翘起来了。")
    cut = ["路面", "塌陷", "青石", "弄老", "街", "骑车", "摔伤", "两人", "窨", "井盖", "翘起来"]
    groups = groups_of_copies([told, counted_words(cut), counted("停水", "停水三天了")])
    assert groups[0] == groups[1] != groups[2]


def test_what_was_learnt_comes_back_from_its_file(model: Model, tmp_path: Path) -> None:
    model.write(tmp_path / "m.npz")
    again, letters = load(tmp_path / "m.npz"), rows(20, seed=9)
    for row in letters:
        assert np.allclose(again.probabilities(row.counted), model.probabilities(row.counted), atol=0.01)


@pytest.mark.parametrize("harm", ["missing", "cut", "scribbled", "empty", "pickle", "version", "other parts"])
def test_a_file_that_is_no_model_is_refused_with_a_reason(model: Model, tmp_path: Path, harm: str) -> None:
    path = tmp_path / "m.npz"
    model.write(path)
    whole = path.read_bytes()
    if harm == "missing":
        path.unlink()
    elif harm == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif harm == "scribbled":
        path.write_bytes(whole[:200] + b"\0" * 50 + whole[250:])
    elif harm == "empty":
        path.write_bytes(b"")
    elif harm == "pickle":
        np.savez(path, header=np.array([object()]), terms=np.array([1]))
    else:
        spoil(path, harm)
    with pytest.raises(NoModel):
        load(path)


def spoil(path: Path, harm: str) -> None:
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files}
    if harm == "version":
        header = json.loads(bytes(arrays["header"]).decode()) | {"format": 99}
        arrays["header"] = np.frombuffer(json.dumps(header).encode(), dtype=np.uint8)
    else:
        arrays["weights"] = arrays["weights"] * 2
    np.savez_compressed(path, **arrays)


@pytest.mark.parametrize(
    "text", ["", "水", "😀" * 300, "\ud800", "a" * 100_000, "{}" * 999, "停水" * 50_000, "\x00"]
)
def test_whatever_is_written_gets_probabilities_that_add_up(model: Model, text: str) -> None:
    shares = model.probabilities(counted(text, text))
    assert abs(float(shares.sum()) - 1) < 1e-3
    model.guesses(counted(text, text), names_of(text, text))


@settings(max_examples=60)
@given(st.text(max_size=60), st.text(max_size=300))
def test_nothing_that_is_written_breaks_it(model: Model, subject: str, body: str) -> None:
    assert abs(float(model.probabilities(counted(subject, body)).sum()) - 1) < 1e-3


def test_a_letter_in_which_it_knows_nothing_may_be_of_any_class(model: Model) -> None:
    assert np.allclose(model.probabilities(counted("", "😀")), 1 / 3)


def test_the_same_text_ten_thousand_times_is_one_letter_to_learn_from() -> None:
    flood = [Row(counted("停水", "停水三天了，请修水管。"), "教育")] * 3_000
    found = evaluate(train([*rows(240), *flood], about={}), rows(60, seed=2))
    assert found["macro_f1"] > 0.9


def test_it_speaks_from_where_it_was_right_and_says_nothing_where_it_never_was() -> None:
    chance, learnt = Random(6), rows(600, seed=7)
    clear = train(learnt, about={})
    guessing = train([Row(row.counted, chance.choice(sorted(ABOUT))) for row in learnt], about={})
    assert clear.sure_from(0.6) == 0.5 and guessing.sure_from(0.6) > 0.7


def test_a_few_letters_tell_no_level_and_the_one_of_the_settings_stays() -> None:
    assert train(rows(60), about={}).sure_from(0.6) == 0.6
    assert train(rows(60), about={"sure_from": "x"}).sure_from(0.6) == 0.6


def test_a_letter_counts_the_same_in_wide_and_in_narrow_marks() -> None:
    wide, narrow = counted("停水", "Ａ区：停水（三天）！？"), counted("停水", "a区:停水(三天)!?")
    assert np.array_equal(wide.codes, narrow.codes) and np.array_equal(wide.times, narrow.times)


def test_too_few_letters_teach_nothing() -> None:
    for few in ([], rows(10), [row for row in rows(200) if row.category == "供水"]):
        with pytest.raises(NoModel):
            train(few, about={})


def test_words_that_came_cut_count_like_the_text() -> None:
    whole, cut = counted("", "自来水停了三天"), counted_words(["自来水", "停", "了", "三天"])
    assert {*cut.codes.tolist()} >= {*whole.codes.tolist()} - {*counted("", "停了").codes.tolist()}


def test_the_commands_learn_and_say_how_good_it_is(tmp_path: Path) -> None:
    chance, lines = Random(5), []
    for number in range(200):
        name = chance.choice(sorted(ABOUT))
        subject, body = letter(name, chance)
        said = {"subject": subject, "body": body, "category": name if number % 10 else None}
        lines.append(json.dumps(said, ensure_ascii=False))
    file, out = tmp_path / "letters.jsonl", tmp_path / "m.npz"
    file.write_text("\n".join([*lines, "no letter", "[1]"]), encoding="utf-8")
    learnt = CliRunner().invoke(app, ["route", "train", str(file), "--out", str(out)])
    assert learnt.exit_code == 0 and "letters.jsonl:201" in learnt.output, learnt.output
    told = CliRunner().invoke(app, ["route", "eval", str(file), "--model", str(out), "--json"])
    figures = json.loads(told.output.splitlines()[-1])
    wanted = [
        "macro_f1",
        "accuracy",
        "accuracy_at_90",
        "accuracy_at_80",
        "ece",
        "letters_per_s",
        "model_mb",
        "train_s",
    ]
    assert figures.keys() >= {*wanted} and figures["accuracy"] > 0.9
    beside = ["route", "eval", str(file), "--model", str(out), "--baselines", str(file)]
    both = json.loads(CliRunner().invoke(app, [*beside, "--json"]).output.splitlines()[-1])["baselines"]
    assert both.keys() == {"chars_svm", "words_logistic"} and both["chars_svm"]["accuracy"] > 0.9
    assert "chars_svm" in CliRunner().invoke(app, beside).output


def test_without_a_model_the_command_says_that_it_does_not_know(tmp_path: Path) -> None:
    file = tmp_path / "letters.jsonl"
    file.write_text('{"subject": "停水", "body": "停水", "category": "供水"}', encoding="utf-8")
    told = CliRunner().invoke(app, ["route", "eval", str(file), "--model", str(tmp_path / "none.npz")])
    assert told.exit_code == 1 and "我不知道" in told.output


def test_every_line_of_a_file_is_read_or_named(tmp_path: Path) -> None:
    file = tmp_path / "letters.jsonl"
    file.write_text('{"tokens": "停水 三天"}\n\n{"tokens": ["停水"]}\n{"body": 3}\nx\n', encoding="utf-8")
    found = read_rows([file])
    assert (len(found.rows), [line.split(":")[1] for line in found.unread]) == (2, ["4", "5"])
