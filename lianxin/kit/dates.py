"""Dates as people say them, in Chinese or English; the county lives in one time zone."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

SHANGHAI = ZoneInfo("Asia/Shanghai")

WEEKDAYS = (N_("星期一"), N_("星期二"), N_("星期三"), N_("星期四"), N_("星期五"), N_("星期六"), N_("星期日"))
MONTHS = (
    *(N_("1月"), N_("2月"), N_("3月"), N_("4月"), N_("5月"), N_("6月")),
    *(N_("7月"), N_("8月"), N_("9月"), N_("10月"), N_("11月"), N_("12月")),
)
NTHS = (
    *(N_("1日"), N_("2日"), N_("3日"), N_("4日"), N_("5日"), N_("6日"), N_("7日"), N_("8日")),
    *(N_("9日"), N_("10日"), N_("11日"), N_("12日"), N_("13日"), N_("14日"), N_("15日"), N_("16日")),
    *(N_("17日"), N_("18日"), N_("19日"), N_("20日"), N_("21日"), N_("22日"), N_("23日"), N_("24日")),
    *(N_("25日"), N_("26日"), N_("27日"), N_("28日"), N_("29日"), N_("30日"), N_("31日")),
)


def local_day(moment: date) -> date:
    """The day it is in the county at that instant; a plain date stays as it is."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("An instant without a time zone is no instant.")
    return moment.astimezone(SHANGHAI).date()


def say_day(day: date, *, beside: date | None = None) -> str:
    """10月13日(星期一), Monday 13 October. The year is said when `beside` lies in another one."""
    return _said(local_day(day), _other_year(day, beside), True, get_language())


def say_date(day: date, *, beside: date | None = None) -> str:
    """10月13日, 13 October: the same without the weekday."""
    return _said(local_day(day), _other_year(day, beside), False, get_language())


def say_instant(moment: datetime, *, beside: date | None = None, seconds: bool = False) -> str:
    """10月13日(星期一)17:30, Monday 13 October 17:30."""
    clock = moment.astimezone(SHANGHAI).strftime("%H:%M:%S" if seconds else "%H:%M")
    return _("%(day)s%(time)s") % {"day": say_day(moment, beside=beside), "time": clock}


def say_month(day: date, *, beside: date | None = None) -> str:
    """10月, October; 2027年1月, January 2027 where the year must be said."""
    return _month(local_day(day), _other_year(day, beside))


def say_weekday(day: date) -> str:
    """星期一, Monday."""
    return _(WEEKDAYS[local_day(day).weekday()])


def say_nth(day: date) -> str:
    """13日, 13th."""
    return _(NTHS[local_day(day).day - 1])


def _other_year(day: date, beside: date | None) -> bool:
    return beside is not None and local_day(day).year != local_day(beside).year


def _month(day: date, with_year: bool) -> str:
    month = _(MONTHS[day.month - 1])
    return _("%(year)d年%(month)s") % {"year": day.year, "month": month} if with_year else month


@lru_cache(maxsize=8192)  # a list page says the same few days over and over
def _said(day: date, with_year: bool, with_weekday: bool, language: str | None) -> str:
    words = {"month": _month(day, with_year), "day": day.day, "weekday": say_weekday(day)}
    if with_weekday:
        return _("%(month)s%(day)d日(%(weekday)s)") % words
    return _("%(month)s%(day)d日") % words
