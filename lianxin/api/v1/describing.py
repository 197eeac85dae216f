"""说明 The description of the API: for programs as OpenAPI 3.1, for people as one page made of the same."""

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.api.v1.house import api
from lianxin.api.v1.picturing import Group, Shape, groups_of, shapes_of
from lianxin.api.v1.problems import KINDS
from lianxin.identity.keys import say_scope


@cache
def described() -> str:
    """The description, put into words once."""
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False)


@cache
def pictured() -> tuple[list[Group], list[Shape]]:
    """The same as the page shows it."""
    schema: dict[str, Any] = json.loads(described())
    return groups_of(schema), shapes_of(schema)


@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1, for programs."""
    return HttpResponse(described(), content_type="application/json")


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """程序接口 One page for people: how to begin, what holds everywhere, every endpoint with its fields."""
    groups, shapes = pictured()
    context = {
        "groups": groups, "shapes": shapes, "address": settings.LIANXIN_ADDRESS,
        "noes": [(kind, status, _(title)) for kind, (status, title) in KINDS.items()],
        "scopes": [(word, say_scope(word)) for word in settings.LIANXIN_SCOPES],
    }  # fmt: skip
    return render(request, "api/docs.html", context)
