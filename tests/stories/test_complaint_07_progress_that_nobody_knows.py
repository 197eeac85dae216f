"""Complaint 7: "I cannot know how far it is." Every step comes to the writer by itself, with what follows."""

from typing import Any

from lianxin.outcomes.models import Sending
from lianxin.outcomes.verbs.sending import send_due
from tests.mail_server import MailServer
from tests.world import World, card


def everything_goes(world: World) -> None:
    world.later(minutes=5)
    send_due(now=world.now)


def test_the_writer_need_not_ask_how_far_it_is(world: World, mails: MailServer) -> None:
    case = world.dispatched(contact=card(email="wang@mail.example"))
    everything_goes(world)
    (first,) = mails.mails
    assert first["To"] == "wang@mail.example" and case.dossier.number in first["Subject"]
    said = first.get_content()
    assert "转给水务局办理" in said and "水务局最迟2025年3月4日(星期二)签收" in said
    assert f"/t/{case.submission.code}/" in said, "one tap opens the letter, no account and nothing to type"


def test_the_answer_itself_stays_behind_the_code(world: World, mails: MailServer) -> None:
    world.answered("已接通备用水源。", contact=card(email="wang@mail.example"))
    everything_goes(world)
    assert "水务局答复您了" in mails.mails[0].get_content()
    assert "备用水源" not in mails.mails[0].get_content()


def test_a_mail_server_that_is_dead_for_two_days_delays_the_news_and_loses_none(
    world: World, mails: MailServer, settings: Any
) -> None:
    settings.LIANXIN_SMTP = "smtp://127.0.0.1:9"
    for number in range(5):
        world.dispatched(contact=card(email=f"w{number}@mail.example"))
    for _hour in range(48):
        world.later(hours=1)
        assert send_due(now=world.now) == 0
    settings.LIANXIN_SMTP = mails.url
    for _round in range(24):
        world.later(hours=1)
        send_due(now=world.now)
    told = sorted(mail["To"] for mail in mails.mails)
    assert told == [f"w{number}@mail.example" for number in range(5)]
    assert not Sending.objects.open().exists()
