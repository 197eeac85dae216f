"""The platform sends it again while it is still being taken in, to another worker: one letter, one answer."""

from functools import partial
from typing import Any

import pytest

from lianxin.flow.laws import quick, tally_complaints
from lianxin.intake.models import Addition, Arrival, Chat, Submission
from tests.platforms import Phone, set_up
from tests.races.together import at_once
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[False, True], ids=["alone", "in groups"])
def world(settings: Any, request: pytest.FixtureRequest) -> World:
    set_up(settings)
    settings.LIANXIN_GROUP_COMMIT = request.param
    return build()


def sound() -> bool:
    return tally_complaints() == [] and quick().ok


def test_sent_again_to_several_workers_at_once_it_is_one_letter(world: World) -> None:
    phone = Phone()
    content = phone.writes("text", Content="停水了")
    told = at_once(*[partial(phone.delivers, content, now=world.now)] * 6)
    assert len({*map(str, told)}) == 1 and "编号" in str(told[0]), told
    assert Submission.objects.count() == Arrival.objects.count() == Chat.objects.get().turn == 1
    assert sound()


def test_two_things_of_one_account_at_once_are_a_letter_and_a_further_word(world: World) -> None:
    phone = Phone()
    told = at_once(
        partial(phone.says, "停水了，没有水做饭", now=world.now),
        partial(phone.says, "老人孩子都没有水喝", now=world.now),
    )
    assert all(isinstance(one, str) for one in told), told
    assert Submission.objects.count() == Addition.objects.count() == 1 and Chat.objects.get().turn == 2
    assert sound()


def test_many_accounts_at_once_each_get_their_own_letter(world: World) -> None:
    phones = [Phone(f"o-{n}") for n in range(20)]
    told = at_once(*[partial(one.says, f"第{n}封信", now=world.now) for n, one in enumerate(phones)])
    assert len({*map(str, told)}) == 20 and Submission.objects.count() == Chat.objects.count() == 20
    assert sound()


def test_an_answer_sent_again_at_once_is_done_once(world: World) -> None:
    phone = Phone()
    phone.says("停水了", now=world.now)
    content = phone.writes("text", Content="柳林镇")
    told = at_once(*[partial(phone.delivers, content, now=world.now)] * 4)
    assert len({*map(str, told)}) == 1 and "柳林镇" in str(told[0]), told
    assert Submission.objects.get().addressee == world.bodies["LL"] and Arrival.objects.count() == 2
    assert sound()


def test_another_thing_with_the_same_stamp_at_the_same_moment_is_let_in_by_one_door_only(
    world: World,
) -> None:
    phones = [Phone("o-wang"), Phone("o-thief")]
    told = at_once(
        *[
            partial(one.calls, one.writes("text", Content="停水了"), now=world.now, nonce="heard")
            for one in phones
        ]
    )
    assert sorted(status for status, _words in told) == [200, 403], told  # type: ignore[misc]
    assert Submission.objects.count() == Arrival.objects.count() == 1
    assert sound()
