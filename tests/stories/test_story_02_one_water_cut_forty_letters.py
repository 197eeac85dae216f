"""Acceptance story 2: the same water cut, forty letters by web, by post and by file: one plan, forty
receipts, forty replies, and forty people who are asked whether it is solved."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lianxin.cases.models import Case
from lianxin.channels import paper, phone
from lianxin.channels.keyed import Keyed
from lianxin.channels.message import Message
from lianxin.channels.wechat.null import NULL_MOUTH
from lianxin.clock.models import Promise
from lianxin.flow.laws import quick
from lianxin.flow.verbs import acknowledge, link, register, sort, unlink
from lianxin.intake.models import Submission
from lianxin.intake.verbs import receive
from lianxin.outcomes.models import Delivery, Rating, Reply, Sending
from lianxin.outcomes.seen_notices import to_call, to_post
from lianxin.outcomes.verbs import call_back, deliver, not_solved, post, rate, read_out, tell_progress
from lianxin.outcomes.verbs.rating import Said
from lianxin.outcomes.verbs.sending import send_due
from tests.faces.desks import sit, words
from tests.platforms import Phone, set_up
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


SAYS = "我们村停水三天了，老人没水做饭，请帮帮我们。"


def by_wechat(world: World, number: int) -> str:
    """Says it in the chat and nothing else; the code in the answer is the receipt."""
    told = Phone(f"o-{number}", safe=True).says(f"{SAYS}{number}", now=world.now)
    return "".join(re.findall(r"\d{4} \d{4} \d{4} \d{4}", told)).replace(" ", "")


def keyed(world: World, number: int, heard: Callable[[Keyed], Message], **left: str) -> str:
    said = Keyed(key=f"{number}", body=f"{SAYS}{number}", name=f"村民{number}", **left)
    return receive(heard(said), by=world.actor("clerk"), now=world.now).code


def test_by_wechat_by_post_and_by_telephone_one_plan_forty_receipts_forty_replies_forty_callbacks(
    world: World, settings: Any
) -> None:
    """14 speak in WeChat, 13 write on paper, 13 telephone; each is answered as they spoke."""
    set_up(settings, safe=True)
    NULL_MOUTH.sent.clear()
    codes = [by_wechat(world, number) for number in range(14)]
    codes += [keyed(world, n, paper.heard, address=f"上湾村{n}组") for n in range(14, 27)]
    codes += [keyed(world, n, phone.heard, phone=f"138000000{n}") for n in range(27, 40)]
    letters = list(Submission.objects.select_related("dossier__keeper").order_by("dossier_id"))
    assert len({*codes}) == 40 and {one.code for one in letters} == {*codes}

    sorter, officer, clerk = (world.actor(who) for who in ("sorter", "officer", "clerk"))
    sort(letters[0], to=world.bodies["WATER"], by=sorter, now=world.now)
    acknowledge(world.case(), by=officer, now=world.now)
    matter = world.case()
    for letter in letters[1:]:
        register(letter, by=sorter, now=world.now)
        link(world.case(), to=world.fresh(matter), by=sorter, now=world.now)
    tell_progress(world.fresh(matter), "新管明天到。", by=officer, now=world.now)
    world.reply(world.fresh(matter), {1: ANSWER})
    for _run_of_the_worker in range(3):
        world.later(minutes=3)
        send_due(now=world.now)

    answered = [one.to for one in NULL_MOUTH.sent if "答复您了" in one.body]
    assert sorted(answered) == sorted(f"o-{number}" for number in range(14)), "in the chat, each once"
    read = [Phone(f"o-{number}", safe=True).says("查", now=world.now) for number in range(14)]
    assert all(ANSWER in told for told in read)
    desk = world.bodies["WS-DESK"].path
    assert (len(to_post(desk)), len(to_call(desk, now=world.now)[0])) == (13, 13)
    for envelope in to_post(desk):
        post(envelope.letter, proof="挂号信 XA1", by=clerk, now=world.now)
    for call in to_call(desk, now=world.now)[0]:
        read_out(call.letter, proof="本人接听", by=clerk, now=world.now)
    means = Counter(Delivery.objects.values_list("means", flat=True))
    assert means == {"read": 14, "posted": 13, "told": 13} and Reply.objects.count() == 40

    for letter in letters:
        rate_or_call(world, letter)
    assert Rating.objects.filter(verdict="solved").count() == 40
    assert Case.objects.filter(dossier__stage="closed").count() == 40
    assert quick().ok and quick().gap == 0


def rate_or_call(world: World, letter: Submission) -> None:
    """Who can be called is asked by somebody who did not handle it; the others say it themselves."""
    case = Case.objects.with_cover().get(submission=letter)
    if Promise.objects.owed().filter(dossier=case.dossier, key="callback").exists():
        call_back(case, said=Said("solved"), by=world.actor("caller"), now=world.now)
    else:
        rate(case, verdict="solved", by=world.writer(case), now=world.now)
