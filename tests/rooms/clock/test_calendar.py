"""The calendar: which days are worked, and how days are said."""

from datetime import UTC, date, datetime

import chinese_calendar
import pytest
from django.utils import translation

from lianxin.clock.calendar import calendar_of, library_calendar, library_years
from lianxin.kit.dates import NTHS, say_day, say_instant

YEARS = (2014, 2024, 2025, 2026)
CALENDAR = calendar_of(library_calendar(YEARS), YEARS)


@pytest.mark.parametrize(
    ("day", "worked", "why"),
    [
        (date(2025, 3, 7), True, "an ordinary Friday"),
        (date(2025, 3, 8), False, "an ordinary Saturday"),
        (date(2025, 10, 8), False, "Wednesday, National Day and Mid-Autumn together"),
        (date(2025, 10, 11), True, "Saturday, worked in exchange"),
        (date(2014, 10, 11), True, "Saturday, worked in exchange"),
        (date(2026, 1, 4), True, "Sunday, worked in exchange"),
        (date(2026, 2, 23), False, "Monday, the last day of the Spring Festival"),
        (date(2027, 10, 1), True, "a Friday in a year that nobody has announced"),
    ],
)
def test_a_day_is_worked_or_not(day: date, worked: bool, why: str) -> None:
    assert CALENDAR.is_working(day) is worked, why


@pytest.mark.parametrize("year", YEARS)
def test_our_table_agrees_with_the_library_on_every_day_of_the_year(year: int) -> None:
    days = chinese_calendar.get_dates(date(year, 1, 1), date(year, 12, 31))
    assert [d for d in days if CALENDAR.is_working(d) != chinese_calendar.is_workday(d)] == []


def test_the_next_working_day_steps_over_the_whole_holiday() -> None:
    assert CALENDAR.next_working_day(date(2025, 9, 30)) == date(2025, 10, 9)
    assert CALENDAR.next_working_day(date(2025, 10, 10)) == date(2025, 10, 11)


def test_every_exception_has_a_name_in_both_languages() -> None:
    exceptions = library_calendar(library_years())
    assert all(day.name_zh and day.name_en.isascii() for day in exceptions)
    assert CALENDAR.holidays[date(2025, 10, 6)] == "中秋节"
    assert CALENDAR.worked[date(2025, 10, 11)] == "国庆节调休"


def test_only_weekend_days_are_worked_in_exchange() -> None:
    assert all(day.date.weekday() >= 5 for day in library_calendar(library_years()) if day.working)


def test_a_year_the_library_does_not_know_gives_nothing() -> None:
    assert library_calendar([1999]) == ()
    assert 1999 not in library_years()


def test_a_day_is_said_as_people_say_it() -> None:
    day = date(2025, 10, 13)
    assert say_day(day) == "10月13日(星期一)"
    assert say_day(day, beside=date(2024, 12, 30)) == "2025年10月13日(星期一)"
    with translation.override("en"):
        assert say_day(day) == "Monday 13 October"
        assert say_day(day, beside=date(2024, 12, 30)) == "Monday 13 October 2025"


def test_an_instant_is_said_in_the_time_of_the_county() -> None:
    instant = datetime(2025, 10, 13, 9, 30, tzinfo=UTC)
    assert say_instant(instant) == "10月13日(星期一)17:30"
    with translation.override("en"):
        assert say_instant(instant) == "Monday 13 October 17:30"


def test_an_instant_late_in_greenwich_is_already_tomorrow_in_the_county() -> None:
    assert say_day(datetime(2025, 10, 13, 16, 0, tzinfo=UTC)) == "10月14日(星期二)"


def test_english_ordinals_are_right_for_the_whole_month() -> None:
    with translation.override("en"):
        said = [translation.gettext(nth) for nth in NTHS]
    odd = {"1st", "2nd", "3rd", "21st", "22nd", "23rd", "31st"}
    assert [nth for nth in said if not nth.endswith("th")] == sorted(odd, key=lambda nth: int(nth[:-2]))
