"""Mails go at least once, never have a last attempt, and what does not go is shown to a person."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from lianxin.flow.verbs import acknowledge
from lianxin.intake.models import Contact
from lianxin.outcomes.models import Sending
from lianxin.outcomes.verbs import sending
from lianxin.outcomes.verbs.sending import LEASE, LONGEST_WAIT, REFUSED_WAIT, SHOWN_AFTER, send_due, take
from tests.mail_server import MailServer
from tests.world import World, card


def waiting(world: World, email: str = "wang@mail.example") -> Sending:
    """Three notices for one writer, due now."""
    world.dispatched(contact=card(email=email))
    world.later(minutes=5)
    return Sending.objects.filter(channel="email").order_by("id")[0]


def states() -> set[str]:
    return set(Sending.objects.values_list("state", flat=True))


def test_what_is_due_together_goes_in_one_mail_and_is_marked_after_it_went(
    world: World, mails: MailServer
) -> None:
    waiting(world)
    assert send_due(now=world.now) == 1
    (mail,) = mails.mails
    assert [word in mail.get_content() for word in ("登记告知书", "受理告知书", "转送告知书")] == [True] * 3
    assert states() == {"sent"} and Sending.objects.values("envelope").distinct().count() == 1
    assert send_due(now=world.now + timedelta(days=1)) == 0 and len(mails.mails) == 1


def test_a_server_that_wants_to_be_asked_later_is_asked_later(world: World, mails: MailServer) -> None:
    one = waiting(world)
    mails.answers = ["451 greylisted", "452 mailbox full"]
    for attempt in (1, 2):
        assert send_due(now=world.now) == 0
        one.refresh_from_db()
        assert (one.state, one.attempts) == ("failed", attempt) and one.complaint.startswith("later 45")
        assert one.due_at
        world.now = one.due_at
    assert send_due(now=world.now) == 1 and states() == {"sent"}


def test_what_is_refused_for_good_is_shown_to_a_person_and_still_due_again(
    world: World, mails: MailServer
) -> None:
    one = waiting(world, "nobody@mail.example")
    send_due(now=world.now)
    one.refresh_from_db()
    assert (one.state, one.complaint, one.due_at) == ("stuck", "refused 550", world.now + REFUSED_WAIT)
    Contact.objects.update(email="somebody@mail.example")  # or the mailbox came back
    assert send_due(now=world.now + REFUSED_WAIT) == 1


def test_a_server_that_is_away_is_never_given_up_and_soon_shown(world: World, settings: Any) -> None:
    settings.LIANXIN_SMTP, settings.LIANXIN_MAIL_FROM = "smtp://127.0.0.1:9", "a@county.example"
    one, waits = waiting(world), []
    for attempt in range(1, 16):
        assert send_due(now=world.now) == 0
        one.refresh_from_db()
        assert one.state == ("stuck" if attempt >= SHOWN_AFTER else "failed") and one.due_at
        waits.append(one.due_at - world.now)
        world.now = one.due_at
    assert waits == sorted(waits) and waits[0] == timedelta(minutes=1) and waits[-1] == LONGEST_WAIT


def test_when_the_server_is_away_the_others_are_left_in_peace(world: World, settings: Any) -> None:
    settings.LIANXIN_SMTP, settings.LIANXIN_MAIL_FROM = "smtp://127.0.0.1:9", "a@county.example"
    waiting(world)
    waiting(world)
    send_due(now=world.now)
    assert Sending.objects.filter(attempts=0).count() == Sending.objects.filter(attempts=1).count() == 3


def test_one_that_cannot_be_sent_does_not_hold_up_its_neighbour(world: World, mails: MailServer) -> None:
    waiting(world, "nobody@mail.example")
    waiting(world)
    assert send_due(now=world.now) == 1 and len(mails.mails) == 1


def test_who_is_killed_between_sending_and_marking_sends_again_under_the_same_name(
    world: World, mails: MailServer, monkeypatch: Any
) -> None:
    waiting(world)

    send = sending._send

    def power_goes(*given: Any, now: Any) -> None:
        with transaction.atomic():
            send(*given, now=now)
            raise KeyboardInterrupt

    monkeypatch.setattr(sending, "_send", power_goes)
    with pytest.raises(KeyboardInterrupt):
        send_due(now=world.now)
    monkeypatch.undo()
    waiting(world)  # more news for somebody else does not disturb it
    assert states() == {"waiting"}
    assert send_due(now=world.now + LEASE) == 2
    names = [mail["Message-ID"] for mail in mails.mails if "转送告知书" in mail.get_content()]
    assert len(names) == 3 and len(set(names)) == 2
    assert states() == {"sent"}


def test_what_comes_while_a_mail_is_retried_goes_in_a_mail_of_its_own(
    world: World, mails: MailServer
) -> None:
    """The same Message-ID must say the same, or whoever drops doubles would drop the news."""
    one = waiting(world)
    mails.answers = ["451 later"]
    send_due(now=world.now)
    one.refresh_from_db()
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    world.later(hours=1)
    assert send_due(now=world.now) == 2
    assert Sending.objects.values("envelope").distinct().count() == 2
    assert sorted("办理告知书" in mail.get_content() for mail in mails.mails) == [False, True]


def test_a_leased_mail_is_passed_over_by_another_worker(world: World, mails: MailServer) -> None:
    waiting(world)
    assert len(take("email", now=world.now)) == 3
    assert take("email", now=world.now) == [] and send_due(now=world.now) == 0
    assert send_due(now=world.now + LEASE) == 1


def test_the_address_is_read_when_it_is_needed_and_kept_nowhere_else(world: World, mails: MailServer) -> None:
    one = waiting(world, "nobody@mail.example")
    send_due(now=world.now)
    table = Sending._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        assert "mail.example" not in str(cursor.fetchall())
    Contact.objects.all().delete()
    one.refresh_from_db()
    assert one.due_at and send_due(now=one.due_at) == 0
    one.refresh_from_db()
    assert (one.state, one.complaint) == ("stuck", "no_address")


def test_the_database_refuses_a_notice_that_is_neither_sent_nor_due(world: World, mails: MailServer) -> None:
    waiting(world)
    for wrong in ({"due_at": None}, {"state": "sent"}, {"state": "released", "due_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Sending.objects.update(**wrong)
