"""回放 A letter's whole life on one page, in the words of the viewer's own history; made to be printed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Stage
from lianxin.kit.dates import SHANGHAI, say_instant
from lianxin.outcomes.seen_life import WAITING, Became, Due, Life
from lianxin.web.bridge import title_of
from lianxin.web.time_words import say_due

NOTHING = Became()
FOLDERS = {"submission": N_("来信的卷宗"), "case": N_("工单的卷宗")}


@dataclass(frozen=True)
class Line:
    """一步 One line in words: the key of the event, when, what, who; no words where it tells nothing new."""

    key: UUID
    at: datetime
    words: str
    who: str
    became: Became = NOTHING


@dataclass(frozen=True)
class Shown:
    """一步 The same as it stands on paper: the moment twice, and what was owed, kept or released by it."""

    at: datetime
    said: str
    exact: str
    words: str
    who: str
    owed: list[str]
    kept: list[str]
    released: list[str]


def replay(lines: Sequence[Line], life: Life, *, now: datetime) -> dict[str, Any]:
    """What web/_replay.html wants: every step, how long each stage stood with whom, and the seals."""
    known = {line.key: line for line in lines} if life.order else {}
    # A line that the viewer is not told in words of its own still made something owed or kept it.
    own = [known.pop(key, Line(key, at, "", "")) for key, at in life.order]
    # What is told of the matter of a voice stands in another folder.
    every = sorted([*own, *known.values()], key=lambda line: line.at) if own else lines
    told = _carried([replace(line, became=life.became.get(line.key, NOTHING)) for line in every])
    return {
        "steps": [_shown(line) for line in told],
        "stays": [
            {
                "stage": _("待登记") if one.stage == WAITING else Stage(one.stage).label,
                "holder": one.holder,
                "since": say_instant(one.since, beside=now),
                "until": say_instant(one.until, beside=now) if one.until else "",
                "lasted": say_lasted((one.until or now) - one.since),
                "ended": one.stage == Stage.CLOSED,
            }
            for one in life.stays
        ],
        "folders": [(_(FOLDERS[one.kind]), one.lines, one.head) for one in life.folders],
        "printed_at": say_instant(now, seconds=True),
    }


def _carried(lines: Sequence[Line]) -> list[Line]:
    """What a line without words did is told with the one before it at that moment, else with the next."""
    told: list[Line] = []
    over = NOTHING
    for line in lines:
        if line.words:
            told.append(replace(line, became=over + line.became))
            over = NOTHING
        elif told and told[-1].at == line.at:
            told[-1] = replace(told[-1], became=told[-1].became + line.became)
        else:
            over = over + line.became
    return told


def _shown(line: Line) -> Shown:
    became, here = line.became, line.at.astimezone(SHANGHAI)
    return Shown(
        at=line.at, said=say_instant(line.at), exact=f"{here:%Y-%m-%d %H:%M:%S}",
        words=line.words, who=line.who,
        owed=[_owed(one, line.at) for one in became.owed],
        kept=[title_of(one.key) for one in became.kept]
        + [_("%(what)s(迟了)") % {"what": title_of(one.key)} for one in became.late],
        released=[title_of(one.key) for one in became.released],
    )  # fmt: skip


def _owed(one: Due, at: datetime) -> str:
    words = {"what": title_of(one.key), "who": one.holder, "due": say_due(one.due, beside=at)}
    return _("%(what)s：%(who)s最迟%(due)s") % words


def say_lasted(time: timedelta) -> str:
    """2天3小时: whole days and hours; a stay shorter than an hour is said as that."""
    hours = int(time.total_seconds() // 3600)
    words = {"days": hours // 24, "hours": hours % 24}
    if hours >= 24:
        return _("%(days)d天%(hours)d小时") % words
    return _("%(hours)d小时") % words if hours else _("不到1小时")
