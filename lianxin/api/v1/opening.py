"""开门 How every endpoint is opened: who may ask, what is taken, once only, in which version; then one verb.

An endpoint is a small function of an Ask and of what was said. It stands in ENDPOINTS with the acts of the
permission table that it offers, so that a test can say which of them no program could do.
"""

import hashlib
import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from pydantic import BaseModel, TypeAdapter

from lianxin.api.v1.asking import Ask, Opener, anybody, anybody_or_program, by_code
from lianxin.api.v1.house import api
from lianxin.api.v1.problems import Problem
from lianxin.api.verbs import Given, once

Do = Callable[..., Any]
JSON, FORM = "application/json", "multipart/form-data"
IDEMPOTENCY_KEY = re.compile(r"[!-~]{16,80}")
SECURITY: dict[Opener, list[dict[str, list[str]]]] = {
    anybody: [],
    anybody_or_program: [{}, {"token": []}],
    by_code: [{"receipt": []}],
}
KEY_HEADER = {
    "name": "Idempotency-Key", "in": "header", "required": True,
    "description": "Made anew for each act. The same again is answered as the first time, for thirty days.",
    "schema": {"type": "string", "pattern": "^[!-~]{16,80}$"},
}  # fmt: skip
MATCH_HEADER = {
    "name": "If-Match", "in": "header", "required": False,
    "description": "The ETag under which it was read: the act is refused when somebody acted meanwhile.",
    "schema": {"type": "string"},
}  # fmt: skip


@dataclass(frozen=True)
class Endpoint:
    """端点 One address and method, who opens it, and the acts of the table of permissions that it offers."""

    method: str
    path: str
    name: str
    opener: Opener
    grants: tuple[str, ...]


ENDPOINTS: list[Endpoint] = []


@dataclass(frozen=True)
class How:
    """How one endpoint is opened. `by_itself`: what it does is known by its key without our help."""

    opener: Opener
    answers: TypeAdapter[Any]
    statuses: tuple[int, ...]
    asks: frozenset[str]
    takes: tuple[str, ...] = ()
    by_itself: bool = False


def read(
    path: str, opener: Opener, answers: Any, *, tag: str, grants: tuple[str, ...] = (), media: str = JSON
) -> Callable[[Do], Do]:
    """An endpoint that tells something; what has not changed since is not told again (If-None-Match)."""

    def dress(do: Do) -> Do:
        extra: dict[str, Any] = {"responses": {304: {"description": "Not Modified"}}}
        if media != JSON:
            file = {"schema": {"type": "string", "format": "binary"}}
            extra["responses"][200] = {"description": "OK", "content": {media: file}}
        ENDPOINTS.append(Endpoint("GET", path, do.__name__, opener, grants))
        how = How(opener, TypeAdapter(answers), (200,), _queries(do, path))
        _offer("GET", path, do, how, grants, tag, extra, answers if media == JSON else None)(_reads(do, how))
        return do

    return dress


def write(
    path: str, opener: Opener, answers: Any, *, tag: str, grants: tuple[str, ...] = (), method: str = "POST",
    statuses: tuple[int, ...] = (200,), takes: tuple[str, ...] = (JSON,),
    body: Mapping[str, Any] | None = None, by_itself: bool = False,
) -> Callable[[Do], Do]:  # fmt: skip
    """An endpoint that does something, once for each key. `body`: described, where it reads it by itself."""

    def dress(do: Do) -> Do:
        extra: dict[str, Any] = {"parameters": [KEY_HEADER, MATCH_HEADER]}
        if body:
            extra["requestBody"] = dict(body)
        ENDPOINTS.append(Endpoint(method, path, do.__name__, opener, grants))
        how = How(opener, TypeAdapter(answers), statuses, _queries(do, path), takes, by_itself)
        _offer(method, path, do, how, grants, tag, extra, answers)(_writes(do, how))
        return do

    return dress


def _queries(do: Do, path: str) -> frozenset[str]:
    """What may stand behind the question mark."""
    parameters = list(inspect.signature(do).parameters.values())[1:]
    plain = (one.name for one in parameters if not _is_body(one) and f"{{{one.name}}}" not in path)
    return frozenset(plain)


def _is_body(parameter: inspect.Parameter) -> bool:
    said = parameter.annotation
    return isinstance(said, type) and issubclass(said, BaseModel)


