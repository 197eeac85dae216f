"""A citizen with a browser: writes, keeps the receipt, follows, rates, and says that it is not solved."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.flow.verbs import acknowledge, decline, register, sort
from lianxin.intake.models import Submission
from lianxin.intake.verbs import open_submission
from lianxin.kit.rates import forget
from lianxin.outcomes.models import Rating
from tests.world import World

WORDS = "上湾村停水三天了，老人挑水要走一里地。"


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    forget()


@pytest.fixture
def today(world: World) -> World:
    """The county, at this very moment: the pages themselves ask the clock on the wall."""
    world.now = timezone.now() - timedelta(minutes=10)
    return world


def form(**said: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), "body": WORDS, "kind": "problem", "addressee": "WS", **said}


def sent(client: Client, **said: Any) -> str:
    """The code of a letter written on the page."""
    answer = client.post("/write/", form(**said))
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"]).split("/")[2]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def answered(world: World) -> None:
    """The desk and the bureau do their part."""
    sort(Submission.objects.get(), to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    acknowledge(world.case(), by=world.actor("officer"), now=world.now)
    world.reply(world.case(), {1: "主管道今天修好。"})


def test_a_letter_is_written_followed_answered_and_rated(today: World, client: Client) -> None:
    code = sent(client)
    receipt = page(client, f"/t/{code}/receipt/")
    assert all(group in receipt for group in re.findall("....", code)) and "<svg" in receipt
    assert "望水县群众来信受理中心最迟" in receipt
    answered(today)
    assert "主管道今天修好。" in client.post(f"/t/{code}/answer/", follow=True).content.decode()
    rated = client.post(f"/t/{code}/rate/", {"verdict": "solved", "result": "5"}, follow=True)
    assert "您说：已解决。" in rated.content.decode()
    assert today.case().stage == "closed" and Rating.objects.get().result == 5


def test_not_solved_is_one_tap_and_sends_it_back_to_work(today: World, client: Client) -> None:
    code = sent(client)
    answered(today)
    client.post(f"/t/{code}/answer/")
    after = client.post(f"/t/{code}/not-solved/", follow=True).content.decode()
    assert "水务局最迟" in after and "重新答复您" in after
    assert today.case().stage == "in_handling"


def test_nothing_is_chosen_before_the_citizen_chooses(today: World, client: Client) -> None:
    code = sent(client)
    answered(today)
    client.post(f"/t/{code}/answer/")
    assert "checked" not in page(client, f"/t/{code}/rate/")
    refused = client.post(f"/t/{code}/rate/", {"words": "谢谢你们"})
    assert refused.status_code == 422 and "谢谢你们" in refused.content.decode()
    assert not Rating.objects.exists()


@pytest.mark.parametrize("marks", [{"result": "9"}, {"speed": "很快"}, {"attitude": "-1"}])
def test_a_mark_that_is_no_mark_is_refused_with_a_sentence(
    today: World, client: Client, marks: dict[str, str]
) -> None:
    code = sent(client)
    answered(today)
    refused = client.post(f"/t/{code}/rate/", {"verdict": "solved", **marks})
    assert refused.status_code == 422 and "分数从1到5" in refused.content.decode()


def test_rating_before_there_is_an_answer_is_refused_with_a_sentence(today: World, client: Client) -> None:
    code = sent(client)
    refused = client.post(f"/t/{code}/not-solved/")
    assert refused.status_code == 409 and "还没有收到答复" in refused.content.decode()


def test_the_writer_sees_who_opened_the_letter_and_that_it_was_the_secretary(
    today: World, client: Client
) -> None:
    code = sent(client)
    open_submission(Submission.objects.get(), by=today.actor("secretary"), now=today.now)
    shown = page(client, f"/t/{code}/")
    assert "望水县的书记本人打开了这封信" in shown
    assert today.people["secretary"].name not in shown


def test_no_officer_is_named_on_the_citizens_page(today: World, client: Client) -> None:
    code = sent(client)
    open_submission(Submission.objects.get(), by=today.actor("sorter"), now=today.now)
    answered(today)
    shown = page(client, f"/t/{code}/")
    assert not [who.name for who in today.people.values() if who.name in shown]


def test_words_and_files_are_added_beside_the_letter(today: World, client: Client) -> None:
    code = sent(client)
    picture = ("水管.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "image/png")
    client.post(f"/t/{code}/add/", {"words": "今天还没有水。", "files": upload(*picture)}, follow=True)
    shown = page(client, f"/t/{code}/")
    assert "今天还没有水。" in shown and "水管.png" in shown and WORDS in shown


def test_an_addition_that_is_refused_leaves_nothing_half(today: World, client: Client) -> None:
    code = sent(client)
    bad = upload("a.html", b"<html><script>", "text/html")
    refused = client.post(f"/t/{code}/add/", {"words": "今天还没有水。", "files": bad})
    assert refused.status_code == 422 and "今天还没有水。" in refused.content.decode()
    assert not Submission.objects.get().additions.exists()


def test_a_letter_is_taken_back_only_after_being_asked_once_more(today: World, client: Client) -> None:
    code = sent(client)
    assert "真的要撤回吗" in page(client, f"/t/{code}/withdraw/")
    after = client.post(f"/t/{code}/withdraw/", follow=True).content.decode()
    assert "您撤回了这封信" in after and not Promise.objects.owed().exists()
    assert client.post(f"/t/{code}/withdraw/").status_code == 409


def test_the_due_time_explains_itself(today: World, client: Client) -> None:
    code = sent(client)
    answered(today)
    client.post(f"/t/{code}/not-solved/")
    assert re.search("从.*起5个工作日.*最迟", page(client, f"/t/{code}/"))


def test_a_broken_promise_is_said_plainly(today: World, client: Client) -> None:
    today.now -= timedelta(days=20)
    letter = today.letter()
    today.later(days=3)
    shown = page(client, f"/t/{letter.code}/")
    assert "已经超期" in shown and "没有按期完成" in shown


def test_a_report_tells_its_writer_only_that_something_happened(today: World, client: Client) -> None:
    code = sent(client, kind="report", body="有人违纪。")
    letter = Submission.objects.get()
    office = today.bodies["WS-JW"]
    sort(letter, to=office, by=today.actor("discipline"), now=today.now)
    shown = page(client, f"/t/{code}/")
    assert "纪检机关有了新的进展。" in shown
    assert "派给" not in shown.split("经过")[1] and "受理中心" not in shown


def test_who_declined_says_why_and_where_to_go(today: World, client: Client) -> None:
    code = sent(client)
    case = register(Submission.objects.get(), by=today.actor("sorter"), now=today.now)
    decline(case, reason="法院正在审理", channel="县法院", by=today.actor("sorter"), now=today.now)
    shown = page(client, f"/t/{code}/")
    assert "法院正在审理" in shown and "县法院" in shown and "这件事不归这里办" in shown


def test_every_stage_has_a_page_in_both_languages(today: World, client: Client) -> None:
    code = sent(client)
    steps = [
        lambda: sort(
            Submission.objects.get(), to=today.bodies["WATER"], by=today.actor("sorter"), now=today.now
        ),
        lambda: acknowledge(today.case(), by=today.actor("officer"), now=today.now),
        lambda: today.reply(today.case(), {1: "修好了。"}),
        lambda: client.post(f"/t/{code}/rate/", {"verdict": "partly"}),
    ]
    for step in steps:
        step()
        for language in ("zh-hans", "en"):
            assert client.head(f"/t/{code}/", headers={"Accept-Language": language}).status_code == 200
    assert Case.objects.get().stage == "closed"


def upload(name: str, content: bytes, media_type: str) -> Any:
    return SimpleUploadedFile(name, content, media_type)
