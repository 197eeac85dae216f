"""Who may open the office's pages: the office; others are told in a sentence, strangers sign in first."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from lianxin.backoffice.urls import urlpatterns
from tests.faces.office import signed_in, text
from tests.other_system import settled

ARGUMENTS = {"key": uuid4(), "version": 1, "number": 2025, "day": "03-05", "system": "hotline"}
OPEN_TO_SORTERS = "office-catalog", "office-categor"


def addresses() -> list[tuple[str, str]]:
    """Every page of the office by name, with some address of its kind."""
    found = []
    for pattern in urlpatterns:
        wanted = pattern.pattern.converters
        found.append((pattern.name or "", reverse(pattern.name, kwargs={k: ARGUMENTS[k] for k in wanted})))
    return found


ADDRESSES = addresses()


def test_somebody_else_is_turned_away_from_every_page_with_a_sentence(world: Any) -> None:
    for who in ("stranger", "secretary", "clerk", "discipline"):
        client = signed_in(world, who)
        for name, url in ADDRESSES:
            answer = client.post(url)
            assert (name, answer.status_code) == (name, 403)
            assert "您的岗位不能办理这件事" in text(answer)


def test_who_is_not_signed_in_is_sent_to_the_door_and_back(db: None) -> None:
    for _name, url in ADDRESSES:
        assert Client().post(url)["Location"] == f"/account/login/?next={url}"


def test_the_sorter_keeps_the_catalogue_too(world: Any) -> None:
    sorter = signed_in(world, "sorter")
    urls = [url for name, url in ADDRESSES if name.startswith(OPEN_TO_SORTERS)]
    assert {sorter.get(url).status_code for url in urls} == {200, 404}


def test_the_sorter_keeps_nothing_else(world: Any) -> None:
    sorter = signed_in(world, "sorter")
    others = [url for name, url in ADDRESSES if not name.startswith(OPEN_TO_SORTERS)]
    assert {sorter.post(url).status_code for url in others} == {403}


@pytest.mark.parametrize("who", ["auditor", "supervisor"])
def test_who_watches_the_house_sees_whether_the_ledger_is_whole(world: Any, who: str) -> None:
    watcher = signed_in(world, who)
    assert watcher.get(reverse("office-ledger")).status_code == 200
    assert watcher.get(reverse("office")).status_code == 403


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_office_opens_every_page(world: Any, language: str) -> None:
    office = signed_in(world, "office", language)
    settled(world)
    keys = {
        "office-organisation": world.bodies["LL"].pk,
        "office-person": world.people["clerk"].pk,
        "office-category": world.water.pk,
    }
    for pattern in urlpatterns:
        arguments = {k: ARGUMENTS[k] for k in pattern.pattern.converters}
        if "key" in arguments:
            arguments["key"] = keys.get(pattern.name or "", ARGUMENTS["key"])
        answer = office.get(reverse(pattern.name, kwargs=arguments))
        usual = {200, 302, 405} if pattern.name in keys or "key" not in arguments else {404, 405}
        assert answer.status_code in usual, pattern.name


def test_a_page_about_people_is_not_kept_by_the_browser(world: Any) -> None:
    assert signed_in(world, "office").get(reverse("office-people"))["Cache-Control"] == "no-store"
