"""水印: whoever photographs a page of the desk photographs the own name; the writer's page has no mark."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.test import Client

from tests.faces.desks import sit, words
from tests.world import World, card

STYLE = Path(__file__).parents[2] / "lianxin" / "web" / "static" / "web" / "paper.css"
MARK = re.compile(r'<svg class="viewer-mark" aria-hidden="true".*?<text[^>]*>(.*?)</text>', re.DOTALL)


def mark_of(world: World, who: str, address: str) -> str:
    found = MARK.search(words(sit(world, who).get(address)))
    assert found, address
    return found[1]


@pytest.mark.parametrize("page", ["case/{case}/", "case/{case}/timeline/", "case/{case}/letter/"])
def test_every_viewer_has_a_mark_of_their_own(world: World, page: str) -> None:
    case = world.answered(contact=card())
    address = f"/desk/{page.format(case=case.pk)}"
    one, other = mark_of(world, "officer", address), mark_of(world, "sorter", address)
    post = world.people["officer"].posts.get()
    assert one.startswith(f"承办人丙 {post.pk.hex[-6:]} ") and re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d$", one)
    assert other.startswith("派单员乙") and one != other


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("sorter", "/desk/sort/"),
        ("officer", "/desk/cases/"),
        ("secretary", "/desk/letters/"),
        ("clerk", "/desk/post/"),
        ("clerk", "/desk/paper/"),
        ("auditor", "/desk/search/?q=停水"),
    ],
)
def test_lists_of_letters_carry_it_too(world: World, who: str, page: str) -> None:
    world.in_handling(addressee="WS", channel="paper", contact=card(address="上湾村3组"))
    world.later(minutes=5)
    assert mark_of(world, who, page).startswith(world.people[who].name)


def test_the_card_with_the_telephone_number_carries_it(world: World) -> None:
    case = world.in_handling(contact=card())
    page = words(sit(world, "officer").post(f"/desk/letter/{case.submission_id}/contact/"))
    assert "13800000000" in page and MARK.search(page)


def test_the_writer_s_own_page_has_none(world: World) -> None:
    case = world.delivered()
    for page in ("", "receipt/", "timeline/"):
        assert "viewer-mark" not in words(Client().get(f"/t/{case.submission.code}/{page}"))


def test_no_style_or_script_stands_inside_the_page_for_it(world: World) -> None:
    answer = sit(world, "officer").get(f"/desk/case/{world.in_handling().pk}/")
    assert "style=" not in words(answer) and "unsafe" not in answer["Content-Security-Policy"]


def test_under_the_mark_words_are_as_easy_to_read_as_the_law_of_contrast_asks() -> None:
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", STYLE.read_text(encoding="utf-8")))
    share = float(re.search(r"fill-opacity: ([.\d]+)", STYLE.read_text(encoding="utf-8"))[1])  # type: ignore[index]
    inks, grounds = ("ink", "soft", "link", "kept", "broken", "soon"), ("paper", "sheet", "shade", "earth")
    for ink, ground in product(inks, grounds):
        pair = [_light(tokens[name], tokens["ink"], share) for name in (ink, ground)]
        assert (max(pair) + 0.05) / (min(pair) + 0.05) >= 4.5, (ink, ground)


def _light(color: str, over: str, share: float) -> float:
    """Relative luminance of a colour with the mark over it (WCAG 2.2)."""
    parts = []
    for place in (1, 3, 5):
        below, above = int(color[place : place + 2], 16), int(over[place : place + 2], 16)
        part = (below * (1 - share) + above * share) / 255
        parts.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
