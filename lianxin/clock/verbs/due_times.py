"""Moving a due time: the only three ways, each for a reason that stands in the ledger.

What is broken stays broken: only a promise that still runs can be moved. The earlier due time is
noted beside the later one, and the cover shows what is due next.
"""

from datetime import datetime
from math import ceil

from lianxin.clock.models import Promise
from lianxin.clock.models.promise import State
from lianxin.clock.queries import calendar, rule, with_more_time
from lianxin.clock.reckoning import BY_THE_CLOCK, Limit, Unit, reckon, working_days_between
from lianxin.clock.verbs.promises import cover_shows_next_due, first_alarm
from lianxin.kit.dates import local_day
from lianxin.kit.storing import change
from lianxin.ledger.models import Dossier
from lianxin.ledger.verbs import acted_first


def prolong(dossier: Dossier, promise: Promise, *, now: datetime) -> datetime:
    """延期 The rule's own extension, counted from the end of the limit; returns the later due time."""
    later = with_more_time(promise)
    assert later
    _moved(dossier, promise, "prolonged", now=now, due=later, due_first=promise.due)
    return later


def leave_out(dossier: Dossier, promise: Promise, *, since: datetime, now: datetime) -> bool:
    """扣除 Time that the rule does not count is added again; False where the rule counts all of it.

    Counted in the rule's own unit. Until then the clock has run on, so that nothing sleeps forever.
    """
    rules = rule(promise.rule_key, promise.rulebook)
    passed = _passed(rules.limit.unit, since, now) if rules.pauses else 0
    if not passed or promise.state != State.RUNNING:
        return False
    left_out = promise.left_out + passed
    due = reckon(Limit(rules.amount + left_out, rules.limit.unit), promise.start, calendar()).due
    first = None
    if promise.due_first and rules.extension:
        first, due = due, reckon(rules.extension, due, calendar()).due
    _moved(dossier, promise, "left_out", now=now, due=due, due_first=first, left_out=left_out)
    return True


def reckon_anew(
    dossier: Dossier, promise: Promise, *, rule_key: str, counted_from: datetime, now: datetime
) -> datetime:
    """重新计算 Another rule holds for what is owed, counted from the same start."""
    rules = rule(rule_key, promise.rulebook)
    due = reckon(rules.limit, counted_from, calendar()).due
    anew = {"rule_key": rule_key, "rulebook": rules.book_id, "counted_from": counted_from}
    _moved(dossier, promise, "reckoned", now=now, due=due, **anew)
    return due


def _passed(unit: Unit, since: datetime, now: datetime) -> int:
    """How many of a rule's own units went by; a begun hour is an hour."""
    if unit is Unit.WORKING_DAY:
        return working_days_between(since, now, calendar())
    if unit is Unit.CALENDAR_DAY:
        return (local_day(now) - local_day(since)).days
    return ceil((now - since) / BY_THE_CLOCK[unit])


def _moved(
    dossier: Dossier, promise: Promise, how: str, *, now: datetime, due: datetime, **more: object
) -> None:
    alarm = due if promise.advances else first_alarm(made=now, due=due)
    running = {"id": promise.pk, "state": State.RUNNING}
    if not change(Promise, running, due=due, alarm_at=alarm, **more):
        raise acted_first()
    said = {"key": promise.key, "from": promise.due.isoformat(), "due": due.isoformat()}
    dossier.consequences.setdefault(how, []).append(said)
    cover_shows_next_due(dossier)
