"""Every no is a page that says what happened, that nothing was lost, and the next step."""

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lianxin.kit.refusals import Refusal, SomeoneActedFirst

Answer = Callable[[HttpRequest], HttpResponse]


class RefusalMiddleware:
    """Turns a refusal of any verb into its page, with its own status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OperationalError) and "deadlock" in str(error):
            error = SomeoneActedFirst(_("刚才有别人同时在办理。什么都没有写入,请再试一次。"))
        if isinstance(error, Refusal):
            return refusal_page(request, error.sentence, error.status)
        return None


def refusal_page(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    page = render(request, "web/refusal.html", {"sentence": sentence, "status": status}, status=status)
    page["Cache-Control"] = "no-store"
    return page


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Instead of Django's page about a failed CSRF check: what it means to a person."""
    return refusal_page(
        request,
        _("这个页面打开太久,或者浏览器没有保存必要的记录。请返回上一页刷新后再提交,您写的内容还在。"),
        403,
    )
