"""Every other limit of the rule book, reckoned over the holidays and counted by hand; none is left out.

Each row says how its last day was counted on the calendar, so that a reader can count again.
"""

import pytest

from lianxin.clock.reckoning import Limit, Unit, reckon
from tests.rooms.clock.test_deadlines_of_the_road import (
    ANSWERS,
    CALENDAR,
    EXTENDED,
    FIFTEEN_DAYS,
    HOURS,
    RULES,
    due,
    said,
)

LENGTHS = {Unit.SECOND, Unit.MINUTE, Unit.HOUR, Unit.WORKING_DAY, Unit.CALENDAR_DAY}
BEFORE = {"VIL_MEETING_NOTICE", "VIL_DRAFT_TO_MEMBERS"}  # days before a meeting: none is owed from a start

REVIEWS = [
    # Petition Work Regulations art 23 para 3: five working days to object
    ("PET_OBJECT", "2026-09-30 09:00", "2026-10-13", "rest 1-7: 8, 9, Sat 10 worked, 12, 13"),
    # art 35: thirty days to ask for a review, and thirty to give it
    (
        "PET_ASK_REVIEW",
        "2014-01-06 09:00",
        "2014-02-07",
        "25 days to 31 Jan, 5 Feb; rest 31 Jan-6 Feb, Fri 7",
    ),
    ("PET_ASK_REVIEW", "2025-09-05 09:00", "2025-10-09", "25 days to 30 Sep, 5 Oct; rest 1-8, Thu 9"),
    ("PET_REVIEW", "2024-08-16 09:00", "2024-09-18", "15 days to 31 Aug, Sun 15 Sep; rest 15-17, Wed 18"),
    ("PET_REVIEW", "2026-01-19 09:00", "2026-02-24", "12 days to 31 Jan, 18 Feb; rest 15-23, Tue 24"),
    # art 36: the same for a recheck
    (
        "PET_ASK_RECHECK",
        "2024-05-11 09:00",
        "2024-06-11",
        "20 days to 31 May, Mon 10 Jun; Dragon Boat, Tue 11",
    ),
    ("PET_ASK_RECHECK", "2025-04-02 09:00", "2025-05-06", "28 days to 30 Apr, 2 May; rest 1-5, Tue 6"),
    ("PET_RECHECK", "2014-05-03 09:00", "2014-06-03", "28 days to 31 May, 2 Jun; Dragon Boat, Tue 3"),
    ("PET_RECHECK", "2026-05-20 09:00", "2026-06-22", "11 days to 31 May, 19 Jun; rest 19-21, Mon 22"),
]
OFFICES = [
    # reports of breaches of discipline, rules of the discipline organs art 15, 16
    ("RPT_UP", "2014-01-24 09:00", "2014-01-30", "Sun 26 worked, 27, 28, 29, 30"),
    ("RPT_ROUTE", "2024-09-27 09:00", "2024-10-10", "Sun 29 worked, 30; rest 1-7: 8, 9, 10"),
    (
        *("RPT_NOTICE", "2025-09-26 09:00", "2025-10-23"),
        "Sun 28 worked, 29, 30; rest 1-8: 9, 10, Sat 11 worked, 13-17, 20-23",
    ),
    (
        *("RPT_FEEDBACK", "2026-02-09 09:00", "2026-03-06"),
        "10-13, Sat 14 worked; rest 15-23: 24-27, Sat 28 worked, 2-6",
    ),
    # consumers' complaints and services; Administrative Licensing Law art 32, 42, 44
    ("MKT_ACCEPT", "2025-04-25 09:00", "2025-05-08", "Sun 27 worked, 28, 29, 30; rest 1-5: 6, 7, 8"),
    ("SVC_ONE_NOTICE", "2024-04-03 09:00", "2024-04-11", "rest 4-6: Sun 7 worked, 8, 9, 10, 11"),
    (
        *("SVC_DECIDE", "2026-09-16 09:00", "2026-10-20"),
        "17, 18, Sun 20 worked, 21-24; rest 25-27: 28-30; rest 1-7: 8, 9, Sat 10 worked, 12-16, 19, 20",
    ),
    ("SVC_DELIVER", "2014-04-28 09:00", "2014-05-13", "29, 30; rest 1-3: Sun 4 worked, 5-9, 12, 13"),
    (
        *("SVC_BAD_RATING", "2024-02-01 09:00", "2024-02-27"),
        "2, Sun 4 worked, 5-9; rest 10-17: Sun 18 worked, 19-23, 26, 27",
    ),
    (
        *("DISC_PUBLISH", "2025-01-13 09:00", "2025-02-14"),
        "14-17, 20-24, Sun 26 worked, 27; rest 28 Jan-4 Feb: 5-7, Sat 8 worked, 10-14",
    ),
]
TENDERS = [
    ("TND_SALE", "2026-06-15 09:00", "2026-06-22", "15 + 5 = Sat 20 Jun; rest 19-21, Mon 22"),
    ("TND_PREQ_SUBMIT", "2024-05-06 09:00", "2024-05-11", "6 + 5 = Sat 11 May, worked: does not move"),
    ("TND_PREQ_SUBMIT_GP", "2024-04-30 09:00", "2024-05-10", "rest 1-5: 6, 7, 8, 9, 10"),
    ("TND_BID", "2025-09-15 09:00", "2025-10-09", "15 days to 30 Sep, 5 Oct; rest 1-8, Thu 9"),
    ("TND_ANSWER_OBJECT", "2025-04-01 09:00", "2025-04-07", "1 + 3 = 4 Apr; rest 4-6, Mon 7"),
    ("TND_PUBLICISE", "2026-04-03 09:00", "2026-04-07", "3 + 3 = Mon 6 Apr; rest 4-6, Tue 7"),
    ("TND_COMPLAIN", "2014-03-26 09:00", "2014-04-08", "5 days to 31 Mar, Sat 5 Apr; rest 5-7, Tue 8"),
    ("TND_COMPLAINT_ACCEPT", "2025-12-31 09:00", "2026-01-06", "rest 1-3: Sun 4 worked, 5, 6"),
    (
        *("TND_COMPLAINT_DECIDE", "2026-08-31 09:00", "2026-10-16"),
        "14 to 18 Sep, Sun 20 worked, 21-24; rest 25-27: 28-30; rest 1-7: 8, 9, Sat 10 worked, 12-16",
    ),
    (
        "TND_CONTRACT",
        "2024-01-15 09:00",
        "2024-02-18",
        "16 days to 31 Jan, 14 Feb; rest 10-17, Sun 18 worked",
    ),
]
COUNTY = [
    ("LX_ACKNOWLEDGE", "2014-10-10 09:00", "2014-10-11", "Sat 11 worked"),
    ("LX_APPROVE", "2014-09-05 09:00", "2014-09-09", "rest 6-8: Tue 9"),
    ("LX_DELIVER", "2025-09-28 09:00", "2025-10-09", "2 days to 30 Sep, 5 Oct; rest 1-8, Thu 9"),
    ("LX_SUPERVISE", "2025-09-28 09:00", "2025-10-11", "29, 30 Sep, 9, 10, Sat 11 worked"),
    ("LX_SPONSOR", "2025-09-28 09:00", "2025-10-17", "29, 30 Sep, 9-11, 13-17"),
    ("LX_CALLBACK", "2026-02-05 09:00", "2026-02-12", "5 + 7 = Thu 12 Feb"),
    ("LX_RATING_SHOWN", "2026-02-10 09:00", "2026-02-24", "10 + 7 = 17 Feb; rest 15-23, Tue 24"),
    ("LX_CLOSE", "2026-02-05 09:00", "2026-02-24", "5 + 15 = 20 Feb; rest 15-23, Tue 24"),
    ("LX_REWORK", "2026-04-30 09:00", "2026-05-11", "rest 1-5: 6, 7, 8, Sat 9 worked, 11"),
    ("LX_INSTRUCTION", "2025-04-03 09:00", "2025-04-11", "rest 4-6: 7, 8, 9, 10, 11"),
    ("LX_ESCALATE", "2024-09-13 09:00", "2024-09-18", "Sat 14 worked; rest 15-17: 18"),
    ("LX_DECIDE_OBJECTION", "2026-06-18 09:00", "2026-06-22", "rest 19-21: Mon 22"),
    ("LX_SUPPORT", "2025-05-30 09:00", "2025-06-05", "rest 31 May-2 Jun: 3, 4, 5"),
    ("LX_EXTENSION", "2025-09-30 09:00", "2025-10-09", "rest 1-8: Thu 9"),
    ("LX_RECUSAL", "2025-09-30 09:00", "2025-10-10", "rest 1-8: Thu 9, Fri 10"),
    ("LX_DEFERRAL", "2024-02-09 09:00", "2024-02-18", "rest 10-17: Sun 18 worked"),
    ("LX_COMMITMENT", "2025-03-03 09:00", "2026-03-03", "a year of 365 days: Tue 3 Mar"),
    ("LX_COMMITMENT", "2024-02-20 09:00", "2025-02-19", "29 Feb lies between: Wed 19 Feb"),
    ("LX_LOOK_BACK", "2025-03-04 09:00", "2025-06-03", "4 Mar + 90 = 2 Jun; rest 31 May-2 Jun, Tue 3"),
    ("LX_LOOK_BACK_FROM", "2025-03-04 09:00", "2025-05-19", "4 Mar + 75 = 18 May, a Sunday: Mon 19"),
    ("LX_CLAIM", "2025-04-03 09:00", "2025-04-09", "rest 4-6: 7, 8, 9"),
    ("LX_CONTEST_WITHIN", "2026-02-05 09:00", "2026-02-24", "5 + 15 = 20 Feb; rest 15-23, Tue 24"),
    ("LX_CONTEST", "2025-09-28 09:00", "2025-10-17", "29, 30 Sep, 9-11, 13-17"),
    ("LX_ASSESS", "2025-09-28 09:00", "2025-10-17", "29, 30 Sep, 9-11, 13-17"),
    ("LX_PROBLEM_ASSIGN", "2025-04-03 09:00", "2025-04-09", "rest 4-6: 7, 8, 9"),
    ("LX_PROBLEM_PLAN", "2025-05-30 09:00", "2025-06-09", "rest 31 May-2 Jun: 3-6, Mon 9"),
    ("LX_PROBLEM_MEND", "2025-03-03 09:00", "2026-03-03", "a year of 365 days: Tue 3 Mar"),
    (
        "LX_THEME_REPORT",
        "2025-03-03 09:00",
        "2025-04-03",
        "31 days at most: Thu 3 Apr",
    ),
    (
        "LX_PROBLEM_STRIKE",
        "2026-02-05 09:00",
        "2026-03-04",
        "6, 9-13, Sat 14 worked; rest 15-23: 24-27, Sat 28 worked, 2-4",
    ),
    ("LX_PROBLEM_ASK", "2026-02-10 09:00", "2026-02-24", "10 + 7 = 17 Feb; rest 15-23, Tue 24"),
    ("LX_PROBLEM_AGAIN", "2025-03-04 09:00", "2025-06-03", "4 Mar + 90 = 2 Jun; rest 31 May-2 Jun, Tue 3"),
    ("SEED_RESTORE", "2025-03-07 17:00", "2025-03-10", "7 + 3 = Mon 10 Mar (story 1)"),
]
DAYS = [*REVIEWS, *OFFICES, *TENDERS, *COUNTY]


