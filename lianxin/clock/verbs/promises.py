"""Making, keeping and releasing promises.

These three change promise rows and leave a note (`dossier.consequences`) that the verb's own
`record` then seals: one act, one line, with everything that became owed or was kept by it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError
from django.utils.translation import gettext as _

from lianxin.clock.models import Promise
from lianxin.clock.models.promise import OWED, State
from lianxin.clock.queries import calendar, rule
from lianxin.clock.reckoning import reckon
from lianxin.kit.refusals import NotAllowedNow
from lianxin.kit.storing import Written, change, store
from lianxin.ledger.models import Dossier
from lianxin.ledger.verbs import acted_first
from lianxin.organisations.models import Organisation

DAY = timedelta(days=1)
# The earliest due time among what is still owed in the dossier.
NEXT_DUE = Written(
    "(SELECT MIN(due) FROM clock_promise WHERE clock_promise.dossier_id = ledger_dossier.id "
    "AND clock_promise.state IN ('running', 'broken') AND NOT clock_promise.beside)"
)
# What is kept after it was due was broken when it was due, unless its silence was no failure.
LATE_IS_LATE = "CASE WHEN state = 'running' AND NOT advances AND due < %s THEN due ELSE broken_at END"


def owe(
    dossier: Dossier,
    key: str,
    *,
    owed_by: Organisation,
    rule_key: str,
    now: datetime,
    due: datetime | None = None,
    counted_from: datetime | None = None,
    advances: bool = False,
) -> Promise:
    """承诺 From now on this body owes this, by a time that the rule sets (or by `due`).

    The rule is taken from the edition of the rule book that the dossier began under, or from the first
    later one that has it. Its limit is counted from now, or from the earlier moment that the law names
    (`counted_from`).
    """
    promise = make_promise(
        dossier, key, owed_by=owed_by, rule_key=rule_key, now=now, due=due, counted_from=counted_from,
        advances=advances,
    )  # fmt: skip
    store_owed(dossier, [promise])
    return promise


def store_owed(dossier: Dossier, promises: Sequence[Promise]) -> None:
    """Promises made for this folder become owed, together."""
    try:
        store(promises)
    except IntegrityError as error:  # it is owed already: whoever acts now has an old page before them
        raise acted_first() from error
    cover_shows_next_due(dossier)


def make_promise(
    dossier: Dossier,
    key: str,
    *,
    owed_by: Organisation,
    rule_key: str,
    now: datetime,
    due: datetime | None = None,
    counted_from: datetime | None = None,
    advances: bool = False,
    beside: bool = False,
) -> Promise:
    """The promise in memory, noted for the next line; for verbs that store many at once."""
    rules = rule(rule_key, dossier.rulebook)
    if due is None:
        due = reckon(rules.limit, counted_from or now, calendar()).due
    promise = Promise(
        dossier=dossier,
        key=key,
        owed_by=owed_by,
        owed_path=owed_by.path,
        rule_key=rule_key,
        rulebook=rules.book_id,
        made_at=now,
        due=due,
        counted_from=counted_from,
        alarm_at=due if advances else first_alarm(made=now, due=due),
        advances=advances,
        beside=beside,
    )
    owed = {"key": key, "by": owed_by.code, "rule": rule_key, "due": due.isoformat()}
    dossier.consequences.setdefault("owed", []).append(owed)
    return promise


def first_alarm(*, made: datetime, due: datetime) -> datetime:
    """When to remind: a day before, or after three quarters of a limit shorter than two days."""
    return due - DAY if due - made >= 2 * DAY else made + (due - made) * 3 / 4


def keep(dossier: Dossier, *keys: str, now: datetime) -> int:
    """兑现 What was owed under these keys has been done; returns how many promises that kept.

    Late is late, even when the clock has not come round yet to break it.
    """
    kept = change(
        Promise,
        {"dossier_id": dossier.pk, "key": keys, "state": OWED},
        state=State.KEPT,
        ended_at=now,
        alarm_at=None,
        broken_at=Written(LATE_IS_LATE, (now,)),
    )
    if kept:
        dossier.consequences.setdefault("kept", []).extend(keys)
        cover_shows_next_due(dossier)
    return kept


def release(dossier: Dossier, *keys: str, reason: str, now: datetime) -> int:
    """免除 These are no longer owed, for a reason in words; no keys means all that is owed on the road."""
    if not reason:
        raise NotAllowedNow(_("免除一项承诺必须写明理由。"))
    owed = {"dossier_id": dossier.pk, "state": tuple(OWED)} | ({"key": keys} if keys else {"beside": False})
    released = change(Promise, owed, state=State.RELEASED, ended_at=now, alarm_at=None, reason=reason)
    if released:
        dossier.consequences.setdefault("released", []).extend(keys or ["*"])
        cover_shows_next_due(dossier)
    return released


def pass_on(dossier: Dossier, *keys: str, to: Organisation) -> int:
    """转交 What is owed under these keys is from now on owed by this body, by the same time."""
    owed = {"dossier_id": dossier.pk, "key": keys, "state": tuple(OWED)}
    passed = change(Promise, owed, owed_by_id=to.pk, owed_path=to.path)
    if passed:
        dossier.consequences.setdefault("passed_on", []).extend(keys)
    return passed


def cover_shows_next_due(dossier: Dossier) -> None:
    """The next line written in the folder brings its cover up to date."""
    dossier.cover_changes["next_due"] = NEXT_DUE
