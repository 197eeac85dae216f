from lianxin.clock.models.calendar import CalendarDay, CalendarYear
from lianxin.clock.models.promise import Promise
from lianxin.clock.models.rules import Rule, RuleBook, Unit

__all__ = ["CalendarDay", "CalendarYear", "Promise", "Rule", "RuleBook", "Unit"]