@pytest.mark.parametrize(("key", "start", "last", "how"), DAYS)
def test_a_limit_ends_on_the_day_that_the_calendar_says(key: str, start: str, last: str, how: str) -> None:
    assert said(due(key, start)) == f"{last} 23:59:59", how


CLOCK = [
    ("HOT_ANSWER", "2014-10-01 00:00", "2014-10-01 00:00:15", "fifteen seconds, on National Day"),
    ("HOT_MEDIA_RESPOND", "2025-12-31 23:58", "2026-01-01 00:01:00", "three minutes, into the new year"),
    ("HOT_MAILBOX_RESPOND", "2024-02-10 08:00", "2024-02-11 08:00:00", "24 hours, in the Spring Festival"),
]


@pytest.mark.parametrize(("key", "start", "instant", "how"), CLOCK)
def test_a_limit_by_the_clock_runs_through_every_holiday(
    key: str, start: str, instant: str, how: str
) -> None:
    assert said(due(key, start)) == instant, how


def test_a_licence_takes_ten_working_days_more_when_the_head_agrees() -> None:
    row = RULES["SVC_DECIDE"]
    longer = Limit(row.extension_amount or 0, Unit(row.extension_unit))
    later = reckon(longer, due("SVC_DECIDE", "2026-09-16 09:00"), CALENDAR).due
    assert said(later) == "2026-11-03 23:59:59", "21-23, 26-30 Oct, 2, 3 Nov"


def test_no_limit_of_the_rule_book_is_untested() -> None:
    tested = {row[0] for table in (DAYS, CLOCK, FIFTEEN_DAYS, ANSWERS, HOURS, EXTENDED) for row in table}
    lengths = {key for key, row in RULES.items() if row.amount and Unit(row.unit) in LENGTHS}
    assert lengths - tested == BEFORE
