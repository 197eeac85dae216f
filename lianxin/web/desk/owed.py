"""督办员的桌面 Who owes what: one table, and the list behind each of its cells."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.views.decorators.http import require_GET

from lianxin.clock.models import Promise
from lianxin.clock.models.promise import PromiseQuerySet
from lianxin.flow.owing import beyond, debts_under, owed_by_body, without
from lianxin.flow.queries import sent_back
from lianxin.identity.actors import Actor
from lianxin.identity.policy import reach_of
from lianxin.intake.queries import set_aside_from
from lianxin.kit.dates import say_date
from lianxin.kit.refusals import NotAllowed
from lianxin.organisations.models import OFFICES
from lianxin.organisations.queries import by_path
from lianxin.web.bridge import small_bridges, title_of
from lianxin.web.desk.heard import heard_by_body
from lianxin.web.desk.lists import PAGE, Row, next_page, read_place, say_due, seat, seats
from lianxin.web.desk.sent_back import LATELY, OBJECTIONS, desks_under, page_of_objections
from lianxin.web.desk.shell import NOT_YOURS, at_desk, page

# Where a folder of this kind is looked at.
PAGES = {"case": "desk-case", "problem": "desk-problem", "theme": "desk-theme"}
WATCHERS = ("supervisor", "secretary")
REQUESTS = ("extension", "deferral")
COLUMNS = {
    "owed": N_("欠着"), "soon": N_("将到期"), "broken": N_("超期"),
    "sent_back": N_("退回"), "transfers": N_("转出"), "reopened": N_("重新办理"),
}  # fmt: skip
WRONG = {"owed": N_("欠着"), "soon": N_("将到期"), "broken": N_("超期"), "wrong": N_("派错")}


@dataclass(frozen=True)
class Debt:
    """一个单位欠着的 One body: what it owes, what is soon due, what is broken, and for how long."""

    path: str
    name: str
    owed: int
    soon: int
    broken: int
    days: int
    escalated: int
    url: str
    sent_back: int = 0
    transfers: int = 0
    reopened: int = 0


def broken_by_body(path: str, *, now: datetime) -> list[Debt]:
    """Only bodies under this one that have broken promises now."""
    return [debt for debt in debts(path, now=now, only_broken=True) if debt.broken]


def debts(path: str, *, now: datetime, only_broken: bool = False) -> list[Debt]:
    """谁欠着什么 Every body under this one that owes something, the longest broken first; one query."""
    english = (get_language() or "").startswith("en")
    return [
        Debt(
            path=one.path, name=one.name_en if english and one.name_en else one.name_zh, owed=one.owed,
            soon=one.soon, broken=one.broken, days=one.days, escalated=one.escalated,
            url=reverse("desk-owed-list", args=[one.path]), reopened=one.reopened,
        )
        for one in debts_under(path, now=now, only_broken=only_broken)
    ]  # fmt: skip


@require_GET
@at_desk("desk-owed")
def owed(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """谁欠着什么 One table; every cell leads to the list behind it."""
    posts = seats(by, WATCHERS)
    post, at = seat(request, posts)
    path = post.organisation.reach
    rows = with_sent_back(debts(path, now=now), path, now=now)
    total = {
        "owed": sum(row.owed for row in rows),
        "soon": sum(row.soon for row in rows),
        "broken": sum(row.broken for row in rows),
        "days": max((row.days for row in rows), default=0),
        "sent_back": sum(row.sent_back for row in rows),
        "transfers": sum(row.transfers for row in rows),
        "reopened": sum(row.reopened for row in rows),
    }
    context = {
        "debts": rows, "total": total, "posts": posts, "at": at, "post": post,
        "desks": desks_under(path, now=now), "lately": LATELY.days,
        "heard": heard_by_body(path, since=now - LATELY),
        "asked": to_decide(request, post.organisation.reach, now=now),
    }  # fmt: skip
    return page(request, "owed.html", context, by=by, count=total["broken"])


def to_decide(request: HttpRequest, path: str, *, now: datetime) -> list[Row]:
    """等您决定 What officers under this body have asked of their leaders: more time, or a later day."""
    asked = Promise.objects.ordinary().owed().owed_under(path).filter(key__in=REQUESTS)
    return page_of_promises(request, asked, now=now)[0]


@require_GET
@at_desk("desk-owed")
def owed_list(request: HttpRequest, by: Actor, now: datetime, path: str) -> HttpResponse:
    """一个单位欠着的 What stands behind one cell."""
    if not any(path.startswith(reach) for reach in reach_of(by, "promise.list")):
        raise NotAllowed(_(NOT_YOURS))
    body = by_path(path)
    if body is None:
        raise Http404
    what = request.GET.get("what", "")
    columns = [(name, _(label)) for name, label in (WRONG if body.kind in OFFICES else COLUMNS).items()]
    what = what if what in dict(columns) else "owed"
    if what in OBJECTIONS:
        rows, older = page_of_objections(request, path, what, now=now)
    else:
        rows, older = page_of_promises(request, owed_by_body(path, what, now=now), now=now)
    context = {"body": body, "rows": rows, "older": older, "what": what, "columns": columns}
    return page(request, "owed_list.html", context, by=by)


def with_sent_back(rows: list[Debt], path: str, *, now: datetime) -> list[Debt]:
    """The same rows with what each body sent back lately; who owes nothing but sent back stands last."""
    english = (get_language() or "").startswith("en")
    back = {one.path: one for one in sent_back(path, since=now - LATELY)}
    owing = {row.path for row in rows}
    rows = [*rows, *(
        Debt(one.path, one.name_en if english and one.name_en else one.name_zh, 0, 0, 0, 0, 0,
             reverse("desk-owed-list", args=[one.path]))
        for one in back.values() if one.path not in owing
    )]  # fmt: skip
    return [
        replace(row, sent_back=back[row.path].objections, transfers=back[row.path].transfers)
        if row.path in back
        else row
        for row in rows
    ]


def waiting_for(request: HttpRequest, by: Actor, role: str, key: str, *, now: datetime) -> dict[str, Any]:
    """The desk's list of one kind of promise, for whoever has this role: the rows and where they go on."""
    posts = seats(by, (role,))
    post, at = seat(request, posts)
    owed = Promise.objects.ordinary().owed().filter(key=key).owed_under(post.organisation.reach)
    rows, older = page_of_promises(request, owed, now=now)
    return {"rows": rows, "older": older, "posts": posts, "at": at, "post": post}


