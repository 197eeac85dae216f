"""The same mail by a box and by the mail server at the same moment, and two answers to one letter."""

from typing import Any

import pytest

from lianxin.channels.message import Raw
from lianxin.intake.models import Addition, Arrival, Submission
from lianxin.kit import rates
from lianxin.kit.codes import reply_mark
from lianxin.outcomes.models import Sending
from tests.heard import heard
from tests.nasty.mails import mail
from tests.races.together import at_once
from tests.world import World, build, card

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(settings: Any) -> World:
    settings.LIANXIN_SMTP, settings.LIANXIN_MAIL_FROM = "null:", "letters@county.example"
    settings.LIANXIN_MAIL_REPLY = "letters@county.example"
    rates.forget()
    return build()


def test_the_same_mail_at_once_is_one_letter_with_one_receipt(county: World) -> None:
    raw = Raw("email", mail("Subject: 停水", "Message-ID: <1@m>"), door="a@county.example")
    arrivals = at_once(*[lambda: heard(raw, now=county.now)] * 4)
    assert {type(one) for one in arrivals} == {Arrival}, arrivals
    assert len({one.pk for one in arrivals if isinstance(one, Arrival)}) == 1
    assert (Submission.objects.count(), Sending.objects.count()) == (1, 1)


def test_two_further_words_at_once_are_both_added(county: World, settings: Any) -> None:
    letter = county.letter(contact=card(email="wang@mail.example"))
    to = f"To: letters+{reply_mark(letter.pk, settings.SECRET_KEY)}@county.example"
    raws = [Raw("email", mail(to, body=words)) for words in ("水表坏了。", "又停了电。")]
    arrivals = at_once(*[lambda raw=raw: heard(raw, now=county.now) for raw in raws])  # type: ignore[misc]
    assert [one.became for one in arrivals if isinstance(one, Arrival)] == ["added", "added"], arrivals
    assert Addition.objects.count() == 2


def test_the_same_further_word_at_once_is_added_once(county: World, settings: Any) -> None:
    letter = county.letter(contact=card(email="wang@mail.example"))
    raw = Raw("email", mail(f"To: letters+{reply_mark(letter.pk, settings.SECRET_KEY)}@county.example"))
    arrivals = at_once(*[lambda: heard(raw, now=county.now)] * 3)
    assert {one.pk for one in arrivals if isinstance(one, Arrival)} == {Arrival.objects.get().pk}, arrivals
    assert Addition.objects.count() == 1
