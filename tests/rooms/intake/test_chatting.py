"""What an account speaks of moves on with each thing it says; of two at once the second is told so."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lianxin.channels.message import ContactCard, Message, Raw
from lianxin.identity.actors import citizen
from lianxin.intake.models import Arrival, Chat, Submission
from lianxin.intake.verbs import go_on, hold, next_question, receive, receive_many
from lianxin.kit.refusals import SomeoneActedFirst
from tests.platforms import set_up
from tests.world import World


@pytest.fixture(autouse=True)
def platforms(settings: Any) -> None:
    set_up(settings)


def said(key: str, turn: int, who: str = "o-wang", **more: Any) -> Message:
    raw = Raw("wechat", key.encode(), stamp=f"stamp-{key}")
    card = ContactCard(account=f"wechat:{who}")
    return Message("wechat", f"wechat:{key}", "停水了", contact=card, turn=turn, **{"raw": raw, **more})


def test_a_letter_its_original_and_what_is_spoken_of_are_one_commit(world: World) -> None:
    letter = receive(said("1", 0), by=citizen(), now=world.now)
    chat, arrival = Chat.objects.get(), Arrival.objects.get()
    assert (chat.account, chat.letter, chat.asking, chat.turn) == ("wechat:o-wang", letter, "whom", 1)
    assert arrival.submission == letter and arrival.stamp == "stamp-1"


def test_who_said_something_else_meanwhile_is_heard_afresh(world: World) -> None:
    receive(said("1", 0), by=citizen(), now=world.now)
    for turn in (0, 5):
        with pytest.raises(SomeoneActedFirst), transaction.atomic():
            receive(said("2", turn), by=citizen(), now=world.now)
    assert Submission.objects.count() == 1
    receive(said("2", 1), by=citizen(), now=world.now)
    assert Chat.objects.get().turn == 2 and Submission.objects.count() == 2


def test_of_a_group_with_two_of_one_account_nothing_is_written(world: World) -> None:
    with pytest.raises(SomeoneActedFirst), transaction.atomic():
        receive_many([said("1", 0), said("2", 0, "o-li"), said("3", 0)], by=citizen(), now=world.now)
    assert not Submission.objects.exists() and not Chat.objects.exists()
    receive_many([said("1", 0), said("2", 0, "o-li"), said("1", 0)], by=citizen(), now=world.now)
    assert Submission.objects.count() == Chat.objects.count() == 2


def test_what_is_said_goes_on_one_thing_after_the_other(world: World) -> None:
    chat = Chat(account="wechat:o-wang", said_at=world.now)
    go_on(chat, place="LL-SW", now=world.now)
    with pytest.raises(SomeoneActedFirst), transaction.atomic():
        go_on(chat, place="", now=world.now)
    chat = Chat.objects.get()
    go_on(chat, asking="", now=world.now)
    with pytest.raises(SomeoneActedFirst), transaction.atomic():
        go_on(chat, asking="where", now=world.now)
    assert (Chat.objects.get().turn, Chat.objects.get().place) == (2, "LL-SW")


def test_another_thing_with_the_stamp_of_one_delivery_is_neither_letter_nor_held(world: World) -> None:
    receive(said("1", 0), by=citizen(), now=world.now)
    again = Raw("wechat", b"another", stamp="stamp-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        receive(said("2", 1, raw=again), by=citizen(), now=world.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        hold(again, "wechat:2", why="fault", by=citizen(), now=world.now)
    assert Submission.objects.count() == 1 and Chat.objects.get().turn == 1


def test_what_is_known_is_not_asked(world: World) -> None:
    plain = world.letter()
    placed = world.letter(place="上湾村3组")
    assert [next_question(asked, plain) for asked in ("", "whom", "where", "public")] == [
        "whom", "where", "public", "",
    ]  # fmt: skip
    assert next_question("whom", placed) == "public"


def test_of_a_report_and_of_what_was_said_openly_nothing_is_asked(world: World) -> None:
    receive(said("1", 0, kind="report"), by=citizen(), now=world.now)
    receive(said("2", 0, "o-li", openly=True), by=citizen(), now=world.now)
    assert {chat.asking for chat in Chat.objects.all()} == {""}
