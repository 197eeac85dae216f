"""The limits, as tables of dates with the article beside each row.

Petition: Petition Work Regulations. Art 201, art 203: Civil Code. Art 82: Administrative Licensing Law.
The calendar is the State Council's own announcements for 2014 and 2024 to 2026, worked weekends included.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.clock.calendar import Calendar, calendar_of, library_calendar
from lianxin.clock.loading import OUR_RULEBOOK, read_rulebook
from lianxin.clock.reckoning import Limit, Unit, reckon
from lianxin.kit.dates import SHANGHAI

YEARS = (2014, 2024, 2025, 2026)
CALENDAR = calendar_of(library_calendar(YEARS), YEARS)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def due(start: str, amount: int, unit: Unit, calendar: Calendar = CALENDAR) -> str:
    found = reckon(Limit(amount, unit), at(start), calendar).due
    assert found.tzinfo is UTC
    return found.astimezone(SHANGHAI).isoformat(" ")[:19]


WORKING_DAYS = [
    # start, working days, last day, why
    ("2025-03-03 09:00", 1, "2025-03-04", "Civil Code art 201: the first day is not counted"),
    ("2025-03-03 23:59", 1, "2025-03-04", "art 201: a late hour does not lose a day"),
    ("2025-03-07 09:00", 5, "2025-03-14", "Licensing Law art 82: the weekend 8-9 March is left out"),
    ("2025-03-08 09:00", 5, "2025-03-14", "art 82: begun on a Saturday, Monday is the first day"),
    ("2014-09-30 09:00", 5, "2014-10-13", "National Day 2014: rest 1-7, Saturday 11 worked"),
    ("2025-09-30 09:00", 5, "2025-10-14", "National Day 2025: rest 1-8, Saturday 11 worked (story 5)"),
    ("2024-09-30 09:00", 5, "2024-10-12", "National Day 2024: rest 1-7, due on worked Saturday 12"),
    ("2026-09-30 09:00", 5, "2026-10-13", "National Day 2026: rest 1-7, Saturday 10 worked"),
    ("2025-10-03 09:00", 1, "2025-10-09", "art 82: begun in the middle of a holiday"),
    ("2024-02-08 09:00", 3, "2024-02-19", "Spring Festival 2024: Friday 9 and Sunday 18 worked, rest 10-17"),
    (
        "2025-01-24 09:00",
        3,
        "2025-02-05",
        "Spring Festival 2025: 26 and 27 January worked, then rest",
    ),
    ("2026-02-13 09:00", 2, "2026-02-24", "Spring Festival 2026: Saturday 14 worked, rest 15-23"),
    ("2025-12-31 09:00", 2, "2026-01-05", "New Year 2026: rest 1-3, Sunday 4 worked"),
    ("2014-05-02 09:00", 1, "2014-05-04", "Labour Day 2014: Sunday 4 May worked"),
    ("2014-09-05 09:00", 1, "2014-09-09", "Mid-Autumn 2014: Monday 8 September rest"),
    ("2026-09-18 09:00", 5, "2026-09-24", "Mid-Autumn 2026: Sunday 20 worked"),
    ("2025-12-01 09:00", 20, "2025-12-29", "Licensing Law art 42: twenty working days"),
]


@pytest.mark.parametrize(("start", "amount", "last", "why"), WORKING_DAYS)
def test_a_limit_in_working_days_leaves_out_every_day_of_rest(
    start: str, amount: int, last: str, why: str
) -> None:
    assert due(start, amount, Unit.WORKING_DAY) == f"{last} 23:59:59", why


OBJECTIONS = [
    # given, last day to object (Petition Regulations art 23 para 3: five working days), why
    ("2025-03-03 09:00", "2025-03-10", "an ordinary week: 4, 5, 6, 7 and Monday 10 March (story 4)"),
    ("2025-03-07 23:50", "2025-03-14", "Civil Code art 201: Friday itself is not counted"),
    ("2025-03-08 09:00", "2025-03-14", "given on a Saturday, counted from Monday"),
    ("2014-09-30 09:00", "2014-10-13", "National Day 2014: rest 1-7, then 8, 9, 10, worked Saturday 11, 13"),
    ("2014-01-28 17:00", "2014-02-10", "Spring Festival 2014: 29, 30, rest to 6, then 7, worked 8, 10"),
    ("2014-04-30 09:00", "2014-05-08", "Labour Day 2014: rest 1-3, Sunday 4 worked"),
    ("2014-09-04 09:00", "2014-09-12", "Mid-Autumn 2014: Monday 8 September rest"),
    ("2024-02-07 09:00", "2024-02-20", "Spring Festival 2024: 8 and 9, rest 10-17, Sunday 18 worked, 19, 20"),
    ("2024-04-03 09:00", "2024-04-11", "Qingming 2024: rest 4-6, then worked Sunday 7, 8, 9, 10, 11"),
    ("2024-09-29 09:00", "2024-10-11", "National Day 2024: Sunday 29 worked, 30, rest 1-7, then 8 to 11"),
    ("2025-01-26 09:00", "2025-02-08", "Spring Festival 2025: 27, rest to 4, then 5, 6, 7, worked 8"),
    ("2025-09-30 09:00", "2025-10-14", "National Day 2025: rest 1-8, then 9, 10, worked Saturday 11, 13, 14"),
    ("2026-02-14 09:00", "2026-02-28", "Spring Festival 2026: rest 15-23, then 24 to 27, Saturday 28 worked"),
    ("2026-09-30 09:00", "2026-10-13", "National Day 2026: rest 1-7, then 8, 9, worked 10, 12, 13"),
]


@pytest.mark.parametrize(("given", "last", "why"), OBJECTIONS)
def test_an_objection_is_in_time_for_five_working_days(given: str, last: str, why: str) -> None:
    limit = {row.key: row for row in read_rulebook(OUR_RULEBOOK)}["PET_OBJECT"]
    assert limit.amount is not None
    assert due(given, limit.amount, Unit(limit.unit)) == f"{last} 23:59:59", why


CALENDAR_DAYS = [
    ("2025-03-03 09:00", 15, "2025-03-18", "Petition art 22, Civil Code art 201"),
    (
        "2025-09-30 09:00",
        60,
        "2025-12-01",
        "Petition art 34: ends Saturday 29 November, art 203 (story 5)",
    ),
    ("2025-08-05 09:00", 60, "2025-10-09", "art 203: ends Saturday 4 October, in the holidays of 1-8"),
    ("2025-03-01 09:00", 30, "2025-03-31", "Petition art 35: delivered on 1 March (story 9)"),
    (
        "2026-03-01 09:00",
        30,
        "2026-03-31",
        "Petition art 35: delivered on Sunday 1 March (story 9)",
    ),
    ("2024-03-01 09:00", 30, "2024-04-01", "art 203: 31 March 2024 is a Sunday, so 1 April is still in time"),
    ("2014-05-26 09:00", 7, "2014-06-03", "art 203: Dragon Boat Monday 2 June"),
    ("2024-09-07 09:00", 7, "2024-09-14", "art 203: a worked Saturday is no day of rest and does not move"),
    ("2025-12-25 09:00", 7, "2026-01-04", "art 203: New Year's rest 1-3 ends on the worked Sunday 4"),
    ("2025-01-20 09:00", 15, "2025-02-05", "art 203: ends on the last day of the Spring Festival"),
    ("2024-02-14 09:00", 15, "2024-02-29", "art 201: 29 February exists in 2024"),
]


@pytest.mark.parametrize(("start", "amount", "last", "why"), CALENDAR_DAYS)
def test_a_limit_in_days_counts_all_of_them_and_ends_on_a_working_day(
    start: str, amount: int, last: str, why: str
) -> None:
    assert due(start, amount, Unit.CALENDAR_DAY) == f"{last} 23:59:59", why


BY_THE_CLOCK = [
    (
        "2025-10-01 10:00",
        24,
        Unit.HOUR,
        "2025-10-02 10:00:00",
        "art 201: hours run through holidays",
    ),
    ("2025-03-07 17:00", 2, Unit.HOUR, "2025-03-07 19:00:00", "water cut on a Friday 17:00 (story 1)"),
    ("2025-12-31 23:58", 3, Unit.MINUTE, "2026-01-01 00:01:00", "GB/T 33358: into the next year"),
    ("2025-03-07 08:59", 15, Unit.SECOND, "2025-03-07 08:59:15", "GB/T 33358: the ringing telephone"),
    (
        "2025-10-04 08:00",
        0,
        Unit.AT_LIMIT,
        "2025-10-04 08:00:00",
        "Beijing art 23: at the limit itself",
    ),
    ("2025-10-04 08:00", 0, Unit.WORKING_DAY, "2025-10-04 08:00:00", "none of something is at once"),
]


@pytest.mark.parametrize(("start", "amount", "unit", "instant", "why"), BY_THE_CLOCK)
def test_hours_run_by_the_clock(start: str, amount: int, unit: Unit, instant: str, why: str) -> None:
    assert due(start, amount, unit) == instant, why


@pytest.mark.parametrize(
    "unit",
    [
        *(Unit.MINUTE_BEFORE, Unit.CALENDAR_DAY_BEFORE, Unit.PER_MONTH_MIN, Unit.PER_QUARTER),
        *(Unit.PER_YEAR_MIN, Unit.PERSON, Unit.BIDDER),
    ],
)
def test_what_is_no_length_of_time_cannot_be_reckoned(unit: Unit) -> None:
    with pytest.raises(ValueError, match="cannot be reckoned"):
        reckon(Limit(3, unit), at("2025-03-03 09:00"), CALENDAR)


def test_the_day_is_the_day_in_the_county_not_in_greenwich() -> None:
    late_in_greenwich = datetime(2025, 3, 3, 17, 0, tzinfo=UTC)  # 4 March, 01:00 in the county
    found = reckon(Limit(1, Unit.WORKING_DAY), late_in_greenwich, CALENDAR)
    assert found.due.astimezone(SHANGHAI).date() == date(2025, 3, 5)


def test_a_start_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be reckoned"):
        reckon(Limit(1, Unit.WORKING_DAY), datetime(2025, 3, 3, 9, 0), CALENDAR)


def test_a_review_asked_on_31_march_is_in_time_and_on_1_april_is_late() -> None:
    delivered = at("2026-03-01 15:00")
    limit = reckon(Limit(30, Unit.CALENDAR_DAY), delivered, CALENDAR).due
    assert at("2026-03-31 23:59") <= limit < at("2026-04-01 00:00")


def test_an_objection_on_working_day_4_is_in_time_and_on_working_day_6_is_late() -> None:
    limit = reckon(Limit(5, Unit.WORKING_DAY), at("2025-03-03 09:00"), CALENDAR).due
    assert at("2025-03-07 12:00") < limit < at("2025-03-11 09:00")


def test_a_year_nobody_has_announced_is_monday_to_friday_and_says_so() -> None:
    found = reckon(Limit(5, Unit.WORKING_DAY), at("2026-12-28 09:00"), CALENDAR)
    assert found.due.astimezone(SHANGHAI).date() == date(2027, 1, 4)
    assert found.unknown_year
    assert found.unknown_years == (2027,)


def test_a_year_that_is_announced_is_not_called_unknown() -> None:
    assert not reckon(Limit(5, Unit.WORKING_DAY), at("2025-09-30 09:00"), CALENDAR).unknown_year


starts = st.datetimes(datetime(2023, 12, 1), datetime(2027, 2, 1), timezones=st.just(SHANGHAI))
amounts = st.integers(1, 90)


@given(starts, amounts)
def test_a_due_day_is_always_a_working_day_and_never_before_the_start(start: datetime, amount: int) -> None:
    for unit in (Unit.WORKING_DAY, Unit.CALENDAR_DAY):
        found = reckon(Limit(amount, unit), start, CALENDAR)
        assert found.due > start
        assert CALENDAR.is_working(found.due.astimezone(SHANGHAI).date())


@given(starts, amounts)
def test_one_more_working_day_is_the_next_working_day(start: datetime, amount: int) -> None:
    shorter = reckon(Limit(amount, Unit.WORKING_DAY), start, CALENDAR).due.astimezone(SHANGHAI)
    longer = reckon(Limit(amount + 1, Unit.WORKING_DAY), start, CALENDAR).due.astimezone(SHANGHAI)
    assert longer.date() == CALENDAR.next_working_day(shorter.date())


@given(starts, amounts)
def test_a_later_start_is_never_due_earlier(start: datetime, amount: int) -> None:
    for unit in (Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.HOUR):
        limit = Limit(amount, unit)
        later = reckon(limit, start + timedelta(hours=7), CALENDAR)
        assert reckon(limit, start, CALENDAR).due <= later.due


@given(starts, amounts)
def test_working_days_are_exactly_as_many_as_were_promised(start: datetime, amount: int) -> None:
    last = reckon(Limit(amount, Unit.WORKING_DAY), start, CALENDAR).due.astimezone(SHANGHAI).date()
    passed = (last - timedelta(days=n) for n in range((last - start.date()).days))
    assert sum(CALENDAR.is_working(day) for day in passed) == amount
