"""The addresses that platforms call. Nobody finds them by guessing."""

import hashlib
import hmac

from django.conf import settings
from django.urls import path, reverse

from lianxin.mailroom.doors import door

urlpatterns = [path("<str:mark>/<str:channel>", door, name="door")]


def door_mark() -> str:
    """The part that nobody can guess: the county's own, or one that its secret key gives."""
    made = hmac.new(settings.SECRET_KEY.encode(), b"callback", hashlib.sha256).hexdigest()[:32]
    return settings.LIANXIN_CALLBACK or made


def door_path(channel: str) -> str:
    return reverse("door", kwargs={"mark": door_mark(), "channel": channel})
