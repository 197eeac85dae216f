"""坐到桌前 What every desk shares: who sits here, since when, and the page around the work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.views.decorators.cache import never_cache

from lianxin.identity.actors import Actor, officer
from lianxin.identity.models import Person, Post, Role
from lianxin.identity.passwords import must_choose_first
from lianxin.kit.dates import SHANGHAI
from lianxin.kit.refusals import NotAllowed, NotAllowedNow

P = ParamSpec("P")
Act = TypeVar("Act")
EVERYBODY = frozenset(Role.values)
CASE_READERS = frozenset({"officer", "approver", "secretary", "supervisor", "reviewer", "auditor"})

LEDGER_READERS = CASE_READERS | {"clerk", "sorter", "caller"}
NUMBERS = frozenset({"secretary", "supervisor", "auditor"})
FAIR = frozenset({"sorter", "officer", "approver", "secretary", "supervisor", "auditor"})


@dataclass(frozen=True)
class Desk:
    """办公桌 One desk: its address, what it is called, and the posts that sit at it."""

    address: str
    label: str
    roles: frozenset[str]


# In the order in which a person with several posts is sent to them.
DESKS = (
    Desk("desk-sort", N_("分信"), frozenset({"sorter"})),
    Desk("desk-paper", N_("录入来信"), frozenset({"clerk"})),
    Desk("desk-scans", N_("扫描录入"), frozenset({"clerk"})),
    Desk("desk-call", N_("接听来电"), frozenset({"clerk"})),
    Desk("desk-counter", N_("接待来访"), frozenset({"clerk"})),
    Desk("desk-waiting", N_("等待登记"), frozenset({"clerk"})),
    Desk("desk-post", N_("要寄的信"), frozenset({"clerk", "sorter"})),
    Desk("desk-to-call", N_("要回的电话"), frozenset({"clerk", "sorter"})),
    Desk("desk-public", N_("公开来信"), frozenset({"sorter"})),
    Desk("desk-sealed", N_("检举件"), frozenset({"discipline"})),
    Desk("desk-arrivals", N_("等人看的来件"), frozenset({"clerk", "sorter", "discipline"})),
    Desk("desk-letters", N_("写给我的信"), frozenset({"secretary", "reader"})),
    Desk("desk-owed", N_("谁欠着什么"), frozenset({"supervisor", "secretary"})),
    Desk("desk-calls", N_("回访"), frozenset({"caller"})),
    Desk("desk-look-back", N_("回头看"), frozenset({"caller"})),
    Desk("desk-appeals", N_("复查复核"), frozenset({"reviewer"})),
    Desk("desk-cases", N_("工单"), CASE_READERS),
    Desk("desk-problems", N_("问题台账"), LEDGER_READERS),
    Desk("desk-numbers", N_("数字"), NUMBERS),
    Desk("desk-dispatching", N_("派单准不准"), frozenset({"sorter", "supervisor", "office"})),
    Desk("desk-figures", N_("考核和申诉"), FAIR),
    Desk("office", N_("系统管理"), frozenset({"office"})),
    Desk("desk-search", N_("找信"), EVERYBODY),
)
BY_ADDRESS = {desk.address: desk for desk in DESKS}
NO_POST = N_("您还没有岗位，所以没有桌面。请联系系统管理员安排岗位。")
NOT_YOURS = N_("这张桌面不属于您的岗位。您的桌面在左边的菜单里。")


def at_desk(
    address: str = "",
) -> Callable[
    [Callable[Concatenate[HttpRequest, Actor, datetime, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, P], HttpResponse],
]:
    """A page of a desk: signed in, with a post that sits there; the actor and the moment are taken once."""

    def decorate(
        view: Callable[Concatenate[HttpRequest, Actor, datetime, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def seated(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            assert isinstance(request.user, Person)
            if must_choose_first(request.user, request.session):
                return redirect("account_change_password")
            by = officer(request.user)
            request.desk_address = address  # type: ignore[attr-defined]
            request.desk_actor = by  # type: ignore[attr-defined]
            now = request.desk_opened_at = timezone.now()  # type: ignore[attr-defined]
            if not by.posts:
                raise NotAllowed(_(NO_POST))
            if address and not BY_ADDRESS[address].roles & by.roles():
                raise NotAllowed(_(NOT_YOURS))
            return view(request, by, now, *args, **kwargs)

        return cast(
            "Callable[Concatenate[HttpRequest, P], HttpResponse]", never_cache(login_required(seated))
        )

    return decorate


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    *,
    by: Actor,
    count: int = 0,
    status: int = 200,
) -> HttpResponse:
    """The work of a desk inside its shell; `count` is what waits on the open desk."""
    around = shell(by, getattr(request, "desk_address", ""), count)
    around["viewer"] = viewer_mark(by, now=request.desk_opened_at)  # type: ignore[attr-defined]
    return render(request, f"web/desk/{template}", {**around, **context}, status=status)


def pressed(said: QueryDict, acts: Mapping[str, Act]) -> Act:
    """按下的 The act of this page that was pressed; an old page may name one that is no longer there."""
    act = acts.get(said.get("act", ""))
    if act is None:
        raise NotAllowedNow(_("没有这个操作。请刷新页面再试。"))
    return act


def viewer_mark(by: Actor, *, now: datetime) -> tuple[str, str]:
    """水印 Who has this page open, in which post, since when: faint, over the whole page.

    The number is the last digits of the post's own key: the office finds the post by it.
    """
    post = by.posts[0]
    name = by.person.name if by.person else ""
    opened = f"{now.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return f"{name} {post.pk.hex[-6:]} {opened}", say_post(post)


def shell(by: Actor, open_desk: str, count: int = 0) -> dict[str, object]:
    """What web/desk.html wants: the menu and who sits here."""
    roles, post = by.roles(), by.posts[0]
    return {
        "nav": [
            (_(desk.label), _url(desk.address), is_open, count if is_open else 0)
            for desk in DESKS
            if desk.roles & roles
            for is_open in [desk.address == open_desk]
        ],
        "who_name": by.person.name if by.person else "",
        "who_post": say_post(post),
    }


@cache  # the menu stands on every page
def _url(address: str) -> str:
    return reverse(address)


def say_post(post: Post) -> str:
    """水务局 承办人."""
    return f"{post.organisation.name} {post.get_role_display()}"


def home_of(by: Actor) -> str:
    """The address of the first desk at which this person sits."""
    roles = by.roles()
    return next(_url(desk.address) for desk in DESKS if desk.roles & roles)
