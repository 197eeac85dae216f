"""The page of the JSON API for people: everything is in it, in both languages, and nothing foreign."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from lianxin.api.v1.opening import ENDPOINTS
from lianxin.api.v1.problems import KINDS
from lianxin.config.scopes import SCOPES

pytestmark = pytest.mark.django_db


def page(language: str = "zh") -> str:
    answer = Client(headers={"Accept-Language": language}).get(reverse("api-docs"))
    assert answer.status_code == 200 and "text/html" in answer["Content-Type"]
    return answer.content.decode()


def test_every_endpoint_every_no_and_every_word_of_a_key_stands_in_it() -> None:
    told = page()
    places = {*re.findall(r'id="([^"]+)"', told)}
    assert {one.name for one in ENDPOINTS} | KINDS.keys() <= places
    assert all(f"<code>{word}</code>" in told for word in SCOPES)
    assert {*re.findall(r'href="#([^"]+)"', told)} <= places


def test_no_place_has_the_name_of_another() -> None:
    places = re.findall(r'id="([^"]+)"', page())
    assert len(places) == len({*places})


def test_its_own_words_are_in_the_language_asked_for() -> None:
    assert "怎样开始" in page() and "How to begin" in page("en")


def test_nothing_comes_from_a_foreign_host_and_nothing_is_written_into_the_page() -> None:
    told = page()
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', told)
    assert "<script>" not in told and "<style" not in told and " style=" not in told
