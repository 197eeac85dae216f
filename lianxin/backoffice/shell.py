"""What every page of the office shares: who may open it, its rail, the guard against stale pages."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.identity.actors import Actor, officer
from lianxin.identity.models import Person
from lianxin.identity.passwords import must_choose_first
from lianxin.identity.policy import may, require
from lianxin.kit.refusals import SomeoneActedFirst
from lianxin.organisations.models import Organisation

View = Callable[..., HttpResponse]
RAIL = (
    (N_("总览"), "office", "organisation.change"),
    (N_("组织机构"), "office-organisations", "organisation.change"),
    (N_("人员和岗位"), "office-people", "person.change"),
    (N_("派单目录"), "office-catalogues", "catalogue.publish"),
    (N_("日历"), "office-calendar", "calendar.change"),
    (N_("规则手册"), "office-rulebooks", "rulebook.publish"),
    (N_("法规库"), "office-laws", "law.keep"),
    (N_("外部系统"), "office-exchange", "exchange.change"),
    (N_("接口密钥"), "office-keys", "key.keep"),
    (N_("账本健康"), "office-ledger", "ledger.verify"),
)


@dataclass(frozen=True)
class Visit:
    """来访 Who opened the page and when; the only place of this room that asks the time."""

    request: HttpRequest
    by: Actor
    now: datetime

    def page(self, template: str, *, status: int = 200, **context: object) -> HttpResponse:
        """The page in the shell of the desks; never kept by a browser, because it shows people."""
        shown = render(
            self.request, f"backoffice/{template}.html", {**self._shell(), **context}, status=status
        )
        shown["Cache-Control"] = "no-store"
        return shown

    def _shell(self) -> dict[str, object]:
        here = self.request.path
        county = Organisation.objects.filter(parent=None).first()
        post = self.by.posts[0] if self.by.posts else None
        rail = [(_(label), reverse(name), action) for label, name, action in RAIL]
        return {
            "nav": [
                (label, url, _stands_at(here, url), 0)
                for label, url, action in rail
                if may(self.by, action, None)
            ],
            "who_name": self.by.person,
            "who_post": f"{post.organisation} {post.get_role_display()}" if post else "",
            "county_name": county.name if county else "",
        }


def _stands_at(here: str, url: str) -> bool:
    return here == url if url == reverse("office") else here.startswith(url)


def office_page(action: str) -> Callable[[View], View]:
    """Open this page to whoever the table of permissions lets do `action`; strangers sign in first."""

    def dress(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not isinstance(request.user, Person):
                return redirect_to_login(request.get_full_path())
            if must_choose_first(request.user, request.session):
                return redirect("account_change_password")
            visit = Visit(request, officer(request.user), timezone.now())
            require(visit.by, action, None)
            return view(visit, *args, **kwargs)

        return opened

    return dress


def mark(*values: object) -> str:
    """A short mark of what a page showed; it comes back with the form."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def require_fresh(visit: Visit, *values: object) -> None:
    """Refuse what was written on a page that showed something else than what stands now."""
    if visit.request.POST.get("seen") != mark(*values):
        raise SomeoneActedFirst(
            _("您打开这一页以后，有人改过这里的内容。什么都没有写入：请返回上一页刷新，看看现在的情况再办。")
        )
