"""What programs ask about a class: written down by the office, never changed, ended when it does not fit."""

import pytest
from django.db import transaction

from lianxin.cases.models import CategoryQuestion
from lianxin.cases.questions import QuestionIn, choices_of
from lianxin.cases.verbs import add_question, end_question
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from tests.world import World

HOUSES = QuestionIn("HOUSES", "几户停水？", "How many?", "singlevaluelist", True, "1 一户 | One\n\nB 全村")


def added(world: World, asked: QuestionIn = HOUSES, who: str = "office") -> CategoryQuestion:
    return add_question(world.water, asked, by=world.actor(who), now=world.now)


def test_questions_are_asked_in_the_order_in_which_they_were_added(world: World) -> None:
    added(world)
    added(world, QuestionIn("SINCE", "从哪天起？"), who="sorter")
    assert [(one.number, one.code) for one in world.water.questions.all()] == [(1, "HOUSES"), (2, "SINCE")]
    first = world.water.questions.first()
    assert first and [(one.key, one.zh, one.en) for one in choices_of(first)] == [
        ("1", "一户", "One"),
        ("B", "全村", ""),
    ]


def test_a_code_is_used_once_and_again_after_its_question_ended(world: World) -> None:
    question = added(world)
    with pytest.raises(NotValid), transaction.atomic():
        added(world)
    end_question(question, by=world.actor("office"), now=world.now)
    with pytest.raises(NotAllowedNow), transaction.atomic():
        end_question(question, by=world.actor("office"), now=world.now)
    assert added(world).number == 2


@pytest.mark.parametrize(
    "asked",
    [
        QuestionIn("", "从哪天起？"),
        QuestionIn("PUBLIC", "可以公开吗？"),
        QuestionIn("起", "从哪天起？"),
        QuestionIn("SINCE", " "),
        QuestionIn("SINCE", "长" * 201),
        QuestionIn("SINCE", "从哪天起？", answer="sound"),
        QuestionIn("SINCE", "从哪天起？", answer="singlevaluelist"),
        QuestionIn("SINCE", "从哪天起？", answer="multivaluelist", choices="A"),
        QuestionIn("SINCE", "从哪天起？", answer="multivaluelist", choices="A 甲\nA 乙"),
        QuestionIn("SINCE", "问", answer="multivaluelist", choices="\n".join(f"A{n} 甲" for n in range(51))),
    ],
)
def test_what_cannot_be_asked_is_refused(world: World, asked: QuestionIn) -> None:
    with pytest.raises(NotValid), transaction.atomic():
        added(world, asked)


@pytest.mark.parametrize("who", ["stranger", "secretary", "clerk", "officer"])
def test_a_stranger_asks_nothing(world: World, who: str) -> None:
    question = added(world)
    with pytest.raises(NotAllowed), transaction.atomic():
        added(world, QuestionIn("SINCE", "从哪天起？"), who=who)
    with pytest.raises(NotAllowed), transaction.atomic():
        end_question(question, by=world.actor(who), now=world.now)
