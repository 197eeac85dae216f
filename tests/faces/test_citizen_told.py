"""What the writer sees of how he was told, and how he ends the mails without an account."""

from typing import Any

import pytest
from django.test import Client

from lianxin.channels.email.null import NULL
from lianxin.outcomes.mailing import stop_address, stop_path
from lianxin.outcomes.models import NoMoreMail
from lianxin.outcomes.verbs.sending import send_due
from tests.faces.desks import words
from tests.world import World, card


@pytest.fixture(autouse=True)
def _twin(settings: Any) -> None:
    settings.LIANXIN_SMTP = "null:"
    NULL.sent.clear()


def mailed(world: World) -> Any:
    case = world.dispatched(contact=card(email="wang@mail.example"))
    world.later(minutes=5)
    send_due(now=world.now)
    return case


def page_of(case: Any) -> str:
    return words(Client().get(f"/t/{case.submission.code}/"))


def test_the_page_says_when_and_how_each_step_was_told(world: World) -> None:
    page = page_of(mailed(world))
    assert "怎样告诉您的" in page and page.count("邮件已交给邮箱的服务器") == 3


def test_who_left_no_address_is_told_on_the_page(world: World) -> None:
    case = world.dispatched()
    world.later(minutes=5)
    page = page_of(case)
    assert page.count("写在查询码打开的这一页上") == 3 and "不再寄邮件" not in page


def test_of_a_sealed_report_the_page_names_no_step(world: World) -> None:
    letter = world.letter("李某收了红包。", kind="report")
    world.later(days=1)
    page = words(Client().get(f"/t/{letter.code}/"))
    assert "登记告知书" not in page and "受理告知书" not in page


def test_the_link_in_a_mail_stops_the_mails_and_opens_nothing(world: World) -> None:
    case = mailed(world)
    (mail,) = NULL.sent
    assert mail.stop == stop_address(case.submission) and mail.stop in mail.body
    path = stop_path(case.submission)
    page = Client(enforce_csrf_checks=True).get(path)
    assert page.status_code == 200 and "停水" not in words(page) and case.submission.code not in words(page)
    assert not NoMoreMail.objects.exists(), "looking stops nothing: programs look at links too"
    for _time in range(2):
        pressed = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
        assert pressed.status_code == 200 and "不再寄邮件了" in words(pressed)
    assert NoMoreMail.objects.get().submission == case.submission
    assert "您不再收邮件" in page_of(case) and "不再寄邮件给我" not in page_of(case)


def test_a_spoilt_link_stops_nothing(world: World) -> None:
    case, other = mailed(world), world.letter()
    mark = stop_path(case.submission).split("/")[3]
    for path in (f"/stop/{other.pk}/{mark}/", f"/stop/{case.submission_id}/{'0' * 32}/", "/stop/x/y/"):
        assert Client().post(path).status_code == 404
    assert not NoMoreMail.objects.exists()
