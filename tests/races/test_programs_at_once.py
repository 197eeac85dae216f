"""Programs act on one case at the same moment: one act for one key, and of two the first is the first."""

from collections import Counter
from functools import partial

import pytest
from django.utils import timezone

from lianxin.ledger.models import Event
from tests.faces.api.caller import program_of
from tests.races.together import at_once
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)
SCOPES = ("letters.read", "cases.handle")
KEY = "5e4a6c1e-0b38-4d1c-9f0e-7f5f0a9b3c11"


@pytest.fixture
def world() -> World:
    world = build()
    world.now = timezone.now()
    return world


def test_the_same_act_sent_six_times_at_once_is_done_once_and_answered_six_times(world: World) -> None:
    case, asks = world.dispatched(), program_of(world, *SCOPES)
    answers = at_once(*[partial(asks.act, f"/cases/{case.pk}/acknowledge", key=KEY)] * 6)
    assert {one.status_code for one in answers} == {200}
    assert len({one.content for one in answers}) == 1
    assert Event.objects.filter(name="case.acknowledged").count() == 1


def test_of_six_systems_that_sign_for_it_at_once_one_does(world: World) -> None:
    case = world.dispatched()
    systems = [program_of(world, *SCOPES) for _n in range(6)]
    answers = at_once(*[partial(one.act, f"/cases/{case.pk}/acknowledge") for one in systems])
    counted = Counter(one.status_code for one in answers)
    assert counted == {200: 1, 409: 5}
    assert Event.objects.filter(name="case.acknowledged").count() == 1


def test_whoever_read_an_older_version_is_never_second(world: World) -> None:
    case, systems = world.in_handling(), [program_of(world, *SCOPES) for _n in range(4)]
    for one in systems:
        one.get(f"/cases/{case.pk}")
    read = systems[0].get(f"/cases/{case.pk}")["version"]
    answers = at_once(*[
        partial(one.act, f"/cases/{case.pk}/progress", {"words": f"第{n}次告知。"}, if_match=f'"{read}"')
        for n, one in enumerate(systems)
    ])  # fmt: skip
    assert Counter(one.status_code for one in answers)[200] == 1
    assert {one.status_code for one in answers} <= {200, 409, 412}
    assert Event.objects.filter(name="case.progress_told").count() == 1
