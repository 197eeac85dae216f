"""Files that lie on a platform come to their letter, once; what did not come is said on it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from lianxin.channels.wechat import tokens
from lianxin.intake.models import Arrival, Attachment, Awaited, Submission
from lianxin.intake.verbs import take_awaited
from lianxin.ledger.models import Event
from lianxin.mailroom.fetching import fetch_files
from tests.platform_server import PNG, Platform, platform_server
from tests.platforms import Phone, set_up
from tests.world import World

AMR = b"#!AMR\n" + b"\x3c" * 64


@pytest.fixture
def platform(settings: Any) -> Iterator[Platform]:
    tokens.forget()
    with platform_server() as server:
        set_up(settings, api=server.url)
        settings.LIANXIN_WEIBO["media"] = server.url
        yield server


def picture(world: World, name: str = "m1", who: str = "o-wang") -> Submission:
    Phone(who).sends("image", now=world.now, MediaId=name)
    return Submission.objects.latest("serial")


def test_pictures_and_voices_come_to_their_letter(world: World, platform: Platform) -> None:
    platform.files = {"m1": ("image/png", PNG), "m2": ("audio/amr", AMR), "83": ("image/jpeg", PNG)}
    letter = picture(world)
    Phone().sends("voice", now=world.now, MediaId="m2", Recognition="我们村停水了")
    Phone("2489518277", "weibo").sends("image", now=world.now, data={"tovfid": 83})
    assert fetch_files(now=world.now) == 3
    assert [file.media_type for file in letter.attachments.order_by("id")] == ["image/png", "audio/amr"]
    assert letter.additions.get().body.endswith("我们村停水了")
    assert Attachment.objects.count() == 3 and not Awaited.objects.exclude(state="fetched").exists()
    assert fetch_files(now=world.now) == 0, "what has come is not fetched again"


def test_the_same_picture_twice_is_one(world: World, platform: Platform) -> None:
    platform.files = {"m1": ("image/png", PNG), "m2": ("image/png", PNG)}
    letter = picture(world)
    picture(world, "m2")
    fetch_files(now=world.now)
    assert letter.attachments.count() == 1 and not Awaited.objects.filter(state="waiting").exists()


def test_a_platform_that_is_away_is_asked_again_later_each_time(world: World, platform: Platform) -> None:
    letter = picture(world)
    platform.answers["media_get"] = [None, {"errcode": -1}, (500, "x", b"")]
    for _try in range(3):
        assert fetch_files(now=world.now) == 0
        world.now += timedelta(minutes=5)
    waiting = Awaited.objects.get()
    assert (waiting.attempts, waiting.state) == (3, "waiting") and waiting.complaint.startswith("later")
    platform.files["m1"] = ("image/png", PNG)
    assert fetch_files(now=world.now) == 1 and letter.attachments.count() == 1


def test_what_expired_is_said_on_the_letter_and_to_its_writer(world: World, platform: Platform) -> None:
    letter = picture(world)
    fetch_files(now=world.now)
    assert Awaited.objects.get().state == "lost"
    assert Event.objects.get(name="submission.file_lost").data == {"kind": "image", "why": "gone"}
    assert "请再发一次" in Phone().says("查", now=world.now)
    assert not letter.attachments.exists()


def test_a_platform_that_never_answers_is_given_up_after_days(world: World, settings: Any) -> None:
    set_up(settings)  # the twin: nothing can be fetched
    picture(world)
    fetch_files(now=world.now)
    assert Awaited.objects.get().state == "waiting"
    fetch_files(now=world.now + timedelta(days=5))
    assert Awaited.objects.get().state == "lost"


def test_a_file_that_a_letter_cannot_take_lies_before_a_person(world: World, platform: Platform) -> None:
    platform.files = {"m1": ("voice/speex", b"\x00Speex\xff")}
    letter = picture(world)
    fetch_files(now=world.now)
    held = Arrival.objects.get(became="held")
    assert held.original() == b"\x00Speex\xff" and letter.dossier.number in held.summary
    assert held.desk == world.bodies["WS-DESK"] and Awaited.objects.get().state == "lost"


def test_the_file_of_a_report_is_nobody_else_s_to_see(world: World, platform: Platform) -> None:
    platform.files = {"m1": ("voice/speex", b"\x00Speex\xff")}
    Phone().says("检举村支书", now=world.now)
    Phone().sends("voice", now=world.now, MediaId="m1")
    fetch_files(now=world.now)
    assert Arrival.objects.get(became="held").is_sealed()


def test_two_workers_do_not_take_the_same(world: World, platform: Platform) -> None:
    picture(world)
    assert take_awaited(now=world.now) and take_awaited(now=world.now) is None
    assert take_awaited(now=world.now + timedelta(minutes=6)), "a worker that died is followed by another"


def test_while_one_platform_is_away_the_files_of_the_other_come(world: World, platform: Platform) -> None:
    for number in range(3):
        picture(world, f"m{number}", f"o-{number}")
    Phone("2489518277", "weibo").sends("image", now=world.now, data={"tovfid": 83})
    platform.files["83"] = ("image/png", PNG)
    platform.answers["media_get"] = [None] * 9
    assert fetch_files(now=world.now) == 1
    assert len(platform.answers["media_get"]) == 8, "whoever is away is asked once in a turn"
