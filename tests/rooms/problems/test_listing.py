"""列账 Letters become one problem with one number: right person, wrong person, wrong moment, twice."""

from datetime import timedelta

import pytest

from lianxin.cases.models import Case, Link
from lianxin.channels.message import ContactCard
from lianxin.clock.models import Promise
from lianxin.flow.laws import quick
from lianxin.flow.verbs import register
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.models import Event
from lianxin.problems.listing import listed as in_order
from lianxin.problems.models import Problem, Voice
from lianxin.problems.queries import silent
from lianxin.problems.road import stage_from_ledger
from lianxin.problems.verbs import add_voices, carry, list_problem, merge, name_anew, split, take_out
from tests.problems_of import WORDS, carried, fresh, letters, listed, registered, struck
from tests.world import World


def owed(problem: Problem) -> list[tuple[str, str]]:
    promises = Promise.objects.owed().filter(dossier=problem.dossier_id)
    return list(promises.values_list("key", "owed_by__code"))


def test_three_letters_become_one_number_and_the_desk_owes_an_owner(world: World) -> None:
    problem = listed(world, letters(world))
    assert (problem.stage, problem.voices, str(problem)) == ("listed", 3, "上湾村：自来水经常停，水压不够")
    assert owed(problem) == [("assign", "WS-DESK")]
    assert stage_from_ledger(list(problem.dossier.events.order_by("seq"))) == "listed"
    assert quick().ok and not silent()


def test_each_writer_is_told_the_number_and_how_many_there_are(world: World) -> None:
    problem = listed(world, letters(world))
    carried(world)
    lines = Event.objects.filter(name="case.problem_told")
    assert lines.count() == 3
    assert {line.data["problem"] for line in lines} == {problem.dossier.number}
    assert {line.data["voices"] for line in lines} == {"3"}


def test_letters_that_are_still_to_be_given_out_are_handled_as_one(world: World) -> None:
    first, second, third = letters(world)
    listed(world, [first, second, third])
    carried(world)
    assert set(Link.objects.values_list("voice", "matter")) == {(second.pk, first.pk), (third.pk, first.pk)}


def test_what_cannot_be_linked_stays_for_itself_and_the_row_says_why(world: World) -> None:
    handled, answered = world.in_handling(), world.answered()
    listed(world, [handled, answered, registered(world)])
    carried(world)
    assert list(Link.objects.values_list("matter", flat=True)) == [handled.pk]
    assert not Voice.objects.filter(joins=True).exists()


def test_what_was_carried_once_is_not_carried_again(world: World) -> None:
    listed(world, letters(world))
    carried(world)
    assert carry(now=world.now) == 0


@pytest.mark.parametrize("who", ["clerk", "officer", "stranger", "secretary", "supervisor", "auditor"])
def test_only_the_desk_lists(world: World, who: str) -> None:
    cases = letters(world, 1)
    with pytest.raises(NotAllowed):
        list_problem(cases, by=world.actor(who), now=world.now, **WORDS)


def test_reports_and_confidential_letters_are_in_no_ledger(world: World) -> None:
    with pytest.raises(NotAllowed):
        listed(world, letters(world, 1, confidential=True))
    with pytest.raises(NotAllowed):
        listed(world, [registered_report(world)])


def registered_report(world: World) -> Case:
    register(world.letter(kind="report"), by=world.actor("discipline"), now=world.now)
    return world.case()


def test_a_letter_stands_under_one_number_only(world: World) -> None:
    cases = letters(world, 2)
    listed(world, cases)
    with pytest.raises(NotAllowedNow, match=cases[0].dossier.number):
        listed(world, cases[:1])


@pytest.mark.parametrize(
    ("title", "place"),
    [("", "上湾村"), ("水" * 121, ""), ("停水", "村" * 121), ("请打13800138000", ""), ("王小明家停水", "")],
)
def test_a_public_title_has_words_and_shows_nobody(world: World, title: str, place: str) -> None:
    cases = letters(world, 1, contact=ContactCard(name="王小明"))
    with pytest.raises(NotValid):
        listed(world, cases, title=title, place=place)


def test_no_letters_are_no_problem(world: World) -> None:
    with pytest.raises(NotValid):
        listed(world, [])


