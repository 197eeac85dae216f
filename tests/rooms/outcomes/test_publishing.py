"""A letter and its answer are made public: never without the writer, never with who wrote it."""

import pytest

from lianxin.cases.models import Case
from lianxin.flow.verbs import withdraw
from lianxin.identity.actors import citizen
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid, SomeoneActedFirst
from lianxin.outcomes.first_redaction import first_redaction
from lianxin.outcomes.models import Publication
from lianxin.outcomes.public import letter_up, letters_up, may_be_public
from lianxin.outcomes.verbs import choose_public, publish, rate, take_down
from lianxin.outcomes.verbs.publishing import Redacted, answer_to_publish
from tests.world import World, card

CLEAN = Redacted("停水三天", "我们村停水三天了。", "已接通备用水源。")
WANG = card(name="王小明", phone="138 0000 0000", address="上湾村3组15号")


def allowed(world: World, **said: object) -> Case:
    return world.delivered(**{"public": True, "contact": WANG, **said})


def out(world: World, case: Case, texts: Redacted = CLEAN, who: str = "sorter") -> Publication:
    return publish(case, texts, by=world.actor(who), now=world.now)


def test_the_desk_publishes_and_the_original_stays(world: World) -> None:
    case = allowed(world)
    one = out(world, case)
    assert [row.title for row in letters_up()] == ["停水三天"]
    assert world.case().submission.body == "我们村停水三天了，请帮帮我们。"
    assert one.number not in case.dossier.number and one.number != case.submission.code


@pytest.mark.parametrize(
    "who", ["stranger", "officer", "secretary", "clerk", "caller", "office", "discipline"]
)
def test_nobody_else_publishes(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        out(world, allowed(world), who=who)


def test_what_its_writer_did_not_allow_is_not_published(world: World) -> None:
    for said in ({"public": False}, {"confidential": True}):
        with pytest.raises(NotAllowedNow, match="没有同意"):
            out(world, allowed(world, **said))


def test_what_its_writer_takes_back_while_the_desk_reads_is_not_published(world: World) -> None:
    case = allowed(world)
    choose_public(world.case().submission, public=False, by=world.writer(case), now=world.now)
    with pytest.raises(NotAllowedNow, match="没有同意"):
        out(world, case)


def test_nothing_is_published_before_the_answer_has_arrived(world: World) -> None:
    with pytest.raises(NotAllowedNow, match="还没有送到"):
        out(world, world.answered(public=True))


def test_what_was_withdrawn_is_not_published(world: World) -> None:
    case = allowed(world)
    withdraw(case.submission, by=world.writer(case), now=world.now)
    with pytest.raises(NotAllowedNow, match="撤回"):
        out(world, world.case())


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("王小明家停水", "姓名"),
        ("王 小明家停水", "姓名"),
        ("打 13800000000", "电话"),
        ("打 139-1234-5678", "手机"),
        ("打 １３９１２３４５６７８", "手机"),
        ("打一三九一二三四五六七八", "手机"),
        ("住上湾村 3组15号", "地址"),
        ("身份证51990019800101123X", "身份证"),
        ("写信到 wang@mail.example", "邮箱"),
        ("卡号 6222 0212 3456 7890 123", "银行卡"),
        ("卡号6222021234567890", "银行卡"),
        ("打 139\u200d1234 - 5678", "手机"),
    ],
)
@pytest.mark.parametrize("field", ["title", "letter", "answer"])
def test_who_wrote_does_not_go_out(world: World, words: str, what: str, field: str) -> None:
    with pytest.raises(NotValid, match=what) as refused:
        out(world, allowed(world), Redacted(**{**vars(CLEAN), field: words}))
    assert refused.value.field == field and not Publication.objects.exists()


@pytest.mark.parametrize(
    "words",
    ["办公室电话0834-1234567。", "2025-03-01至2025-03-04停水。", "2025-03-01 2025-03-04", "来信人说停水了。"],
)
def test_what_shows_nobody_goes_out(world: World, words: str) -> None:
    assert out(world, allowed(world), Redacted("停水", words, words))


