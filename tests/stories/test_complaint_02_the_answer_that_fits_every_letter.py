"""Complaint 2: hundreds of letters, one sentence for all of them, "received, in progress" as the answer."""

import pytest

from lianxin.clock.models import Promise
from lianxin.kit.refusals import NotValid
from lianxin.outcomes.answers import AnswerIn
from lianxin.outcomes.seen_by_citizen import seen_by_citizen
from lianxin.outcomes.verbs import submit, tell_progress
from tests.world import World

NOTHING = "您好！您反映的问题已收悉，我单位高度重视，将尽快办理。感谢您的理解与支持！"


def test_received_and_in_progress_is_no_answer(world: World) -> None:
    world.in_handling()
    with pytest.raises(NotValid, match="阶段性答复"):
        answer = {1: AnswerIn(NOTHING, outcome="explained")}
        submit(world.case(), answer, by=world.actor("officer"), now=world.now)
    assert world.case().stage == "in_handling"


def test_it_may_be_told_on_the_way_and_the_answer_is_owed_as_before(world: World) -> None:
    case = world.in_handling()
    owed = Promise.objects.owed().get(dossier=case.dossier)
    tell_progress(case, NOTHING, by=world.actor("officer"), now=world.now)
    told = seen_by_citizen(world.case().submission, now=world.now)
    assert ([one.words for one in told.interims], told.replies) == ([NOTHING], ())
    world.later(days=30)
    owed.refresh_from_db()
    assert (owed.key, owed.state) == ("reply", "broken")


def test_one_sentence_for_every_letter_is_seen_by_whoever_signs(world: World) -> None:
    for _letter in range(3):
        world.answered("已转相关科室按程序研究处理，请您知悉。")
    marks = [answer.likeness for answer in world.case().replies.get().answers.all()]
    assert marks == [100]
