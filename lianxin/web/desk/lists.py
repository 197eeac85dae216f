"""The lists of the desks: rows as finished strings, made once, so that a page of fifty costs little."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NotRequired, TypedDict
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Stage, Urgency
from lianxin.cases.queries import Line, Place, on_desk
from lianxin.channels.registry import labels
from lianxin.flow.owing import SOON
from lianxin.identity.actors import Actor
from lianxin.identity.models import Post
from lianxin.intake.queries import set_aside_from
from lianxin.kit.dates import local_day, say_date
from lianxin.ledger.queries import count_at
from lianxin.web.bridge import NO_BRIDGE, small_bridges

PAGE = 50

NIL = UUID(int=0)


class Row(TypedDict):
    """One row as it is shown: where it leads, its title, when it is due, a line about it, its bridge."""

    key: UUID
    url: str
    title: str
    due: str
    mark: str
    about: str
    bridge: str
    seen: bool
    extract: NotRequired[Sequence[tuple[str, bool]]]


@dataclass(frozen=True)
class Tab:
    """环节 One tab of a list: some stages under one name."""

    name: str
    label: str
    stages: tuple[str, ...]
    kind: str = "case"


WAITING = Tab("waiting", N_("等待登记"), ("waiting",), "submission")
TO_SORT = Tab("to_sort", N_("待派单"), ("registered", "accepted"))
TO_SIGN = Tab("dispatched", N_("待签收"), ("dispatched",))
TO_ANSWER = Tab("in_handling", N_("待答复"), ("in_handling",))
TO_APPROVE = Tab("in_approval", N_("待签发"), ("in_approval",))
PUT_OFF = Tab("committed", N_("暂缓"), ("committed",))
ANSWERED = Tab("answered", N_("已答复"), ("replied", "delivered"))
CLOSED = Tab("closed", N_("已结案"), ("closed",))
DISPUTED = Tab("disputed", N_("异议中"), ("disputed",))
TOGETHER = Tab("linked", N_("一起办的"), ("linked",))
CASE_TABS = (TO_SIGN, TO_ANSWER, TO_APPROVE, PUT_OFF, DISPUTED, TOGETHER, ANSWERED, CLOSED)
SEALED_TABS = (WAITING, TO_SORT, TO_SIGN, TO_ANSWER, TO_APPROVE, ANSWERED, CLOSED)


def tabs_of(tabs: Iterable[Tab], path: str, *, secrecy: int = 0) -> list[tuple[Tab, int]]:
    """Each tab with its exact count."""
    tabs = list(tabs)
    counts = {kind: count_at(kind, path=path, secrecy=secrecy) for kind in {tab.kind for tab in tabs}}
    return [(tab, sum(counts[tab.kind].get(stage, 0) for stage in tab.stages)) for tab in tabs]


def say_due(due: datetime | None, *, silent: bool, now: datetime) -> tuple[str, str]:
    """When the next thing is due, in words, and the mark it wears: soon, broken or none.

    `silent`: it is the writer's own silence that is awaited, and that is nobody's broken promise.
    """
    if due is None:
        return "", ""
    if due < now and not silent:
        days = max((now - due).days, 1)
        return _late(days, get_language()), "broken"
    mark = "soon" if due - now <= SOON and not silent else ""
    return _until(local_day(due), local_day(now), get_language()), mark


@lru_cache(maxsize=1024)  # a list says the same few days over and over
def _late(days: int, _language: str | None) -> str:
    return ngettext("超期 %(days)d 天", "超期 %(days)d 天", days) % {"days": days}


@lru_cache(maxsize=1024)
def _until(day: date, today: date, _language: str | None) -> str:
    days = (day - today).days
    if days in {0, 1}:
        return _("今天到期") if days == 0 else _("明天到期")
    return _("%(day)s到期") % {"day": say_date(day, beside=today)}


def rows_of(lines: Sequence[Line], address: str, *, now: datetime, to_letter: bool = False) -> list[Row]:
    """The lines of a list as rows; `address` leads to a row, its key in place of NIL.

    The key is the folder's, or the letter's where the list leads to letters (`to_letter`).
    """
    english = (get_language() or "").startswith("en")
    before, _key, behind = address.partition(str(NIL))
    sources = labels()
    stages = {stage.value: str(stage.label) for stage in Stage} | {"waiting": _("等待登记")}
    urgent = {Urgency.URGENT.value: _("紧急"), Urgency.LIFELINE.value: _("民生急件")}
    bridges = small_bridges({own: line.id for line in lines for own in (line.letter, line.id)}, now=now)
    today = local_day(now)
    rows: list[Row] = []
    for line in lines:
        bridge = bridges.get(line.id, NO_BRIDGE)
        silent = line.stage == "delivered" or (line.stage == "replied" and line.source != "paper")
        due, mark = say_due(line.next_due, silent=silent and not bridge.broken, now=now)
        keeper = line.keeper_en if english and line.keeper_en else line.keeper_zh
        told = [
            stages[line.stage],
            keeper,
            sources.get(line.source, ""),
            say_date(local_day(line.opened_at), beside=today),
        ]
        if line.urgency in urgent:
            told.insert(0, urgent[line.urgency])
        key = line.letter if to_letter else line.id
        rows.append({
            "key": key, "url": f"{before}{key}{behind}", "title": line.subject,
            "due": due, "mark": mark, "about": " · ".join(told),
            "bridge": bridge.drawn, "seen": False,
        })  # fmt: skip
    return rows


def page_of(
    request: HttpRequest, path: str, tab: Tab, *, now: datetime, secrecy: int = 0
) -> tuple[list[Row], str]:
    """One page of a tab and the address of the next one."""
    lines = on_desk(
        path, tab.stages, kind=tab.kind, secrecy=secrecy, after=read_place(request), most=PAGE + 1
    )
    older = ""
    if len(lines) > PAGE:
        lines = lines[:PAGE]
        older = next_page(request, (lines[-1].next_due, lines[-1].id))
    name = "desk-letter" if tab.kind == "submission" else "desk-case"
    hidden = set_aside_from(request.desk_actor)  # type: ignore[attr-defined]
    lines = [line for line in lines if line.letter not in hidden]
    return rows_of(lines, reverse(name, args=[NIL]), now=now), older


def read_place(request: HttpRequest) -> Place | None:
    """Where the last page ended; a spoilt address begins at the beginning."""
    due, _comma, key = request.GET.get("after", "").partition(",")
    try:
        place = (datetime.fromisoformat(due) if due else None, UUID(key))
    except ValueError:
        return None
    return None if place[0] and place[0].tzinfo is None else place


def read_key(text: str) -> UUID:
    """The key that somebody sent; NIL, which nothing has, when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return NIL


def next_page(request: HttpRequest, place: Place) -> str:
    """The same list, from the row after this one."""
    due, key = place
    kept = {name: value for name, value in request.GET.items() if name != "after"}
    return "?" + urlencode({**kept, "after": f"{due.isoformat() if due else ''},{key}"})


def seats(by: Actor, roles: Iterable[str]) -> list[Post]:
    """The posts of this person at which a list may be read, one for each body."""
    wanted = set(roles)
    return list({post.organisation_id: post for post in by.posts if post.role in wanted}.values())


def seat(request: HttpRequest, posts: Sequence[Post]) -> tuple[Post, int]:
    """The post chosen by `at`, the first one otherwise."""
    at = request.GET.get("at", "")
    number = int(at) if at.isascii() and at.isdigit() and int(at) < len(posts) else 0
    return posts[number], number
