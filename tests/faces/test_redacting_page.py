"""The page on which a letter is redacted: what was found and why, the original beside what goes out."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from lianxin.cases.models import Case
from lianxin.channels.message import FileIn
from lianxin.intake.models import Attachment
from lianxin.intake.verbs.looking import look_at_due
from lianxin.outcomes.models import Publication, PublishedPicture
from tests.faces.desks import shown, sit, sit_in, words
from tests.made_files import picture, taken_at
from tests.world import World, card

SAID = "尊敬的王书记：我叫谭文秀，电话13912345678，住上湾村3组15号。村主任黄桂生不管，我得了尘肺病。"
WRITER = card(name="谭文秀", phone="13912345678")

SELECT = """words => {
  const walk = document.createTreeWalker(document.querySelector("#letter [data-original]"), 4);  // texts
  while (walk.nextNode() && !walk.currentNode.data.includes(words)) {}
  const range = document.createRange(), at = walk.currentNode.data.indexOf(words);
  range.setStart(walk.currentNode, at);
  range.setEnd(walk.currentNode, at + words.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def answered(world: World, **said: Any) -> Case:
    return world.delivered(**{"body": SAID, "public": True, "contact": WRITER, **said})


def address(case: Case) -> str:
    return f"/desk/public/{case.pk}/"


def public(world: World) -> str:
    return words(Client().get(f"/public/{Publication.objects.get().number}/"))


def test_the_page_says_what_was_found_and_why(world: World) -> None:
    page = words(sit(world, "sorter").get(address(answered(world))))
    for kind in ("来信人的姓名", "来信人的电话", "姓名", "住址", "姓加职务"):
        assert f"<legend>{kind}</legend>" in page
    assert "谭文秀" in page, "the original stands there too"
    assert page.count("一定隐去") == 2, "the writer's own name and telephone"


def test_a_person_takes_off_and_adds_sees_it_and_publishes(world: World) -> None:
    case = answered(world)
    sorter = sit(world, "sorter")
    said = shown(words(sorter.get(address(case))))
    choice = {**said, "cover": [], "more": "尘肺病\n"}
    assert sorter.post(address(case), {**choice, "act": "publish"}).status_code == 422, "not seen yet"
    assert not Publication.objects.exists()
    page = words(sorter.post(address(case), {**choice, "act": "cover"}))
    assert sorter.post(address(case), {**shown(page), "act": "publish"}).status_code == 302
    gone_out = public(world)
    assert "村主任黄桂生不管，我得了×××。" in gone_out and "谭文秀" not in gone_out
    assert world.case().submission.body == SAID


def test_what_must_not_go_out_cannot_be_taken_off(world: World) -> None:
    case = answered(world)
    sorter = sit(world, "sorter")
    page = words(
        sorter.post(address(case), {"act": "cover", "cover": ["x" * 12, ""], "seen": "", "more": ""})
    )
    assert sorter.post(address(case), {**shown(page), "act": "publish"}).status_code == 302
    assert "13912345678" not in public(world) and "谭文秀" not in public(world)


NONSENSE: list[dict[str, Any]] = [
    *({}, {"seen": "x"}, {"cover": ["<script>"], "seen": ""}, {"picture": ["x"], "seen": ""}),
    *({"more": "\0" * 9, "seen": ""}, {"more": "尘\n" * 5000, "seen": ""}, {"act": "nonsense", "seen": ""}),
]


@pytest.mark.parametrize("said", NONSENSE)
def test_nonsense_publishes_nothing(world: World, said: dict[str, Any]) -> None:
    case = answered(world)
    assert sit(world, "sorter").post(address(case), {"act": "publish", **said}).status_code in {409, 422}
    assert not Publication.objects.exists()


def with_pictures(world: World) -> tuple[Case, list[Attachment]]:
    files = (FileIn("门口.jpg", taken_at(28.1, 101.5)), FileIn("水表.png", picture("PNG")))
    case = answered(world, files=files)
    look_at_due(now=world.now)
    return world.case(), list(case.submission.attachments.order_by("added_at", "id"))


def test_no_picture_goes_out_unless_it_was_ticked(world: World) -> None:
    case, (first, second) = with_pictures(world)
    sorter = sit(world, "sorter")
    page = words(sorter.get(address(case)))
    assert 'name="picture"' in page and f'value="{first.pk}" checked' not in page
    said = {**shown(page), "picture": [str(second.pk)], "act": "publish"}
    assert sorter.post(address(case), said).status_code == 302
    assert [one.attachment for one in PublishedPicture.objects.all()] == [second]
    assert public(world).count("<img") == 1


def test_a_public_picture_is_a_copy_without_place_and_is_gone_when_it_is_down(world: World) -> None:
    case, (first, _second) = with_pictures(world)
    sorter = sit(world, "sorter")
    said = {**shown(words(sorter.get(address(case)))), "picture": [str(first.pk)], "act": "publish"}
    sorter.post(address(case), said)
    where = f"/public/{Publication.objects.get().number}/picture/1/"
    answer = Client().get(where)
    copy = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "image/jpeg" and b"Exif" not in copy and b"Telephone" not in copy
    for other in ("2", "0", "9" * 30):
        assert Client().get(where.replace("/1/", f"/{other}/")).status_code == 404
    sorter.post(address(case), {"act": "take_down", "reason": "认得出人"})
    assert Client().get(where).status_code == 404


def test_a_picture_of_another_letter_or_without_a_copy_stops_it(world: World) -> None:
    _other, (first, _second) = with_pictures(world)
    case = answered(world, files=(FileIn("没看过.png", picture("PNG", (9, 9))),))
    unseen = case.submission.attachments.get()
    sorter = sit(world, "sorter")
    said = shown(words(sorter.get(address(case))))
    for key in (first.pk, unseen.pk):
        kept = sorter.post(address(case), {**said, "picture": [str(key)], "act": "publish"})
        assert kept.status_code == 422 and "还没有可以公开的副本" in words(kept)
    assert not Publication.objects.exists()


@pytest.mark.parametrize("width", [390, 1440])
def test_by_keyboard_and_finger(
    world: World, live_server: Any, open_page: Callable[..., Page], axe: Callable[..., list[str]], width: int
) -> None:
    case, _pictures = with_pictures(world)
    page = sit_in(open_page(width=width), live_server, world, "sorter")
    page.goto(address(case))
    assert axe(page) == []
    out = page.locator("#letter > div").last
    assert "村主任×××不管" in out.inner_text()
    page.get_by_label("黄桂生").focus()
    page.keyboard.press("Space")
    assert "村主任黄桂生不管" in out.inner_text(), "at once, without a round to the server"
    page.locator("#letter .find", has_text="黄桂生").click()
    assert "村主任×××不管" in out.inner_text()
    page.evaluate(SELECT, "尘肺病")
    page.keyboard.press("x")
    page.locator("#letter > div", has_text="我得了×××").wait_for()
    page.get_by_role("button", name="公开", exact=True).click()
    page.wait_for_url("**/desk/public/")
    assert "村主任×××不管，我得了×××" in public(world)


def test_without_a_script_the_button_shows_how_it_will_look(
    world: World, live_server: Any, open_page: Callable[..., Page]
) -> None:
    case = answered(world)
    page = sit_in(open_page(java_script_enabled=False), live_server, world, "sorter")
    page.goto(address(case))
    page.get_by_label("黄桂生").uncheck()
    page.get_by_role("button", name="公开", exact=True).click()
    assert "请看一遍公开的样子" in page.content()
    page.get_by_role("button", name="公开", exact=True).click()
    assert "村主任黄桂生不管" in public(world)
