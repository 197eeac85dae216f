"""What the ledger says of times, tracks and grades, in words that people use; for every history."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from lianxin.cases.models import Stage, Urgency
from lianxin.cases.models.case import Track
from lianxin.kit.dates import say_day, say_instant
from lianxin.outcomes.models import NoWord
from lianxin.outcomes.seen_time import SeenTime

MOMENTS = ("due", "before")
NAMED: Mapping[str, Mapping[Any, Any]] = {
    "track": dict(Track.choices),
    "urgency": dict(Urgency.choices),
    "stage": dict(Stage.choices),
    "no_word": dict(NoWord.choices),
}


def say_due(due: datetime, *, beside: datetime) -> str:
    """The day where a limit ends with it, else the hour too; the year where `beside` is in another one."""
    said = say_instant(due, beside=beside)
    return say_day(due, beside=beside) if said.endswith("23:59") else said


def in_words(said: Mapping[str, Any], *, at: datetime) -> dict[str, Any]:
    """The data of a line of that moment: instants and days as people say them, codes as their names."""
    words = dict(said)
    for name in MOMENTS:
        if isinstance(said.get(name), str) and "T" in str(said[name]):
            words[name] = say_due(datetime.fromisoformat(str(said[name])), beside=at)
    if said.get("until"):
        words["until"] = say_day(date.fromisoformat(str(said["until"])), beside=at)
    return words | {name: labels[said[name]] for name, labels in NAMED.items() if said.get(name) in labels}


def say_moved(time: SeenTime, *, now: datetime) -> str:
    """From which day to which the answer was moved; nothing where it was not."""
    if time.extension is None:
        return ""
    days = {
        "before": say_due(time.extension.before, beside=now),
        "after": say_due(time.extension.after, beside=now),
    }
    return _("答复从%(before)s延到%(after)s") % days


def say_if_granted(time: SeenTime, *, now: datetime) -> str:
    """By when the answer would be due with the time that was asked for."""
    due = time.request.due if time.request else None
    return say_due(due, beside=now) if due else ""


def told_of_time(time: SeenTime, *, now: datetime) -> list[str]:
    """期限说明 What the writer should know of the time that this matter takes, a sentence each."""
    lines = []
    if time.track == Track.PETITION:
        lines.append(_("这封信按《信访工作条例》办理：期限从受理之日算起，经批准可以延长一次。"))
    if time.extension:
        words = {
            "who": time.extension.office, "reason": time.extension.reason,
            "before": say_due(time.extension.before, beside=now),
            "after": say_due(time.extension.after, beside=now),
        }  # fmt: skip
        lines.append(_("%(who)s的答复经批准延期一次，从%(before)s延到%(after)s。理由：%(reason)s") % words)
    if time.request:
        lines.append(_asked(time, now))
    return lines


def _asked(time: SeenTime, now: datetime) -> str:
    assert time.request
    words = {"who": time.request.office, "words": time.request.words}
    if time.request.until is None:
        return (
            _("%(who)s申请延期，领导还没有决定。不同意，或者到期没有决定，就按原来的期限。理由：%(words)s")
            % words
        )
    words["until"] = say_day(time.request.until, beside=now)
    return (
        _(
            "%(who)s申请暂缓到%(until)s，领导还没有决定。不同意，或者到期没有决定，就按原来的期限。打算：%(words)s"
        )
        % words
    )
