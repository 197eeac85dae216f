"""The limits of the letter's road, read from the rule book and reckoned over the holidays, by hand.

Each row says how its last day was counted on the calendar, so that a reader can count again. The days of
rest and the worked weekends are the State Council's announcements for 2014 and 2024 to 2026. Day one is
the day after the start (Civil Code art 201); a last day of rest moves on (art 203).
"""

from datetime import datetime

import pytest

from lianxin.clock.calendar import calendar_of, library_calendar
from lianxin.clock.loading import OUR_RULEBOOK, read_rulebook
from lianxin.clock.reckoning import Limit, Unit, reckon
from lianxin.kit.dates import SHANGHAI

YEARS = (2014, 2024, 2025, 2026)
CALENDAR = calendar_of(library_calendar(YEARS), YEARS)
RULES = {row.key: row for row in read_rulebook(OUR_RULEBOOK)}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def said(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).isoformat(" ")[:19]


def due(key: str, start: str) -> datetime:
    row = RULES[key]
    assert row.amount is not None
    return reckon(Limit(row.amount, Unit(row.unit)), at(start), CALENDAR).due


FIFTEEN_DAYS = [
    # Petition Work Regulations art 22: the petition office registers and passes on within 15 days
    ("PET_REGISTER", "2014-01-20 09:00", "2014-02-07", "11 days to 31 Jan, 4 Feb; rest 31 Jan-6 Feb, Fri 7"),
    ("PET_REGISTER", "2014-09-22 09:00", "2014-10-08", "8 days to 30 Sep, 7 Oct; rest 1-7, Wed 8"),
    ("PET_REGISTER", "2024-01-27 09:00", "2024-02-18", "4 days to 31 Jan, 11 Feb; rest 10-17, Sun 18 worked"),
    ("PET_REGISTER", "2025-09-16 09:00", "2025-10-09", "14 days to 30 Sep, 1 Oct; rest 1-8, Thu 9"),
    ("PET_REGISTER", "2026-02-02 09:00", "2026-02-24", "2 + 15 = 17 Feb; rest 15-23, Tue 24"),
    # art 23 para 2: the body that received it directly tells the writer within 15 days
    ("PET_ORG_NOTICE_DIRECT", "2024-09-16 09:00", "2024-10-08", "14 days to 30 Sep, 1 Oct; rest 1-7, Tue 8"),
    (
        "PET_ORG_NOTICE_DIRECT",
        "2025-01-17 09:00",
        "2025-02-05",
        "14 days to 31 Jan, Sat 1 Feb; rest to 4, Wed 5",
    ),
    ("PET_ORG_NOTICE_DIRECT", "2026-09-05 09:00", "2026-09-20", "5 + 15 = Sun 20 Sep, worked: does not move"),
    # art 23 para 3: the body to which it was forwarded tells the writer within 15 days
    ("PET_ORG_NOTICE_FWD", "2014-05-18 09:00", "2014-06-03", "13 days to 31 May, 2 Jun; Dragon Boat, Tue 3"),
    ("PET_ORG_NOTICE_FWD", "2024-12-17 09:00", "2025-01-02", "14 days to 31 Dec, 1 Jan; rest, Thu 2"),
    ("PET_ORG_NOTICE_FWD", "2025-09-30 09:00", "2025-10-15", "0 days to 30 Sep, Wed 15 Oct is worked"),
    ("PET_ORG_NOTICE_FWD", "2026-09-11 09:00", "2026-09-28", "11 + 15 = Sat 26 Sep; rest 25-27, Mon 28"),
]
ANSWERS = [
    # Jinan 12345 ordinance art 24, Weifang art 20: five working days
    ("HOT_REPLY_JINAN", "2014-09-24 09:00", "2014-09-30", "25, 26, Sun 28 worked, 29, 30"),
    ("HOT_REPLY_JINAN", "2024-02-02 17:00", "2024-02-08", "Sun 4 worked, 5, 6, 7, 8"),
    ("HOT_REPLY_JINAN", "2024-09-30 09:00", "2024-10-12", "rest 1-7: 8, 9, 10, 11, Sat 12 worked"),
    ("HOT_REPLY_JINAN", "2025-09-30 09:00", "2025-10-14", "rest 1-8: 9, 10, Sat 11 worked, 13, 14"),
    ("HOT_REPLY_JINAN", "2025-12-30 09:00", "2026-01-07", "31; rest 1-3: Sun 4 worked, 5, 6, 7"),
    ("HOT_REPLY_JINAN", "2026-02-12 09:00", "2026-02-26", "13, Sat 14 worked; rest 15-23: 24, 25, 26"),
    # Beijing's draft standard of 2021: seven days, and fifteen for what is complex
    ("HOT_REPLY_NORMAL", "2014-10-04 09:00", "2014-10-11", "4 + 7 = Sat 11 Oct, worked: does not move"),
    ("HOT_REPLY_NORMAL", "2025-09-26 09:00", "2025-10-09", "4 days to 30 Sep, 3 Oct; rest 1-8, Thu 9"),
    ("HOT_REPLY_NORMAL", "2026-02-10 09:00", "2026-02-24", "10 + 7 = 17 Feb; rest 15-23, Tue 24"),
    ("HOT_REPLY_HARD", "2024-09-20 09:00", "2024-10-08", "10 days to 30 Sep, Sat 5 Oct; rest 1-7, Tue 8"),
    ("HOT_REPLY_HARD", "2026-04-20 09:00", "2026-05-06", "10 days to 30 Apr, 5 May; rest 1-5, Wed 6"),
]


