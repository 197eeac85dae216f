"""说明 The description of the API: for programs as OpenAPI 3.1, for people as one page made of the same."""

import json
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lianxin.api.v1.house import api


@cache
def described() -> str:
    """The description, put into words once."""
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False)


@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1, for programs."""
    return HttpResponse(described(), content_type="application/json")


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
