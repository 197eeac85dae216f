"""连心桥 The one picture of everything owed: a dossier's promises as the planks of a bridge."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.queries import fates
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import State
from lianxin.clock.verbs.promises import first_alarm
from lianxin.kit.dates import say_date, say_day, say_instant

TITLES = {
    "register": N_("登记"),
    "recusal": N_("决定回避"),
    "dispatch": N_("派单"),
    "decide": N_("定由谁办"),
    "along": N_("定由谁一起办"),
    "acknowledge": N_("签收"),
    "support": N_("协办意见"),
    "reply": N_("答复"),
    "rework": N_("重新答复"),
    "approve": N_("签发答复"),
    "instruction": N_("落实批示"),
    "org_notice": N_("书面告知"),
    "extension": N_("决定延期"),
    "deferral": N_("决定暂缓"),
    "commitment": N_("按约定的日期办好"),
    "supervise": N_("办好督办的事"),
    "sponsor": N_("包案领导过问"),
    "deliver": N_("送达"),
    "callback": N_("电话回访"),
    "close": N_("征求意见、结案"),
    "review": N_("复查"),
    "recheck": N_("复核"),
    "opinion": N_("送达意见"),
    "ask_recheck": N_("等候是否申请复核"),
    "look_back": N_("回头看"),
    "claim": N_("决定是不是不合理诉求"),
    "contest": N_("决定来信人的异议"),
    "assess": N_("决定考核申诉"),
    "assign": N_("给问题定责任单位"),
    "plan": N_("定整改措施和期限"),
    "mend": N_("整改到位"),
    "strike": N_("核实销号"),
    "theme": N_("公布每月一题的结果"),
}
FATES = {
    "kept": N_("按时"),
    "late": N_("迟了，已补上"),
    "running": N_("正在办"),
    "soon": N_("快到期"),
    "broken": N_("超期"),
    "released": N_("不再要求"),
}
SENTENCES = {
    "kept": N_("%(what)s：%(who)s %(day)s按时完成"),
    "late": N_("%(what)s：%(who)s %(day)s完成，晚于期限"),
    "running": N_("%(what)s：%(who)s最迟%(due)s完成"),
    "soon": N_("%(what)s：%(who)s最迟%(due)s完成"),
    "broken": N_("%(what)s：%(who)s应在%(due)s前完成，已超期%(days)s天"),
    "released": N_("%(what)s：%(who)s不再需要办理"),
}


@dataclass(frozen=True)
class Plank:
    """One promise: its state, who holds it, when, and the same as a sentence to be read aloud."""

    key: str
    state: str
    title: str
    holder: str
    when: str
    says: str
    days: int = 0
    reason: str = ""

    @property
    def fate(self) -> str:
        """Its state in one word."""
        return _(FATES[self.state])


@dataclass(frozen=True)
class Bridge:
    """From the one who spoke to the one who owes."""

    speaker: str
    ower: str
    planks: list[Plank]


def bridge(promises: Iterable[Promise], *, now: datetime, speaker: str = "", ower: str = "") -> Bridge:
    """The bridge of these promises, in the order they were made.

    They come with `owed_by`.
    """
    ordered = sorted(promises, key=lambda one: one.id)
    return Bridge(speaker or _("来信人"), ower, [plank(promise, now=now) for promise in ordered])


def title_of(key: str) -> str:
    """What is owed, in one word that people use; of `support:2` it is the body that tells which."""
    return _(TITLES[kind_of(key)])


def kind_of(key: str) -> str:
    """The promise without the number that tells several bodies apart."""
    return key.partition(":")[0]


def plank(promise: Promise, *, now: datetime) -> Plank:
    """One promise as a plank; a promise whose silence is the writer's own never shows as broken."""
    words = {
        "what": title_of(promise.key),
        "who": promise.owed_by.name,
        "due": _due(promise, now),
        "day": say_date(promise.ended_at) if promise.ended_at else "",
    }
    state = _fate(promise, now)
    days = max((now - promise.due).days, 1) if state == "broken" else 0
    reason = _(promise.reason) if state == "released" else ""
    says = _(SENTENCES[state]) % {**words, "days": days} + (f"({reason})" if reason else "")
    when = words["day"] if promise.ended_at else say_date(promise.due, beside=now)
    return Plank(promise.key, state, words["what"], words["who"], when, says, days=days, reason=reason)


def _fate(promise: Promise, now: datetime) -> str:
    """What a promise looks like now. `fates` says the same of a whole list, in the database's words."""
    if promise.state == State.KEPT:
        return "late" if promise.kept_late else "kept"
    if promise.state == State.RELEASED:
        return "released"
    if promise.advances:
        return "running"
    if promise.due < now:
        return "broken"
    return "soon" if now >= first_alarm(made=promise.made_at, due=promise.due) else "running"


def _due(promise: Promise, now: datetime) -> str:
    """The day is enough where the limit ends with a day; the hour is told where it ends within one."""
    ends_with_day = say_instant(promise.due).endswith("23:59")
    return say_day(promise.due, beside=now) if ends_with_day else say_instant(promise.due, beside=now)


class Small(NamedTuple):
    """小桥 A bridge as a line of planks, and whether one of them is broken."""

    drawn: str
    broken: bool


NO_BRIDGE = Small("", False)


def small_bridges(folders: Mapping[UUID, UUID], *, now: datetime) -> dict[UUID, Small]:
    """小桥 The bridge of each row; one question for a whole list.

    `folders` says to which row a folder belongs: a case begins with the promise to register its letter.
    """
    drawn: dict[UUID, list[str]] = defaultdict(list)
    broken = set()
    language = get_language() or ""
    for folder, key, state in fates(folders, now=now):
        drawn[folders[folder]].append(_small_plank(key, state, language))
        if state == "broken":
            broken.add(folders[folder])
    return {row: Small(_small("".join(planks)), row in broken) for row, planks in drawn.items()}


def small_bridge(bridge: Bridge) -> str:
    """小桥 The same of a bridge that is drawn already."""
    language = get_language() or ""
    return _small("".join(_small_plank(plank.key, plank.state, language) for plank in bridge.planks))


def _small(planks: str) -> str:
    return f'<div class="bridge bridge-small"><ol role="list">{planks}</ol></div>'


@lru_cache(maxsize=256)  # every list is made of the same few planks
def _small_plank(key: str, state: str, _language: str) -> str:
    """A plank is heard in few words: who has it and until when is said in the row already."""
    says = _("%(what)s：%(fate)s") % {"what": title_of(key), "fate": _(FATES[state])}
    return f'<li class="{state}"><span class="says">{escape(says)}</span></li>'
