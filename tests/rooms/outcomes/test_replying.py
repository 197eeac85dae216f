"""One answer for each request, or it is not even handed over; what was sent is never changed."""

from datetime import date

import pytest

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.flow.verbs import acknowledge, sort, split, withdraw
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid, SomeoneActedFirst
from lianxin.outcomes.answers import AnswerIn, BasisIn
from lianxin.outcomes.models import Answer, Basis, Delivery, Hand, Reply
from lianxin.outcomes.verbs import draft, not_solved, submit, take_back
from tests.world import World, said

PETITION = BasisIn("PETITION-2022", "第32条")


def with_two_requests(world: World, **more: object) -> Case:
    split(world.in_handling(**more), ["修水管", "退水费"], by=world.actor("officer"), now=world.now)
    return world.case()


def owed(case: Case) -> set[str]:
    return set(Promise.objects.owed().filter(dossier=case.dossier).values_list("key", flat=True))


@pytest.mark.parametrize("words", [{1: "已修"}, {1: "已修", 2: " \n"}, {}, {3: "别的"}])
def test_with_one_of_two_requests_unanswered_nothing_goes(world: World, words: dict[int, str]) -> None:
    case = with_two_requests(world)
    answers = {number: said(text) for number, text in words.items()}
    with pytest.raises(NotValid, match="2") as refused:
        submit(case, answers, by=world.actor("officer"), now=world.now)
    assert refused.value.field == "answers"
    assert (world.case().stage, owed(case)) == ("in_handling", {"reply"})


def test_with_every_request_answered_it_waits_to_be_signed_and_the_clock_runs_on(world: World) -> None:
    case = with_two_requests(world)
    due = Promise.objects.get(dossier=case.dossier, key="reply").due
    handed = submit(case, {1: said("已修"), 2: said("月底退")}, by=world.actor("officer"), now=world.now)
    assert [answer.words for answer in handed.answers.all()] == ["已修", "月底退"]
    assert (world.case().stage, handed.submitted_at, handed.sent_at) == ("in_approval", world.now, None)
    assert owed(case) == {"reply", "approve"}
    assert Promise.objects.get(dossier=case.dossier, key="reply").due == due


def test_once_signed_its_delivery_is_owed(world: World) -> None:
    case = with_two_requests(world)
    sent = world.reply(case, {1: "已修", 2: "月底退"})
    assert (world.case().stage, sent.sent_at, owed(case)) == ("replied", world.now, {"deliver"})
    world.later(seconds=1)
    assert Delivery.objects.get(reply=sent).delivered_at is None


def test_a_draft_is_kept_and_nothing_is_owed_less(world: World) -> None:
    case = with_two_requests(world)
    officer = world.actor("officer")
    draft(case, {1: AnswerIn("写到一半", bases=(PETITION, PETITION))}, by=officer, now=world.now)
    whole = AnswerIn("写到一半，又写", "看过了", "not_supported", "退费", date(2025, 3, 9), (PETITION,))
    kept = draft(case, {1: whole, 2: AnswerIn("月底")}, by=officer, now=world.now, opening="您好")
    first, second = kept.answers.all()
    assert (first.words, first.facts, first.outcome) == ("写到一半，又写", "看过了", "not_supported")
    assert (first.action, first.action_on, second.words) == ("退费", date(2025, 3, 9), "月底")
    assert [(one.law.code, one.article) for one in first.bases.all()] == [("PETITION-2022", "第32条")]
    assert (Reply.objects.count(), Answer.objects.count(), Hand.objects.count()) == (1, 2, 1)
    assert (kept.sent_at, kept.opening, owed(case)) == (None, "您好", {"reply"})


