"""日历 Which days are worked: the arithmetic of days, without a database.

A working day is a Monday to Friday, except the holidays the State Council announces each year,
and including the weekend days it has worked in exchange (调休). Exceptions are yearly data: a
year nobody has announced yet has none, and whoever reckons with it must say so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from chinese_calendar import constants

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """日历 The exceptions by day with their Chinese names, and the years that are announced."""

    holidays: Mapping[date, str]
    worked: Mapping[date, str]
    known_years: frozenset[int]

    def is_working(self, day: date) -> bool:
        """工作日 Is the county at its desks that day?"""
        if day in self.worked:
            return True
        return day not in self.holidays and day.weekday() < SATURDAY

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        day += ONE_DAY
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def is_known(self, day: date) -> bool:
        """Have the holidays of that day's year been announced?"""
        return day.year in self.known_years


class ExceptionDay(NamedTuple):
    """例外日 A holiday, or a weekend day that is worked."""

    date: date
    working: bool
    name_zh: str
    name_en: str


def calendar_of(days: Iterable[ExceptionDay], known_years: Iterable[int]) -> Calendar:
    """The calendar that these exceptions make."""
    days = tuple(days)
    return Calendar(
        holidays={day.date: day.name_zh for day in days if not day.working},
        worked={day.date: day.name_zh for day in days if day.working},
        known_years=frozenset(known_years),
    )


# As people and official notices write them; the library's own names are shortened.
NAMES = {
    "New Year's Day": ("元旦", "New Year's Day"),
    "Spring Festival": ("春节", "Spring Festival"),
    "Tomb-sweeping Day": ("清明节", "Qingming Festival"),
    "Labour Day": ("劳动节", "Labour Day"),
    "Dragon Boat Festival": ("端午节", "Dragon Boat Festival"),
    "National Day": ("国庆节", "National Day"),
    "Mid-autumn Festival": ("中秋节", "Mid-Autumn Festival"),
    "Anti-Fascist 70th Day": ("抗战胜利纪念日", "Victory Day"),
}


def library_years() -> frozenset[int]:
    """The years whose holidays the installed library knows."""
    return frozenset(day.year for day in constants.holidays)


def library_calendar(years: Iterable[int]) -> tuple[ExceptionDay, ...]:
    """The holidays and worked weekend days of these years, as the installed library knows them.

    Years it does not know give nothing: ask `library_years` first.
    """
    wanted = frozenset(years)
    found = [_holiday(day, name) for day, name in constants.holidays.items() if day.year in wanted]
    found += [_make_up(day, name) for day, name in constants.workdays.items() if day.year in wanted]
    return tuple(sorted(found))


def _holiday(day: date, name: str) -> ExceptionDay:
    return ExceptionDay(day, False, *NAMES.get(name, (name, name)))


def _make_up(day: date, name: str) -> ExceptionDay:
    name_zh, name_en = NAMES.get(name, (name, name))
    return ExceptionDay(day, True, f"{name_zh}调休", f"worked in exchange for {name_en}")
