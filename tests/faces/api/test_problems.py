"""The ledger of problems by JSON: the same verbs, the right person, the wrong one, and a narrow key."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lianxin.config.scopes import SCOPES
from lianxin.kit.dates import local_day
from lianxin.problems.themes import months_to_choose
from tests.faces.api.caller import Caller, no, own_program
from tests.problems_of import MEASURE, STANDARD, answers, at_place, fresh, letters, listed, mended, planned
from tests.world import World


@pytest.fixture
def world(world: World, settings: Any) -> World:
    """This face asks the time itself; and there are mails."""
    settings.LIANXIN_SMTP = "null:"
    world.now = timezone.now()
    return world


def of(world: World, who: str, *scopes: str) -> Caller:
    return own_program(world, who, *(scopes or tuple(SCOPES)))


def test_a_problem_goes_all_its_way_by_json(world: World) -> None:
    cases = letters(world, 3)
    sorter, officer = of(world, "sorter"), of(world, "officer")
    named = {"title": "停水", "place": "上湾村", "cases": [str(case.pk) for case in cases[:2]]}
    told = sorter.do("/problems", named)
    path = f"/problems/{told['id']}"
    assert sorter.do(path + "/add", {"cases": [str(cases[2].pk)]})["letters"] == 3
    sorter.do(path + "/take-out", {"case": str(cases[2].pk), "reason": "别的事"})
    sorter.do(path + "/name", {"title": "夏天停水", "place": "上湾村"})
    sorter.do(path + "/assign", {"to": "WATER", "standard": STANDARD})
    day = str(local_day(world.now) + timedelta(days=9))
    officer.do(path + "/plan", {"measure": MEASURE, "due_on": day})
    officer.do(path + "/tell", {"words": "新泵到货。"})
    told = officer.do(path + "/mended", {"words": "新泵运行。"})
    assert (told["stage"], told["silent"]) == ("mended", 2)
    for case in cases[:2]:
        answers(world, case, yes=True)
    assert sorter.do(path + "/strike-off", {"words": "看过。"})["stage"] == "struck_off"


def test_it_is_split_merged_and_sent_back(world: World) -> None:
    cases = letters(world, 3)
    problem, sorter = listed(world, cases), of(world, "sorter")
    said = {"title": "水表不准", "place": "", "cases": [str(cases[2].pk)]}
    other = sorter.do(f"/problems/{problem.pk}/split", said)
    assert sorter.do(f"/problems/{other['id']}/merge", {"into": str(problem.pk)})["letters"] == 3
    late, day = mended(world, letters(world, 1)), str(local_day(world.now) + timedelta(days=9))
    told = of(world, "supervisor").do(f"/problems/{late.pk}/send-back", {"reason": "没有水", "due_on": day})
    assert told["stage"] == "planned"


def test_the_list_is_what_the_person_may_read(world: World) -> None:
    planned(world, letters(world, 3))
    row = of(world, "secretary").get("/problems?order=rising")["items"][0]
    assert (row["recent"], row["rises"], row["owner"]["code"]) == (3, True, "WATER")
    assert of(world, "stranger").get("/problems")["items"] == []
    assert of(world, "secretary").ask("/problems?order=zzz").status_code == 422


def test_what_is_not_theirs_is_not_there_and_what_a_key_was_not_given_for_is_refused(world: World) -> None:
    problem = planned(world, letters(world, 1))
    path, said = f"/problems/{problem.pk}/tell", {"words": "到货"}
    assert of(world, "stranger").act(path, said).status_code == 404
    assert of(world, "secretary").act(path, said).status_code == 403
    assert of(world, "officer", "letters.read").act(path, said).status_code == 403
    assert of(world, "officer", "cases.handle").ask(f"/problems/{problem.pk}").status_code == 403
    assert fresh(problem).told == 2


def test_what_a_body_owes_names_the_problem(world: World) -> None:
    problem = planned(world, letters(world, 1))
    rows = of(world, "supervisor").get("/owed/WATER")["items"]
    assert [(row["problem"], row["letter"], row["subject"]) for row in rows if row["key"] == "mend"] == [
        (str(problem.pk), None, problem.title)
    ]


def test_a_theme_is_chosen_reported_and_owed_until_then(world: World) -> None:
    problems = [str(at_place(world, code).pk) for code in ("LL", "LL-SW")]
    leader, officer = of(world, "supervisor"), of(world, "officer")
    month = str(months_to_choose(world.now)[0])
    said = {"month": month, "title": "供水", "aim": "五个村都有水。", "lead": "WATER", "problems": problems}
    told = leader.do("/themes", said)
    assert (told["struck"], told["gathered"], len(told["problems"])) == (0, 2, 2)
    path = f"/themes/{told['id']}"
    owed = leader.get("/owed/WATER")["items"]
    assert [(one["theme"], one["subject"]) for one in owed if one["key"] == "theme"] == [(told["id"], "供水")]
    assert officer.do(path + "/report", {"words": "换了两处水泵。"})["report"] == "换了两处水泵。"
    assert leader.get("/themes")["items"][0]["reported_at"]
    assert leader.get(path)["lead"]["code"] == "WATER"
    assert no(officer.act("/themes", said)) == (403, "not-allowed")
