"""What every method shares: its form, the jurisdiction, how often, and a no as the standard wants it told."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from lianxin.api.open311.spark import TYPES, written
from lianxin.channels.open311 import NotTaken
from lianxin.kit.rates import TooMany, address_of, within
from lianxin.kit.refusals import NotAllowed, Refusal

log = logging.getLogger(__name__)

READS, MINUTES = 1_200, 10
# Everything else that is wrong is 400: clients look for these classes and no other.
TOLD_AS_IT_IS = {403, 404, 405, 429, 500, 503}
SAFE = ("GET", "HEAD")
AWAY = (OperationalError, InterfaceError, OSError)


class NotHere(Refusal):
    """没有 There is no such thing, or none that may be told (404)."""

    status = 404


class NotSo(Refusal):
    """不能这样 It cannot be asked or sent so (405); `allowed` is how it can."""

    status = 405

    def __init__(self, sentence: str, allowed: str) -> None:
        super().__init__(sentence)
        self.allowed = allowed


class NotKept(Refusal):
    """没有存下 The house could not write or read just now (503): it may be sent again as it is."""

    status = 503


class Broken(Refusal):
    """出了错 A fault of ours, which stands in the log (500)."""

    status = 500


@dataclass(frozen=True)
class Ask:
    """一次请求 What is asked, in which form, and when; the only place of this room that asks the time."""

    request: HttpRequest
    form: str
    now: datetime

    def said(self, name: str) -> str:
        """An argument of the address; an empty one is an absent one."""
        return self.request.GET.get(name, "").strip()


View = Callable[..., Any]


def method(root: str, *, post: View | None = None) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """A method of the standard, answered in either form under this root; `post` answers what is sent."""

    def dress(get: View) -> Callable[..., HttpResponseBase]:
        @csrf_exempt
        @wraps(get)
        def opened(request: HttpRequest, form: str, **named: str) -> HttpResponseBase:
            if form not in TYPES:
                return no_such_form(form)
            ask = Ask(request, form, timezone.now())
            try:
                return _answer(_call(ask, get, post, named), root, ask)
            except Refusal as no:
                return refused(no, form)
            except Exception as error:  # noqa: BLE001 - whatever it was, a program gets its answer
                return refused(_as_refusal(error), form)

        return opened

    return dress


def _call(ask: Ask, get: View, post: View | None, named: dict[str, str]) -> Any:
    if ask.request.method in SAFE:
        require_jurisdiction(ask.said("jurisdiction_id"))
        if not within("open311:read", address_of(ask.request), READS, MINUTES):
            raise TooMany(_("问得太频繁了，请过十分钟再问。"))
        return get(ask, **named)
    if ask.request.method == "POST" and post:
        return post(ask, **named)
    raise NotSo(_("这个地址不能这样用。"), ", ".join([*SAFE, *(["POST"] if post else [])]))


def require_jurisdiction(said: str) -> None:
    """Does the asker mean this county? It must be said only where one address serves several."""
    if said and said != settings.LIANXIN_JURISDICTION:
        raise NotHere(_("没有名为“%(name)s”的jurisdiction_id。") % {"name": said})
    if not said and settings.LIANXIN_MANY_JURISDICTIONS:
        raise NotTaken([_("请写jurisdiction_id。")])


def _as_refusal(error: Exception) -> Refusal:
    if isinstance(error, SuspiciousOperation | BadRequest):
        return NotTaken([_("发来的内容太大，或者没有完整送到。")])
    if isinstance(error, AWAY):
        log.error("a program could not be answered: %s", type(error).__name__)
        return NotKept(_("刚才没有办成，什么都没有存下。请原样再发一次。"))
    log.exception("a program could not be answered")
    return Broken(_("我们这边出了错，已经记下来了。请稍后再试。"))


def _answer(data: Any, root: str, ask: Ask) -> HttpResponseBase:
    if isinstance(data, HttpResponse | StreamingHttpResponse):
        return data
    answer = HttpResponse(written(data, root, ask.form), content_type=TYPES[ask.form])
    if ask.request.method in SAFE:
        answer["Access-Control-Allow-Origin"] = "*"
    if ask.request.method not in SAFE or ask.said("api_key"):
        answer["Cache-Control"] = "no-store"
    return answer


def refused(no: Refusal, form: str) -> HttpResponse:
    """Everything that is wrong, as an array; the status carries its class."""
    status = no.status if no.status in TOLD_AS_IT_IS else 400
    complaints = no.complaints if isinstance(no, NotTaken) else (no.sentence,)
    said = [{"code": status, "description": complaint} for complaint in complaints]
    answer = HttpResponse(written(said, "errors", form), content_type=TYPES[form], status=status)
    answer["Cache-Control"] = "no-store"
    if isinstance(no, NotSo):
        answer["Allow"] = no.allowed
    if status in {429, 503}:
        answer["Retry-After"] = "600" if status == 429 else "60"
    return answer


def no_such_form(form: str) -> HttpResponse:
    """Nobody can be answered in a form that we do not speak: in words, then."""
    words = _("没有“%(form)s”这种格式，只有xml和json。") % {"form": form[:20]}
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=404)


@csrf_exempt
def nothing_here(_request: HttpRequest, rest: str = "", form: str = "") -> HttpResponse:
    """没有这个地址 No method of the standard has this address."""
    if form not in TYPES:
        return no_such_form(form)
    return refused(NotHere(_("没有这个地址。")), form)


def no_key() -> NotAllowed:
    return NotAllowed(_("api_key不对，或者没有写。没有密钥的，请向受理中心申请。"))
