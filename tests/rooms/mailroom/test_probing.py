"""What is sent away has to come back in; what does not is told to the office, once for each outage."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.channels.email.null import NULL
from lianxin.channels.message import Raw
from lianxin.identity.actors import THE_INSTALLER
from lianxin.identity.models import ApiKey
from lianxin.intake.models import Arrival, Chat, Probe, Submission
from lianxin.intake.probes import uptime, working
from lianxin.intake.verbs.probing import probe_arrived
from lianxin.ledger.models import Event
from lianxin.mailroom.probing import probe_channels
from lianxin.mailroom.roads import Broken, NotSetUp
from lianxin.office.verbs import give_key
from tests.heard import heard
from tests.mail_server import MailServer
from tests.platforms import set_up
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


def test_the_door_for_programs_is_tried_once_somebody_has_a_key(world: World, settings: Any) -> None:
    settings.LIANXIN_ROADS = {"open311": "lianxin.mailroom.roads.the_open311_door"}
    assert probe_channels(now=world.now) == 0 and not Probe.objects.exists()
    give_key("随手拍", world.bodies["WS"], ["open311.post"], by=THE_INSTALLER, now=world.now)
    before = [list(model.objects.order_by("pk").values()) for model in (Submission, Event, ApiKey, Arrival)]
    assert probe_channels(now=world.now) == 1
    assert Probe.objects.get().failed == "" and Probe.objects.get().ok
    after = [list(model.objects.order_by("pk").values()) for model in (Submission, Event, ApiKey, Arrival)]
    assert before == after, "neither the letter nor the key for it stays"


def test_the_json_door_is_tried_without_a_key_and_nothing_stays(world: World, settings: Any) -> None:
    settings.LIANXIN_ROADS = {"api": "lianxin.mailroom.roads.the_json_door"}
    assert probe_channels(now=world.now) == 1 and Probe.objects.get().ok
    assert not Submission.objects.exists() and not Arrival.objects.exists()
    settings.LIANXIN_API_LIMIT = 0
    probe_channels(now=world.now + timedelta(hours=1))
    assert "429" in Probe.objects.order_by("at").last().failed  # type: ignore[union-attr]


def test_a_door_that_takes_nothing_is_known_within_the_hour(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LIANXIN_ROADS = {"open311": "lianxin.mailroom.roads.the_open311_door"}
    give_key("随手拍", world.bodies["WS"], ["open311.post"], by=THE_INSTALLER, now=world.now)
    settings.LIANXIN_LIMITS = {"open311": (0, 0)}
    probe_channels(now=world.now)
    assert "429" in Probe.objects.get().failed


@pytest.mark.parametrize("safe", [False, True])
def test_the_doors_of_the_platforms_are_tried_as_the_platforms_call_and_nothing_stays(
    world: World, settings: Any, safe: bool
) -> None:
    set_up(settings, safe=safe)
    probe_channels(now=world.now)
    assert working() == {name: True for name in settings.LIANXIN_ROADS if name != "email"}
    assert not Submission.objects.exists() and not Arrival.objects.exists() and not Chat.objects.exists()


def test_a_door_that_takes_nothing_is_noticed(world: World, settings: Any) -> None:
    set_up(settings)
    settings.LIANXIN_WECHAT |= {"body": "NOWHERE"}
    settings.LIANXIN_WEIBO |= {"secret": ""}
    probe_channels(now=world.now)
    assert working()["wechat"] is False and not Probe.objects.filter(channel="weibo").exists()


def test_the_house_writes_itself_a_mail_to_another_box_each_hour(
    world: World, settings: Any, mails: MailServer
) -> None:
    settings.LIANXIN_ROADS = {"email": "lianxin.mailroom.roads.the_mail"}
    settings.LIANXIN_MAIL_BOXES = "lmtp:?address=a@county.example"
    settings.LIANXIN_MAIL_REPLY = "letters@county.example"
    for hours in range(2):
        probe_channels(now=world.now + hours * HOUR)
    one, other = sorted(mails.mails, key=lambda mail: mail["To"])
    assert one["To"] == "a@county.example" and other["To"].startswith("letters+")
    assert working() == {"email": False}, "the first did not come in within the hour"
    for mail in (one, other):
        heard(Raw("email", mail.as_bytes(), door=mail["To"]), now=world.now + HOUR)
    assert working() == {"email": True}


def test_a_mail_server_that_takes_nothing_is_said(world: World, settings: Any) -> None:
    settings.LIANXIN_ROADS = {"email": "lianxin.mailroom.roads.the_mail"}
    settings.LIANXIN_MAIL_BOXES = "lmtp:?address=a@county.example"
    settings.LIANXIN_SMTP, settings.LIANXIN_MAIL_FROM = "smtp://127.0.0.1:9", "a@county.example"
    probe_channels(now=world.now)
    assert "连不上" in Probe.objects.get().failed
