"""不行 Every no as `application/problem+json` (RFC 9457): its kind, a sentence, and perhaps the field."""

import errno
import json
import logging
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from ninja.errors import HttpError, ValidationError

from lianxin.api.verbs.once import KeyUsed
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid, Refusal, SomeoneActedFirst
from lianxin.outcomes.finding import StillHeld

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS}
MOST_ERRORS = 20

# Every kind by its name, which is also the anchor in the documentation: its status, and what it is called.
KINDS: dict[str, tuple[int, str]] = {
    "not-readable": (400, N_("读不出来")),
    "key-missing": (400, N_("没有幂等键")),
    "not-known": (401, N_("不知道是谁")),
    "not-allowed": (403, N_("无权办理")),
    "not-found": (404, N_("没有这个东西")),
    "not-so": (405, N_("不能这样用")),
    "not-allowed-now": (409, N_("现在不能办")),
    "someone-acted-first": (409, N_("别人先办了")),
    "shut": (410, N_("已封存")),
    "changed": (412, N_("已经变了")),
    "too-large": (413, N_("太大")),
    "wrong-type": (415, N_("不是这种格式")),
    "not-valid": (422, N_("内容有误")),
    "key-used": (422, N_("幂等键用过了")),
    "too-many": (429, N_("太频繁")),
    "broken": (500, N_("出了错")),
    "gone-away": (503, N_("暂时办不成")),
}
RETRY_AFTER = {429: "600", 503: "60"}
# What the readers of JSON and of addresses complain of, in words.
SAYS = {
    "missing": N_("缺了这一项。"),
    "extra_forbidden": N_("没有这一项。"),
    "string_too_short": N_("不能是空的。"),
    "literal_error": N_("只能是%(expected)s。"),
    "string_pattern_mismatch": N_("有不能保存的字符，或者格式不对。"),
    "greater_than_equal": N_("太小，至少是%(ge)s。"),
    "less_than_equal": N_("太大，最多是%(le)s。"),
    "too_long": N_("太多了，最多%(max_length)s个。"),
    "too_short": N_("太少了，至少%(min_length)s个。"),
}


class Problem(Refusal):
    """不行 A no of this face itself, by its kind in KINDS."""

    def __init__(self, kind: str, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.kind, self.status, self.field = kind, KINDS[kind][0], field


class WrongShape(Refusal):
    """不合格式 What was read by this face itself does not fit; `errors` as the reader tells them."""

    def __init__(self, errors: Sequence[Any]) -> None:
        super().__init__("")
        self.errors = errors


def kind_of(refusal: Refusal) -> str:
    """The kind of a no that a verb gave."""
    if isinstance(refusal, Problem):
        return refusal.kind
    by_class = {
        KeyUsed: "key-used",
        NotAllowed: "not-allowed",
        SomeoneActedFirst: "someone-acted-first",
        NotAllowedNow: "not-allowed-now",
        NotValid: "not-valid",
    }
    found = next((kind for refused, kind in by_class.items() if isinstance(refusal, refused)), "")
    return found or next(
        (kind for kind, (status, _w) in KINDS.items() if status == refusal.status), "not-valid"
    )


def problem(kind: str, detail: str, **more: Any) -> HttpResponse:
    """The answer. Its type is an address under the documentation, the same in every county."""
    status, title = KINDS[kind]
    said = {
        "type": f"/api/v1/docs#{kind}", "title": _(title), "status": status, "detail": detail,
        **{name: value for name, value in more.items() if value},
    }  # fmt: skip
    answer = HttpResponse(json.dumps(said, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    answer["Cache-Control"] = "no-store"
    if status in RETRY_AFTER:
        answer["Retry-After"] = RETRY_AFTER[status]
    if status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="lianxin"'
    return answer


def refused(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """What a verb or this face refused."""
    if isinstance(refusal, WrongShape):
        return wrong_shape(refusal.errors)
    return problem(kind_of(refusal), refusal.sentence, field=getattr(refusal, "field", ""))


def not_there(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem("not-found", _("没有这个东西，或者它不归您看。"))


def still_held(_request: HttpRequest, error: StillHeld) -> HttpResponse:
    """The letter waits for a person to look at it: there is nothing to be shown or done yet."""
    if error.arrival.became != "set_aside":
        return problem("not-allowed-now", _("信收到了，还没有登记：受理人员先看一眼。请过些时候再查。"))
    last = error.arrival.handlings.first()
    words = {"reason": last.says if last else ""}
    return problem("not-allowed-now", _("这封信没有登记。理由：%(reason)s") % words)


def not_shaped(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Of everything that does not fit: where it stands, and in words what is wrong."""
    if any(one["loc"][0] == "path" for one in error.errors):
        return not_there(_request, error)
    return wrong_shape(error.errors, skip=2)


def wrong_shape(errors: Sequence[Any], *, skip: int = 0) -> HttpResponse:
    """`skip`: so many parts of a place are ours and not the sender's."""
    found = [_complaint(one, skip) for one in errors[:MOST_ERRORS]]
    return problem("not-valid", _("发来的内容不合格式，什么都没有写入。请看errors。"), errors=found)


def _complaint(error: Any, skip: int) -> dict[str, str]:
    place = list(error["loc"])
    if place and place[0] in {"query", "header"}:
        skip = 1
    words = _(SAYS.get(error["type"], "")) % error.get("ctx", {}) if error["type"] in SAYS else ""
    field = ".".join(str(part) for part in place[skip:])
    return {"field": field, "detail": words or _("类型不对：%(wanted)s") % {"wanted": error["type"]}}


def not_taken(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework itself refuses."""
    if isinstance(error.__cause__, Refusal):
        return refused(_request, error.__cause__)
    return problem("not-readable", _("读不出来：要完整的UTF-8编码的JSON。什么都没有写入。"))


def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """Whatever else happened: a program gets an answer, the log what there was, nobody a trace of it."""
    if isinstance(error, RequestDataTooBig | TooManyFilesSent):
        return problem("too-large", _("发来的内容太大，什么都没有写入。"))
    if isinstance(error, MultiPartParserError | UnreadablePostError | SuspiciousOperation):
        return problem("not-readable", _("发来的内容不完整，什么都没有写入。请再发一次。"))
    if isinstance(error, OperationalError) and "deadlock" in str(error):
        return problem("someone-acted-first", _("刚才有别人同时在办理。什么都没有写入，请再试一次。"))
    no_room = isinstance(error, OSError) and error.errno in NO_ROOM
    if no_room or isinstance(error, OperationalError | InterfaceError):
        log.error("%s %s was not done: %s", request.method, request.resolver_match, type(error).__name__)
        return problem("gone-away", _("刚才没有办成，什么都没有存下。请用同一个幂等键原样再发一次。"))
    log.exception("a program could not be answered")
    return problem("broken", _("我们这边出了错，已经记下来了。请用同一个幂等键稍后再试。"))


HANDLERS: dict[type[Exception], Any] = {
    Refusal: refused,
    Http404: not_there,
    StillHeld: still_held,
    ValidationError: not_shaped,
    HttpError: not_taken,
    Exception: broken,
}
