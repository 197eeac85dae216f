"""Every no is a page that says what happened, that nothing was lost, and the next step."""

import errno
import logging
from collections.abc import Callable
from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.translation import gettext as _

from lianxin.intake.models import Arrival
from lianxin.kit.codes import in_groups
from lianxin.kit.refusals import NotAllowed, Refusal, SomeoneActedFirst
from lianxin.web.citizen.finding import StillHeld
from lianxin.web.citizen.views_write import show_again

Answer = Callable[[HttpRequest], HttpResponse]
WORDS = (".css", ".js", ".svg")
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS}
log = logging.getLogger(__name__)


class OnePolicyMiddleware(CSPMiddleware):
    """内容安全策略 Every page has the same content security policy, so its words are made once."""

    def process_request(self, request: HttpRequest) -> None:
        """No page needs a mark of its own for scripts: there are none inside pages."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault(HEADER, the_policy())
        return response


@cache
def the_policy() -> str:
    return build_policy()


class LightMiddleware(GZipMiddleware):
    """轻 Styles and scripts go compressed over a slow line, at a third of their weight. They hold no secret
    that could be guessed by their length; a page that holds one is never compressed.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        plain = request.method == "GET" and response.status_code == 200 and request.path.endswith(WORDS)
        if not plain or not request.path.startswith(settings.STATIC_URL):
            return response
        light = super().process_response(request, response)
        del light.headers["ETag"]  # asked for again by its date: what serves it knows no weak mark
        return light


class RefusalMiddleware:
    """Turns a refusal of any verb into its page, with its own status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OperationalError) and "deadlock" in str(error):
            error = SomeoneActedFirst(_("刚才有别人同时在办理。什么都没有写入，请再试一次。"))
        if isinstance(error, StillHeld):
            return held_page(request, error.arrival)
        if isinstance(error, Refusal):
            return refusal_page(request, error.sentence, error.status)
        if isinstance(error, UnreadablePostError):
            return refusal_page(request, _("这次没有完整送到，什么也没有写入。请再试一次。"), 400)
        no_room = isinstance(error, OSError) and error.errno in NO_ROOM
        if no_room or isinstance(error, OperationalError | InterfaceError):
            log.error("%s %s was not done: %s", request.method, request.resolver_match, error)
            return away_page(request)
        return None


def held_page(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """还没登记 What whoever holds the code is shown until the letter is registered, or is not."""
    last = arrival.handlings.first()
    words = {"held": arrival, "code": in_groups(arrival.code), "reason": last.says if last else ""}
    page = render(request, "web/citizen/held.html", words)
    page["Cache-Control"] = "no-store"
    return page


def refusal_page(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    page = render(request, "web/refusal.html", {"sentence": sentence, "status": status}, status=status)
    page["Cache-Control"] = "no-store"
    return page


def away_page(request: HttpRequest) -> HttpResponse:
    """The database is away or the disk is full (503): a page that needs neither."""
    page = render(request, "web/away.html", status=503)
    page["Cache-Control"] = "no-store"
    page["Retry-After"] = "60"
    return page


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Instead of Django's page about a failed CSRF check: what it means to a person.

    A letter comes back with every word in it, on a fresh page.
    """
    if request.resolver_match and request.resolver_match.url_name == "write":
        sentence = _("这个页面打开太久，信还没有寄出。您写的都在这里，请再按一次“寄出这封信”。")
        return show_again(request, NotAllowed(sentence))
    return refusal_page(
        request,
        _("这个页面打开太久，或者浏览器没有保存必要的记录。请返回上一页刷新后再提交，您写的内容还在。"),
        403,
    )
