"""规则手册与日历 The office publishes rules and keeps the calendar; each change is written down."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lianxin.clock.calendar import SATURDAY, library_calendar, library_years
from lianxin.clock.loading import RuleRow, check_rulebook
from lianxin.clock.models.calendar import CalendarDay, CalendarYear
from lianxin.clock.models.rules import Rule, RuleBook
from lianxin.clock.queries import forget_calendar, forget_rules
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotValid, SomeoneActedFirst
from lianxin.ledger.verbs import house_dossier, record

FIRST_YEAR, LAST_YEAR = 1949, 2199


@transaction.atomic
def publish_rulebook(
    rows: Sequence[RuleRow],
    *,
    effective_from: datetime,
    by: Actor,
    now: datetime,
    note: str = "",
    needed: Collection[str] = (),
) -> RuleBook:
    """发布规则手册 These rules hold from that time on; what began under an older version keeps it."""
    require(by, "rulebook.publish", None)
    problems = check_rulebook(rows, needed)
    if problems or not rows:
        raise NotValid("\n".join(problems) or _("规则手册里一条规则也没有。"))
    before = RuleBook.objects.aggregate(last=Max("version"))["last"] or 0
    if before and effective_from < now:
        raise NotValid(_("新规则不能溯及既往：生效时间要在发布之后。"), field="effective_from")
    book = _new_book(before + 1, effective_from, note)
    Rule.objects.bulk_create(Rule(book=book, **asdict(row)) for row in rows)
    forget_rules()
    record(
        house_dossier(now=now), "rulebook.published", by=by, now=now, version=book.version, rules=len(rows)
    )
    return book


def _new_book(version: int, effective_from: datetime, note: str) -> RuleBook:
    try:
        with transaction.atomic():
            return RuleBook.objects.create(version=version, effective_from=effective_from, note=note)
    except IntegrityError as error:
        sentence = _("别人刚刚发布了第%(version)d版，请看过再发布。") % {"version": version}
        raise SomeoneActedFirst(sentence) from error


@transaction.atomic
def load_calendar(years: Collection[int], *, by: Actor, now: datetime) -> list[int]:
    """载入日历 Take these years from the installed library; returns the years that are new.

    A year that is already announced is left alone, and so is a day the office has written itself:
    the county's table is the truth, the library only a first hand.
    """
    require(by, "calendar.change", None)
    unknown = sorted({*years} - library_years())
    if unknown:
        listed = "、".join(map(str, unknown))
        raise NotValid(_("软件里还没有%(years)s年的放假安排，公布后请在后台逐日填写。") % {"years": listed})
    new = sorted({*years} - {*CalendarYear.objects.values_list("year", flat=True)})
    CalendarDay.objects.bulk_create(
        (CalendarDay(**day._asdict()) for day in library_calendar(new)), ignore_conflicts=True
    )
    CalendarYear.objects.bulk_create(CalendarYear(year=year, source="chinesecalendar") for year in new)
    if new:
        record(house_dossier(now=now), "calendar.loaded", by=by, now=now, years=new)
    forget_calendar()
    return new


@transaction.atomic
def announce_year(year: int, *, source: str, by: Actor, now: datetime) -> CalendarYear:
    """公布年份 The office has written in that year's holidays and says where they were announced."""
    require(by, "calendar.change", None)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotValid(_("请写四位数的年份。"), field="year")
    if not source.strip():
        raise NotValid(_("请写明放假安排的出处，例如通知的文号。"), field="source")
    announced, _made = CalendarYear.objects.update_or_create(year=year, defaults={"source": source.strip()})
    record(house_dossier(now=now), "calendar.announced", by=by, now=now, year=year, source=source.strip())
    forget_calendar()
    return announced


@transaction.atomic
def change_day(
    day: date, *, working: bool, name_zh: str = "", name_en: str = "", by: Actor, now: datetime
) -> CalendarDay | None:
    """改日历 Make a day a holiday or a worked one; returns None when it is an ordinary day again.

    Due times that are already promised stay as they were told; only new ones see the change.
    """
    require(by, "calendar.change", None)
    ordinary = working == (day.weekday() < SATURDAY) and (working or not name_zh.strip())
    if not ordinary and not name_zh.strip():
        raise NotValid(_("请写明是什么节日，或者为哪个节日调休。"), field="name_zh")
    changed = None
    if ordinary:
        CalendarDay.objects.filter(date=day).delete()
    else:
        said = {"working": working, "name_zh": name_zh.strip(), "name_en": name_en.strip()}
        changed, _made = CalendarDay.objects.update_or_create(date=day, defaults=said)
    what = {"day": day.isoformat(), "working": working, "called": name_zh.strip()}
    record(house_dossier(now=now), "calendar.changed", by=by, now=now, **what)
    forget_calendar()
    return changed
