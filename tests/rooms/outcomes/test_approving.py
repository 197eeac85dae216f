"""Somebody else than the drafter signs; what the body claims follows from the answers."""

from datetime import timedelta

import pytest

from lianxin.clock.models import Promise
from lianxin.flow.verbs import acknowledge, sort, split
from lianxin.identity.actors import THE_INSTALLER
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid, SomeoneActedFirst
from lianxin.ledger.models import Event
from lianxin.office.verbs import give_post
from lianxin.outcomes.answers import AnswerIn, BasisIn
from lianxin.outcomes.models import Answer, Law, Rating, Reply, SentBack
from lianxin.outcomes.verbs import approve, date_law, draft, not_solved, rate, send_back, submit
from tests.world import World, said

NOT_SUPPORTED = said("不能退。", outcome="not_supported", bases=(BasisIn("PETITION-2022", "第32条"),))
EXPLAINED = said("没有这项补贴，理由如下。", outcome="explained")


@pytest.mark.parametrize("who", ["approver", "secretary"])
def test_another_person_signs_and_it_is_sent(world: World, who: str) -> None:
    case = world.submitted()
    sent = approve(case, by=world.actor(who), now=world.now)
    assert (sent.sent_at, sent.approved_by, sent.written_by) == (
        world.now, world.people[who], world.people["officer"],
    )  # fmt: skip
    assert world.case().stage == "replied"
    assert Promise.objects.owed().get(dossier=case.dossier).key == "deliver"


@pytest.mark.parametrize("role", ["approver", "secretary"])
def test_the_drafter_never_signs_whatever_posts_they_hold(world: World, role: str) -> None:
    for body in ("WATER", "WS"):
        give_post(world.people["officer"], world.bodies[body], role, by=THE_INSTALLER, now=world.now)
    for act in (approve, lambda case, **k: send_back(case, "再改", **k)):
        with pytest.raises(NotAllowed, match="自己起草"):
            act(world.submitted(), by=world.actor("officer"), now=world.now)  # type: ignore[operator]
    assert not Reply.objects.exclude(sent_at=None).exists()


def test_nor_does_anybody_whose_hand_was_in_the_draft(world: World) -> None:
    give_post(world.people["approver"], world.bodies["WATER"], "officer", by=THE_INSTALLER, now=world.now)
    case = world.in_handling()
    draft(case, {1: said("一人写的")}, by=world.actor("approver"), now=world.now)
    submit(case, {1: said("另一人改的")}, by=world.actor("officer"), now=world.now)
    with pytest.raises(NotAllowed, match="自己起草"):
        approve(case, by=world.actor("approver"), now=world.now)
    approve(world.case(), by=world.actor("secretary"), now=world.now)


@pytest.mark.parametrize(
    "who", ["stranger", "sorter", "clerk", "supervisor", "township_secretary", "discipline"]
)
def test_nobody_from_elsewhere_signs(world: World, who: str) -> None:
    case = world.submitted()
    with pytest.raises(NotAllowed):
        approve(case, by=world.actor(who), now=world.now)
    with pytest.raises(NotAllowed):
        send_back(case, "再改", by=world.actor(who), now=world.now)


def test_nothing_is_signed_too_early_nor_twice(world: World) -> None:
    approver = world.actor("approver")
    for case in (world.in_handling(), world.answered()):
        with pytest.raises(NotAllowedNow):
            approve(case, by=approver, now=world.now)
        with pytest.raises(NotAllowedNow):
            send_back(case, "再改", by=approver, now=world.now)
    world.submitted()
    first, *old = (world.case() for _ in range(3))
    approve(first, by=approver, now=world.now)
    with pytest.raises(SomeoneActedFirst):
        approve(old[0], by=approver, now=world.now)
    with pytest.raises(SomeoneActedFirst):
        send_back(old[1], "再改", by=approver, now=world.now)


def test_only_the_draft_that_was_read_is_signed(world: World) -> None:
    case = world.submitted()
    with pytest.raises(SomeoneActedFirst):
        approve(case, by=world.actor("approver"), now=world.now, seen=world.now - timedelta(minutes=1))
    approve(world.case(), by=world.actor("approver"), now=world.now, seen=world.now)


def test_what_was_sent_back_is_mended_and_handed_over_again(world: World) -> None:
    case = world.submitted()
    for words in (" ", "改" * 501):
        with pytest.raises(NotValid, match="500"):
            send_back(case, words, by=world.actor("approver"), now=world.now)
    send_back(case, "请写明哪天修好。", by=world.actor("approver"), now=world.now)
    assert (world.case().stage, SentBack.objects.get().words) == ("in_handling", "请写明哪天修好。")
    assert Promise.objects.owed().get(dossier=case.dossier).key == "reply"
    assert Event.objects.get(name="case.sent_back").data["reason"] == "请写明哪天修好。"
    world.reply(world.case(), {1: "三月五日修好。"})
    assert world.case().stage == "replied"


def test_unsigned_after_a_working_day_is_a_broken_promise_of_the_body(world: World) -> None:
    case = world.submitted()
    world.later(days=2)
    promise = Promise.objects.get(dossier=case.dossier, key="approve")
    assert (promise.state, promise.owed_by) == ("broken", world.bodies["WATER"])
    approve(world.case(), by=world.actor("approver"), now=world.now)
    promise.refresh_from_db()
    assert promise.kept_late


