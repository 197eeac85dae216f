"""One answer to the matter, and to each voice an answer of its own."""

import pytest

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.flow.laws import quick
from lianxin.flow.verbs import split
from lianxin.identity.actors import THE_CLOCK
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.outcomes.answers import BasisIn
from lianxin.outcomes.models import Delivery, Interim, Rating, Reply, Sending
from lianxin.outcomes.sealed_words import altered_replies
from lianxin.outcomes.seen_by_citizen import seen_by_citizen
from lianxin.outcomes.verbs import (
    answer_along,
    approve,
    deliver,
    not_solved,
    rate,
    submit,
    tell_along,
    tell_progress,
)
from tests.world import World, card, said

WORDS = "已接通备用水源。"


def answered(world: World, voices: int = 2, **more: object) -> tuple[Case, list[Case]]:
    matter = world.in_handling()
    linked = [world.linked(matter, **more) for _ in range(voices)]
    world.reply(world.fresh(matter), {1: WORDS})
    world.later(seconds=1)
    return world.fresh(matter), [world.fresh(voice) for voice in linked]


def test_each_voice_gets_its_own_answer_and_its_own_promise_to_be_reached(world: World) -> None:
    _matter, voices = answered(world)
    for voice in voices:
        own = Reply.objects.get(case=voice)
        assert [answer.words for answer in own.answers.all()] == [WORDS]
        assert own.organisation == world.bodies["WATER"]
        promise = Promise.objects.owed().get(dossier=voice.dossier)
        assert (voice.stage, promise.key, promise.owed_by.code) == ("replied", "deliver", "WATER")
        assert Delivery.objects.get(reply=own).delivered_at is None
    assert list(altered_replies()) == []
    assert quick().ok


def test_no_voice_reads_the_words_of_another(world: World) -> None:
    matter = world.in_handling(body="张三家的水管断了。", subject="张三家没有水")
    voice = world.linked(matter, subject="我们这边没有水")
    split(world.fresh(matter), ["张三家通水", "张三退水费"], by=world.actor("officer"), now=world.now)
    world.reply(world.fresh(matter), {1: "已通水。", 2: "月底退。"})
    world.later(seconds=1)
    deliver(world.fresh(voice), means="read", by=world.writer(voice), now=world.now)
    seen = seen_by_citizen(world.fresh(voice).submission, now=world.now)
    answer = seen.replies[0].answers[0]
    assert (answer.asked, answer.words) == ("我们这边没有水", "已通水。\n\n月底退。")
    assert "张三" not in repr(seen)
    assert seen.others == 1


def test_each_voice_is_told_by_its_own_way(world: World) -> None:
    _matter, (voice,) = answered(world, 1, channel="paper", contact=card(address="上湾村3组"))
    told = Sending.objects.filter(dossier=voice.dossier).values_list("notice", "channel")
    assert set(told) >= {("linked", "paper"), ("answered_along", "paper")}


def test_one_voice_says_not_solved_and_only_that_one_goes_back_to_work(world: World) -> None:
    matter, (one, other) = answered(world)
    not_solved(one, by=world.writer(one), now=world.now)
    rate(other, verdict="solved", by=world.writer(other), now=world.now)
    assert world.fresh(one).stage == "in_handling"
    assert world.fresh(other).stage == "closed"
    assert world.fresh(matter).stage == "replied"
    assert Promise.objects.owed().get(dossier=one.dossier).owed_by == world.bodies["WATER"]
    assert Rating.objects.count() == 2
    world.reply(world.fresh(one), {1: "今天又去修了。"})
    assert Reply.objects.filter(case=one).count() == 2


def test_a_voice_that_has_left_is_not_answered_along(world: World) -> None:
    _matter, (voice,) = answered(world, 1)
    given = Reply.objects.exclude(case=voice).get()
    with pytest.raises(NotAllowedNow):  # twice
        answer_along(voice, given, by=THE_CLOCK, now=world.now)
    for who in ("officer", "sorter", "stranger"):
        with pytest.raises(NotAllowed):
            answer_along(voice, given, by=world.actor(who), now=world.now)


LAW = (BasisIn("PETITION-2022", "第32条"),)


def test_facts_conclusions_and_laws_come_along(world: World) -> None:
    matter = world.in_handling()
    voice = world.linked(matter)
    split(world.fresh(matter), ["通水", "退水费"], by=world.actor("officer"), now=world.now)
    two = {1: said("已通水。"), 2: said("不能退。", outcome="not_supported", bases=LAW)}
    submit(world.fresh(matter), two, by=world.actor("officer"), now=world.now, opening="张三同志：")
    approve(world.fresh(matter), by=world.actor("approver"), now=world.now)
    world.later(seconds=1)
    own = Reply.objects.get(case=voice)
    answer = own.answers.get()
    assert answer.words == "予以支持：已通水。\n\n不予支持：不能退。"
    assert (answer.facts, answer.outcome) == (said("x").facts, "")
    assert [str(basis) for basis in answer.bases.all()] == ["《信访工作条例》(2022) 第32条"]
    assert world.fresh(voice).claimed_outcome == "mixed"
    assert own.opening == ""  # the greeting was for one person
    assert (own.written_by, own.approved_by) == (world.people["officer"], world.people["approver"])
    assert list(altered_replies()) == []


@pytest.mark.parametrize("private", ["张三", "13900000001"])
def test_what_goes_to_several_names_none_of_them(world: World, private: str) -> None:
    matter = world.in_handling()
    world.linked(matter, contact=card(name="张三", phone="13900000001"))
    told = f"已到{private}处看过。"
    with pytest.raises(NotValid, match="姓名或者电话"):
        submit(world.fresh(matter), {1: said(told)}, by=world.actor("officer"), now=world.now)
    with pytest.raises(NotValid, match="姓名或者电话"):
        tell_progress(world.fresh(matter), told, by=world.actor("officer"), now=world.now)


def test_a_name_that_joined_while_the_answer_waited_is_seen_by_whoever_signs(world: World) -> None:
    matter = world.submitted("张三家已通水。")
    world.linked(matter, contact=card(name="张三"))
    with pytest.raises(NotValid, match="姓名或者电话"):
        approve(world.fresh(matter), by=world.actor("approver"), now=world.now)


def test_one_writer_alone_may_be_called_by_name(world: World) -> None:
    world.reply(world.in_handling(contact=card(name="张三")), {1: "张三同志，已通水。"})


def test_how_far_it_is_is_told_to_every_voice_once(world: World) -> None:
    matter = world.in_handling()
    voice = world.linked(matter)
    told = tell_progress(world.fresh(matter), "管子明天到货。", by=world.actor("officer"), now=world.now)
    world.later(seconds=1)
    assert Interim.objects.get(case=voice).words == "管子明天到货。"
    assert tell_along(world.fresh(voice), told, by=THE_CLOCK, now=world.now) is None
    for who in ("officer", "sorter", "stranger"):
        with pytest.raises(NotAllowed):
            tell_along(world.fresh(voice), told, by=world.actor(who), now=world.now)
    assert list(altered_replies()) == []
    assert quick().ok


def test_forty_answers_to_one_matter_count_once_as_earlier_answers(world: World) -> None:
    answered(world, 21)
    submit(world.in_handling(), {1: said(WORDS)}, by=world.actor("officer"), now=world.now)
    like = Reply.objects.get(case=world.case()).answers.get().like
    assert like
    assert like.reply.along_id is None
