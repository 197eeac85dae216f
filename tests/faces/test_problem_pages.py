"""问题台账 The pages: the desk lists, the owner plans, the writers say whether it is so, all can read it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lianxin.kit.dates import local_day
from lianxin.problems.models import Answer, Problem, StepPicture
from tests.faces.desks import sit, words
from tests.made_files import picture, taken_at
from tests.problems_of import (
    MEASURE,
    STANDARD,
    assigned,
    carried,
    fresh,
    letters,
    listed,
    mended,
    planned,
    registered,
    struck,
)
from tests.world import World, card


@pytest.fixture
def world(world: World) -> World:
    """These pages ask the time themselves."""
    world.now = timezone.now()
    return world


def press(world: World, who: str, problem: Problem, act: str, **said: Any) -> Any:
    return sit(world, who).post(f"/desk/problems/{problem.pk}/", {"act": act, **said}, follow=True)


def test_the_sorter_lists_by_numbers_and_stands_before_the_problem(world: World) -> None:
    numbers = "\n".join(case.dossier.number for case in letters(world))
    said = {"title": "停水", "place": "上湾村", "numbers": numbers, "together": "yes"}
    page = words(sit(world, "sorter").post("/desk/problems/new/", said, follow=True))
    assert "3封信" in page and "还差4项" in page
    assert Problem.objects.get().voices == 3


def test_a_number_that_is_not_found_is_named_and_every_word_stays(world: World) -> None:
    said = {"title": "停水", "place": "", "numbers": "519900-1"}
    answer = sit(world, "sorter").post("/desk/problems/new/", said)
    assert answer.status_code == 422
    assert "519900-1" in words(answer) and 'value="停水"' in words(answer)


def test_the_list_says_how_many_who_owes_and_until_when(world: World) -> None:
    planned(world, letters(world, 4), days=10)
    page = words(sit(world, "secretary").get("/desk/problems/"))
    assert "自来水经常停" in page and "水务局" in page and "到期" in page and "上升" in page


@pytest.mark.parametrize("order", ["lately", "rising", "late", "voices", "new", "nonsense"])
def test_every_order_lists_it(world: World, order: str) -> None:
    planned(world, letters(world, 3))
    assert "自来水经常停" in words(sit(world, "sorter").get(f"/desk/problems/?order={order}&q=上湾"))


def test_from_the_list_to_a_mended_problem_every_act_is_one_press(world: World) -> None:
    cases = letters(world, 2)
    problem = listed(world, cases)
    press(world, "sorter", problem, "assign", to="水务局", standard=STANDARD)
    day = str(local_day(world.now) + timedelta(days=20))
    press(world, "officer", problem, "plan", measure=MEASURE, due_on=day)
    press(world, "officer", problem, "tell", words="新泵到货了。")
    press(world, "officer", problem, "say_mended", evidence="新泵已经运行。")
    for case in cases:
        Client().post(f"/t/{case.submission.code}/problem/", {"mended": "yes"})
    press(world, "supervisor", problem, "strike", words="看过三户。")
    assert fresh(problem).stage == "struck_off"


def test_pictures_show_what_was_done_without_saying_where_and_by_what_they_were_taken(world: World) -> None:
    problem = planned(world, letters(world, 2))
    came = taken_at(30.5, 114.3)
    press(
        world,
        "officer",
        problem,
        "say_mended",
        evidence="新泵。",
        pictures=[photo(came), photo(picture("PNG"))],
    )
    public = f"/public/problems/{problem.dossier.number}/"
    address = f"{public}picture/{fresh(problem).told}/1/"
    for page in (sit(world, "sorter").get(f"/desk/problems/{problem.pk}/"), Client().get(public)):
        assert address in page.content.decode()
    shown = Client().get(address)
    copy = shown.getvalue()
    assert shown["Content-Type"] == "image/jpeg" and b"Telephone of somebody" in came
    assert b"Telephone of somebody" not in copy and copy != came
    assert Client().get(address.replace("/1/", "/3/")).status_code == 404
    said = fresh(problem).dossier.events.get(name="problem.mended").data
    assert len(said["pictures"]) == 2


@pytest.mark.parametrize("bad", [b"<svg onload=alert(1)>", b"%PDF-1.4", b"", b"\xff\xd8\xff broken"])
def test_what_is_no_picture_is_named_and_nothing_is_written(world: World, bad: bytes) -> None:
    problem = planned(world, letters(world, 1))
    answer = press(world, "officer", problem, "say_mended", evidence="新泵。", pictures=[photo(bad)])
    assert answer.status_code == 422 and "p.jpg" in words(answer) and "新泵。" in words(answer)
    many = [photo(picture()) for _n in range(5)]
    assert press(world, "officer", problem, "tell", words="还在办", pictures=many).status_code == 422
    assert fresh(problem).stage == "planned" and not StepPicture.objects.exists()


def photo(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("p.jpg", content, "image/jpeg")


def test_what_is_refused_says_why_and_keeps_the_words(world: World) -> None:
    problem = mended(world, letters(world, 2))
    answer = press(world, "sorter", problem, "strike", words="看过了。")
    assert answer.status_code == 409 and "现在还不能销号" in words(answer) and "看过了。" in words(answer)
    answer = press(world, "sorter", problem, "send_back", reason="还没有水", due_on="不知道")
    assert answer.status_code == 422 and "哪一天" in words(answer)


def test_letters_are_added_taken_out_split_and_merged_on_the_page(world: World) -> None:
    cases = letters(world, 4)
    problem, more = listed(world, cases), registered(world)
    press(world, "sorter", problem, "add", numbers=more.dossier.number)
    press(world, "sorter", problem, "chosen", voice=[str(more.pk)], reason="说的是电")
    press(world, "sorter", problem, "chosen", voice=[str(cases[3].pk)], title="水表不准")
    other = Problem.objects.get(title="水表不准")
    press(world, "sorter", problem, "rename", title="夏天停水", place="柳林镇")
    press(world, "sorter", fresh(other), "merge", into=problem.dossier.number)
    assert (fresh(problem).voices, str(fresh(problem)), fresh(other).stage) == (
        4,
        "柳林镇：夏天停水",
        "merged",
    )


@pytest.mark.parametrize(
    "act", ["assign", "plan", "tell", "say_mended", "strike", "send_back", "rename", "add"]
)
def test_a_stranger_neither_reads_nor_acts(world: World, act: str) -> None:
    problem = planned(world, letters(world, 1))
    length = fresh(problem).dossier.length
    assert sit(world, "stranger").get(f"/desk/problems/{problem.pk}/").status_code == 403
    assert press(world, "stranger", problem, act, words="x").status_code == 403
    assert fresh(problem).dossier.length == length


def test_an_owner_reads_no_letter_that_is_not_its_own(world: World) -> None:
    problem = assigned(
        world, [registered(world, body="学校门口的水管爆了"), world.in_handling(body="没有水了")]
    )
    page = words(sit(world, "officer").get(f"/desk/problems/{problem.pk}/"))
    assert "没有水了" in page and "学校门口" not in page


def test_the_writer_reads_how_many_said_the_same_and_says_whether_it_is_mended(world: World) -> None:
    cases = letters(world, 2)
    mended(world, cases)
    client, address = Client(), f"/t/{cases[0].submission.code}/"
    page = words(client.get(address))
    assert "一共有2封信" in page and MEASURE in page and "是真的吗" in page
    client.post(address + "problem/", {"mended": "no"})
    assert not Answer.objects.get().mended
    assert "您说：没有解决。" in words(client.get(address))


def test_after_striking_off_the_writer_may_say_that_it_is_back(world: World) -> None:
    cases = letters(world, 1)
    problem = struck(world, cases)
    address = f"/t/{cases[0].submission.code}/"
    assert "又有问题了" in words(Client().get(address))
    Client().post(address + "problem/", {"mended": "no"})
    assert fresh(problem).stage == "planned"


def test_anybody_finds_it_by_words_and_reads_what_is_planned_and_nobody_who_wrote(world: World) -> None:
    problem = planned(world, letters(world, 6, contact=card(), body="我是王大山，家里没水。"))
    carried(world)
    client = Client()
    found = words(client.get("/public/problems/?q=水压"))
    assert "自来水经常停" in found and "6封信反映" in found
    page = words(client.get(f"/public/problems/{problem.dossier.number}/"))
    assert MEASURE in page and "水务局" in page and STANDARD in page
    assert card().name not in page and "王大山" not in page


def test_few_letters_are_not_counted_in_public(world: World) -> None:
    problem = planned(world, letters(world, 2))
    page = words(Client().get(f"/public/problems/{problem.dossier.number}/"))
    assert "少于5封信" in page and "2封信" not in page


def test_a_number_that_nobody_has_is_not_found(world: World) -> None:
    assert Client().get("/public/problems/519900-000000-000000-00/").status_code == 404
    assert Client().get("/public/problems/?q=没有的&page=zzz&stage=x").status_code == 200


def test_what_a_year_ago_was_loud_is_shown_before_it_is_loud_again(world: World) -> None:
    world.now -= timedelta(days=350)
    struck(world, letters(world, 3))
    page = words(sit(world, "secretary").get("/desk/problems/?order=season"))
    assert "自来水经常停" in page and "去年此后30天3" in page and "趁还没有人反映" in page