def test_who_wrote_twice_is_one_person(world: World) -> None:
    card = ContactCard(name="李大山", phone="13900139000")
    problem = listed(world, [*letters(world, 2, contact=card), *letters(world, 2)])
    assert (problem.voices, problem.people) == (4, 3)


def test_more_letters_join_and_twice_is_once(world: World) -> None:
    problem, more = listed(world, letters(world)), letters(world, 2)
    by = world.actor("sorter")
    assert add_voices(problem, more, by=by, now=world.now, because={more[0].pk: "同村，都说停水"}) == 2
    assert add_voices(fresh(problem), more, by=by, now=world.now) == 0
    assert fresh(problem).voices == 5
    assert Voice.objects.get(case=more[0]).because == "同村，都说停水"


def test_a_letter_that_tells_of_something_else_leaves_with_the_reason(world: World) -> None:
    cases = letters(world)
    problem = listed(world, cases)
    take_out(problem, cases[2], reason="说的是电费", by=world.actor("sorter"), now=world.now)
    assert fresh(problem).voices == 2
    assert Voice.objects.get(case=cases[2]).reason == "说的是电费"
    listed(world, [cases[2]], title="电费重复收")


def test_the_last_letter_does_not_leave_and_no_reason_is_no_reason(world: World) -> None:
    cases = letters(world, 1)
    problem = listed(world, cases)
    for reason in ("", "x"):
        with pytest.raises((NotValid, NotAllowedNow)):
            take_out(problem, cases[0], reason=reason, by=world.actor("sorter"), now=world.now)


def test_two_numbers_become_one_and_the_old_number_leads_there(world: World) -> None:
    one, two = listed(world, letters(world, 2)), listed(world, letters(world, 3))
    merge(one, into=two, by=world.actor("sorter"), now=world.now)
    assert (fresh(one).stage, fresh(one).merged_into_id, fresh(one).voices) == ("merged", two.pk, 0)
    assert fresh(two).voices == 5 and owed(one) == []
    assert not silent()


def test_one_number_becomes_two(world: World) -> None:
    cases = letters(world, 4)
    problem = listed(world, cases)
    by, now = world.actor("sorter"), world.now
    other = split(problem, cases[2:], title="水表不准", place="上湾村", by=by, now=now)
    assert (fresh(problem).voices, fresh(other).voices, fresh(other).stage) == (2, 2, "listed")
    assert owed(fresh(other)) == [("assign", "WS-DESK")]


def test_all_letters_cannot_be_split_off(world: World) -> None:
    cases = letters(world, 2)
    problem = listed(world, cases)
    with pytest.raises(NotValid):
        split(problem, cases, title="水表不准", place="", by=world.actor("sorter"), now=world.now)


def test_a_better_name_leaves_the_old_one_in_the_history(world: World) -> None:
    problem = listed(world, letters(world))
    name_anew(problem, title="夏天停水", place="柳林镇", by=world.actor("sorter"), now=world.now)
    assert str(fresh(problem)) == "柳林镇：夏天停水"
    assert problem.dossier.events.get(name="problem.named").data["title_before"] == WORDS["title"]


def test_the_first_and_the_last_day_follow_the_letters(world: World) -> None:
    early = registered(world)
    world.now += timedelta(days=9)
    problem = listed(world, [early, registered(world)])
    assert problem.last_at - problem.first_at == timedelta(days=9)


def comes_again(world: World, days: int) -> list[int]:
    """What the early warning says so many days later, each with its count of a year ago."""
    now = world.now + timedelta(days=days)
    found = in_order(world.actor("secretary"), order="season", stage="", words="", now=now)
    return [one.ahead for one in found]


def test_what_was_loud_a_year_ago_is_told_of_in_the_month_before(world: World) -> None:
    struck(world, letters(world, 3))
    assert [comes_again(world, days) for days in (10, 334, 336, 364, 366)] == [[], [], [3], [3], []]


def test_two_letters_make_no_season(world: World) -> None:
    listed(world, letters(world, 2))
    assert comes_again(world, 350) == []


def test_what_is_told_of_all_the_year_has_no_season(world: World) -> None:
    listed(world, [case for _month in range(9) for case in a_month_of(world)])
    assert comes_again(world, 110) == []


def a_month_of(world: World) -> list[Case]:
    cases = letters(world, 3)
    world.now += timedelta(days=30)
    return cases
