"""期限计算 From a limit and a start to the instant something is due, and the sentence that says why.

The law beside the arithmetic:

* Civil Code art 201: the day on which something begins is not counted; hours run by the clock.
* Civil Code art 203: a last day that is a day of rest moves to the next working day; a last day
  ends at 24:00.
* Administrative Licensing Law art 82: limits counted in working days leave out all days of rest.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from lianxin.clock.calendar import ONE_DAY, Calendar
from lianxin.kit.dates import (
    SHANGHAI,
    local_day,
    say_date,
    say_day,
    say_instant,
    say_month,
    say_nth,
    say_weekday,
)

LAST_SECOND = time(23, 59, 59)

# First day, last day, names of the holidays; no names where the day is worked.
Stretch = tuple[date, date, tuple[str, ...]]


class Unit(TextChoices):
    """时限单位 What a limit counts: the first six run forward from a start, the rest do not."""

    SECOND = "second", gettext_lazy("秒")
    MINUTE = "minute", gettext_lazy("分钟")
    HOUR = "hour", gettext_lazy("小时")
    WORKING_DAY = "working_day", gettext_lazy("工作日")
    CALENDAR_DAY = "calendar_day", gettext_lazy("日")
    AT_LIMIT = "at_limit", gettext_lazy("时限届满时")
    MINUTE_BEFORE = "minute_before", gettext_lazy("分钟以前")
    CALENDAR_DAY_BEFORE = "calendar_day_before", gettext_lazy("日以前")
    PER_MONTH_MIN = "per_month_min", gettext_lazy("次(每月至少)")
    PER_QUARTER = "per_quarter", gettext_lazy("次(每季度)")
    PER_YEAR_MIN = "per_year_min", gettext_lazy("次(每年至少)")
    PERSON = "person", gettext_lazy("人")
    BIDDER = "bidder", gettext_lazy("个申请人")
    TIMES = "times", gettext_lazy("次")


BY_THE_CLOCK = {
    Unit.SECOND: timedelta(seconds=1),
    Unit.MINUTE: timedelta(minutes=1),
    Unit.HOUR: timedelta(hours=1),
}
RUNNING = frozenset({*BY_THE_CLOCK, Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.AT_LIMIT})


@dataclass(frozen=True)
class Limit:
    """时限 So many of something."""

    amount: int
    unit: Unit


@dataclass(frozen=True)
class Reckoning:
    """算法 A due time and every fact it was reckoned from."""

    start: datetime
    limit: Limit
    due: datetime
    holidays: tuple[tuple[date, str], ...] = ()
    worked: tuple[date, ...] = ()
    last_day_moved_from: date | None = None
    unknown_years: tuple[int, ...] = ()

    @property
    def unknown_year(self) -> bool:
        """Was a day counted in a year whose holidays are not announced yet?"""
        return bool(self.unknown_years)


def reckon(limit: Limit, start: datetime, calendar: Calendar) -> Reckoning:
    """计算期限 When is it due, if it begins at `start` (aware)? `due` is in UTC.

    A ValueError means the caller asked for something that does not run: 5 persons, 2 days before.
    """
    if start.tzinfo is None or limit.amount < 0 or limit.unit not in RUNNING:
        raise ValueError(f"{limit} from {start} cannot be reckoned.")
    if limit.amount == 0 or limit.unit is Unit.AT_LIMIT:
        return Reckoning(start, limit, start.astimezone(UTC))
    if limit.unit in BY_THE_CLOCK:
        return Reckoning(start, limit, start.astimezone(UTC) + limit.amount * BY_THE_CLOCK[limit.unit])
    if limit.unit is Unit.WORKING_DAY:
        return _working_days(limit, start, calendar)
    return _calendar_days(limit, start, calendar)


def _working_days(limit: Limit, start: datetime, calendar: Calendar) -> Reckoning:
    """Licensing Law art 82: only working days count, and (art 201) not the first day."""
    first = last = local_day(start)
    for _n in range(limit.amount):
        last = calendar.next_working_day(last)
    passed = tuple(_days(first + ONE_DAY, last))
    return Reckoning(
        start,
        limit,
        end_of(last),
        holidays=_holidays(passed, calendar),
        worked=tuple(day for day in passed if day in calendar.worked),
        unknown_years=_unknown(passed, calendar),
    )


def _calendar_days(limit: Limit, start: datetime, calendar: Calendar) -> Reckoning:
    """Civil Code art 203: every day counts, but the last must not be a day of rest."""
    counted = local_day(start) + limit.amount * ONE_DAY
    last = counted if calendar.is_working(counted) else calendar.next_working_day(counted)
    passed = tuple(_days(counted, last))
    return Reckoning(
        start,
        limit,
        end_of(last),
        holidays=_holidays(passed, calendar),
        worked=(last,) if last in calendar.worked else (),
        last_day_moved_from=None if last == counted else counted,
        unknown_years=_unknown(passed, calendar),
    )


def working_days_between(start: datetime, end: datetime, calendar: Calendar) -> int:
    """Working days after the day of `start`, up to and with the day of `end`."""
    return sum(calendar.is_working(day) for day in _days(local_day(start) + ONE_DAY, local_day(end)))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + n * ONE_DAY for n in range((last - first).days + 1))


def end_of(day: date) -> datetime:
    """The last second of that day in the county, at which a limit in days ends (Civil Code art 203)."""
    return datetime.combine(day, LAST_SECOND, SHANGHAI).astimezone(UTC)


def _holidays(days: Iterable[date], calendar: Calendar) -> tuple[tuple[date, str], ...]:
    return tuple((day, calendar.holidays[day]) for day in days if day in calendar.holidays)


def _unknown(days: Iterable[date], calendar: Calendar) -> tuple[int, ...]:
    return tuple(sorted({day.year for day in days if not calendar.is_known(day)}))


# ---- the sentence ------------------------------------------------------------------------------


def explain(reckoning: Reckoning) -> str:
    """说明期限 One sentence a citizen can check on the calendar at home, in the active language."""
    if reckoning.limit.amount == 0 or reckoning.limit.unit is Unit.AT_LIMIT:
        return _("时限一到就办：%(instant)s") % {"instant": say_instant(reckoning.start)}
    beginning, end = _ends(reckoning)
    words = {"limit": say_limit(reckoning.limit), "start": beginning, "due": end}
    reasons = _reasons(reckoning)
    if not reasons:
        return _("从%(start)s起%(limit)s：最迟%(due)s") % words + _unannounced(reckoning)
    words["why"] = _("，").join(reasons)
    return _("从%(start)s起%(limit)s：%(why)s：最迟%(due)s") % words + _unannounced(reckoning)


def say_limit(limit: Limit) -> str:
    """5个工作日, 5 working days."""
    n = limit.amount
    match limit.unit:
        case Unit.SECOND:
            text = ngettext("%(n)d秒", "%(n)d秒", n)
        case Unit.MINUTE:
            text = ngettext("%(n)d分钟", "%(n)d分钟", n)
        case Unit.HOUR:
            text = ngettext("%(n)d小时", "%(n)d小时", n)
        case Unit.WORKING_DAY:
            text = ngettext("%(n)d个工作日", "%(n)d个工作日", n)
        case Unit.CALENDAR_DAY:
            text = ngettext("%(n)d天", "%(n)d天", n)
        case _:
            return f"{n} {limit.unit.label}" if n else str(limit.unit.label)
    return text % {"n": n}


def _ends(reckoning: Reckoning) -> tuple[str, str]:
    """Start and due as said: with the time of day where the limit runs by the clock."""
    start, due = reckoning.start, reckoning.due
    if reckoning.limit.unit not in BY_THE_CLOCK:
        return say_day(start), say_day(due, beside=start)
    fine = reckoning.limit.unit is Unit.SECOND
    return say_instant(start, seconds=fine), say_instant(due, beside=start, seconds=fine)


def _reasons(reckoning: Reckoning) -> list[str]:
    """Holidays and worked weekends in the order of the calendar; plain weekends need no words."""
    said, due, moved = local_day(reckoning.start), local_day(reckoning.due), reckoning.last_day_moved_from
    stretches = sorted([*_stretches(reckoning.holidays), *((day, day, ()) for day in reckoning.worked)])
    near = all((day.year, day.month) == (due.year, due.month) for stretch in stretches for day in stretch[:2])
    reasons = []
    if moved and stretches and stretches[0][:2] == (moved, moved):
        words = {"day": say_day(moved, beside=said), "names": _("、").join(stretches.pop(0)[2])}
        reasons.append(_("最后一天%(day)s放假(%(names)s)") % words)
        said = moved
    elif moved:
        reasons.append(_("最后一天是%(day)s") % {"day": say_day(moved, beside=said)})
        said = moved
    for first, last, names in stretches:
        reasons.append(
            _say_holiday(first, last, names, said, near) if names else _say_worked(first, said, near)
        )
        said = last
    return [*reasons, _("顺延到下一个工作日")] if moved else reasons


def _stretches(holidays: Iterable[tuple[date, str]]) -> list[Stretch]:
    """Days of rest that touch each other, as one stretch."""
    stretches: list[Stretch] = []
    for day, name in holidays:
        if stretches and stretches[-1][1] + ONE_DAY == day:
            first, _last, names = stretches.pop()
            stretches.append((first, day, tuple(dict.fromkeys((*names, name)))))
        else:
            stretches.append((day, day, (name,)))
    return stretches


def _say_holiday(first: date, last: date, names: tuple[str, ...], said: date, near: bool) -> str:
    days = (last - first).days + 1
    text = ngettext("%(days)s放假(%(names)s)", "%(days)s放假(%(names)s)", days)
    span = _say_near(first, last, said) if near else _say_span(first, last, said)
    return text % {"days": span, "names": _("、").join(names)}


def _say_near(first: date, last: date, said: date) -> str:
    """In the month of the due day, which the sentence names anyway: the 1st to the 7th."""
    words = {"month": say_month(first, beside=said), "first": say_nth(first), "last": say_nth(last)}
    if first == last:
        return pgettext("near", "%(month)s%(first)s") % words
    return pgettext("near", "%(month)s%(first)s至%(last)s") % words


def _say_span(first: date, last: date, said: date) -> str:
    """Anywhere else: 28 January to 4 February."""
    if first == last:
        return say_date(first, beside=said)
    if first.month != last.month:
        words = {"first": say_date(first, beside=said), "last": say_date(last, beside=first)}
        return _("%(first)s至%(last)s") % words
    month = say_month(first, beside=said)
    return _("%(month)s%(first)d日至%(last)d日") % {"month": month, "first": first.day, "last": last.day}


def _say_worked(day: date, said: date, near: bool) -> str:
    if not near:
        return _("%(day)s上班") % {"day": say_day(day, beside=said)}
    words = {"month": say_month(day, beside=said), "nth": say_nth(day), "weekday": say_weekday(day)}
    return pgettext("near", "%(month)s%(nth)s(%(weekday)s)上班") % words


def _unannounced(reckoning: Reckoning) -> str:
    if not reckoning.unknown_year:
        return ""
    years = _("、").join(str(year) for year in reckoning.unknown_years)
    return _("；%(years)s年的放假安排尚未公布，暂按星期一至星期五上班计算") % {"years": years}