@pytest.mark.parametrize(("key", "start", "last", "how"), [*FIFTEEN_DAYS, *ANSWERS])
def test_a_limit_of_the_road_ends_on_the_day_that_the_calendar_says(
    key: str, start: str, last: str, how: str
) -> None:
    assert said(due(key, start)) == f"{last} 23:59:59", how


HOURS = [
    # Beijing local standard 2023 and its draft of 2021: hours run by the clock, through every holiday
    ("HOT_DISPATCH_URGENT", "2014-10-01 00:10", "2014-10-01 01:10:00", "one hour, on National Day"),
    ("HOT_DISPATCH_LIFELINE", "2024-02-09 17:00", "2024-02-09 19:00:00", "two hours, on New Year's Eve"),
    ("HOT_DISPATCH_NORMAL", "2025-12-31 16:00", "2026-01-01 16:00:00", "24 hours, into the new year"),
    ("HOT_REPLY_URGENT", "2026-02-16 23:30", "2026-02-17 01:30:00", "two hours, past midnight"),
    ("HOT_REPLY_LIFELINE", "2025-10-01 08:00", "2025-10-02 08:00:00", "24 hours, in the holiday"),
]


@pytest.mark.parametrize(("key", "start", "instant", "how"), HOURS)
def test_a_limit_in_hours_of_the_road_runs_by_the_clock(key: str, start: str, instant: str, how: str) -> None:
    assert said(due(key, start)) == instant, how


