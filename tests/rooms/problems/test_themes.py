"""每月一题: chosen by a leader out of the ledger, led by one body, owed by the month's last day, public."""

from datetime import date, timedelta

import pytest

from lianxin.clock.models import Promise
from lianxin.clock.verbs.ticking import tick
from lianxin.kit.dates import local_day
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.problems.models import Problem, Theme, ThemeStage
from lianxin.problems.public import themes_so_far
from lianxin.problems.themes import months_to_choose, suggested_themes
from lianxin.problems.verbs import choose_theme, list_problem, report_theme
from tests.problems_of import at_place, fresh, planned, registered, struck
from tests.world import World

WORDS = {"title": "全县供水", "aim": "五个村都能连续三十天供水。"}


def of_two_places(world: World) -> list[Problem]:
    return [at_place(world, "LL"), at_place(world, "LL-SW")]


def chosen(world: World, problems: list[Problem], **more: object) -> Theme:
    told = {"month": months_to_choose(world.now)[0], "lead": world.bodies["WATER"], **WORDS, **more}
    by, now = world.actor("supervisor"), world.now
    return choose_theme(problems, by=by, now=now, **told)  # type: ignore[arg-type]


def test_what_could_be_chosen_is_of_one_class_in_two_places_with_its_measure(world: World) -> None:
    month = months_to_choose(world.now)[0]
    one = at_place(world, "LL-SW", letters=1)
    assert suggested_themes(world.actor("supervisor"), month=month, now=world.now) == []
    two = of_two_places(world)
    [found] = suggested_themes(world.actor("supervisor"), month=month, now=world.now)
    assert {problem.pk for problem in found.problems} == {one.pk, *(problem.pk for problem in two)}
    assert (found.places, found.letters, found.recent, found.last_year) == (2, 5, 5, 0)
    assert found.lead == world.bodies["WATER"]
    chosen(world, two)
    assert suggested_themes(world.actor("supervisor"), month=month, now=world.now) == []


def test_it_is_owed_by_the_last_day_of_the_month_and_told_in_public(world: World) -> None:
    theme = chosen(world, of_two_places(world))
    owed = Promise.objects.owed().get(dossier=theme.pk)
    assert owed.owed_by == world.bodies["WATER"] and local_day(owed.due) == date(2025, 3, 31)
    [up] = themes_so_far(5)
    assert (up.title, up.report, up.struck, up.gathered, up.late) == (WORDS["title"], "", 0, 2, False)
    world.now = owed.due + timedelta(hours=1)
    tick(now=world.now)
    assert themes_so_far(5)[0].late
    report_theme(Theme.objects.get(), "换了两处水泵。", by=world.actor("officer"), now=world.now)
    theme = Theme.objects.get()
    assert theme.stage == ThemeStage.REPORTED and (theme.struck, theme.gathered) == (0, 2)
    assert not Promise.objects.owed().filter(dossier=theme.pk).exists()
    with pytest.raises(NotAllowedNow):
        report_theme(theme, "再说一次。", by=world.actor("officer"), now=world.now)


def test_one_theme_a_month_of_open_problems_that_stand_in_no_other(world: World) -> None:
    two = of_two_places(world)
    theme = chosen(world, two)
    assert {problem.theme_id for problem in Problem.objects.all()} == {theme.pk}
    with pytest.raises(NotAllowedNow):
        chosen(world, [planned(world, [registered(world)])])
    with pytest.raises(NotValid):
        chosen(world, [fresh(one) for one in two], month=months_to_choose(world.now)[1])
    with pytest.raises(NotValid):
        chosen(world, [struck(world, [registered(world)])], month=months_to_choose(world.now)[1])


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"aim": " "}, {"title": "x" * 121}, {"month": date(2001, 1, 1)}]
)
def test_what_is_missing_or_wrong_is_said(world: World, wrong: dict[str, object]) -> None:
    with pytest.raises(NotValid):
        chosen(world, of_two_places(world), **wrong)
    with pytest.raises(NotValid):
        chosen(world, [])
    assert not Theme.objects.exists()


@pytest.mark.parametrize("who", ["sorter", "officer", "stranger", "clerk"])
def test_only_leaders_choose_and_only_the_body_that_leads_reports(world: World, who: str) -> None:
    two = of_two_places(world)
    with pytest.raises(NotAllowed):
        choose_theme(
            two, month=months_to_choose(world.now)[0], lead=world.bodies["WATER"], by=world.actor(who),
            now=world.now, **WORDS,
        )  # fmt: skip
    theme = chosen(world, two)
    if who != "officer":
        with pytest.raises(NotAllowed):
            report_theme(theme, "做完了。", by=world.actor(who), now=world.now)


def test_a_theme_takes_no_listed_letter_of_anybody(world: World) -> None:
    """The words are public: who is named in a letter that is in no problem yet is covered all the same."""
    problem = list_problem(
        [registered(world)], title="停水", place="", by=world.actor("sorter"), now=world.now
    )
    with pytest.raises(NotValid):
        chosen(world, [fresh(problem)], aim="给13812345678回电话。")
