"""The page on which letters are looked for, the searches that are kept, and the feed of one."""

import re

import pytest

from lianxin.identity.models import Post
from lianxin.insight.models import SavedSearch
from lianxin.insight.verbs import drop_search, keep_search, open_feed
from lianxin.kit.refusals import NotAllowed, NotValid
from lianxin.problems.public import problems_up
from lianxin.problems.verbs import name_anew
from tests.faces.desks import sit
from tests.problems_of import letters, planned
from tests.world import World


def test_the_page_shows_marked_words_and_no_markup_of_a_letter(world: World) -> None:
    world.letter("<script>x</script>村里停水三天", subject="<b>停水")
    page = sit(world, "sorter").get("/desk/search/", {"q": "停水"}).content.decode()
    assert "<mark>停水</mark>三天" in page
    assert "<script>x" not in page and "<b>停水" not in page


def test_problems_stand_above_the_letters_by_any_of_their_words_and_by_their_number(world: World) -> None:
    problem = planned(world, letters(world))
    desk = sit(world, "sorter")
    for words in ("水压", "加压泵", "五樓也有水", "水务局", "上湾村 水压 -停电"):
        found = desk.get("/desk/search/", {"q": words})
        assert [one["key"] for one in found.context["problems"]] == [problem.pk], words
    for words in ("水压 -加压泵", "没有这个"):
        assert not desk.get("/desk/search/", {"q": words}).context["problems"]
    number = desk.get("/desk/search/", {"q": problem.dossier.number})
    assert number.headers["Location"] == f"/desk/problems/{problem.pk}/"


def test_a_problem_is_found_only_by_who_may_read_it_and_no_more_by_its_earlier_name(world: World) -> None:
    problem = planned(world, letters(world))
    name_anew(problem, title="水泵坏了", place="上湾村", by=world.actor("sorter"), now=world.now)
    for who, words, found in (("sorter", "水泵", 1), ("sorter", "经常停", 0), ("stranger", "水泵", 0)):
        assert len(sit(world, who).get("/desk/search/", {"q": words}).context["problems"]) == found
    assert len(problems_up("水泵坏了")) == 1 and problems_up("经常停") == []


def test_what_is_not_understood_is_a_sentence_beside_the_form(world: World) -> None:
    answer = sit(world, "sorter").get("/desk/search/", {"q": "停水", "place": "没有的村"})
    assert answer.status_code == 422 and "没有的村" in answer.content.decode()
    for odd in ({"since": "yesterday"}, {"stage": "x"}, {"channel": "x"}, {"promise": "x"}):
        assert sit(world, "sorter").get("/desk/search/", odd).status_code == 422


def test_letters_are_found_by_the_first_letters_of_a_body(world: World) -> None:
    world.in_handling(body="水压太低。")
    desk = sit(world, "sorter")
    assert len(desk.get("/desk/search/", {"body": "swj"}).context["rows"]) == 1
    assert "水务局" in desk.get("/desk/search/", {"q": "swj"}).content.decode()


def test_a_search_is_kept_found_again_and_let_go(world: World) -> None:
    world.letter("村里停水")
    desk = sit(world, "sorter")
    desk.post("/desk/search/kept/", {"q": "停水", "name": "停水的"})
    kept = SavedSearch.objects.get()
    assert "停水的" in desk.get("/desk/search/").content.decode()
    assert sit(world, "clerk").get(f"/desk/search/kept/{kept.pk}/").status_code == 404
    desk.post(f"/desk/search/kept/{kept.pk}/", {"act": "drop"})
    assert not SavedSearch.objects.exists()


def test_a_feed_shows_what_its_owner_may_see_and_ends_with_its_address(world: World, client: object) -> None:
    world.in_handling(body="水压太低，请来看看。", subject="水压")
    desk = sit(world, "officer")
    desk.post("/desk/search/kept/", {"q": "水压", "name": "水压"})
    where = f"/desk/search/kept/{SavedSearch.objects.get().pk}/"
    told = desk.post(where, {"act": "feed"}).content.decode()
    found = re.search(r"/desk/search/feed/[\w-]+/", told)
    assert found
    address = found[0]
    feed = client.get(address)  # type: ignore[attr-defined]
    assert feed.status_code == 200 and "水压" in feed.content.decode()
    assert "请来看看" not in feed.content.decode()
    assert address not in desk.get(where).content.decode()
    Post.objects.filter(person=world.people["officer"]).update(until=world.now)
    assert client.get(address).status_code == 404  # type: ignore[attr-defined]
    Post.objects.filter(person=world.people["officer"]).update(until=None)
    desk.post(where, {"act": "unfeed"})
    assert client.get(address).status_code == 404  # type: ignore[attr-defined]


def test_only_its_owner_acts_on_a_kept_search(world: World) -> None:
    kept = keep_search("停水", {"q": "停水"}, by=world.actor("sorter"), now=world.now)
    again = keep_search("停水", {"q": "停电"}, by=world.actor("sorter"), now=world.now)
    assert again.pk == kept.pk and SavedSearch.objects.get().asked == {"q": "停电"}
    for act in (drop_search, open_feed):
        with pytest.raises(NotAllowed):
            act(kept, by=world.actor("clerk"), now=world.now)
    with pytest.raises(NotAllowed):
        keep_search("a", {"q": "a"}, by=world.actor("office"), now=world.now)
    for name, asked in (("", {"q": "a"}), ("x" * 41, {"q": "a"}), ("a", {})):
        with pytest.raises(NotValid):
            keep_search(name, asked, by=world.actor("sorter"), now=world.now)