def test_a_law_that_ended_while_the_draft_waited_is_no_basis_when_it_is_signed(world: World) -> None:
    case = world.in_handling()
    submit(case, {1: NOT_SUPPORTED}, by=world.actor("officer"), now=world.now)
    law = Law.objects.get(code="PETITION-2022")
    span = {"in_force_from": law.in_force_from, "in_force_until": world.now.date() - timedelta(days=1)}
    date_law(law, **span, by=world.actor("office"), now=world.now)
    with pytest.raises(NotValid, match="不是有效的依据"):
        approve(world.case(), by=world.actor("approver"), now=world.now)


CLAIMS = {
    "supported": [said("已修。"), said("已退。")],
    "explained": [EXPLAINED, EXPLAINED],
    "not_supported": [NOT_SUPPORTED, NOT_SUPPORTED],
    "mixed": [said("已修。"), NOT_SUPPORTED],
}


@pytest.mark.parametrize("claim", CLAIMS)
def test_what_the_body_claims_follows_from_the_answers(world: World, claim: str) -> None:
    case, officer = world.in_handling(), world.actor("officer")
    split(case, ["修水管", "退水费"], by=officer, now=world.now)
    submit(case, dict(enumerate(CLAIMS[claim], 1)), by=officer, now=world.now)
    approve(case, by=world.actor("approver"), now=world.now)
    assert world.case().claimed_outcome == claim


def test_thanks_are_only_answered(world: World) -> None:
    case = world.in_handling(kind="thanks")
    submit(case, {1: AnswerIn("谢谢您，已念给大家听。")}, by=world.actor("officer"), now=world.now)
    approve(case, by=world.actor("approver"), now=world.now)
    assert world.case().claimed_outcome == "answered"


def test_what_the_body_claims_never_says_what_the_citizen_confirms(world: World) -> None:
    case = world.answered()
    assert world.case().claimed_outcome == "supported"
    assert not Rating.objects.exists()
    rate(case, verdict="partly", by=world.writer(case), now=world.now)
    assert (world.case().claimed_outcome, Rating.objects.get().verdict) == ("supported", "partly")


def test_the_discipline_office_needs_a_second_officer(world: World) -> None:
    office = world.actor("discipline")
    sort(world.letter(kind="report"), to=world.bodies["WS-JW"], by=office, now=world.now)
    acknowledge(world.case(), by=office, now=world.now)
    submit(world.case(), {1: AnswerIn("已核实。")}, by=office, now=world.now)
    for who in ("discipline", "secretary", "approver"):
        with pytest.raises(NotAllowed):
            approve(world.case(), by=world.actor(who), now=world.now)
    approve(world.case(), by=world.actor("second_discipline"), now=world.now)


def test_the_same_words_again_are_marked_signed_all_the_same_and_recorded(world: World) -> None:
    first = world.answered("已派人更换水泵，三月五日恢复供水，请您放心。")
    case = world.submitted("已派人更换水泵，三月五日恢复供水，请您放心！")
    answer = Answer.objects.get(reply__case=case)
    assert (answer.likeness, answer.like.reply.case) == (100, first)
    approve(case, by=world.actor("approver"), now=world.now)
    marked = Event.objects.get(dossier=case.dossier, name="case.replied").data["alike"]
    assert marked == [{"request": 1, "likeness": 100, "like": str(answer.like_id)}]


@pytest.mark.parametrize(
    ("words", "likeness"),
    [
        ("已派人更换水泵，三月六日恢复供水，请您放心。", range(90, 100)),
        ("水管在公路边被压裂，更换十二米，当天傍晚通水，到三户家中放水确认过。", range(1)),
    ],
)
def test_nearly_the_same_is_marked_and_another_answer_is_not(
    world: World, words: str, likeness: range
) -> None:
    world.answered("已派人更换水泵，三月五日恢复供水，请您放心。")
    case = world.submitted(words)
    assert (Answer.objects.get(reply__case=case).likeness or 0) in likeness


def test_only_the_last_twenty_answers_of_the_same_body_are_compared(world: World) -> None:
    words = "已派人更换水泵，三月五日恢复供水，请您放心。"
    world.answered(words)
    for number in range(20):
        world.now += timedelta(seconds=1)
        world.answered(f"第{number}处：{'砂石闸阀管表'[number % 6] * 9}，已焊补。", place=f"{number}")
    case = world.submitted(words)
    assert Answer.objects.get(reply__case=case).likeness is None


def test_what_was_not_solved_is_signed_one_level_up(world: World) -> None:
    case = world.answered()
    not_solved(case, by=world.writer(case), now=world.now)
    submit(world.case(), {1: said("换了新管。")}, by=world.actor("officer"), now=world.now)
    with pytest.raises(NotAllowed, match="上一级"):
        approve(world.case(), by=world.actor("approver"), now=world.now)
    assert world.case().stage == "in_approval"
    approve(world.case(), by=world.actor("county_approver"), now=world.now)
    assert world.case().stage == "replied"
