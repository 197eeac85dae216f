"""What the clock knows: the calendar, the rules in force, and how far ahead the year is known."""

import time
from datetime import date, datetime
from functools import lru_cache

from django.utils.translation import gettext as _

from lianxin.clock.calendar import Calendar, ExceptionDay, calendar_of
from lianxin.clock.models.calendar import CalendarDay, CalendarYear
from lianxin.clock.models.promise import Promise
from lianxin.clock.models.rules import Rule, RuleBook
from lianxin.clock.reckoning import Limit, explain, reckon, say_limit
from lianxin.kit.refusals import NotAllowedNow

FRESH_SECONDS = 30.0  # another process may have changed it; half a minute late is soon enough

_kept: tuple[float, Calendar] | None = None
_kept_books: tuple[float, list[tuple[datetime, int]]] | None = None


def calendar() -> Calendar:
    """日历 The county's calendar, kept in this process for half a minute."""
    global _kept
    kept = _kept
    if kept is None or time.monotonic() - kept[0] > FRESH_SECONDS:
        kept = _kept = (time.monotonic(), _read_calendar())
    return kept[1]


def forget_calendar() -> None:
    """Read the calendar anew next time: it has just been changed."""
    global _kept
    _kept = None


def _read_calendar() -> Calendar:
    days = CalendarDay.objects.values_list("date", "working", "name_zh", "name_en")
    years = CalendarYear.objects.values_list("year", flat=True)
    return calendar_of((ExceptionDay(*day) for day in days), years)


def known_until() -> date | None:
    """The last day of the last announced year, or None when none is announced."""
    years = calendar().known_years
    return date(max(years), 12, 31) if years else None


def rulebook_in_force(now: datetime) -> int:
    """现行版本 The version that a promise made at `now` begins under."""
    begun = [book for book in _books() if book[0] <= now]
    if not begun:
        raise NotAllowedNow(_("还没有生效的规则手册，请系统管理员先发布一版。"))
    return max(begun)[1]


def _books() -> list[tuple[datetime, int]]:
    """Every version with the moment it begins, kept in this process for half a minute."""
    global _kept_books
    kept = _kept_books
    if kept is None or time.monotonic() - kept[0] > FRESH_SECONDS:
        books = RuleBook.objects.order_by().values_list("effective_from", "version")
        kept = _kept_books = (time.monotonic(), list(books))
    return kept[1]


@lru_cache(maxsize=1024)  # a published version never changes
def rule(key: str, version: int) -> Rule:
    """规则 The rule by the edition that a case began under, or by the first later one that has it.

    What became owed at all only in a later edition is owed by that one. Raises NotAllowedNow when no
    edition has it.
    """
    found = Rule.objects.filter(key=key, book_id__gte=version).order_by("book_id").first()
    if found is None:
        raise NotAllowedNow(
            _("规则手册里还没有这一步的期限(%(key)s)，现在办不了。请系统管理员发布有这一条的一版，再来办。")
            % {"key": key}
        )
    return found


def is_known(key: str, version: int) -> bool:
    """Is there a rule for this, for a case that began under that edition?"""
    try:
        rule(key, version)
    except NotAllowedNow:
        return False
    return True


def why_due(promise: Promise) -> str:
    """期限怎么算 How a due time came about, its extension and what was left out included.

    Nothing where the calendar has changed since it was promised: what was told stays as it was told.
    """
    rules = rule(promise.rule_key, promise.rulebook)
    limit = Limit(rules.amount + promise.left_out, rules.limit.unit)
    reckoned = reckon(limit, promise.start, calendar())
    if reckoned.due != (promise.due_first or promise.due):
        return ""
    said = explain(reckoned)
    if promise.left_out:
        left_out = say_limit(Limit(promise.left_out, limit.unit))
        said += _("（其中%(left_out)s按规定不计入期限）") % {"left_out": left_out}
    if promise.due_first is None or rules.extension is None:
        return said
    longer = reckon(rules.extension, promise.due_first, calendar())
    return _("%(first)s；经批准延期一次，%(longer)s") % {"first": said, "longer": explain(longer)}


def with_more_time(promise: Promise) -> datetime | None:
    """延期到哪天 When it would be due with the rule's own extension; None where the rule has none."""
    extension = rule(promise.rule_key, promise.rulebook).extension
    return reckon(extension, promise.due, calendar()).due if extension else None


def forget_rules() -> None:
    """For a new book, and for a process that changes to another database."""
    global _kept_books
    _kept_books = None
    rule.cache_clear()
