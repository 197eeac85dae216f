"""One-click sign-in, for a made-up county only: without LIANXIN_DEMO these addresses do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lianxin.identity.models import Post, Role
from lianxin.identity.passwords import BY_ONE_CLICK
from lianxin.ledger.queries import is_demo_county
from lianxin.web.desk.lists import read_key

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SHOWN = 5  # of each post: enough to try every level


def demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """404 unless both the setting and the county itself say that this is a demo, at every request."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.LIANXIN_DEMO or not is_demo_county():
            raise Http404
        response: HttpResponse = never_cache(view)(request, *args, **kwargs)
        return response

    return checked


def holders(role: str) -> QuerySet[Post]:
    """Who holds this post, the highest bodies first."""
    held = Post.objects.held().filter(role=role, person__is_active=True)
    return held.select_related("person", "organisation").order_by("organisation__path", "since")


@demo_only
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """演示登录 Everybody one can be, by post."""
    roles = [(role, list(holders(role)[:SHOWN])) for role in Role]
    context = {"roles": [(role, posts) for role, posts in roles if posts]}
    return render(request, "web/desk/demo.html", context)


@demo_only
@require_POST
def sign_in(request: HttpRequest, role: str) -> HttpResponse:
    """One click: the first who holds this post, or the one who was chosen."""
    chosen = request.POST.get("post", "")
    post = holders(role).filter(pk=read_key(chosen)).first() if chosen else holders(role).first()
    if post is None:
        raise Http404
    login(request, post.person, backend=BACKEND)
    request.session[BY_ONE_CLICK] = True
    return redirect("desk")