def page_of_promises(
    request: HttpRequest, promises: PromiseQuerySet, *, now: datetime
) -> tuple[list[Row], str]:
    """One page of what is owed, soonest due first, each row leading to its case; and where it goes on."""
    hidden = set_aside_from(request.desk_actor)  # type: ignore[attr-defined]
    found = beyond(without(promises.order_by("due", "id"), hidden), read_place(request))
    lines = list(
        found.annotate(
            about=Coalesce(
                F("dossier__case__submission__subject"), F("dossier__submission__subject"),
                F("dossier__problem__title"),
                F("dossier__theme__title"),
            )
        ).values_list(
            "id", "due", "key", "advances", "escalated", "dossier_id", "dossier__kind", "dossier__number",
            "made_at", "about", "dossier__case__submission_id",
        )[: PAGE + 1]
    )  # fmt: skip
    older = next_page(request, (lines[PAGE - 1][1], lines[PAGE - 1][0])) if len(lines) > PAGE else ""
    folders = {own: line[5] for line in lines[:PAGE] for own in (line[-1], line[5]) if own}
    bridges = small_bridges(folders, now=now)
    return [_row(*line[:-1], bridge=bridges[line[5]].drawn, now=now) for line in lines[:PAGE]], older


def _row(
    key: UUID, due: datetime, owes: str, advances: bool, escalated: int, folder: UUID, kind: str, number: str,
    made_at: datetime, title: str | None, *, bridge: str, now: datetime,
) -> Row:  # fmt: skip
    said, mark = say_due(due, silent=advances, now=now)
    about = [title_of(owes), number, _("自%(day)s") % {"day": say_date(made_at, beside=now)}]
    if escalated:
        about.append(ngettext("已报上级 %(n)d 次", "已报上级 %(n)d 次", escalated) % {"n": escalated})
    return {
        "key": key,
        "url": reverse(PAGES.get(kind, "desk-letter"), args=[folder]),
        "title": title or number,
        "due": said,
        "mark": mark,
        "about": " · ".join(about),
        "bridge": bridge,
        "seen": False,
    }
