"""派单建议 What the house says of a letter, where it is silent, and how it is kept beside the decision."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lianxin.cases.verbs import add_category
from lianxin.flow.verbs import acknowledge, decide_objection, dispatch, object_to, recall, sort
from lianxin.identity.actors import THE_INSTALLER
from lianxin.insight.dispatching import suggest
from lianxin.insight.dispatching.alike import alike
from lianxin.insight.dispatching.by_words import urgency_by_words
from lianxin.insight.dispatching.nightly import learn, learn_nightly, settled
from lianxin.insight.dispatching.side_by_side import by_month, how_it_stands
from lianxin.insight.learning.model import load
from lianxin.insight.learning.places import model_of_county
from lianxin.insight.learning.rows import Row
from lianxin.insight.learning.terms import counted
from lianxin.insight.learning.training import train
from lianxin.insight.models import Suggested
from lianxin.ledger.models import Reaction
from tests.problems_of import carried
from tests.world import World

WATER = "自来水管道老化，水压很低，龙头里出来的水发黄，请水厂来检修水管。"
SCHOOL = "学校食堂的饭菜变质，孩子上课没有课本，班主任乱收补课费。"


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.LIANXIN_DATA = tmp_path


def taught(world: World, *, other: str = "school") -> None:
    """A model that knows two classes."""
    rows = [
        Row(counted(f"第{n}封", f"{text}门牌{n}号的{'甲乙丙丁'[n % 4]}某。"), name)
        for n in range(60)
        for text, name in ((WATER, world.water.code), (SCHOOL, other))
    ]
    train(rows, about={"learnt_at": "2025-03-01 02:00", "bodies": {}}).write(model_of_county())


def test_before_anything_was_learnt_the_catalogues_words_speak_without_a_probability(world: World) -> None:
    said = suggest(world.letter(f"{world.water.name_zh}的事：三天没有水了。"), now=world.now)
    assert (said.category, said.organisation, said.sure) == (world.water, world.bodies["WATER"], None)
    assert said.words and said.urgency == "lifeline"


def test_what_was_learnt_names_class_and_body_with_the_words_it_rests_on(world: World) -> None:
    taught(world)
    said = suggest(world.letter("我家水压很低，自来水管道老化，水发黄。"), now=world.now)
    assert (said.category, said.organisation) == (world.water, world.bodies["WATER"])
    assert said.sure and 0.6 <= said.sure <= 1 and said.words
    assert all(word in "我家水压很低，自来水管道老化，水发黄。" for word in said.words)


def test_what_the_model_says_of_its_own_level_counts_before_the_settings(world: World) -> None:
    taught(world)
    model = load(model_of_county())
    model.about["sure_from"] = 1.01
    model.write(model_of_county())
    said = suggest(world.letter("我家水压很低，自来水管道老化，水发黄。"), now=world.now)
    assert not said.known and "我不知道" in said.why_not


@pytest.mark.parametrize(
    "body", ["好", "😀" * 300, "。。。……", "x9f" * 4_000, "水管" * 5_000, "停" * 100_000, "qwz " * 2_000]
)
def test_what_no_person_writes_is_answered_with_i_do_not_know(world: World, body: str) -> None:
    taught(world)
    letter = world.letter("请看附件。", subject="？")
    letter.body = body  # whatever the doors let through
    said = suggest(letter, now=world.now)
    assert not said.known and "我不知道" in said.why_not


@pytest.mark.parametrize("harm", [b"", b"no model", b"PK\x03\x04broken"])
def test_a_damaged_model_is_no_error_on_the_desk_but_a_sentence_in_the_office(
    world: World, harm: bytes
) -> None:
    model_of_county().parent.mkdir(parents=True)
    model_of_county().write_bytes(harm)
    assert suggest(world.letter("说不清是什么事。"), now=world.now).why_not
    assert "damaged" in how_it_stands()


def test_a_class_that_has_ended_is_nobodys_guess(world: World) -> None:
    taught(world, other="gone")
    assert not suggest(world.letter(SCHOOL), now=world.now).known


def test_urgency_is_only_ever_raised(world: World) -> None:
    assert urgency_by_words("路灯不亮", None) == ("normal", ())
    assert urgency_by_words("燃气泄漏，停水", None) == ("urgent", ("燃气泄漏",))
    world.water.lifeline = True
    assert urgency_by_words("水费单", world.water)[0] == "lifeline"


def test_a_dispatch_is_kept_beside_what_was_suggested_once(world: World) -> None:
    taught(world)
    world.dispatched(body=WATER)
    carried(world)
    carried(world)
    kept = Suggested.objects.get()
    assert (kept.organisation, kept.given, kept.final) == (world.bodies["WATER"],) * 3
    assert kept.model == "2025-03-01 02:00"
    assert [(one.given, one.wrong, one.said, one.apart) for one in by_month(now=world.now)] == [(1, 0, 1, 0)]


def test_confidential_and_sealed_letters_leave_no_row_and_teach_nothing(world: World) -> None:
    world.dispatched(body=WATER, confidential=True)
    carried(world)
    assert not Suggested.objects.exists() and not list(settled())
    assert Reaction.objects.filter(done_at=None).count() == 0


def test_an_upheld_objection_counts_against_whoever_named_the_wrong_body(world: World) -> None:
    taught(world)
    case = world.dispatched("SCHOOL", body=WATER)
    carried(world)
    object_to(case, reason="供水不归教育局。", by=world.actor("stranger"), now=world.now)
    world.now += timedelta(hours=1)
    to, by = world.bodies["WATER"], world.actor("sorter")
    decide_objection(world.fresh(case), upheld=True, words="归水务局。", to=to, by=by, now=world.now)
    carried(world)
    world.now += timedelta(minutes=1)
    month = by_month(now=world.now)[0]
    assert (month.wrong, month.said, month.both, month.apart) == (1, 1, 1, 0)


def test_what_is_recalled_and_given_elsewhere_was_given_wrong(world: World) -> None:
    case = world.dispatched("SCHOOL", body=WATER)
    carried(world)
    recall(case, by=world.actor("sorter"), now=world.now + timedelta(seconds=5))
    world.now += timedelta(minutes=5)
    dispatch(world.fresh(case), to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    carried(world)
    assert sorted((one.given.code, one.final.code) for one in Suggested.objects.all()) == [
        ("SCHOOL", "WATER"),
        ("WATER", "WATER"),
    ]


def test_like_matters_are_shown_to_whom_they_are_open_and_to_nobody_else(world: World) -> None:
    taught(world)
    world.in_handling(body=WATER)
    case = world.case()
    case.category = world.water
    case.save(update_fields=["category"])
    carried(world)
    letter = world.letter(f"又是{WATER}")
    assert [one.key for one in alike(letter, world.water, by=world.actor("sorter"))] == [case.pk]
    assert alike(letter, world.water, by=world.actor("stranger")) == []


def test_too_little_teaches_nothing_and_leaves_nothing_behind(world: World) -> None:
    world.in_handling(body=WATER)
    assert learn_nightly(now=world.now) == 0 and not learn(now=world.now)
    assert list(model_of_county().parent.iterdir()) == []


def test_the_countys_own_dispatches_are_learnt_in_a_process_of_its_own(world: World) -> None:
    school = add_category("school", "教育", by=THE_INSTALLER, now=world.now)
    for number in range(32):
        for to, category, text in (("WATER", world.water, WATER), ("SCHOOL", school, SCHOOL)):
            letter = world.letter(f"{number}号院：{text}")
            sort(letter, to=world.bodies[to], category=category, by=world.actor("sorter"), now=world.now)
            by = world.actor("officer" if to == "WATER" else "stranger")
            acknowledge(world.case(), by=by, now=world.now)
    assert learn_nightly(now=world.now) == 1
    assert [path.name for path in model_of_county().parent.iterdir()] == ["dispatch.npz"]
    said = suggest(world.letter("孩子在学校食堂吃坏了，饭菜变质。"), now=world.now)
    assert (said.category, said.organisation) == (school, world.bodies["SCHOOL"])
    assert "64" in how_it_stands() and not any(name.startswith("sklearn") for name in _loaded_by_suggesting())


def _loaded_by_suggesting() -> set[str]:
    """What a web worker holds once it can suggest."""
    asked = "import sys; from lianxin.insight.learning import model, terms; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return set(done.stdout.split())
