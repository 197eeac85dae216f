"""The appeal on the pages: the writer asks, the reviewer answers, the writer sees it."""

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.cases.models import Case
from lianxin.outcomes.models import Appeal
from tests.faces.desks import sit, words
from tests.world import World

pytestmark = pytest.mark.django_db
WORDS = "水还是没有来。"


def delivered_today(world: World) -> Case:
    """The pages live today, and the right to a review does not outlast thirty days."""
    world.now = timezone.now()
    return world.delivered()


def test_the_writer_asks_and_the_page_says_who_looks_again(world: World) -> None:
    case = delivered_today(world)
    address = f"/t/{case.submission.code}/"
    assert "不同意，申请复查" in words(Client().get(address))
    assert "望水县会重新看这件事" in words(Client().get(f"{address}appeal/"))
    answer = Client().post(f"{address}appeal/", {"words": WORDS}, follow=True)
    assert "您的信正在复查" in words(answer) and WORDS in words(answer)
    assert Appeal.objects.get().words == WORDS


def test_reasons_that_are_missing_are_asked_for_again(world: World) -> None:
    case = delivered_today(world)
    answer = Client().post(f"/t/{case.submission.code}/appeal/", {"words": " "})
    assert answer.status_code == 422 and "请写明哪里不同意" in words(answer)


def test_the_reviewer_finds_it_and_gives_the_opinion(world: World) -> None:
    case = delivered_today(world)
    Client().post(f"/t/{case.submission.code}/appeal/", {"words": WORDS})
    reviewer = sit(world, "reviewer")
    assert f"/desk/case/{case.pk}/" in words(reviewer.get("/desk/appeals/"))
    form = {"act": "decide", "ruling": "confirmed", "opinion": "管道已修复，有照片。", "basis": "条例第35条"}
    assert "意见已出具" in words(reviewer.post(f"/desk/case/{case.pk}/", form, follow=True))
    assert world.case().stage == "reviewed"


def test_an_opinion_without_reasons_comes_back_with_what_was_chosen(world: World) -> None:
    case = delivered_today(world)
    Client().post(f"/t/{case.submission.code}/appeal/", {"words": WORDS})
    form = {"act": "decide", "ruling": "overturned", "opinion": "", "basis": "条例第35条"}
    answer = sit(world, "reviewer").post(f"/desk/case/{case.pk}/", form)
    assert answer.status_code == 422 and "条例第35条" in words(answer)
    assert 'value="overturned" checked' in words(answer)


@pytest.mark.parametrize("who", ["officer", "stranger", "secretary", "township_reviewer"])
def test_nobody_else_gives_the_opinion(world: World, who: str) -> None:
    case = delivered_today(world)
    Client().post(f"/t/{case.submission.code}/appeal/", {"words": WORDS})
    form = {"act": "decide", "ruling": "confirmed", "opinion": "好。"}
    assert sit(world, who).post(f"/desk/case/{case.pk}/", form).status_code == 403
    assert Appeal.objects.get().decided_at is None


def test_the_opinion_opens_when_its_reader_opens_it(world: World) -> None:
    case = delivered_today(world)
    address = f"/t/{case.submission.code}/"
    Client().post(f"{address}appeal/", {"words": WORDS})
    form = {"act": "decide", "ruling": "confirmed", "opinion": "管道已修复，有照片。"}
    sit(world, "reviewer").post(f"/desk/case/{case.pk}/", form)
    assert "有照片" not in words(Client().get(address)) and Appeal.objects.get().told_at is None
    assert "有照片" in words(Client().post(f"{address}answer/", follow=True))
    assert Appeal.objects.get().means == "read"
