"""What every page's shell needs."""

import time

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from lianxin.kit.refusals import NotValid
from lianxin.organisations.queries import county

FRESH_SECONDS = 60.0
_county: dict[str, tuple[float, str]] = {}


def shell(request: HttpRequest) -> dict[str, object]:
    """Demo banner, large-text mode and the county's name, which is asked only when it is shown."""
    return {
        "demo": settings.LIANXIN_DEMO,
        "large": request.COOKIES.get("large") == "1",
        "county_name": county_name,
    }


def county_name() -> str:
    """The county's name in the language of the page, asked once a minute; nothing before there is one."""
    language = get_language() or ""
    known = _county.get(language)
    if known is None or time.monotonic() - known[0] > FRESH_SECONDS:
        try:
            known = _county[language] = (time.monotonic(), county().name)
        except NotValid:
            return ""
    return known[1]