WRONG = {
    "no conclusion": (said("已修。", outcome=""), "outcome-1", "还没有选结论"),
    "supported without facts": (said("已修。", facts=""), "facts-1", "查明的事实"),
    "not supported without a law": (said("不能退。", outcome="not_supported"), "law-1", "哪部法规"),
    "a law without its article": (said("不退。", bases=(BasisIn("PETITION-2022", " "),)), "law-1", "第几条"),
    "a law that is not kept": (said("不退。", bases=(BasisIn("NO-SUCH", "第1条"),)), "answers", "NO-SUCH"),
    "a day without an act": (said("已修。", action_on=date(2025, 3, 9)), "action-1", "做什么"),
    "another conclusion": (said("已修。", outcome="solved"), "answers", "只有三种"),
    "too many laws": (said("不退。", bases=tuple(BasisIn("X", f"{n}") for n in range(6))), "answers", "最多"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_conclusion_that_lacks_something_is_refused_with_what_is_lacking(world: World, wrong: str) -> None:
    answer, field, words = WRONG[wrong]
    case = world.in_handling()
    with pytest.raises(NotValid, match=words) as refused:
        submit(case, {1: answer}, by=world.actor("officer"), now=world.now)
    assert refused.value.field == field
    assert (world.case().stage, Answer.objects.count()) == ("in_handling", 0)


@pytest.mark.parametrize("law", ["PETITION-2005", "SUPERVISION-2024"])
def test_a_law_no_longer_or_not_yet_in_force_is_no_basis(world: World, law: str) -> None:
    answer = said("不能退。", outcome="not_supported", bases=(BasisIn(law, "第1条"),))
    with pytest.raises(NotValid, match=r"2025年3月3日.*不是有效的依据"):
        submit(world.in_handling(), {1: answer}, by=world.actor("officer"), now=world.now)


@pytest.mark.parametrize("kind", ["opinion", "suggestion", "thanks", "report"])
def test_ideas_and_thanks_are_answered_without_a_conclusion(world: World, kind: str) -> None:
    office, where = ("discipline", "WS-JW") if kind == "report" else ("officer", "WATER")
    sorter = world.actor("discipline" if kind == "report" else "sorter")
    case = sort(world.letter(kind=kind), to=world.bodies[where], by=sorter, now=world.now)
    acknowledge(case, by=world.actor(office), now=world.now)
    submit(case, {1: AnswerIn("谢谢，已念给大家听。")}, by=world.actor(office), now=world.now)
    assert world.case().stage == "in_approval"


EMPTY = ["已收悉。", "您好！您反映的问题我们已收到，正在处理，将尽快办理，请耐心等待。感谢您的理解与支持！"]


@pytest.mark.parametrize("words", EMPTY)
def test_empty_words_are_no_conclusion_but_may_be_told_on_the_way(world: World, words: str) -> None:
    world.in_handling()
    for answer in (AnswerIn(words, outcome="explained"), AnswerIn(words, outcome="explained", action="看看")):
        with pytest.raises(NotValid, match="阶段性答复"):
            submit(world.case(), {1: answer}, by=world.actor("officer"), now=world.now)
    submit(world.case(), {1: said(words, action="换水泵")}, by=world.actor("officer"), now=world.now)


@pytest.mark.parametrize("who", ["stranger", "sorter", "clerk", "secretary", "approver", "discipline"])
def test_nobody_answers_for_another_organisation(world: World, who: str) -> None:
    case = world.in_handling()
    for write in (draft, submit):
        with pytest.raises(NotAllowed):
            write(case, {1: said("好")}, by=world.actor(who), now=world.now)
    with pytest.raises(NotAllowed):
        take_back(world.submitted(), by=world.actor(who), now=world.now)
    assert Reply.objects.count() == 1


def test_nothing_is_answered_before_it_is_signed_for_nor_twice(world: World) -> None:
    for case in (world.dispatched(), world.answered(), world.submitted()):
        for write in (draft, submit):
            with pytest.raises(NotAllowedNow):
                write(case, {1: said("再说一遍")}, by=world.actor("officer"), now=world.now)
    with pytest.raises(NotAllowedNow):
        take_back(world.in_handling(), by=world.actor("officer"), now=world.now)


@pytest.mark.parametrize("write", [draft, submit])
def test_an_old_page_never_changes_what_was_handed_over_or_sent(world: World, write: object) -> None:
    world.in_handling()
    first, old = world.case(), world.case()
    submit(first, {1: said("已修好。")}, by=world.actor("officer"), now=world.now)
    with pytest.raises(SomeoneActedFirst):
        write(old, {1: said("没修。")}, by=world.actor("officer"), now=world.now)  # type: ignore[operator]
    assert Answer.objects.get().words == "已修好。"


def test_what_was_taken_back_is_handed_over_anew(world: World) -> None:
    case, officer = world.submitted(), world.actor("officer")
    with pytest.raises(NotAllowedNow, match="送审"):
        split(case, ["一", "二"], by=officer, now=world.now)
    take_back(case, by=officer, now=world.now)
    assert (world.case().stage, owed(case)) == ("in_handling", {"reply"})
    draft(world.case(), {1: said("改过的话。")}, by=officer, now=world.now)
    submit(world.case(), {1: said("改过的话。")}, by=officer, now=world.now)
    assert (Answer.objects.get().words, owed(case)) == ("改过的话。", {"reply", "approve"})


def test_what_waits_to_be_signed_may_still_be_withdrawn(world: World) -> None:
    case = world.submitted()
    withdraw(case.submission, by=world.writer(case), now=world.now)
    assert (world.case().stage, owed(case)) == ("closed", set())


def test_a_novel_is_not_an_answer(world: World) -> None:
    for novel in (said("水" * 10_001), said("水", facts="水" * 10_001)):
        with pytest.raises(NotValid, match="10000"):
            submit(world.in_handling(), {1: novel}, by=world.actor("officer"), now=world.now)


def test_after_not_solved_the_second_answer_stands_beside_the_first(world: World) -> None:
    case = world.answered("第一次")
    not_solved(case, by=world.writer(case), now=world.now)
    world.reply(world.case(), {1: "第二次"})
    words = Answer.objects.filter(reply__case=case).order_by("reply__turn")
    assert list(words.values_list("words", flat=True)) == ["第一次", "第二次"]


def test_a_basis_taken_out_of_the_draft_is_gone(world: World) -> None:
    case, officer = world.in_handling(), world.actor("officer")
    draft(case, {1: AnswerIn("不退", bases=(PETITION,))}, by=officer, now=world.now)
    draft(case, {1: AnswerIn("不退")}, by=officer, now=world.now)
    assert not Basis.objects.exists()
