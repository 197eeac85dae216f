"""回调通知 Where a program wants to be told, which things, and how it stands; each act is one verb."""

from collections.abc import Iterable
from typing import Annotated

from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import Field

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.opening import read, write
from lianxin.api.v1.problems import Problem
from lianxin.api.v1.shapes import At, Id, Told
from lianxin.hooks.models import Hook
from lianxin.hooks.queries import hooks_seen, say_event
from lianxin.hooks.signing import secret_of
from lianxin.hooks.verbs import end_hook, make_hook, try_hook
from lianxin.kit.shapes import Key, Strictly, Words

TAG = "hooks"
GRANTS = ("hook.keep",)


class EventTold(Told):
    """Something of which a program may be told."""

    name: str
    meaning: Annotated[str, Field(description="In the reader's language.")]


class HookTold(Told):
    """An address, and how it stands there."""

    id: Id
    address: str
    events: list[str]
    made_at: At
    ended_at: At | None
    heard_at: Annotated[At | None, Field(description="When a call was answered with 2xx the last time.")]
    deaf_since: Annotated[At | None, Field(description="Since when no call was answered with 2xx.")]
    complaint: Annotated[str, Field(description="What was wrong the last time, in words.")]
    waiting: Annotated[int, Field(description="So many calls wait to be answered.")]


class HookMadeTold(HookTold):
    """The same, with what proves that a call comes from here."""

    secret: Annotated[str, Field(description="whsec_…, as Standard Webhooks has it. Told only here.")]


class HooksTold(Told):
    """The addresses of this key, and everything of which one may be told."""

    items: list[HookTold]
    events: list[EventTold]


class HookIn(Strictly):
    """An address, and what is told there."""

    address: Annotated[Words, Field(description="https://…, without user name and password.")]
    events: Annotated[list[str], Field(min_length=1, max_length=100)]


@read("/hooks", in_office, HooksTold, tag=TAG, grants=GRANTS)
def hooks(ask: Ask) -> object:
    """The addresses of this key, the ended ones too, and the list of events."""
    events = [{"name": name, "meaning": say_event(name)} for name in settings.LIANXIN_HOOK_EVENTS]
    return {"items": _told(Hook.objects.filter(key=ask.key)), "events": events}


@write("/hooks", in_office, HookMadeTold, tag=TAG, grants=GRANTS, statuses=(201,))
def add_hook(ask: Ask, said: HookIn) -> object:
    """Be told at this address when one of these things happens in what this key may read.

    At most five of a key. The secret is in the answer, and nowhere else.
    """
    made = make_hook(said.address, said.events, by=ask.by, now=ask.now)
    return {**_told([made])[0], "secret": secret_of(made.pk)}


@write("/hooks/{hook}/try", in_office, HookTold, tag=TAG, grants=GRANTS, statuses=(202,))
def try_one_hook(ask: Ask, hook: Key) -> object:
    """A call that says "ping" is made within seconds; when it is answered, everything that waits follows."""
    found = _own(ask, hook)
    try_hook(found, by=ask.by, now=ask.now)
    return _told([found])[0]


@write("/hooks/{hook}", in_office, HookTold, tag=TAG, grants=GRANTS, method="DELETE")
def end_one_hook(ask: Ask, hook: Key) -> object:
    """Nothing goes there any more, also nothing of what still waits."""
    found = _own(ask, hook)
    end_hook(found, by=ask.by, now=ask.now)
    return _told([found])[0]


def _own(ask: Ask, hook: Key) -> Hook:
    """An address of this key; of another one it is not even there."""
    found = Hook.objects.filter(key=ask.key, pk=hook).select_related("key").first()
    if found is None:
        raise Problem("not-found", _("这个密钥没有这个回调地址。"))
    return found


def _told(found: Iterable[Hook]) -> list[dict[str, object]]:
    return [
        {
            "id": seen.hook.pk, "address": seen.hook.address, "events": seen.hook.events.split(),
            "made_at": seen.hook.made_at, "ended_at": seen.hook.ended_at, "heard_at": seen.hook.heard_at,
            "deaf_since": seen.hook.deaf_since, "complaint": seen.complaint, "waiting": seen.waiting,
        }
        for seen in hooks_seen(found)
    ]  # fmt: skip
