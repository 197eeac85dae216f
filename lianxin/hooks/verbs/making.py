"""回调地址 A program names where it wants to be told, tries it, and ends it again; each is written down."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.hooks.models import Call, Hook
from lianxin.hooks.queries import WRONG, key_of
from lianxin.hooks.telling import TRIED
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.ids import uuid7
from lianxin.kit.outward import NoWay, read_address
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.kit.storing import change
from lianxin.ledger.verbs import house_dossier, record

MOST = 5  # live addresses of one key


@transaction.atomic
def make_hook(address: str, events: Iterable[str], *, by: Actor, now: datetime) -> Hook:
    """设回调地址 From now on this program is told at that address when one of these things happens.

    Only what it may read, so its key must have been given for reading. Nobody is asked for the name of the
    address here: that is looked at each time something goes there. Raises NotValid and NotAllowedNow.
    """
    require(by, "hook.keep", None)
    require(by, "submission.read", None)
    key = key_of(by)
    if key is None:
        raise NotAllowed(_("回调地址属于一个接口密钥：请用那个密钥来设。"))
    if settings.LIANXIN_DEMO:
        raise NotAllowedNow(_("演示县谁也不打，只能看看。"))
    words = _wanted(events)
    _require_callable(address)
    if Hook.objects.live().filter(key=key).count() >= MOST:
        raise NotAllowedNow(_("一个密钥最多设%(most)d个回调地址。请先停掉一个。") % {"most": MOST})
    made = uuid7()
    hook = Hook(
        id=made, key=key, address=address, events=" ".join(words), made_at=now, made_by=by.person,
        read_to=made,
    )  # fmt: skip
    try:
        with transaction.atomic():
            hook.save(force_insert=True)
    except IntegrityError as error:
        raise NotAllowedNow(_("这个密钥已经设了这个回调地址。要改通知哪些事，请先停掉它。")) from error
    # The address itself may hold a secret of the other side, and nothing is ever rubbed out of the ledger.
    record(
        house_dossier(now=now), "hook.made", by=by, now=now,
        hook=hook.pk.hex, key=key.pk.hex, beginning=key.beginning, events=words,
    )  # fmt: skip
    return hook


def _wanted(events: Iterable[str]) -> list[str]:
    asked = {*events}
    words = [name for name in settings.LIANXIN_HOOK_EVENTS if name in asked]
    if not words or len(words) != len(asked):
        raise NotValid(_("请选择要通知哪些事，只能从列出的里面选。"), "events")
    return words


def _require_callable(address: str) -> None:
    try:
        read_address(address, settings.LIANXIN_HOOK_NETWORKS)
    except NoWay as error:
        raise NotValid(_(WRONG[error.word]), "address") from error


@transaction.atomic
def try_hook(hook: Hook, *, by: Actor, now: datetime) -> Call:
    """试打 A call that says nothing but "ping" is due at once, also at an address that was left in peace.

    When it is answered, everything that waits for that address follows at once. One that still waits is
    tried again; there are never two.
    """
    _require_own(hook, by)
    change(Hook, {"id": hook.pk}, rests_until=None)
    there = Call.objects.waiting().filter(hook=hook, event__name=TRIED).first()
    if there:
        change(Call, {"id": there.pk, "answered_at": None, "let_go_at": None}, due_at=now)
        return there
    event = record(
        house_dossier(now=now), TRIED, by=by, now=now, hook=hook.pk.hex, beginning=hook.key.beginning
    )
    return Call.objects.create(hook=hook, event=event, at=now, due_at=now)


def _require_own(hook: Hook, by: Actor) -> None:
    require(by, "hook.keep", None)
    if by.key != hook.key_id:
        raise NotAllowed(_("这不是这个密钥的回调地址。"))
    if hook.ended_at:
        raise NotAllowedNow(_("这个回调地址已经停了。"))


@transaction.atomic
def end_hook(hook: Hook, *, by: Actor, now: datetime) -> None:
    """停掉 Nothing goes there any more, also nothing of what still waits.

    By the program itself, by the office, and by the clock when its key opens nothing any more.
    """
    require(by, "hook.keep" if by.key == hook.key_id else "hook.end", None)
    who = by.person.pk if by.person else None
    if not change(Hook, {"id": hook.pk, "ended_at": None}, ended_at=now, ended_by_id=who):
        raise NotAllowedNow(_("这个回调地址已经停了。"))
    Call.objects.waiting().filter(hook=hook).update(due_at=None, let_go_at=now)
    hook.ended_at = now
    record(
        house_dossier(now=now), "hook.ended", by=by, now=now, hook=hook.pk.hex, beginning=hook.key.beginning
    )
