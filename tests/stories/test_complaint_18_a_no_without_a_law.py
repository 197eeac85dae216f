"""Complaint 18: decisions without a law. A no names its law, and the law has to be in force that day."""

from datetime import datetime

import pytest

from lianxin.kit.refusals import NotValid
from lianxin.outcomes.answers import BasisIn
from lianxin.outcomes.models import Outcome
from lianxin.outcomes.seen_by_citizen import seen_by_citizen
from lianxin.outcomes.verbs import approve, read_answer, submit
from tests.world import SHANGHAI, World, said


def no(world: World, *bases: BasisIn) -> None:
    answer = {1: said("水费不能退。", outcome=Outcome.NOT_SUPPORTED, bases=bases)}
    submit(world.case(), answer, by=world.actor("officer"), now=world.now)


def test_no_needs_a_law(world: World) -> None:
    world.in_handling()
    with pytest.raises(NotValid, match="哪部法规、第几条"):
        no(world)
    with pytest.raises(NotValid, match="2022年4月30日止"):
        no(world, BasisIn("PETITION-2005", "第32条"))
    assert world.case().stage == "in_handling"


def test_a_law_is_no_basis_before_its_first_day(world: World) -> None:
    world.in_handling()
    with pytest.raises(NotValid, match="2025年6月1日起施行"):
        no(world, BasisIn("SUPERVISION-2024", "第1条"))
    world.now = datetime(2025, 6, 1, 9, 0, tzinfo=SHANGHAI)
    no(world, BasisIn("SUPERVISION-2024", "第1条"))


def test_the_writer_reads_the_law_and_the_article(world: World) -> None:
    world.in_handling()
    no(world, BasisIn("PETITION-2022", "第32条"))
    case = world.case()
    approve(case, by=world.actor("approver"), now=world.now)
    read_answer(case.submission, by=world.writer(case), now=world.now)
    answer = seen_by_citizen(case.submission, now=world.now).replies[0].answers[0]
    assert (answer.conclusion, answer.leans_on) == ("不予支持", ("《信访工作条例》(2022) 第32条",))
    assert answer.facts == "到现场看过，情况属实。"
