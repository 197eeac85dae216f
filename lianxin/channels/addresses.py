"""回调地址 The addresses that platforms call. Nobody finds them by guessing."""

import hashlib
import hmac

from django.conf import settings
from django.urls import reverse

from lianxin.channels.registry import channels


def door_mark() -> str:
    """The part that nobody can guess: the county's own, or one that its secret key gives."""
    made = hmac.new(settings.SECRET_KEY.encode(), b"callback", hashlib.sha256).hexdigest()[:32]
    return settings.LIANXIN_CALLBACK or made


def door_path(channel: str) -> str:
    return reverse("door", kwargs={"mark": door_mark(), "channel": channel})


def doors() -> dict[str, str]:
    """What the county types in at each platform that it has set up, by the channel's name."""
    found = [name for name, channel in channels().items() if channel.door and channel.door.is_open()]
    return {name: settings.LIANXIN_ADDRESS + door_path(name) for name in found}
