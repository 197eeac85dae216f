"""Complaint 13: the mailbox was broken for weeks and nobody noticed. Here the house writes to itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.intake.models import Probe, Submission
from lianxin.intake.probes import uptime
from lianxin.ledger.models import Dossier, Event, Tally
from lianxin.mailroom.probing import probe_channels
from tests.faces.desks import sit, words
from tests.world import World


@pytest.fixture(autouse=True)
def only_the_page(settings: Any) -> None:
    """The other roads have tests of their own."""
    settings.LIANXIN_ROADS = {"mailbox": settings.LIANXIN_ROADS["mailbox"]}


def break_the_write_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A template that somebody spoilt: the page opens no more."""
    monkeypatch.setattr("lianxin.web.citizen.views_write.LetterForm", None)


def test_a_letter_goes_the_whole_road_and_is_in_no_count(world: World) -> None:
    world.letter()
    before = [list(model.objects.order_by("pk").values()) for model in (Submission, Dossier, Event, Tally)]
    assert probe_channels(now=world.now) == 1
    (probe,) = Probe.objects.all()
    assert (probe.channel, probe.ok, probe.failed) == ("mailbox", True, "")
    after = [list(model.objects.order_by("pk").values()) for model in (Submission, Dossier, Event, Tally)]
    assert before == after


def test_it_goes_the_same_road_where_the_county_has_tls(world: World, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    probe_channels(now=world.now)
    assert Probe.objects.get().failed == ""


def test_once_an_hour_is_enough_however_many_keep_the_timetable(world: World) -> None:
    assert [probe_channels(now=world.now) for _process in range(3)] == [1, 0, 0]
    assert probe_channels(now=world.now + timedelta(hours=1)) == 1


def test_within_the_hour_everybody_knows_that_it_broke(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    probe_channels(now=now - timedelta(hours=1))
    with monkeypatch.context() as spoilt:
        break_the_write_page(spoilt)
        probe_channels(now=now)
    health = Client().get("/health")
    assert health.status_code == 503 and health.json()["channels"]["mailbox"] is False
    assert "收不了信" in words(sit(world, "office").get("/office/"))
    page = words(Client().get("/public/ledger/"))
    assert "现在可能寄不进来" in page and "试了 2 次，收下 1 次(50.0%)" in page


def test_when_it_is_mended_it_says_so_and_the_bad_hour_stays(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as spoilt:
        break_the_write_page(spoilt)
        probe_channels(now=world.now)
    probe_channels(now=world.now + timedelta(hours=1))
    (one,) = uptime(now=world.now + timedelta(hours=1))
    assert (one.tries, one.taken, one.failed) == (2, 1, "")
    assert Client().get("/health").json()["channels"]["mailbox"] is True


def test_thirty_days_of_every_channel_stand_on_a_page_for_everybody(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    probe_channels(now=now - timedelta(days=2))
    with monkeypatch.context() as spoilt:
        break_the_write_page(spoilt)
        probe_channels(now=now)
    page = words(Client().get("/public/uptime/"))
    assert "网上信箱" in page and page.count('class="kept"') == 1 and page.count('class="broken"') == 1
    assert "可能寄不进来" in page
