"""What people do about notices: right person, wrong person, wrong moment, twice."""

from collections.abc import Callable
from typing import Any

import pytest

from lianxin.cases.models import Case
from lianxin.channels.email.null import NULL
from lianxin.flow.verbs import dispatch, recall
from lianxin.identity.actors import THE_CLOCK, citizen
from lianxin.intake.models import Contact
from lianxin.intake.verbs import correct_email
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.models import Event
from lianxin.outcomes.models import Appeal, Delivery, NoMoreMail, Sending
from lianxin.outcomes.verbs import (
    ask_review,
    correct_and_send,
    decide_appeal,
    deliver,
    post,
    post_instead,
    stop_mails,
    tell_opinion,
    try_again,
)
from lianxin.outcomes.verbs.sending import send_due
from tests.world import World, card

ADDRESS = {"address": "上湾村3组"}


@pytest.fixture(autouse=True)
def _twin(settings: Any) -> None:
    settings.LIANXIN_SMTP = "null:"
    NULL.sent.clear()


def on_paper(world: World) -> Case:
    case = world.answered(channel="paper", contact=card(**ADDRESS))
    world.later(minutes=5)
    return case


def stuck(world: World, **left: str) -> Case:
    """A mail that a server refused."""
    case = world.dispatched(contact=card(email="wang@refuses.example", **left))
    world.later(minutes=5)
    send_due(now=world.now)
    return case


def states(channel: str) -> set[str]:
    return set(Sending.objects.filter(channel=channel).values_list("state", flat=True))


def test_what_was_printed_is_posted_with_its_proof_and_the_answer_is_delivered(world: World) -> None:
    case = on_paper(world)
    posted = post(case.submission, proof=" XA 1 ", by=world.actor("clerk"), now=world.now)
    assert [one.notice for one in posted][-1] == "replied"
    row = Sending.objects.get(notice="replied")
    assert (row.state, row.proof, row.recorded_by) == ("sent", "XA 1", world.people["clerk"])
    assert Delivery.objects.get().means == "posted" and world.case().stage == "delivered"
    assert Event.objects.filter(name="notice.posted").count() == 1


def test_nothing_is_posted_without_a_proof_or_twice(world: World) -> None:
    case = on_paper(world)
    with pytest.raises(NotValid, match="凭据"):
        post(case.submission, proof=" ", by=world.actor("clerk"), now=world.now)
    post(case.submission, proof="XA1", by=world.actor("clerk"), now=world.now)
    world.case().submission.refresh_from_db()
    with pytest.raises(NotAllowedNow, match="已经有人寄出"):
        post(world.case().submission, proof="XA1", by=world.actor("clerk"), now=world.now)


ACTS: dict[str, Callable[..., object]] = {
    "post": lambda letter, **k: post(letter, proof="1", **k),
    "try_again": try_again,
    "post_instead": post_instead,
    "correct_and_send": lambda letter, **k: correct_and_send(letter, email="a@b.cn", **k),
    "correct_email": lambda letter, **k: correct_email(letter, "a@b.cn", **k),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    "who", ["stranger", "officer", "secretary", "discipline", "office", "auditor", "writer", ""]
)
def test_only_the_desk_of_the_letter_looks_after_its_notices(world: World, act: str, who: str) -> None:
    case = stuck(world, **ADDRESS)
    by = world.writer(case) if who == "writer" else world.actor(who) if who else THE_CLOCK
    with pytest.raises(NotAllowed):
        ACTS[act](case.submission, by=by, now=world.now)


@pytest.mark.parametrize("act", ["post", "try_again", "post_instead", "correct_and_send"])
def test_where_nothing_waits_nothing_is_done(world: World, act: str) -> None:
    letter = world.letter(contact=card(email="a@b.cn", **ADDRESS))
    with pytest.raises(NotAllowedNow, match="没有等着寄"):
        ACTS[act](letter, by=world.actor("clerk"), now=world.now)
    assert not Event.objects.filter(name__in=["notice.posted", "submission.contact_corrected"]).exists()


def test_a_mail_is_tried_again_at_once(world: World) -> None:
    case = stuck(world)
    try_again(case.submission, by=world.actor("sorter"), now=world.now)
    assert states("email") == {"waiting"}
    assert send_due(now=world.now) == 0 and states("email") == {"stuck"}