EXTENDED = [
    # rule, start, last day, how, last day once extended, how
    # Petition Work Regulations art 34: sixty days, thirty more once, counted from the end of the sixty
    (
        *("PET_CONCLUDE", "2014-08-04 09:00"),
        *("2014-10-08", "27 days to 31 Aug, 57 to 30 Sep, 3 Oct; rest 1-7, Wed 8"),
        *("2014-11-07", "23 days to 31 Oct, Fri 7 Nov"),
    ),
    (
        *("PET_CONCLUDE", "2024-02-05 09:00"),
        *("2024-04-07", "24 days to 29 Feb, 55 to 31 Mar, 5 Apr; rest 4-6, Sun 7 worked"),
        *("2024-05-07", "23 days to 30 Apr, Tue 7 May: the rest of 1-5 is over"),
    ),
    (
        *("PET_CONCLUDE", "2024-08-02 09:00"),
        *("2024-10-08", "29 days to 31 Aug, 59 to 30 Sep, 1 Oct; rest 1-7, Tue 8"),
        *("2024-11-07", "23 days to 31 Oct, Thu 7 Nov"),
    ),
    (
        *("PET_CONCLUDE", "2025-03-03 09:00"),
        *("2025-05-06", "28 days to 31 Mar, 58 to 30 Apr, 2 May; rest 1-5, Tue 6"),
        *("2025-06-05", "25 days to 31 May, Thu 5 Jun"),
    ),
    (
        *("PET_CONCLUDE", "2025-07-04 09:00"),
        *("2025-09-02", "27 days to 31 Jul, 58 to 31 Aug, Tue 2 Sep"),
        *("2025-10-09", "28 days to 30 Sep, 2 Oct; rest 1-8, Thu 9"),
    ),
    (
        *("PET_CONCLUDE", "2025-09-30 10:00"),
        *("2025-12-01", "31 days to 31 Oct, Sat 29 Nov, Mon 1 Dec (story 5)"),
        *("2025-12-31", "30 days after 1 Dec, Wed 31 Dec"),
    ),
    (
        *("PET_CONCLUDE", "2025-12-19 09:00"),
        *("2026-02-24", "12 days to 31 Dec, 43 to 31 Jan, 17 Feb; rest 15-23, Tue 24"),
        *("2026-03-26", "4 days to 28 Feb, Thu 26 Mar"),
    ),
    (
        *("PET_CONCLUDE", "2026-07-29 09:00"),
        *("2026-09-28", "2 days to 31 Jul, 33 to 31 Aug, Sun 27 Sep; rest 25-27, Mon 28"),
        *("2026-10-28", "2 days to 30 Sep, Wed 28 Oct"),
    ),
    (
        *("PET_CONCLUDE", "2026-08-03 09:00"),
        *("2026-10-08", "28 days to 31 Aug, 58 to 30 Sep, 2 Oct; rest 1-7, Thu 8"),
        *("2026-11-09", "23 days to 31 Oct, Sat 7 Nov, Mon 9"),
    ),
    # Jinan art 24 for the five days; the ten more are the county's own
    (
        *("HOT_REPLY_JINAN", "2014-09-24 09:00"),
        *("2014-09-30", "25, 26, Sun 28 worked, 29, 30"),
        *("2014-10-20", "rest 1-7: 8, 9, 10, Sat 11 worked, 13, 14, 15, 16, 17, 20"),
    ),
    (
        *("HOT_REPLY_JINAN", "2024-02-02 17:00"),
        *("2024-02-08", "Sun 4 worked, 5, 6, 7, 8"),
        *("2024-02-28", "9; rest 10-17: Sun 18 worked, 19, 20, 21, 22, 23, 26, 27, 28"),
    ),
    (
        *("HOT_REPLY_JINAN", "2025-03-03 09:00"),
        *("2025-03-10", "4, 5, 6, 7, 10"),
        *("2025-03-24", "11, 12, 13, 14, 17, 18, 19, 20, 21, 24"),
    ),
    (
        *("HOT_REPLY_JINAN", "2025-12-30 09:00"),
        *("2026-01-07", "31; rest 1-3: Sun 4 worked, 5, 6, 7"),
        *("2026-01-21", "8, 9, 12, 13, 14, 15, 16, 19, 20, 21"),
    ),
    (
        *("HOT_REPLY_JINAN", "2026-02-12 09:00"),
        *("2026-02-26", "13, Sat 14 worked; rest 15-23: 24, 25, 26"),
        *("2026-03-11", "27, Sat 28 worked, 2, 3, 4, 5, 6, 9, 10, 11"),
    ),
]


@pytest.mark.parametrize(("key", "start", "last", "how", "later", "how_later"), EXTENDED)
def test_an_extension_is_counted_from_the_end_of_the_limit(
    key: str, start: str, last: str, how: str, later: str, how_later: str
) -> None:
    first, row = due(key, start), RULES[key]
    assert said(first) == f"{last} 23:59:59", how
    assert row.extension_amount is not None
    longer = reckon(Limit(row.extension_amount, Unit(row.extension_unit)), first, CALENDAR).due
    assert said(longer) == f"{later} 23:59:59", how_later
