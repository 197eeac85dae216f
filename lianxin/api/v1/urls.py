"""The addresses of the API, all under /api/v1/."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext as _

from lianxin.api.v1 import (
    acts_answer,
    acts_appeal,
    acts_aside,
    acts_desk,
    acts_handling,
    acts_lead,
    acts_letters,
    acts_publishing,
    acts_telling,
    acts_time,
    arrivals,
    cases_read,
    desk_read,
    hooks,
    keying,
    ledger_problems,
    ledger_themes,
    letters,
    office,
    office_bodies,
    office_books,
    office_exchange,
    office_people,
    owed_read,
    public,
    receipt,
    scans,
    searches,
    speaking,
)
from lianxin.api.v1.describing import documentation, openapi
from lianxin.api.v1.house import api
from lianxin.api.v1.problems import problem

View = Callable[..., HttpResponseBase]
ENDPOINTS_IN = (
    letters,
    public,
    receipt,
    speaking,
    cases_read,
    desk_read,
    owed_read,
    acts_letters,
    acts_desk,
    acts_handling,
    acts_time,
    acts_answer,
    acts_appeal,
    acts_lead,
    acts_aside,
    acts_telling,
    acts_publishing,
    hooks,
    keying,
    arrivals,
    scans,
    searches,
    office,
    office_bodies,
    office_people,
    office_books,
    office_exchange,
    ledger_problems,
    ledger_themes,
)


def _answered(view: View) -> View:
    """As every address answers: to HEAD what it says to GET; and to what it does not know, in our form."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **said: Any) -> HttpResponseBase:
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        answer = view(request, *args, **said)
        if answer.status_code == 405:
            allowed = sorted(
                {*answer["Allow"].split(", ")} | ({"HEAD"} if "GET" in answer["Allow"] else set())
            )
            answer = problem("not-so", _("这个地址不能这样用。"))
            answer["Allow"] = ", ".join(allowed)
        if head and isinstance(answer, HttpResponse):
            answer["Content-Length"], answer.content = str(len(answer.content)), b""
        return answer

    return answered


def _nothing_here(_request: HttpRequest, rest: str = "") -> HttpResponse:
    return problem("not-found", _("没有这个地址。"))


_nothing_here.csrf_exempt = True  # type: ignore[attr-defined]
urlpatterns = [
    path("openapi.json", openapi, name="api-openapi"),
    path("docs", documentation, name="api-docs"),
    *[
        URLPattern(one.pattern, _answered(one.callback), one.default_args, one.name)
        for one in api.urls[0]
        if isinstance(one, URLPattern) and one.name != "api-root"
    ],
    re_path(r"^(?P<rest>.*)$", _nothing_here),
]