def test_a_corrected_address_gets_what_could_not_be_sent(world: World) -> None:
    case = stuck(world)
    with pytest.raises(NotValid):
        correct_and_send(case.submission, email="王@例子.cn", by=world.actor("clerk"), now=world.now)
    correct_and_send(case.submission, email=" wang@mail.example ", by=world.actor("clerk"), now=world.now)
    assert send_due(now=world.now) == 1 and NULL.sent[0].to == "wang@mail.example"
    line = Event.objects.get(name="submission.contact_corrected")
    assert "mail.example" not in line.words, "an address stands in no line of the ledger"


def test_what_a_mail_could_not_say_is_printed_instead(world: World) -> None:
    case = stuck(world, **ADDRESS)
    post_instead(case.submission, by=world.actor("clerk"), now=world.now)
    assert states("email") == {"released"} and states("paper") == {"waiting"}
    assert Sending.objects.filter(channel="paper").count() == 3


def test_without_a_postal_address_nothing_is_printed_instead(world: World) -> None:
    case = stuck(world)
    with pytest.raises(NotAllowedNow, match="没有留通信地址"):
        post_instead(case.submission, by=world.actor("clerk"), now=world.now)
    assert states("email") == {"stuck"}


def test_the_writer_stops_the_mails_of_this_letter_and_nobody_else_does(world: World) -> None:
    case = stuck(world)
    for other in (world.actor("clerk"), citizen(world.letter().pk), THE_CLOCK):
        with pytest.raises(NotAllowed):
            stop_mails(case.submission, by=other, now=world.now)
    for _time in range(2):
        stop_mails(case.submission, by=world.writer(case), now=world.now)
    assert states("email") == {"released"} and NoMoreMail.objects.count() == 1
    assert Event.objects.filter(name="notice.mails_stopped").count() == 1


ARRIVALS = [("read", "writer", "released"), ("handed", "officer", "released"), ("posted", "clerk", "sent")]


@pytest.mark.parametrize(("means", "who", "state"), ARRIVALS)
def test_an_answer_that_has_arrived_is_not_posted_again(
    world: World, means: str, who: str, state: str
) -> None:
    case = on_paper(world)
    by = world.writer(case) if who == "writer" else world.actor(who)
    deliver(case, means=means, by=by, now=world.now, proof="XA1")
    world.later(minutes=5)
    assert Sending.objects.get(notice="replied").state == state
    assert Sending.objects.get(notice="registered").state == "waiting"


def test_an_opinion_that_is_posted_has_reached_the_writer(world: World) -> None:
    case = on_paper(world)
    post(case.submission, proof="XA1", by=world.actor("clerk"), now=world.now)
    ask_review(world.case(), "水还是没有来。", by=world.writer(case), now=world.now)
    decide_appeal(
        world.case(), ruling="confirmed", opinion="答复属实。", by=world.actor("reviewer"), now=world.now
    )
    world.later(minutes=5)
    posted = post(world.case().submission, proof="XA2", by=world.actor("clerk"), now=world.now)
    assert [one.notice for one in posted] == ["review_asked", "reviewed"]
    assert Appeal.objects.get().proof == "XA2" and Appeal.objects.get().told_at == world.now


def test_an_opinion_that_was_read_is_not_posted(world: World) -> None:
    case = on_paper(world)
    deliver(case, means="read", by=world.writer(case), now=world.now)
    ask_review(world.case(), "水还是没有来。", by=world.writer(case), now=world.now)
    decide_appeal(
        world.case(), ruling="confirmed", opinion="答复属实。", by=world.actor("reviewer"), now=world.now
    )
    tell_opinion(world.case(), means="read", by=world.writer(case), now=world.now)
    world.later(minutes=5)
    rows = dict(Sending.objects.values_list("notice", "state"))
    assert (rows["reviewed"], rows["review_asked"]) == ("released", "waiting")


def test_a_dispatch_that_was_taken_back_is_not_announced(world: World) -> None:
    case = world.dispatched("SCHOOL", contact=card(email="a@b.cn"))
    world.later(seconds=30)
    assert send_due(now=world.now) == 0, "no mail goes while a dispatch can still be taken back"
    recall(world.case(), by=world.actor("sorter"), now=world.now)
    dispatch(world.case(), to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    world.later(minutes=5)
    send_due(now=world.now)
    (mail,) = NULL.sent
    assert case and "水务局" in mail.body and "教育局" not in mail.body


def test_an_answer_that_nobody_fetched_is_still_to_be_posted(world: World) -> None:
    world.answered(contact=card(**ADDRESS))
    world.later(days=8)
    assert world.case().stage == "delivered"
    assert Sending.objects.get(notice="replied").state == "waiting"
    assert Contact.objects.exists()