def test_what_is_proposed_can_go_out_as_it_is(world: World) -> None:
    said = "我是王小明，电话13800000000，住上湾村3组15号，卡6222021234567890123。停水三天了。"
    case = allowed(world, body=said)
    proposed = first_redaction(case, answer_to_publish(case))
    assert "停水三天了" in proposed.letter and "王小明" not in proposed.letter
    assert len(proposed.letter) == len(said)
    out(world, case, proposed)


@pytest.mark.parametrize(
    "texts", [("", "信", "答"), ("题", " ", "答"), ("题", "信", ""), ("题" * 201, "信", "答")]
)
def test_nothing_half_goes_out(world: World, texts: tuple[str, str, str]) -> None:
    with pytest.raises(NotValid):
        out(world, allowed(world), Redacted(*texts))


def test_twice_is_once(world: World) -> None:
    case = allowed(world)
    stale = world.fresh(case)
    out(world, case)
    with pytest.raises(NotAllowedNow, match="已经公开"):
        out(world, world.fresh(case))
    Publication.objects.update(taken_down_at=world.now)
    with pytest.raises(SomeoneActedFirst):
        out(world, stale)


def test_the_desk_takes_it_down_with_a_reason_and_nobody_else(world: World) -> None:
    case = allowed(world)
    one = out(world, case)
    with pytest.raises(NotAllowed):
        take_down(case, by=world.actor("officer"), now=world.now, reason="错字")
    with pytest.raises(NotValid):
        take_down(case, by=world.actor("sorter"), now=world.now, reason=" ")
    take_down(case, by=world.actor("sorter"), now=world.now, reason="认得出人")
    assert letters_up() == [] and letter_up(one.number, now=world.now) is None
    with pytest.raises(NotAllowedNow):
        take_down(world.case(), by=world.actor("sorter"), now=world.now, reason="认得出人")
    assert out(world, world.case()).number != one.number


def test_the_writer_takes_it_down_at_once_and_it_comes_back_only_by_a_new_act(world: World) -> None:
    case = allowed(world)
    out(world, case)
    choose_public(case.submission, public=False, by=world.writer(case), now=world.now)
    assert letters_up() == []
    with pytest.raises(NotAllowedNow, match="没有同意"):
        out(world, world.case())
    choose_public(world.case().submission, public=True, by=world.writer(case), now=world.now)
    assert letters_up() == []
    assert out(world, world.case())


def test_only_the_writer_chooses(world: World) -> None:
    letter, other = world.letter(public=True), world.letter()
    for by in (world.actor("sorter"), world.actor("secretary")):
        with pytest.raises(NotAllowed):
            choose_public(letter, public=False, by=by, now=world.now)
    with pytest.raises(NotAllowedNow):
        choose_public(letter, public=True, by=citizen(letter.pk), now=world.now)
    choose_public(other, public=True, by=citizen(other.pk), now=world.now)


def test_a_report_and_what_is_confidential_never_become_public(world: World) -> None:
    for letter in (world.letter(kind="report"), world.letter(confidential=True)):
        with pytest.raises(NotAllowedNow):
            choose_public(letter, public=True, by=citizen(letter.pk), now=world.now)


def test_a_rating_is_public_only_when_the_handling_body_may_see_it(world: World) -> None:
    case = allowed(world)
    one = out(world, case)
    assert letter_up(one.number, now=world.now).rating is None  # type: ignore[union-attr]
    rate(world.case(), verdict="solved", by=world.writer(case), now=world.now)
    assert letter_up(one.number, now=world.now).rating.label == ""  # type: ignore[union-attr]
    world.later(days=40)
    assert letter_up(one.number, now=world.now).rating.label == "已解决"  # type: ignore[union-attr]


def test_the_list_of_what_may_be_public(world: World) -> None:
    case = allowed(world)
    allowed(world, public=False)
    world.answered(public=True)
    assert [*may_be_public(world.bodies["WS"].path)] == [case]
    assert [*may_be_public(world.bodies["WATER"].path)] == []
    out(world, case)
    assert [*may_be_public(world.bodies["WS"].path)] == []
