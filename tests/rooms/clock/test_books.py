"""The office publishes rule books and keeps the calendar: right person, wrong person, wrong moment, twice."""

from datetime import date, datetime, timedelta

import pytest

from lianxin.clock.loading import OUR_RULEBOOK, read_rulebook
from lianxin.clock.models.calendar import CalendarDay, CalendarYear
from lianxin.clock.models.rules import Rule, RuleBook
from lianxin.clock.queries import (
    calendar,
    forget_calendar,
    forget_rules,
    known_until,
    rule,
    rulebook_in_force,
)
from lianxin.clock.reckoning import Limit, Unit
from lianxin.clock.verbs.books import announce_year, change_day, load_calendar, publish_rulebook
from lianxin.identity.actors import Actor
from lianxin.identity.models import Person, Post
from lianxin.kit.dates import SHANGHAI
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.ledger.models import Event
from lianxin.organisations.models import Organisation

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
SOON = NOW + timedelta(days=1)
ROWS = read_rulebook(OUR_RULEBOOK)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    forget_calendar()
    forget_rules()


def holder(role: str) -> Actor:
    """Somebody at the county who holds this one post."""
    home, _made = Organisation.objects.get_or_create(
        code="county", defaults={"name_zh": "县委", "kind": "county", "path": "0001"}
    )
    person = Person.objects.create(login=role, name=role, organisation=home)
    return Actor(
        "officer", person, (Post.objects.create(person=person, organisation=home, role=role, since=NOW),)
    )


def test_a_published_book_holds_from_its_day_on() -> None:
    office = holder("office")
    publish_rulebook(ROWS, effective_from=NOW, by=office, now=NOW)
    publish_rulebook(ROWS, effective_from=SOON, by=office, now=NOW, note="第二版")
    assert rulebook_in_force(NOW) == 1
    assert rulebook_in_force(SOON) == 2
    assert Rule.objects.count() == 2 * len(ROWS)
    assert Event.objects.filter(name="rulebook.published").count() == 2


def test_an_old_version_keeps_its_rules() -> None:
    office = holder("office")
    publish_rulebook(ROWS, effective_from=NOW, by=office, now=NOW)
    found = rule("PET_CONCLUDE", 1)
    assert found.limit == Limit(60, Unit.CALENDAR_DAY)
    assert found.extension == Limit(30, Unit.CALENDAR_DAY)
    assert rule("LX_CLOSE", 1).extension is None


def test_only_the_office_publishes_and_changes_the_calendar() -> None:
    clerk = holder("clerk")
    with pytest.raises(NotAllowed):
        publish_rulebook(ROWS, effective_from=NOW, by=clerk, now=NOW)
    with pytest.raises(NotAllowed):
        load_calendar([2026], by=clerk, now=NOW)
    with pytest.raises(NotAllowed):
        change_day(date(2026, 3, 3), working=False, name_zh="停工", by=clerk, now=NOW)
    assert not RuleBook.objects.exists()
    assert not CalendarDay.objects.exists()


def test_a_book_with_a_hole_is_refused_and_nothing_is_written() -> None:
    with pytest.raises(NotValid, match="缺少规则LX_MISSING"):
        publish_rulebook(ROWS, effective_from=NOW, by=holder("office"), now=NOW, needed={"LX_MISSING"})
    assert not RuleBook.objects.exists()


def test_a_second_book_cannot_reach_back() -> None:
    office = holder("office")
    publish_rulebook(ROWS, effective_from=NOW, by=office, now=NOW)
    with pytest.raises(NotValid, match="溯及既往"):
        publish_rulebook(ROWS, effective_from=NOW - timedelta(days=1), by=office, now=NOW)


def test_without_a_book_in_force_the_sentence_says_what_to_do() -> None:
    with pytest.raises(NotAllowedNow, match="先发布一版"):
        rulebook_in_force(NOW)


def test_a_calendar_loaded_twice_is_loaded_once() -> None:
    office = holder("office")
    assert load_calendar([2025, 2026], by=office, now=NOW) == [2025, 2026]
    days = CalendarDay.objects.count()
    assert load_calendar([2025, 2026], by=office, now=NOW) == []
    assert CalendarDay.objects.count() == days
    assert calendar().is_working(date(2026, 10, 10))
    assert known_until() == date(2026, 12, 31)


def test_a_day_the_office_wrote_itself_is_not_overwritten_by_the_library() -> None:
    office = holder("office")
    change_day(date(2026, 10, 10), working=False, name_zh="县庆", name_en="County Day", by=office, now=NOW)
    load_calendar([2026], by=office, now=NOW)
    assert calendar().holidays[date(2026, 10, 10)] == "县庆"


def test_a_year_the_library_does_not_know_is_refused_with_advice() -> None:
    with pytest.raises(NotValid, match="1999年"):
        load_calendar([1999], by=holder("office"), now=NOW)


def test_the_office_can_announce_a_year_by_hand() -> None:
    office = holder("office")
    change_day(date(2099, 1, 1), working=False, name_zh="元旦", by=office, now=NOW)
    announce_year(2099, source="国办发明电", by=office, now=NOW)
    assert calendar().known_years == {2099}
    assert not calendar().is_working(date(2099, 1, 1))
    with pytest.raises(NotValid, match="出处"):
        announce_year(2098, source=" ", by=office, now=NOW)
    assert CalendarYear.objects.count() == 1


def test_a_changed_day_is_seen_at_once_and_can_be_ordinary_again() -> None:
    office, monday = holder("office"), date(2026, 3, 9)
    change_day(monday, working=False, name_zh="停工日", by=office, now=NOW)
    assert not calendar().is_working(monday)
    assert change_day(monday, working=True, by=office, now=NOW) is None
    assert calendar().is_working(monday)
    assert Event.objects.filter(name="calendar.changed").count() == 2


def test_a_holiday_without_a_name_is_refused() -> None:
    with pytest.raises(NotValid, match="什么节日"):
        change_day(date(2026, 3, 9), working=False, by=holder("office"), now=NOW)


def test_a_rule_that_an_old_edition_did_not_know_is_read_in_the_first_that_does() -> None:
    office = holder("office")
    older = [row for row in ROWS if row.key != "LX_CALLBACK"]
    publish_rulebook(older, effective_from=NOW, by=office, now=NOW)
    with pytest.raises(NotAllowedNow, match="LX_CALLBACK"):
        rule("LX_CALLBACK", 1)
    publish_rulebook(ROWS, effective_from=NOW, by=office, now=NOW)
    assert rule("LX_CALLBACK", 1).book_id == 2
    assert rule("LX_CLOSE", 1).book_id == 1
