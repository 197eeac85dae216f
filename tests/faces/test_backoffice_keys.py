"""Keys for programs of others, and the questions that programs ask: given, shown once, ended."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from lianxin.cases.models import CategoryQuestion
from lianxin.identity.keys import key_with
from lianxin.identity.models import ApiKey
from tests.faces.office import seen, signed_in, text

KEYS = "/office/keys/"


def give(client: Any, **more: str) -> Any:
    said = {"holder": "随手拍", "organisation": "WS", "scopes": "open311.post", "seen": seen(client, KEYS)}
    return client.post(KEYS, {**said, **more})


def secret_in(page: str) -> str:
    return page.partition("<code>lx-")[2].partition("</code>")[0]


def test_the_secret_is_shown_on_the_page_that_answers_and_nowhere_else(world: Any) -> None:
    client = signed_in(world)
    page = text(give(client))
    assert key_with(f"lx-{secret_in(page)}", "open311.post", now=timezone.now()) == ApiKey.objects.get()
    again = text(client.get(KEYS))
    assert secret_in(page) not in again and "随手拍" in again and "还没有" in again
    assert "发放接口密钥" in text(client.get("/office/ledger/"))


def test_the_same_form_sent_twice_makes_one_key(world: Any) -> None:
    client = signed_in(world)
    mark = seen(client, KEYS)
    assert [give(client, seen=mark).status_code for _n in range(2)] == [200, 409]
    assert ApiKey.objects.count() == 1


def test_what_is_missing_is_said_at_its_field(world: Any) -> None:
    answer = give(signed_in(world), holder="", scopes="")
    assert answer.status_code == 422 and not ApiKey.objects.exists()


def test_a_revoked_key_stands_there_as_revoked(world: Any) -> None:
    client = signed_in(world)
    give(client)
    url = reverse("office-key-revoke", args=[ApiKey.objects.get().pk])
    assert [client.post(url).status_code for _n in range(2)] == [302, 409]
    assert "已吊销" in text(client.get(KEYS))


def test_a_question_is_added_shown_and_ended(world: Any) -> None:
    client, url = signed_in(world), reverse("office-category-questions", args=[world.water.pk])
    said = {"code": "HOUSES", "words_zh": "几户停水？", "answer": "singlevaluelist", "required": "on"}
    assert client.post(url, said).status_code == 422, "choices are missing"
    assert client.post(url, {**said, "choices": "A 一户\nB 全村"}).status_code == 302
    page = text(client.get(url))
    assert "几户停水？" in page and "全村" in page and "必须回答" in page
    assert client.post(url, {"end": "HOUSES"}).status_code == 302
    assert "这一类现在什么都不问" in text(client.get(url))
    assert client.post(url, {"end": "HOUSES"}).status_code == 404
    assert CategoryQuestion.objects.get().ended_at
