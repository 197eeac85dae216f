"""What every page's shell needs."""

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """Demo banner and large-text mode; nothing here asks the database."""
    return {"demo": settings.LIANXIN_DEMO, "large": request.COOKIES.get("large") == "1"}
