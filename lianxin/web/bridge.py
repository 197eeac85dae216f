"""连心桥 The one picture of everything owed: a dossier's promises as the planks of a bridge."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.clock.models import Promise
from lianxin.clock.models.promise import OWED, State
from lianxin.clock.verbs.promises import first_alarm
from lianxin.kit.dates import say_date, say_day, say_instant

TITLES = {
    "register": N_("登记"),
    "dispatch": N_("派单"),
    "acknowledge": N_("签收"),
    "reply": N_("答复"),
    "rework": N_("重新答复"),
    "instruction": N_("落实批示"),
    "deliver": N_("送达"),
    "close": N_("征求意见、结案"),
    "review": N_("复查"),
    "recheck": N_("复核"),
    "opinion": N_("送达意见"),
    "ask_recheck": N_("等候是否申请复核"),
}


@dataclass(frozen=True)
class Plank:
    """One promise: its state, who holds it, when, and the same as a sentence to be read aloud."""

    state: str
    title: str
    holder: str
    when: str
    says: str
    days: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Bridge:
    """From the one who spoke to the one who owes."""

    speaker: str
    ower: str
    planks: list[Plank]


def bridge(promises: Iterable[Promise], *, now: datetime, speaker: str = "", ower: str = "") -> Bridge:
    """The bridge of these promises, in the order they were made, what is still owed last.

    They come with `owed_by`.
    """
    ordered = sorted(promises, key=lambda one: (one.made_at, one.state in OWED, one.due))
    return Bridge(speaker or _("来信人"), ower, [plank(promise, now=now) for promise in ordered])


def title_of(key: str) -> str:
    """What is owed, in one word that people use."""
    return _(TITLES[key])


def plank(promise: Promise, *, now: datetime) -> Plank:
    """One promise as a plank; a promise whose silence is the writer's own never shows as broken."""
    words = {
        "what": title_of(promise.key),
        "who": promise.owed_by.name,
        "due": _due(promise),
        "day": say_date(promise.ended_at) if promise.ended_at else "",
    }
    if promise.state == State.KEPT:
        return _kept(promise, words)
    if promise.state == State.RELEASED:
        reason = _(promise.reason)
        says = _("%(what)s：%(who)s不再需要办理") % words + f"({reason})"
        return Plank("released", words["what"], words["who"], words["day"], says, reason=reason)
    return _owed(promise, words, now)


def _kept(promise: Promise, words: dict[str, str]) -> Plank:
    if promise.kept_late:
        says = _("%(what)s：%(who)s %(day)s完成，晚于期限") % words
        return Plank("late", words["what"], words["who"], words["day"], says)
    says = _("%(what)s：%(who)s %(day)s按时完成") % words
    return Plank("kept", words["what"], words["who"], words["day"], says)


def _owed(promise: Promise, words: dict[str, str], now: datetime) -> Plank:
    when = say_date(promise.due)
    if promise.due < now and not promise.advances:
        days = max((now - promise.due).days, 1)
        says = _("%(what)s：%(who)s应在%(due)s前完成，已超期%(days)s天") % {**words, "days": days}
        return Plank("broken", words["what"], words["who"], when, says, days=days)
    soon = now >= first_alarm(made=promise.made_at, due=promise.due) and not promise.advances
    state = "soon" if soon else "running"
    says = _("%(what)s：%(who)s最迟%(due)s完成") % words
    return Plank(state, words["what"], words["who"], when, says)


def _due(promise: Promise) -> str:
    """The day is enough where the limit ends with a day; the hour is told where it ends within one."""
    ends_with_day = say_instant(promise.due).endswith("23:59")
    return say_day(promise.due) if ends_with_day else say_instant(promise.due)
