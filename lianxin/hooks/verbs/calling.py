"""打回调 Telling programs what is due to be told: at least once, and never a last attempt."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q

from lianxin.hooks.models import Call, Hook
from lianxin.hooks.seeing import sees, things_of
from lianxin.hooks.signing import secret_of, signed
from lianxin.hooks.telling import TRIED, told
from lianxin.hooks.verbs.making import end_hook
from lianxin.identity.actors import THE_CLOCK, program
from lianxin.kit.outward import NoWay, post
from lianxin.kit.storing import change

log = logging.getLogger(__name__)

# A turn ends before the moment that its calls are signed with is older than receivers accept (five minutes).
MOST = 25
LEASE = timedelta(minutes=10)  # longer than a turn can take
# After each attempt that failed it waits longer; from then on a day, for as long as the address is there.
WAITS = [
    timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6),
    timedelta(days=1),
]  # fmt: skip
DEAF = 2  # failures in a row after which it is the address, and not one message that it cannot digest
KEPT = timedelta(days=30)
BATCH = 2_000
NAME = "Lianxin-Webhooks/1"


def call_due(*, now: datetime, most: int = MOST) -> int:
    """打出 Tell the programs what is due to be told; returns how many calls are done with.

    Each address in its turn; where one does not answer, the others do not wait for it.
    """
    went = 0
    for hook in _to_be_called(now):
        if not hook.key.opens(now):
            end_hook(hook, by=THE_CLOCK, now=now)
            continue
        while most > 0 and (call := take(hook, now=now)):
            most -= 1
            if not _tell(hook, call, now=now):
                break
            went += 1
    return went


def _to_be_called(now: datetime) -> list[Hook]:
    due = Call.objects.filter(hook=OuterRef("pk"), due_at__lte=now)
    awake = Hook.objects.live().filter(Exists(due), Q(rests_until=None) | Q(rests_until__lte=now))
    return list(
        awake.select_related("key__person", "key__organisation").order_by(F("heard_at").asc(nulls_first=True))
    )


@transaction.atomic
def take(hook: Hook, *, now: datetime) -> Call | None:
    """Lease the call that has been due longest; another worker passes over it."""
    due = (
        Call.objects.filter(hook=hook, due_at__lte=now)
        .order_by("due_at", "id")
        .select_related("event__dossier")
    )
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    call = due.first()
    if call:
        change(Call, {"id": call.pk}, due_at=now + LEASE)
    return call


def _tell(hook: Hook, call: Call, *, now: datetime) -> bool:
    """One call; false when nobody answered as one should.

    It is marked only after the answer: who is killed in between tells it again, under the same name.
    """
    ping = call.event.name == TRIED
    thing = None if ping else things_of([call.event]).get(call.event.dossier_id)
    if not ping and not sees(program(hook.key), thing):
        _let_go(call, now=now)
        return True
    body = told(call.event, thing)
    headers = signed(secret_of(hook.pk), str(call.event_id), body, now=now)
    headers |= {"Content-Type": "application/json", "User-Agent": NAME}
    try:
        status = post(hook.address, body, headers, inside=settings.LIANXIN_HOOK_NETWORKS)
        wrong = "" if 200 <= status < 300 else str(status)
    except NoWay as error:
        status, wrong = 0, error.word
    except Exception:  # whatever went wrong, the call stays owed
        log.exception("calling %s failed", call.pk)
        status, wrong = 0, "unreachable"
    if wrong:
        put_off(hook, call, status, wrong, now=now)
    else:
        _answered(hook, call, status, now=now)
    return not wrong


def _let_go(call: Call, *, now: datetime) -> None:
    change(Call, {"id": call.pk, "answered_at": None, "let_go_at": None}, due_at=None, let_go_at=now)


@transaction.atomic
def _answered(hook: Hook, call: Call, status: int, *, now: datetime) -> None:
    open_still = {"id": call.pk, "answered_at": None, "let_go_at": None}
    change(Call, open_still, due_at=None, answered_at=now, tries=call.tries + 1, last_status=status)
    change(Hook, {"id": hook.pk}, heard_at=now, deaf_since=None, failures=0, rests_until=None, complaint="")
    if hook.failures >= DEAF:
        # It hears again: what waited for that follows at once. One that another worker is sending right now
        # may go twice, which its name makes harmless.
        Call.objects.filter(hook=hook, due_at__gt=now).update(due_at=now)
    hook.failures, hook.deaf_since = 0, None


@transaction.atomic
def put_off(hook: Hook, call: Call, status: int, wrong: str, *, now: datetime) -> None:
    """It is due again, later each time; and its address is left in peace, also longer each time."""
    open_still = {"id": call.pk, "answered_at": None, "let_go_at": None}
    due = now + _wait(call.tries + 1)
    change(Call, open_still, due_at=due, tries=call.tries + 1, last_status=status)
    hook.failures, hook.deaf_since = hook.failures + 1, hook.deaf_since or now
    change(
        Hook, {"id": hook.pk}, failures=hook.failures, deaf_since=hook.deaf_since, complaint=wrong,
        rests_until=now + _wait(hook.failures),
    )  # fmt: skip


def _wait(tries: int) -> timedelta:
    return WAITS[min(tries, len(WAITS)) - 1]


def forget_calls(*, now: datetime) -> int:
    """过期 What was answered or let go is forgotten after thirty days, what waits never. Returns how many."""
    old = Call.objects.filter(at__lt=now - KEPT, due_at=None).order_by("at").values_list("pk", flat=True)
    gone, _each = Call.objects.filter(pk__in=list(old[:BATCH])).delete()
    return gone
