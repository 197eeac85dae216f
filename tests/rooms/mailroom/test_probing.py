"""What is sent away has to come back in; what does not is told to the office, once for each outage."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.channels.email.null import NULL
from lianxin.intake.models import Probe
from lianxin.intake.probes import uptime, working
from lianxin.intake.verbs.probing import probe_arrived
from lianxin.mailroom.probing import probe_channels
from lianxin.mailroom.roads import Broken, NotSetUp
from tests.world import World

HOUR = timedelta(hours=1)


def on_its_way(_probe: Probe, *, now: object) -> bool:
    return False


def broken(_probe: Probe, *, now: object) -> bool:
    raise Broken("电话线断了")


def not_here(_probe: Probe, *, now: object) -> bool:
    raise NotSetUp


@pytest.fixture
def road(settings: Any) -> Any:
    NULL.sent.clear()
    settings.LIANXIN_SMTP, settings.LIANXIN_OFFICE_MAIL = "null:", "office@county.example"

    def chosen(name: str) -> None:
        settings.LIANXIN_ROADS = {"email": f"{__name__}.{name}"}

    return chosen


def test_what_comes_back_in_was_taken_and_twice_is_once(world: World, road: Any) -> None:
    road("on_its_way")
    probe_channels(now=world.now)
    (probe,) = Probe.objects.all()
    assert probe.ok is None and working() == {"email": True}, "nothing is known yet"
    for seconds in (3, 9):
        probe_arrived(probe.pk, now=world.now + timedelta(seconds=seconds))
    probe.refresh_from_db()
    assert probe.ok and probe.milliseconds == 3_000


def test_what_does_not_come_back_within_the_hour_has_failed(world: World, road: Any) -> None:
    road("on_its_way")
    probe_channels(now=world.now)
    probe_channels(now=world.now + HOUR)
    assert Probe.objects.filter(ok=False).count() == 1 and working() == {"email": False}


def test_the_office_is_told_once_of_a_channel_that_is_deaf_for_an_hour(world: World, road: Any) -> None:
    road("broken")
    for hours in range(5):
        probe_channels(now=world.now + hours * HOUR)
    (mail,) = NULL.sent
    assert mail.to == "office@county.example" and "电话线断了" in mail.body
    (one,) = uptime(now=world.now + 5 * HOUR)
    assert one.since == world.now and (one.tries, one.taken) == (5, 0)
    assert [day.state for day in one.days[-2:]] == ["none", "broken"]


def test_a_channel_the_county_does_not_have_is_not_tried(world: World, road: Any) -> None:
    road("not_here")
    assert probe_channels(now=world.now) == 0 and uptime(now=world.now) == []
