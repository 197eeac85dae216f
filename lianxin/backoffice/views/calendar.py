"""日历 A year on one page, one day to be changed, a year to be announced, and what would be due when."""

from calendar import Calendar as Weeks
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.backoffice.forms.books import FIRST_YEAR, LAST_YEAR, DayForm, TryForm, YearForm
from lianxin.backoffice.forms.fields import try_it
from lianxin.backoffice.shell import Visit, mark, office_page, require_fresh
from lianxin.backoffice.words import in_our_order
from lianxin.clock.calendar import SATURDAY, library_years
from lianxin.clock.models import CalendarDay, CalendarYear, Rule, RuleBook
from lianxin.clock.queries import calendar, known_until
from lianxin.clock.reckoning import explain, reckon, say_limit
from lianxin.clock.verbs.books import announce_year, change_day, load_calendar
from lianxin.kit.dates import local_day, say_day, say_instant, say_month


@dataclass(frozen=True)
class Box:
    """One day of a small month: what it is, and what is written beside the number."""

    day: date
    state: str  # usual, rest, holiday or made-up
    name: str = ""


@office_page("calendar.change")
def year(visit: Visit, number: int = 0) -> HttpResponse:
    """Twelve small months with what differs from Monday to Friday."""
    this_year = local_day(visit.now).year
    number = _year_or_404(number or this_year)
    exceptions = {day.date: day for day in CalendarDay.objects.filter(date__year=number)}
    months = [
        {"name": say_month(date(number, month, 1)), "weeks": [*_weeks(number, month, exceptions)]}
        for month in range(1, 13)
    ]
    return visit.page(
        "calendar",
        year=number,
        announced=CalendarYear.objects.filter(year=number).first(),
        known_until=known_until(),
        loadable=number in library_years(),
        months=months,
        exceptions=[(day, say_day(day.date)) for day in exceptions.values()],
        years=range(max(FIRST_YEAR, number - 2), min(LAST_YEAR, number + 2) + 1),
        today=local_day(visit.now),
    )


def _year_or_404(number: int) -> int:
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise Http404
    return number


def _weeks(number: int, month: int, exceptions: dict[date, CalendarDay]) -> Iterator[list[Box | None]]:
    for week in Weeks().monthdatescalendar(number, month):
        yield [_box(day, exceptions.get(day)) if day.month == month else None for day in week]


def _box(day: date, exception: CalendarDay | None) -> Box:
    if exception is None:
        return Box(day, "usual" if day.weekday() < SATURDAY else "rest")
    return Box(day, "made-up" if exception.working else "holiday", exception.name_zh)


@office_page("calendar.change")
def day(visit: Visit, number: int, day: str) -> HttpResponse:
    """One day: worked or not, and why."""
    request, when = visit.request, _day_or_404(number, day)
    stands = CalendarDay.objects.filter(date=when).first()
    working = stands.working if stands else when.weekday() < SATURDAY
    names = {"name_zh": stands.name_zh, "name_en": stands.name_en} if stands else {}
    initial = {"working": "yes" if working else "no", **names}
    form = DayForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        require_fresh(visit, initial)
        said = {**form.cleaned_data, "working": form.cleaned_data["working"] == "yes"}
        try_it(form, lambda: change_day(when, **said, by=visit.by, now=visit.now))
        if not form.errors:
            messages.success(request, _("%(day)s已改好。") % {"day": say_day(when)})
            return redirect("office-calendar-year", number=number)
    return visit.page(
        "calendar_day", status=422 if form.errors else 200, form=form, day=when, said=say_day(when),
        stands=stands, year=number, seen=mark(initial),
    )  # fmt: skip


def _day_or_404(number: int, day: str) -> date:
    try:
        return date.fromisoformat(f"{_year_or_404(number):04d}-{day}")
    except ValueError as error:
        raise Http404 from error


@require_POST
@office_page("calendar.change")
def load(visit: Visit, number: int) -> HttpResponse:
    """载入 Take the year from the installed library."""
    loaded = load_calendar([_year_or_404(number)], by=visit.by, now=visit.now)
    said = (
        _("%(year)d年的放假安排已载入，请对照通知核一遍。")
        if loaded
        else _("%(year)d年以前已经填过，没有改动。")
    )
    messages.success(visit.request, said % {"year": number})
    return redirect("office-calendar-year", number=number)


@office_page("calendar.change")
def announce(visit: Visit) -> HttpResponse:
    """公布 The year's holidays are written in; from now on limits count with them for certain."""
    request = visit.request
    initial = {"year": request.GET.get("year") or local_day(visit.now).year + 1}
    form = YearForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        announced = try_it(form, lambda: announce_year(**form.cleaned_data, by=visit.by, now=visit.now))
        if announced:
            messages.success(request, _("%(year)d年的放假安排已公布。") % {"year": announced.year})
            return redirect("office-calendar-year", number=announced.year)
    years = CalendarYear.objects.order_by("-year")
    return visit.page("calendar_announce", status=422 if form.errors else 200, form=form, years=years)


@office_page("calendar.change")
def try_out(visit: Visit) -> HttpResponse:
    """试算 If a letter came then, under this rule: due when, and why."""
    book = RuleBook.objects.in_force(visit.now).first()
    rules = sorted(Rule.objects.filter(book=book), key=lambda rule: (in_our_order(rule.track), rule.key))
    form = TryForm(visit.request.GET if "rule" in visit.request.GET else None, rules, visit.now)
    result = _reckoned(form) if form.is_bound and form.is_valid() else None
    return visit.page("calendar_try", status=422 if form.errors else 200, form=form, book=book, result=result)


def _reckoned(form: TryForm) -> dict[str, object] | None:
    start, rule = form.cleaned_data["start"], form.rules[form.cleaned_data["rule"]]
    if not FIRST_YEAR < local_day(start).year < LAST_YEAR - 20:
        form.add_error("start", _("这个年份太远了。"))
        return None
    found = reckon(rule.limit, start, calendar())
    limits = {
        "limit": say_limit(rule.limit),
        "extension": say_limit(rule.extension) if rule.extension else "",
    }
    return {
        "rule": rule, "start": say_instant(start), "due": say_instant(found.due, beside=start),
        "why": explain(found), "unknown": found.unknown_year, **limits,
    }  # fmt: skip