def _offer(
    method: str, path: str, do: Do, how: How, grants: tuple[str, ...], tag: str, extra: dict[str, Any],
    answers: Any,
) -> Callable[[Do], Do]:  # fmt: skip
    summary, _line, description = inspect.cleandoc(do.__doc__ or "").partition("\n")
    more = {**extra, "security": SECURITY.get(how.opener, [{"token": []}]), "x-acts": list(grants)}
    return api.api_operation(
        [method], path, auth=_gate(how), response=dict.fromkeys(how.statuses, answers), tags=[tag],
        operation_id=do.__name__, summary=summary, description=description.strip(), openapi_extra=more,
    )  # fmt: skip


def _gate(how: How) -> Callable[[HttpRequest], Ask]:
    """Before anything is read: who asks, and is it something that we can take?"""

    def gate(request: HttpRequest) -> Ask:
        ask = how.opener(request)
        if unknown := sorted({*request.GET} - how.asks):
            name = unknown[0][:40]
            raise Problem("not-valid", _("没有叫“%(name)s”的参数。") % {"name": name}, name)
        sent = request.META.get("CONTENT_LENGTH") not in {None, "", "0"}
        if how.takes and sent and request.content_type not in how.takes:
            raise Problem("wrong-type", _("请用这种格式发来：%(types)s。") % {"types": "、".join(how.takes)})
        return ask

    return gate


def _reads(do: Do, how: How) -> Do:
    def opened(request: Any, **said: Any) -> HttpResponseBase:
        ask: Ask = request.auth
        told = do(ask, **said)
        return told if isinstance(told, HttpResponseBase) else _unless_known(ask, _given(ask, told, how))

    return _called_like(do, opened)


def _writes(do: Do, how: How) -> Do:
    def opened(request: Any, **said: Any) -> HttpResponseBase:
        ask: Ask = request.auth
        key = ask.idempotency_key = request.headers.get("Idempotency-Key", "")
        if not IDEMPOTENCY_KEY.fullmatch(key):
            words = _("请在Idempotency-Key头里写一个新的键：16到80个可见的ASCII字符，例如UUID。")
            raise Problem("key-missing", words)

        def act() -> Given:
            return _given(ask, do(ask, **said), how)

        if how.by_itself:
            return _response(act())
        return _response(once(ask.who, key, mark_of(request), act, now=ask.now))

    return _called_like(do, opened)


def _called_like(do: Do, opened: Do) -> Do:
    """With the arguments that the framework must find in the request."""
    opened.__name__, opened.__module__ = do.__name__, do.__module__
    parameters = list(inspect.signature(do).parameters.values())[1:]
    request = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    opened.__signature__ = inspect.Signature([request, *parameters])  # type: ignore[attr-defined]
    return opened


def _given(ask: Ask, told: Any, how: How) -> Given:
    shaped = how.answers.validate_python(told, from_attributes=True)
    return Given(ask.status or how.statuses[0], how.answers.dump_json(shaped), tuple(ask.headers.items()))


def _response(given: Given) -> HttpResponse:
    answer = HttpResponse(given.body, status=given.status, content_type=JSON)
    for name, value in given.headers:
        answer[name] = value
    answer["Cache-Control"] = "no-store"
    if given.again:
        answer["Idempotency-Replayed"] = "true"
    return answer


def _unless_known(ask: Ask, given: Given) -> HttpResponse:
    """What is told, under a tag of its version and its words; only the tag where the asker has it already."""
    tag = f'"{ask.version}-{hashlib.sha256(given.body).hexdigest()[:16]}"'
    known = [
        one.strip().removeprefix("W/") for one in ask.request.headers.get("If-None-Match", "").split(",")
    ]
    answer = HttpResponse(status=304) if tag in known or known == ["*"] else _response(given)
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache" if ask.key or ask.letter else "no-cache"
    answer["Vary"] = "Accept-Language, Authorization, Receipt-Code"
    return answer


def mark_of(request: HttpRequest) -> str:
    """The whole request, hashed. Of a form its fields and files, however the sender cut it into parts."""
    mark = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type != FORM:
        mark.update(request.body)
        return mark.hexdigest()
    for name, values in sorted(request.POST.lists()):
        mark.update(repr((name, values)).encode(errors="replace"))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest = hashlib.sha256(b"".join(file.chunks())).hexdigest()
            mark.update(repr((name, file.name, digest)).encode(errors="replace"))
    return mark.hexdigest()
