"""Every due date explains itself in one sentence, in Chinese and in English."""

from datetime import datetime

import pytest
from django.utils import translation

from lianxin.clock.calendar import calendar_of, library_calendar
from lianxin.clock.reckoning import Limit, Unit, explain, reckon
from lianxin.kit.dates import SHANGHAI

YEARS = (2014, 2024, 2025, 2026)
CALENDAR = calendar_of(library_calendar(YEARS), YEARS)

SENTENCES = [
    (
        *("2014-09-30 09:00", 5, Unit.WORKING_DAY),
        "从9月30日(星期二)起5个工作日：10月1日至7日放假(国庆节)，10月11日(星期六)上班：最迟10月13日(星期一)",
        (
            "5 working days from Tuesday 30 September: the 1st to the 7th are holidays, "
            "Saturday the 11th is worked: due Monday 13 October"
        ),
    ),
    (
        *("2025-09-30 09:00", 5, Unit.WORKING_DAY),
        "从9月30日(星期二)起5个工作日：10月1日至8日放假(国庆节、中秋节)，10月11日(星期六)上班：最迟10月14日(星期二)",
        (
            "5 working days from Tuesday 30 September: the 1st to the 8th are holidays, "
            "Saturday the 11th is worked: due Tuesday 14 October"
        ),
    ),
    (
        *("2025-03-07 09:00", 5, Unit.WORKING_DAY),
        "从3月7日(星期五)起5个工作日：最迟3月14日(星期五)",
        "5 working days from Friday 7 March: due Friday 14 March",
    ),
    (
        *("2025-05-30 09:00", 1, Unit.WORKING_DAY),
        "从5月30日(星期五)起1个工作日：5月31日至6月2日放假(端午节)：最迟6月3日(星期二)",
        "1 working day from Friday 30 May: 31 May to 2 June are holidays: due Tuesday 3 June",
    ),
    (
        *("2024-09-10 09:00", 15, Unit.WORKING_DAY),
        (
            "从9月10日(星期二)起15个工作日：9月14日(星期六)上班，9月15日至17日放假(中秋节)，"
            "9月29日(星期日)上班，10月1日至7日放假(国庆节)：最迟10月8日(星期二)"
        ),
        (
            "15 working days from Tuesday 10 September: Saturday 14 September is worked, "
            "15 to 17 September are holidays, Sunday 29 September is worked, 1 to 7 October are holidays: "
            "due Tuesday 8 October"
        ),
    ),
    (
        *("2025-09-30 09:00", 60, Unit.CALENDAR_DAY),
        "从9月30日(星期二)起60天：最后一天是11月29日(星期六)，顺延到下一个工作日：最迟12月1日(星期一)",
        (
            "60 days from Tuesday 30 September: the last day is Saturday 29 November, "
            "so it moves to the next working day: due Monday 1 December"
        ),
    ),
    (
        *("2025-08-05 09:00", 60, Unit.CALENDAR_DAY),
        (
            "从8月5日(星期二)起60天：最后一天是10月4日(星期六)，10月4日至8日放假(国庆节、中秋节)，"
            "顺延到下一个工作日：最迟10月9日(星期四)"
        ),
        (
            "60 days from Tuesday 5 August: the last day is Saturday 4 October, "
            "the 4th to the 8th are holidays, so it moves to the next working day: due Thursday 9 October"
        ),
    ),
    (
        *("2014-05-26 09:00", 7, Unit.CALENDAR_DAY),
        "从5月26日(星期一)起7天：最后一天6月2日(星期一)放假(端午节)，顺延到下一个工作日：最迟6月3日(星期二)",
        (
            "7 days from Monday 26 May: the last day, Monday 2 June, is a holiday, "
            "so it moves to the next working day: due Tuesday 3 June"
        ),
    ),
    (
        *("2025-12-25 09:00", 20, Unit.WORKING_DAY),
        "从12月25日(星期四)起20个工作日：2026年1月1日至3日放假(元旦)，1月4日(星期日)上班：最迟2026年1月23日(星期五)",
        (
            "20 working days from Thursday 25 December: the 1st to the 3rd are holidays, "
            "Sunday the 4th is worked: due Friday 23 January 2026"
        ),
    ),
    (
        *("2026-12-28 09:00", 5, Unit.WORKING_DAY),
        "从12月28日(星期一)起5个工作日：最迟2027年1月4日(星期一)；2027年的放假安排尚未公布，暂按星期一至星期五上班计算",
        (
            "5 working days from Monday 28 December: due Monday 4 January 2027; "
            "the holidays of 2027 are not announced yet, so Monday to Friday are taken as worked"
        ),
    ),
    (
        *("2025-10-13 17:30", 24, Unit.HOUR),
        "从10月13日(星期一)17:30起24小时：最迟10月14日(星期二)17:30",
        "24 hours from Monday 13 October 17:30: due Tuesday 14 October 17:30",
    ),
    (
        *("2025-10-13 17:30", 15, Unit.SECOND),
        "从10月13日(星期一)17:30:00起15秒：最迟10月13日(星期一)17:30:15",
        "15 seconds from Monday 13 October 17:30:00: due Monday 13 October 17:30:15",
    ),
    (
        *("2025-10-13 17:30", 0, Unit.AT_LIMIT),
        "时限一到就办：10月13日(星期一)17:30",
        "as soon as the limit is reached: Monday 13 October 17:30",
    ),
]


@pytest.mark.parametrize(("start", "amount", "unit", "chinese", "english"), SENTENCES)
def test_a_due_date_explains_itself(start: str, amount: int, unit: Unit, chinese: str, english: str) -> None:
    begun = datetime.fromisoformat(start).replace(tzinfo=SHANGHAI)
    reckoning = reckon(Limit(amount, unit), begun, CALENDAR)
    assert explain(reckoning) == chinese
    with translation.override("en"):
        assert explain(reckoning) == english
