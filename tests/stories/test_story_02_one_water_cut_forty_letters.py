"""Acceptance story 2: the same water cut, forty letters by web, by post and by file: one plan, forty
receipts, forty replies, and forty people who are asked whether it is solved."""

import pytest
from django.test import Client

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.flow.laws import quick
from lianxin.flow.verbs import unlink
from lianxin.outcomes.models import Delivery, Rating, Reply, Sending
from lianxin.outcomes.verbs import deliver, not_solved, rate, tell_progress
from tests.faces.desks import sit, words
from tests.world import World, card

CHANNELS = ["mailbox", "paper", "file"]
ANSWER = "主管已换，今晚来水。"


@pytest.fixture
def forty(world: World) -> list[Case]:
    """The first letter is in hand; the sorter links the thirty-nine others as they come in."""
    matter = world.in_handling(body="一组没有水。", contact=card(name="张大爷", address="上湾村1组"))
    said = {"body": "二组也没有水。", "contact": card(name="李婶", address="上湾村2组")}
    return [matter, *(world.linked(matter, channel=CHANNELS[n % 3], **said) for n in range(39))]


def test_forty_letters_are_one_piece_of_work_and_forty_receipts(world: World, forty: list[Case]) -> None:
    assert len({case.submission.code for case in forty}) == 40
    assert Case.objects.filter(dossier__stage="in_handling").count() == 1
    page = words(sit(world, "officer").get(f"/desk/case/{forty[0].pk}/"))
    assert "还有39封信也说这件事" in page
    owed = Promise.objects.owed().filter(dossier__in=[case.pk for case in forty])
    assert owed.values("dossier").distinct().count() == 40
    assert set(owed.values_list("owed_by__code", "due")) == {("WATER", owed[0].due)}
    assert quick().ok


def test_each_of_them_reads_how_far_it_is_and_that_others_asked_but_not_who(
    world: World, forty: list[Case], client: Client
) -> None:
    tell_progress(world.fresh(forty[0]), "新管明天到。", by=world.actor("officer"), now=world.now)
    world.later(minutes=1)
    first, last = (words(client.get(f"/t/{case.submission.code}/")) for case in (forty[0], forty[-1]))
    for page in (first, last):
        assert "新管明天到。" in page and "还有39位来信人也反映了这件事" in page
    assert "李婶" not in first and "二组" not in first
    assert "张大爷" not in last and "一组" not in last


def test_forty_replies_arrive_and_one_who_is_not_satisfied_opens_only_the_own_letter(
    world: World, forty: list[Case]
) -> None:
    world.reply(world.fresh(forty[0]), {1: ANSWER})
    world.later(minutes=1)
    assert Reply.objects.filter(answers__words=ANSWER).count() == 40
    assert Sending.objects.filter(notice__in=["replied", "answered_along"]).count() == 40
    for case in forty:
        deliver(world.fresh(case), means="read", by=world.writer(case), now=world.now)
    assert Delivery.objects.exclude(delivered_at=None).count() == 40
    for case in forty[:-1]:
        rate(world.fresh(case), verdict="solved", by=world.writer(case), now=world.now)
    not_solved(world.fresh(forty[-1]), by=world.writer(forty[-1]), now=world.now)
    assert Rating.objects.filter(verdict="solved").count() == 39
    assert Case.objects.filter(dossier__stage="closed").count() == 39
    assert world.fresh(forty[-1]).stage == "in_handling"
    assert quick().ok
    assert quick().gap == 0


def test_one_letter_that_tells_of_another_village_is_taken_out_and_waits_for_its_own(
    world: World, forty: list[Case]
) -> None:
    other = forty[7]
    unlink(world.fresh(other), reason="说的是邻村的水", by=world.actor("sorter"), now=world.now)
    world.reply(world.fresh(forty[0]), {1: ANSWER})
    world.later(minutes=1)
    assert Reply.objects.filter(answers__words=ANSWER).count() == 39
    promise = Promise.objects.owed().get(dossier=other.pk)
    assert (world.fresh(other).stage, promise.key, promise.owed_by.code) == (
        "accepted",
        "dispatch",
        "WS-DESK",
    )
    assert quick().ok
