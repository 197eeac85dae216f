"""From 21,000 voices to 175 problems: what is worst and who owes it; and forty others said the same."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.cases.models import Case
from lianxin.flow.verbs import acknowledge, dispatch
from lianxin.kit.dates import local_day
from lianxin.outcomes.models import Reply
from lianxin.problems.models import Voice
from lianxin.problems.verbs import assign, list_problem, plan
from tests.faces.desks import sit, words
from tests.problems_of import MEASURE, STANDARD, carried, fresh, letters, listed
from tests.world import World


@pytest.fixture
def world(world: World) -> World:
    """The pages ask the time themselves."""
    world.now = timezone.now() - timedelta(days=20)
    return world


def link_of(page: str, words_of_it: str) -> str:
    """Where a link with these words leads."""
    found = re.search(rf'<a [^>]*href="([^"]+)"[^>]*>[^<]*{words_of_it}', page)
    assert found, words_of_it
    return found[1].replace("&amp;", "&")


def test_the_secretary_asks_what_is_worst_this_month_and_who_owes_it(world: World) -> None:
    """One click to the ledger, one to the problem at its top: who owes what, and since when it is late."""
    listed(world, letters(world, 2), title="路灯不亮", place="老街")
    worst = listed(world, letters(world, 9), title="自来水经常停", place="上湾村")
    by = world.actor("sorter")
    assign(worst, to=world.bodies["WATER"], standard=STANDARD, by=by, now=world.now)
    day = local_day(world.now) + timedelta(days=5)
    plan(fresh(worst), measure=MEASURE, due_on=day, by=world.actor("officer"), now=world.now)
    world.later(days=19)
    secretary = sit(world, "secretary")
    desk = words(secretary.get("/desk/", follow=True))
    ledger = words(secretary.get(link_of(desk, "问题台账")))
    top = re.search(r'<th scope="row"><a href="([^"]+)"[^>]*>([^<]+)</a>', ledger)
    assert top and top[2] == "自来水经常停"
    page = words(secretary.get(top[1]))
    assert "9封信" in page and "整改到位：水务局应在" in page and "已超期" in page


def test_a_citizen_finds_that_forty_others_said_the_same_and_what_is_planned(world: World) -> None:
    problem = listed(world, letters(world, 41))
    by = world.actor("sorter")
    assign(problem, to=world.bodies["WATER"], standard=STANDARD, by=by, now=world.now)
    day = local_day(world.now) + timedelta(days=60)
    plan(fresh(problem), measure=MEASURE, due_on=day, by=world.actor("officer"), now=world.now)
    citizen = Client()
    found = words(citizen.get(link_of(words(citizen.get("/")), "问题台账") + "?q=水压"))
    assert "41封信反映" in found
    page = words(citizen.get(f"/public/problems/{problem.dossier.number}/"))
    assert "41封信" in page and MEASURE in page and "水务局" in page


def test_one_answer_reaches_every_voice_and_each_keeps_its_own_receipt(world: World) -> None:
    cases = letters(world, 12)
    problem = list_problem(cases, title="停水", place="上湾村", by=world.actor("sorter"), now=world.now)
    carried(world)
    matter = answer_the_first(world, cases)
    world.later(minutes=5)
    assert Reply.objects.filter(sent_at__isnull=False).count() == 12
    stages = Voice.objects.filter(problem=problem).values_list("case__dossier__stage", flat=True)
    assert {*stages} == {"replied"}
    own = [words(Client().get(f"/t/{case.submission.code}/")) for case in (matter, cases[-1])]
    assert all("一共有12封信" in page for page in own)


def answer_the_first(world: World, cases: list[Case]) -> Case:
    """The matter is given to the Water Bureau, which answers it once."""
    matter = world.fresh(cases[0])
    dispatch(matter, to=world.bodies["WATER"], by=world.actor("sorter"), now=world.now)
    world.later(minutes=2)
    acknowledge(world.fresh(matter), by=world.actor("officer"), now=world.now)
    world.later(minutes=2)
    world.reply(world.fresh(matter), {1: "经查，加压泵坏了，已换新泵，3月10日恢复供水。"})
    return matter
