"""Reading hooks: what each is told, how long it has been deaf, and how much waits for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.hooks.models import Call, Hook
from lianxin.identity.actors import Actor
from lianxin.identity.models import ApiKey

# Why an address cannot be called, or was not reached: words of kit.outward, as people read them.
WRONG = {
    "shape": N_("这不是可以打的网址：要写成https://域名/…，400字以内，不能有空格、中文、反斜杠和#。"),
    "scheme": N_("回调地址要以https://开头。只有县里自己设定的内网可以用http://。"),
    "credentials": N_("回调地址里不能写用户名和密码。"),
    "port": N_("端口只能是443、80，或者1024以上。"),
    "inside": N_("这个地址在内网、本机或者保留的地址段里，没有放开(LIANXIN_HOOK_NETWORKS)。"),
    "unknown": N_("找不到这个域名。"),
    "unreachable": N_("连不上，或者连接中断。"),
    "timeout": N_("十秒内没有应答。"),
    "tls": N_("对方的证书不对，或者加密连接建不起来。"),
}


@dataclass(frozen=True)
class HookSeen:
    """回调地址的情况 One address as the office and its own program see it."""

    hook: Hook
    events: list[str]
    waiting: int
    complaint: str


def hooks_seen(hooks: Iterable[Hook]) -> list[HookSeen]:
    """How it stands with each of these."""
    hooks = [*hooks]
    waiting = _waiting_for([hook.pk for hook in hooks])
    return [
        HookSeen(hook, [say_event(name) for name in hook.events.split()], waiting.get(hook.pk, 0), why(hook))
        for hook in hooks
    ]


def _waiting_for(hooks: list[UUID]) -> dict[UUID, int]:
    rows = Call.objects.waiting().filter(hook__in=hooks).order_by()
    return {hook: int(n) for hook, n in rows.values_list("hook").annotate(n=Count("pk"))}


def say_event(name: str) -> str:
    """What an event means, in the reader's language; the words stand in config/hooks.py."""
    return _(settings.LIANXIN_HOOK_EVENTS.get(name, name))


def why(hook: Hook) -> str:
    """What was wrong the last time, in words; nothing where nothing was."""
    if not hook.complaint:
        return ""
    if hook.complaint in WRONG:
        return _(WRONG[hook.complaint])
    if hook.complaint == "410":
        return _("对方答410：说这个地址不再收了。要停掉它，由对方的程序或者管理员来停。")
    return _("对方答%(status)s，不是2xx。") % {"status": hook.complaint}


def key_of(by: Actor) -> ApiKey | None:
    """The key by which a program acts in somebody's name."""
    return ApiKey.objects.filter(pk=by.key, person__isnull=False).first() if by.key else None


def calls_waiting() -> int:
    """等着打的 How many calls are waiting to be answered, of all addresses."""
    return Call.objects.waiting().count()


def live_hooks() -> QuerySet[Hook]:
    """Every address that is told something, the newest first."""
    return Hook.objects.live().select_related("key", "made_by")


def deaf() -> list[Hook]:
    """没有应答的 The live addresses where nobody answers as one should, the longest first."""
    return list(
        Hook.objects.live().filter(deaf_since__isnull=False).select_related("key").order_by("deaf_since")
    )
