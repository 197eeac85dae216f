"""The lists cost the same however long they are, and page by key set without losing a row."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.cases.models import Case
from lianxin.cases.queries import on_desk
from lianxin.flow.verbs import instruct, register, withdraw
from lianxin.outcomes.seen_by_officer import seen_by_officer
from lianxin.outcomes.verbs import not_solved
from lianxin.web.bridge import bridge, small_bridge, small_bridges
from tests.faces.desks import sit, words
from tests.world import World

LISTS = [
    ("officer", "/desk/cases/?stage=in_handling"),
    ("sorter", "/desk/sort/{letter}/"),
    ("clerk", "/desk/waiting/"),
    ("secretary", "/desk/letters/"),
    ("supervisor", "/desk/owed/"),
]


def queries(client: Any, address: str) -> int:
    client.get(address)  # what is asked once a minute is asked now
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("who", "address"), LISTS)
def test_a_list_asks_no_more_questions_for_sixty_rows_than_for_one(
    world: World, who: str, address: str
) -> None:
    letter = world.letter(addressee="WS")
    world.in_handling(addressee="WS")
    client, address = sit(world, who), address.format(letter=letter.pk)
    one = queries(client, address)
    for _number in range(60):
        world.letter(addressee="WS")
        world.in_handling(addressee="WS")
    assert queries(client, address) <= one


def test_pages_follow_each_other_without_a_gap_and_without_a_double(world: World) -> None:
    cases = [world.in_handling() for _number in range(60)]
    client, address, seen = sit(world, "officer"), "/desk/cases/?stage=in_handling", []
    while address:
        answer = client.get(address)
        seen += [row["key"] for row in answer.context["rows"]]
        address = answer.context["older"] and "/desk/cases/" + answer.context["older"]
    assert seen == sorted(case.pk for case in cases)
    assert ("in_handling", 60) in [(tab.name, number) for tab, number in answer.context["tabs"]]


def test_the_sorter_s_queue_pages_through_letters_and_cases_alike(world: World) -> None:
    letters = [world.letter() for _number in range(60)]
    for letter in letters[::2]:
        register(letter, by=world.actor("clerk"), now=world.now)
    client, address, seen = sit(world, "sorter"), "/desk/sort/", []
    while address:
        answer = client.get(address, follow=True)
        seen += [row["key"] for row in answer.context["rows"]]
        address = answer.context["queue"].older
    assert len(seen) == 60 and set(seen) == {letter.pk for letter in letters}
    assert answer.context["queue"].waiting == 60


def test_the_last_letter_of_a_page_leads_to_the_first_of_the_next(world: World) -> None:
    for _number in range(51):
        world.letter()
    client = sit(world, "sorter")
    first = client.get("/desk/sort/", follow=True).context
    last = client.get(first["rows"][-1]["url"])
    given = {"act": "sort", "to": world.bodies["WATER"].pk, "following": last.context["following"]}
    answer = client.post(first["rows"][-1]["url"], {**given, "urgency": "normal"}, follow=True)
    assert [row["key"] for row in answer.context["rows"]] == [answer.context["letter"].id]
    assert "after=" in answer.redirect_chain[-1][0]


def test_a_page_of_the_queue_that_is_sorted_meanwhile_begins_at_the_beginning(world: World) -> None:
    letter = world.letter()
    place = f"2030-01-01T00:00:00+00:00,{letter.pk}"
    answer = sit(world, "sorter").get("/desk/sort/", {"after": place}, follow=True)
    assert answer.context["letter"].id == letter.pk


@pytest.mark.parametrize("after", ["x", ",", "2025-01-01,x", "2025-01-01T00:00:00,0", "9" * 4000])
def test_a_spoilt_address_begins_at_the_beginning(world: World, after: str) -> None:
    world.in_handling()
    answer = sit(world, "officer").get("/desk/cases/", {"stage": "in_handling", "after": after, "at": "99"})
    assert len(answer.context["rows"]) == 1


@pytest.mark.parametrize("ticking", [True, False])
@pytest.mark.parametrize("hours", [0, 30, 24 * 8, 24 * 40])
def test_a_row_carries_the_bridge_that_stands_on_its_page(world: World, hours: int, ticking: bool) -> None:
    for prepare in (world.dispatched, world.in_handling, world.answered):
        prepare(channel="paper")
    world.answered()
    withdraw(world.dispatched().submission, by=world.writer(world.case()), now=world.now)
    instruct(world.in_handling(), "快办", by=world.actor("secretary"), now=world.now)
    reopened = world.answered()
    not_solved(reopened, by=world.writer(reopened), now=world.now)
    now = world.later(hours=hours) if ticking else world.now + timedelta(hours=hours)
    for case in Case.objects.with_cover():
        large = bridge(seen_by_officer(case, by=world.actor("officer"), now=now).promises, now=now)
        small = small_bridges({case.submission_id: case.pk, case.pk: case.pk}, now=now)
        assert small[case.pk].drawn == small_bridge(large)
        assert small[case.pk].broken == any(plank.state == "broken" for plank in large.planks)


def test_a_bridge_in_a_row_is_heard_as_a_list_in_order(world: World) -> None:
    world.in_handling()
    heard = words(sit(world, "officer").get("/desk/cases/?stage=in_handling"))
    drawn = heard[heard.index('<ol role="list">') :]
    assert re.findall(r'<li class="(\w+)"><span class="says">(.*?)</span>', drawn) == [
        ("kept", "登记：按时"), ("kept", "派单：按时"), ("kept", "签收：按时"), ("broken", "答复：超期"),
    ]  # fmt: skip


@pytest.mark.sqlite
def test_the_list_of_a_body_is_one_walk_along_an_index(world: World) -> None:
    world.in_handling()
    path = world.bodies["WATER"].path
    with CaptureQueriesContext(connection) as captured:
        line = on_desk(path, ["in_handling"])[0]
        on_desk(path, ["in_handling"], after=(line.next_due, line.id))
    for query in captured:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
            plan = " ".join(str(row[3]) for row in cursor.fetchall())
        # A page is chosen along the index, then its folders are dressed by their keys.
        is_dressing = "organisations_organisation" in query["sql"]
        assert ("dossier_desk2" in plan) is not is_dressing
        assert "SCAN" not in plan and "TEMP B-TREE" not in plan
