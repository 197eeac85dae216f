"""Coming and going: each person to the desk of the post held, and out again."""

from datetime import datetime

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from lianxin.identity.actors import Actor
from lianxin.web.desk.shell import at_desk, home_of


@require_GET
@at_desk()
def landing(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """我的桌面 Sends each person to the desk of the first post."""
    return redirect(home_of(by))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """退出 The session ends here, at once."""
    logout(request)
    return redirect("account_login")
