"""Whatever comes in at a door becomes a letter, a further word, or something a person looks at: once."""

from typing import Any

import pytest
from django.db import transaction

from lianxin.channels.message import Message, Raw
from lianxin.intake.models import Arrival, Handling, Submission
from lianxin.intake.verbs import join, make_letter, set_aside, take_back
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.outcomes.verbs.sending import send_due, speak_again
from tests import toy_channel
from tests.heard import heard
from tests.world import World


@pytest.fixture(autouse=True)
def yard(settings: Any) -> None:
    settings.LIANXIN_CHANNELS = [*settings.LIANXIN_CHANNELS, "tests.toy_channel"]
    toy_channel.ANSWERED.clear()


def shouted(words: str) -> Raw:
    return Raw("yard", words.encode())


def test_a_channel_is_added_by_a_folder_and_a_line(world: World) -> None:
    arrival = heard(shouted("老王: 我们村停水三天了"), now=world.now)
    letter = arrival.submission
    assert letter and (letter.channel, letter.body, letter.contact.account) == (
        "yard",
        "我们村停水三天了",
        "yard:老王",
    )
    assert arrival.original() == "老王: 我们村停水三天了".encode()
    assert send_due(now=world.now) == 1
    (receipt,) = toy_channel.ANSWERED
    assert receipt.to == "老王" and letter.dossier.number in receipt.body


def test_the_same_again_is_the_same_letter_and_is_answered_once(world: World) -> None:
    one, again = (heard(shouted("老王: 停水了"), now=world.now) for _ in range(2))
    assert one == again and Submission.objects.count() == 1
    assert send_due(now=world.now) == 1


def test_a_further_word_with_the_receipt_code_goes_to_its_letter(world: World) -> None:
    letter = heard(shouted("老王: 停水了"), now=world.now).submission
    assert letter
    for _ in range(2):
        added = heard(shouted(f"别人 #{letter.code}: 又停电了"), now=world.now)
    assert added.became == "added" and added.addition and added.addition.body == "又停电了"
    assert letter.additions.count() == 1 and Submission.objects.count() == 1


def test_a_code_that_leads_nowhere_is_a_letter_of_its_own(world: World) -> None:
    assert heard(shouted("老王 #1234: 停水了"), now=world.now).became == "letter"


@pytest.mark.parametrize(
    ("said", "became", "why"),
    [
        (b"\xff\xfe", "held", "unreadable"),
        ("老王: ".encode(), "held", "refused"),
        (b"cough: ", "quiet", "event"),
    ],
)
def test_what_is_no_letter_is_kept_all_the_same(world: World, said: bytes, became: str, why: str) -> None:
    arrival = heard(Raw("yard", said), now=world.now)
    assert (arrival.became, arrival.why, arrival.original()) == (became, why, said)
    assert heard(Raw("yard", said), now=world.now) == arrival and not Submission.objects.exists()


def test_words_that_are_too_long_go_on_in_a_file(world: World) -> None:
    letter = heard(shouted("老王: " + "水" * 30_000), now=world.now).submission
    assert letter and len(letter.body) == 20_000
    assert letter.attachments.get().size == 90_000


def test_who_is_gone_is_told_when_he_speaks_again(world: World) -> None:
    heard(shouted("gone: 停水了"), now=world.now)
    assert send_due(now=world.now) == 0
    assert speak_again("yard:gone", now=world.now) == 1


def held(world: World) -> Arrival:
    return heard(Raw("yard", b"\xff\xfe"), now=world.now)


def test_a_person_makes_a_letter_of_what_nobody_could_read(world: World) -> None:
    arrival = held(world)
    message = Message("yard", arrival.key, "读出来是停水的事")
    letter = make_letter(arrival, message, by=world.actor("clerk"), now=world.now)
    arrival.refresh_from_db()
    assert (arrival.became, arrival.submission, Handling.objects.get().by) == (
        "letter",
        letter,
        world.people["clerk"],
    )
    with pytest.raises(NotAllowedNow), transaction.atomic():
        set_aside(arrival, reason="广告", by=world.actor("sorter"), now=world.now)


def test_what_is_set_aside_can_be_taken_back_and_both_are_written_down(world: World) -> None:
    arrival = held(world)
    with pytest.raises(NotValid), transaction.atomic():
        set_aside(arrival, reason=" ", by=world.actor("clerk"), now=world.now)
    set_aside(arrival, reason="广告", by=world.actor("clerk"), now=world.now)
    take_back(arrival, by=world.actor("sorter"), now=world.now)
    assert [one.became for one in arrival.handlings.all()] == ["held", "set_aside"]


def test_a_further_word_that_was_held_is_joined_to_its_letter(world: World) -> None:
    letter, arrival = world.letter(), held(world)
    join(arrival, letter, "是补充：水表也坏了", by=world.actor("clerk"), now=world.now)
    assert letter.additions.get().body == "是补充：水表也坏了"


def test_a_stranger_may_do_nothing_with_it(world: World) -> None:
    arrival = held(world)
    for who in ("stranger", "officer", "secretary", "discipline"):
        with pytest.raises(NotAllowed), transaction.atomic():
            set_aside(arrival, reason="广告", by=world.actor(who), now=world.now)
