"""One answer for each request, or it does not go; what was sent is never changed."""

import pytest

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.flow.verbs import split
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid, SomeoneActedFirst
from lianxin.outcomes.models import Answer, Delivery, Reply
from lianxin.outcomes.verbs import draft, not_solved, reply
from tests.world import World


def with_two_requests(world: World) -> Case:
    split(world.in_handling(), ["修水管", "退水费"], by=world.actor("officer"), now=world.now)
    return world.case()


@pytest.mark.parametrize("answers", [{1: "已修"}, {1: "已修", 2: " \n"}, {}, {3: "别的"}])
def test_with_one_of_two_requests_unanswered_nothing_goes(world: World, answers: dict[int, str]) -> None:
    case = with_two_requests(world)
    with pytest.raises(NotValid, match="2") as refused:
        reply(case, answers, by=world.actor("officer"), now=world.now)
    assert refused.value.field == "answers"
    assert world.case().stage == "in_handling"
    assert Promise.objects.owed().get(dossier=case.dossier).key == "reply"


def test_with_every_request_answered_it_goes_and_its_delivery_is_owed(world: World) -> None:
    case = with_two_requests(world)
    sent = reply(case, {1: "已修", 2: "月底退"}, by=world.actor("officer"), now=world.now)
    assert [answer.words for answer in sent.answers.all()] == ["已修", "月底退"]
    assert (world.case().stage, sent.sent_at) == ("replied", world.now)
    assert Promise.objects.owed().get(dossier=case.dossier).key == "deliver"
    world.later(seconds=1)
    assert Delivery.objects.get(reply=sent).delivered_at is None


def test_a_draft_is_kept_and_nothing_is_owed_less(world: World) -> None:
    case = with_two_requests(world)
    draft(case, {1: "写到一半"}, by=world.actor("officer"), now=world.now)
    kept = draft(
        case, {1: "写到一半，又写", 2: "月底"}, by=world.actor("officer"), now=world.now, opening="您好"
    )
    assert [answer.words for answer in kept.answers.all()] == ["写到一半，又写", "月底"]
    assert (Reply.objects.count(), Answer.objects.count()) == (1, 2)
    assert (kept.sent_at, kept.opening) == (None, "您好")
    assert Promise.objects.owed().get(dossier=case.dossier).key == "reply"


@pytest.mark.parametrize("who", ["stranger", "sorter", "clerk", "secretary", "supervisor", "discipline"])
def test_nobody_answers_for_another_organisation(world: World, who: str) -> None:
    case = world.in_handling()
    for write in (draft, reply):
        with pytest.raises(NotAllowed):
            write(case, {1: "好"}, by=world.actor(who), now=world.now)
    assert not Reply.objects.exists()


def test_nothing_is_answered_before_it_is_signed_for_nor_twice(world: World) -> None:
    for case in (world.dispatched(), world.answered()):
        with pytest.raises(NotAllowedNow):
            reply(case, {1: "再说一遍"}, by=world.actor("officer"), now=world.now)


@pytest.mark.parametrize("write", [draft, reply])
def test_an_old_page_never_changes_what_was_sent(world: World, write: object) -> None:
    world.in_handling()
    first, old = world.case(), world.case()
    sent = reply(first, {1: "已修好。"}, by=world.actor("officer"), now=world.now)
    with pytest.raises(SomeoneActedFirst):
        write(old, {1: "没修。"}, by=world.actor("officer"), now=world.now)  # type: ignore[operator]
    assert sent.answers.get().words == "已修好。"


def test_a_novel_is_not_an_answer(world: World) -> None:
    with pytest.raises(NotValid, match="10000"):
        reply(world.in_handling(), {1: "水" * 10_001}, by=world.actor("officer"), now=world.now)


def test_after_not_solved_the_second_answer_stands_beside_the_first(world: World) -> None:
    case = world.answered("第一次")
    not_solved(case, by=world.writer(case), now=world.now)
    reply(world.case(), {1: "第二次"}, by=world.actor("officer"), now=world.now)
    said = Answer.objects.filter(reply__case=case).order_by("reply__turn")
    assert list(said.values_list("words", flat=True)) == ["第一次", "第二次"]
