"""Mails that come in: each becomes a letter, a further word, a note, or something a person looks at; once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from lianxin.channels.email.null import NULL
from lianxin.channels.email.writing import written
from lianxin.channels.message import Raw
from lianxin.channels.registry import channels
from lianxin.intake.arrivals import why_in_words
from lianxin.intake.models import Arrival, Contact, Submission
from lianxin.intake.verbs.probing import begin_probe
from lianxin.kit import rates
from lianxin.kit.codes import in_groups, reply_mark
from lianxin.outcomes.models import Sending
from lianxin.outcomes.verbs import take_in
from lianxin.outcomes.verbs.sending import send_due
from tests.heard import heard
from tests.nasty.mails import MAILS, WORDS, mail, many, part
from tests.world import World

SENDER = "望水县来信受理中心 <letters@county.example>"
DOOR = "shuji@county.example"


@pytest.fixture(autouse=True)
def county(settings: Any) -> None:
    settings.LIANXIN_SMTP, settings.LIANXIN_MAIL_FROM = "null:", SENDER
    settings.LIANXIN_MAIL_REPLY = "letters@county.example"
    NULL.sent.clear()
    rates.forget()


def came(content: bytes, world: World, door: str = DOOR, addressee: str = "WS") -> Arrival:
    raw = Raw("email", content, door=door, addressee=addressee, media_type="message/rfc822")
    return heard(raw, now=world.now)


def told(world: World) -> Any:
    """The last mail that the house sent."""
    send_due(now=world.now)
    return NULL.sent[-1]


def test_every_nasty_mail_becomes_something_and_twice_is_once(world: World, settings: Any) -> None:
    settings.LIANXIN_LIMITS = {}
    wrong = []
    for one in MAILS:
        arrival = came(one.content, world)
        again = came(one.content, world)
        if arrival != again or (one.becomes and one.becomes != arrival.became):
            wrong.append(f"{one.name}: {arrival.became} {arrival.why}")
        if arrival.became == "held" and not why_in_words(arrival):
            wrong.append(f"{one.name}: nobody knows why it waits")
        if arrival.original() != one.content and arrival.why != "empty":  # nothing is nothing
            wrong.append(f"{one.name}: is not kept as it came")
    assert not wrong
    letters = Submission.objects.filter(channel="email").count()
    assert letters == Arrival.objects.filter(became="letter").count() > 200
    assert not Arrival.objects.filter(why="fault").exists()


@pytest.mark.parametrize("name", list(channels()))
def test_whatever_comes_in_at_any_door_is_kept(world: World, name: str) -> None:
    for one in MAILS[::7]:
        assert heard(Raw(name, one.content), now=world.now).original() == one.content


def test_a_letter_by_mail_is_answered_with_its_receipt_in_the_same_thread(
    world: World, settings: Any
) -> None:
    arrival = came(mail("Subject: 停水了", "Message-ID: <1@mail.example>"), world)
    receipt = told(world)
    assert arrival.submission and receipt.to == "wang@mail.example"
    assert arrival.submission.dossier.number in receipt.body
    shown = written(receipt, sender=SENDER)
    assert shown["In-Reply-To"] == "<1@mail.example>" and "<1@mail.example>" in shown["References"]
    mark = reply_mark(arrival.submission.pk, settings.SECRET_KEY)
    assert receipt.reply_to == f"letters+{mark}@county.example"


def test_the_writer_s_answer_goes_to_the_letter_and_a_stranger_s_waits(world: World) -> None:
    letter = came(mail("Subject: 停水了"), world).submission
    assert letter
    to = f"To: {told(world).reply_to}"
    for _ in range(2):
        added = came(mail(to, "Subject: Re: x", body="水表也坏了。"), world)
    assert (added.became, added.submission) == ("added", letter) and letter.additions.count() == 1
    stranger = came(mail(to, body="别信他", sender=b"From: li@mail.example"), world)
    assert (stranger.became, stranger.why, stranger.sender) == ("held", "stranger", "li@mail.example")
    assert letter.additions.count() == 1


def test_an_answer_to_our_mail_is_known_without_the_signed_address(world: World) -> None:
    letter = came(mail("Subject: 停水了"), world).submission
    ours = written(told(world), sender=SENDER)["Message-ID"]
    assert letter and came(mail(f"References: <x@y> {ours}", body="还停了电"), world).submission == letter


def test_whoever_has_the_receipt_adds_and_the_code_is_shown_to_nobody(world: World) -> None:
    letter = world.letter()
    words = f"我的查询码是{in_groups(letter.code)}，水表也坏了。"
    added = came(mail("Subject: 补充", body=words, sender=b"From: li@mail.example"), world)
    assert added.addition and added.submission == letter
    assert "水表也坏了" in added.addition.body and letter.code[:4] not in added.addition.body


def test_a_mark_that_nobody_signed_leads_nowhere(world: World) -> None:
    to = f"To: letters+{'a' * 42}@county.example"
    assert came(mail(to, "Subject: 停水"), world).became == "letter"


def test_a_mail_that_comes_back_is_shown_at_the_post(world: World) -> None:
    letter = came(mail("Subject: 停水了"), world).submission
    assert letter
    key = told(world).key
    status = b"Content-Type: message/delivery-status\r\n\r\nAction: failed\r\n"
    back = b"Content-Type: message/rfc822\r\n\r\nMessage-ID: <" + key.encode() + b"@county.example>\r\n\r\nx"
    bounce = many(part("text/plain", "x"), status, back, kind="report", more="; report-type=delivery-status")
    for _ in range(2):
        assert (came(bounce, world).became, came(bounce, world).why) == ("quiet", "bounce")
    sending = Sending.objects.get(envelope=UUID(key))
    assert (sending.state, sending.complaint) == ("stuck", "bounced") and sending.due_at


def test_what_looks_like_a_machine_waits_and_a_person_makes_it_a_letter(world: World) -> None:
    arrival = came(mail("Precedence: bulk", "Subject: 停水"), world)
    assert (arrival.became, arrival.why, arrival.summary) == ("held", "to_many", "停水")
    assert send_due(now=world.now) == 0, "no machine is answered"
    letter = take_in(arrival, by=world.actor("clerk"), now=world.now)
    assert (letter.body, letter.channel) == (WORDS, "email") and told(world).to == "wang@mail.example"


def test_what_comes_to_the_discipline_office_is_a_report_and_sealed(world: World) -> None:
    letter = came(mail("Subject: 收钱"), world, door="jw@county.example", addressee="WS-JW").submission
    assert letter and letter.kind == "report" and letter.dossier.keeper == world.bodies["WS-JW"]
    assert letter.is_sealed() and send_due(now=world.now) == 0
    waiting = came(mail("Precedence: bulk"), world, addressee="WS-JW")
    assert waiting.is_sealed()


def test_very_many_from_one_address_wait_and_none_is_lost(world: World) -> None:
    became = [came(mail(f"Subject: {n}"), world).became for n in range(25)]
    assert became == ["letter"] * 20 + ["held"] * 5
    assert came(mail("Subject: 20"), world).why == "flood" and Arrival.objects.count() == 25
    assert came(mail(sender=b"From: li@mail.example"), world).became == "letter"
    arrival = Arrival.objects.filter(why="flood")[0]
    assert take_in(arrival, by=world.actor("sorter"), now=world.now).code == arrival.code


def test_who_has_a_letter_here_may_write_more(world: World) -> None:
    world.dispatched()
    Contact.objects.create(submission=world.case().submission, email="wang@mail.example")
    assert {came(mail(f"Subject: {n}"), world).became for n in range(25)} == {"letter"}


def test_a_door_of_a_body_that_is_none_keeps_what_comes(world: World) -> None:
    arrival = came(mail(), world, addressee="NOBODY")
    assert arrival.became == "held" and "NOBODY" in why_in_words(arrival)


def test_nobody_writes_tomorrow(world: World) -> None:
    one = came(mail("Date: Mon, 03 Mar 2031 09:00:00 +0800"), world).submission
    other = came(mail("Date: Sun, 02 Mar 2025 09:00:00 +0800"), world).submission
    assert one and other and one.said_at is None and other.said_at == world.now - timedelta(days=1)


def test_the_houses_own_try_arrives(world: World) -> None:
    probe = begin_probe("email", now=world.now)
    arrival = came(mail(f"Message-ID: <probe-{probe.pk.hex}@county.example>"), world)
    probe.refresh_from_db()
    assert probe.ok and (arrival.became, arrival.why) == ("quiet", "probe")


def test_nobody_adds_without_end(world: World) -> None:
    letter = came(mail("Subject: 停水了"), world).submission
    assert letter
    to = f"To: {told(world).reply_to}"
    for n in range(50):
        assert came(mail(to, body=f"又停了{n}次"), world).became == "added"
    last = came(mail(to, body="又停了"), world)
    assert (last.became, last.why) == ("held", "full")
