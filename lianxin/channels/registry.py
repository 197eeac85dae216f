"""Which channels this county has: config/channels.py names their folders, one line each."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext as _

from lianxin.channels.channel import Channel, Mouth
from lianxin.channels.refusing import say


def channels() -> Mapping[str, Channel]:
    """渠道 Every channel by its name, in the order of the table."""
    return _read(tuple(settings.LIANXIN_CHANNELS))


@cache
def _read(folders: tuple[str, ...]) -> dict[str, Channel]:
    found = [import_module(folder).CHANNEL for folder in folders]
    return {channel.name: channel for channel in found}


def label_of(name: str) -> str:
    """The channel in the reader's language; one that is gone keeps its name."""
    channel = channels().get(name)
    return _(channel.label) if channel else name


def labels() -> dict[str, str]:
    """Every channel in the reader's language."""
    return {name: _(channel.label) for name, channel in channels().items()}


def calls_us(name: str) -> bool:
    """Is it a platform that calls? Then who wrote is an account, and no person is known by it."""
    channel = channels().get(name)
    return channel is not None and channel.door is not None


def the_mouth(name: str) -> Mouth | None:
    """What speaks for this channel; None where it has no mouth or none is set up."""
    channel = channels().get(name)
    return channel.mouth() if channel else None


def speaking() -> list[Channel]:
    """The channels by which a message can go out now."""
    return [channel for channel in channels().values() if channel.speaks()]


def in_words(name: str, complaint: str) -> str:
    """What the other side of this channel said of a message that did not go, as a sentence."""
    channel = channels().get(name)
    return say(channel.reasons, complaint) if channel else ""
