"""Searching: everything that is there is found, by whoever may read it, and nothing else."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.flow.verbs import support
from lianxin.identity.actors import citizen
from lianxin.insight.searching import Found, look, reach, wanted
from lianxin.insight.searching.bodies import bodies_named
from lianxin.insight.searching.extracts import extract
from lianxin.insight.searching.rebuilding import begin_again, is_whole, rebuild_portion, waiting_letters
from lianxin.intake.models import Ground, Submission
from lianxin.intake.verbs import add_words, recuse
from lianxin.kit.folding import plain, plain_with_places
from lianxin.kit.refusals import NotValid
from tests.world import World

SQLITE = connection.vendor == "sqlite"
WORDS = "水电路桥村镇渠灯校医低保拆迁噪声垃圾公交补偿宅基"


def found(world: World, typed: str, who: str = "sorter", **where: object) -> list[str]:
    """The subjects that this person finds."""
    asked = wanted(typed, **where)  # type: ignore[arg-type]
    return [hit.letter.subject for hit in look(asked, by=world.actor(who), now=world.now).hits]


def all_pages(world: World, typed: str, who: str = "sorter", most: int = 3) -> list[str]:
    bodies, below = [], (1 << 63) - 1
    while True:
        page = look(wanted(typed), by=world.actor(who), now=world.now, below=below, most=most)
        bodies += [hit.letter.body for hit in page.hits]
        if page.older is None:
            return bodies
        assert page.older < below
        below = page.older


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_every_letter_with_two_neighbouring_characters_is_found_and_no_other(world: World, seed: int) -> None:
    chance = random.Random(seed)
    for _letter in range(6):
        world.letter("".join(chance.choices(WORDS + "，。\n x", k=chance.randint(2, 80))).strip() + "句")
    bodies = [plain(body) for body in Submission.objects.order_by("-serial").values_list("body", flat=True)]
    for size in (1, 2, 4):
        place = chance.randrange(len(WORDS) - size)
        word = WORDS[place : place + size] if size > 1 else chance.choice(WORDS)
        assert [plain(one) for one in all_pages(world, word)] == [one for one in bodies if word in one]


def test_words_are_found_in_the_letter_in_what_was_added_and_in_the_answer(world: World) -> None:
    case = world.answered(body="水压太低。", subject="水压")
    add_words(case.submission, "顶楼更严重。", by=world.writer(case), now=world.now)
    for typed in ("水压", "顶楼", "备用水源", "水压 顶楼 备用水源", "“备用水源”"):
        assert found(world, typed) == ["水压"], typed
    assert found(world, "水压 停电") == []


def test_an_answer_that_was_not_sent_is_not_found(world: World) -> None:
    world.submitted("泵站坏了，已经报修。")
    assert found(world, "泵站") == []


def test_forms_signs_and_broken_lines_make_no_difference(world: World) -> None:
    world.letter("村裏停電三天，ＡＢＣ小區Ｎｏ．１２。自来\n水也没有", subject="停電")
    for typed in ("村里停电", "村裏停電", "abc小区", "“no 12”", "小區no", "自来水"):
        assert found(world, typed) == ["停電"], typed


def test_a_phrase_stands_together_and_an_excluded_word_nowhere(world: World) -> None:
    world.letter("停水三天", subject="甲")
    world.letter("三天前停水", subject="乙")
    assert found(world, "停水 三天") == ["乙", "甲"]
    assert found(world, "「停水三天」") == ["甲"]
    assert found(world, "停水 -三天前") == ["甲"]
    assert found(world, "停水 不含停水三天") == ["乙"]
    assert found(world, "－三天前") == ["甲"]


def test_nothing_is_found_across_two_sentences(world: World) -> None:
    world.letter("一直停水，管子是新的", subject="甲")
    assert found(world, "水管") == found(world, "停水管") == []


def test_who_may_not_read_a_letter_does_not_find_it(world: World) -> None:
    world.in_handling(body="水压太低。", subject="水压")
    assert found(world, "水压", "officer") == found(world, "水压", "secretary") == ["水压"]
    assert found(world, "水压", "stranger") == found(world, "水压", "office") == []
    by = world.actor("sorter")
    support(world.case(), to=world.bodies["SCHOOL"], words="一起去看", by=by, now=world.now)
    assert found(world, "水压", "stranger") == ["水压"]


def test_whoever_steps_aside_finds_nothing_of_it(world: World) -> None:
    case = world.in_handling(body="水压太低。")
    recuse(
        case.submission, person=world.people["officer"], ground=Ground.SUBJECT, by=world.actor("supervisor"),
        now=world.now,
    )  # fmt: skip
    assert found(world, "水压", "officer") == [] != found(world, "水压")


def test_a_sealed_report_is_never_found_not_even_by_those_who_handle_it(world: World) -> None:
    world.letter("有人收红包。", kind="report")
    for who in world.people:
        assert found(world, "红包", who) == []
    begin_again()
    while rebuild_portion():
        pass
    assert found(world, "红包", "discipline") == []


@pytest.mark.parametrize("few", [0, 2000])
def test_few_among_many_are_all_found(world: World, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "FEW", few)
    world.dispatched(to="SCHOOL", body="操场停水。", subject="学校")
    for number in range(70):
        world.letter(f"停水{number}")
    assert found(world, "停水", "stranger") == found(world, "水", "stranger") == ["学校"]
    assert len(all_pages(world, "停水", most=20)) == 71


def test_stage_place_body_channel_time_and_promise_narrow_it(world: World) -> None:
    world.dispatched(body="水压太低。", subject="旧", place_code="LL-SW")
    world.later(days=1)
    world.letter("水压太低。", subject="新")
    water, village = world.bodies["WATER"], world.bodies["LL"]
    assert found(world, "水压", body=water) == found(world, "水压", place=village) == ["旧"]
    assert found(world, "", stage="dispatched") == ["旧"]
    assert found(world, "", stage="waiting") == ["新"]
    assert found(world, "水压", channel="mailbox") == ["新", "旧"]
    assert found(world, "水压", channel="paper") == []
    day = Submission.objects.get(subject="新").received_at.date()
    assert found(world, "水压", since=day) == ["新"]
    assert found(world, "水压", until=day - timedelta(days=1)) == ["旧"]
    world.now += timedelta(days=30)
    assert found(world, "水压", promise="broken") == ["新", "旧"]
    assert found(world, "水压", promise="soon") == []


@pytest.mark.parametrize(
    "odd", ["\"' & | ! :*", "(", "*", "NEAR(a b)", "\0", "😀", "-", "--", "“”", "x" * 5000]
)
def test_odd_words_are_no_error(world: World, odd: str) -> None:
    world.letter("停水")
    assert found(world, odd) == []


def test_a_filter_that_there_is_not_is_a_sentence() -> None:
    for where in ({"stage": "none"}, {"channel": "pigeon"}, {"promise": "never"}):
        with pytest.raises(NotValid):
            wanted("停水", **where)  # type: ignore[arg-type]


def test_an_extract_shows_the_words_as_they_were_written(world: World) -> None:
    pieces = extract("前面的话。" * 20 + "村裏停電，<b>三天" + "后面的话。" * 40, ["停电", "三天"])
    assert [piece.words for piece in pieces if piece.marked] == ["停電", "三天"]
    assert "<b>" in "".join(piece.words for piece in pieces)
    assert len("".join(piece.words for piece in pieces)) < 120


@given(st.text(max_size=200))
def test_folding_with_places_is_the_same_folding(text: str) -> None:
    folded, places = plain_with_places(text)
    assert folded == plain(text)
    assert len(places) == len(folded) and places == sorted(places)


def test_a_body_is_found_by_name_alias_code_and_sound(world: World) -> None:
    for typed in ("水务局", "水务", "shuiwuju", "swj", "WATER", "ＳＷＪ"):
        assert bodies_named(typed)[0].code == "WATER", typed
    assert bodies_named("liulin")[0].code == "LL"
    assert bodies_named("") == bodies_named("没有的局") == []


def test_an_index_is_built_again_in_portions_while_letters_come_in(world: World) -> None:
    for number in range(5):
        world.answered(body=f"水压太低{number}。")
    begin_again()
    assert not is_whole() and waiting_letters() == 5
    assert rebuild_portion(most=2) == 2 and waiting_letters() == 3
    world.letter("水压太低，新来的")
    while rebuild_portion(most=2):
        pass
    assert is_whole()
    assert len(all_pages(world, "水压")) == 6 and len(all_pages(world, "备用水源")) == 5


def test_older_letters_stand_behind_newer_ones_whenever_they_are_made_findable(world: World) -> None:
    """A letter that waits for the rebuilding is not put among the newest by what is added to it meanwhile."""
    old = [world.letter(f"停水{number}") for number in range(5)]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM intake_words_order" if SQLITE else "DELETE FROM intake_words")
    world.letter("停水，新来的")
    add_words(old[1], "停水三天了", by=citizen(old[1].pk), now=world.now)
    begin_again()
    while rebuild_portion(most=2):
        pass
    assert all_pages(world, "停水", most=2) == ["停水，新来的", *(f"停水{n}" for n in reversed(range(5)))]
    assert [found(world, "三天了"), found(world, "水三天")] == [[old[1].subject]] * 2


def test_nothing_asked_finds_nothing(world: World) -> None:
    world.letter("停水")
    assert look(wanted("  "), by=world.actor("sorter"), now=world.now) == Found([])
