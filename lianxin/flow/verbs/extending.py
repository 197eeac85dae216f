"""More time, once: asked by whoever owes the answer, decided by a leader who is somebody else."""

from datetime import datetime
from typing import TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Case, Deferral, Extension
from lianxin.cases.models.time import Asked, Decision
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import OWED, State
from lianxin.clock.queries import rule
from lianxin.clock.verbs import keep, prolong, release
from lianxin.flow.moves import move, owe_next
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.kit.storing import change
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import record

ANSWERS = ("reply", "rework")
LONGEST_REASON = 300
# Kept in the house's own language; pages translate when they show it.
NOBODY_DECIDED = N_("到期没有决定，按不同意处理")
REQUESTS: dict[str, type[models.Model]] = {"extension": Extension, "deferral": Deferral}
AskedT = TypeVar("AskedT", bound=Asked)


@transaction.atomic
def ask_extension(case: Case, *, reason: str, by: Actor, now: datetime) -> Extension:
    """申请延期 Why the answer takes longer, in words for the writer, before it is due.

    The clock runs on meanwhile. Refused where the rule knows no extension, and where one was granted
    before. (信访工作条例第34条；LX_EXTENSION)
    """
    require(by, "case.ask_extension", case)
    reason = told(reason, _("请写明为什么要延期，不超过300字。这些话来信人会看到。"))
    move(case, "case.extension_asked")
    promise = answer_owed(case, now=now)
    if rule(promise.rule_key, promise.rulebook).extension is None:
        raise NotAllowedNow(_("这个期限按规定不能延长，请按时答复。"))
    if case.extensions.filter(decision=Decision.GRANTED).exists():
        raise NotAllowedNow(_("这一件已经延期过一次，一件事只能延期一次。"))
    nothing_asked(case)
    post = by.in_office()
    assert by.person
    asked = case.extensions.create(
        promise=promise, organisation=post.organisation, asked_by=by.person, asked_at=now,
        reason=reason, due_before=promise.due,
    )  # fmt: skip
    ask_leader(case, "extension", now=now)
    record(case.dossier, "case.extension_asked", by=by, now=now, reason=reason)
    return asked


@transaction.atomic
def grant_extension(case: Case, *, by: Actor, now: datetime) -> Extension:
    """同意延期 The answer is due later, by the rule's own extension, once. The writer is told why."""
    require(by, "case.extend", case)
    move(case, "case.extended")
    asked = open_request(case.extensions.all(), "extension", by=by, now=now)
    if asked.promise.state != State.RUNNING or asked.promise.due <= now:
        raise NotAllowedNow(_("原来的期限已经过了，不能再延期。"))
    asked.due_after = prolong(case.dossier, asked.promise, now=now)
    decided(case, asked, Decision.GRANTED, by=by, now=now, due_after=asked.due_after)
    record(
        case.dossier, "case.extended", by=by, now=now, office=asked.organisation.code,
        reason=asked.reason, before=asked.due_before.isoformat(), due=asked.due_after.isoformat(),
    )  # fmt: skip
    return asked


@transaction.atomic
def refuse_extension(case: Case, *, words: str, by: Actor, now: datetime) -> Extension:
    """不同意延期 The answer stays due when it was, and the one who asked is told why."""
    require(by, "case.extend", case)
    words = told(words, _("请写明为什么不同意，不超过300字。"))
    move(case, "case.extension_refused")
    asked = open_request(case.extensions.all(), "extension", by=by, now=now)
    decided(case, asked, Decision.REFUSED, by=by, now=now, words=words)
    record(case.dossier, "case.extension_refused", by=by, now=now, words=words)
    return asked


@transaction.atomic
def let_lapse(case: Case, key: str, *, by: Actor, now: datetime) -> None:
    """不决即不准 Nobody decided in time what an officer asked: that is a no, and the clock ran on."""
    require(by, "case.let_lapse", case)
    move(case, f"case.{key}_refused")
    drop_request(case, reason=NOBODY_DECIDED, now=now, as_now=Decision.LAPSED)
    record(case.dossier, f"case.{key}_refused", by=by, now=now, because="silence")


def told(words: str, refusal: str, *, field: str = "reason") -> str:
    """Words that somebody else will read: none at all is refused."""
    words = one_line(words)
    if not words or len(words) > LONGEST_REASON:
        raise NotValid(refusal, field)
    return words


def answer_owed(case: Case, *, now: datetime) -> Promise:
    """The answer that is owed and not yet late."""
    running = Promise.objects.filter(dossier=case.dossier, key__in=ANSWERS, state=State.RUNNING, due__gt=now)
    promise = running.first()
    if promise is None:
        raise NotAllowedNow(_("答复的期限已经过了，不能再申请。请尽快答复来信人。"))
    return promise


def nothing_asked(case: Case) -> None:
    """One thing is asked of a leader at a time."""
    if case.asked:
        raise NotAllowedNow(_("已经有一个申请在等领导决定，请等决定下来再申请。"))


def ask_leader(case: Case, key: str, *, now: datetime) -> None:
    """From now on somebody must decide."""
    _now_asked(case, key)
    owe_next(case, key, now=now)


def drop_request(case: Case, *, reason: str, now: datetime, as_now: Decision = Decision.SETTLED) -> None:
    """不用再决定 What still waits need not be decided any more; the request itself stays on record."""
    if not case.asked:
        return
    release(case.dossier, case.asked, reason=reason, now=now)
    waiting = {"case_id": case.pk, "decision": Decision.OPEN.value}
    change(REQUESTS[case.asked], waiting, decision=as_now.value, decided_at=now)
    _now_asked(case, "")


def _now_asked(case: Case, key: str) -> None:
    case.asked = key
    change(Case, {"dossier_id": case.pk}, asked=key)


def open_request(requests: "models.QuerySet[AskedT]", key: str, *, by: Actor, now: datetime) -> AskedT:
    """What waits to be decided, for somebody who did not ask for it."""
    asked = (
        requests.filter(decision=Decision.OPEN, promise__state__in=OWED)
        .select_related("promise", "organisation")
        .first()
    )
    if asked is None:
        raise NotAllowedNow(_("现在没有等着决定的申请。请刷新页面看看最新情况。"))
    if by.person and asked.asked_by_id == by.person.pk:
        raise NotAllowed(_("自己的申请不能自己决定。请本单位的另一位审核签发人、书记，或者上级单位来决定。"))
    waits = Promise.objects.filter(dossier=asked.promise.dossier_id, key=key, state__in=OWED, due__gte=now)
    if not waits.exists():
        raise NotAllowedNow(_("决定的期限已经过了，按不同意处理。"))
    return asked


def decided(
    case: Case, asked: Asked, decision: Decision, *, by: Actor, now: datetime, **more: object
) -> None:
    """Write the decision beside what was asked; nothing waits to be decided any more."""
    fresh = {"decision": decision, "decided_by": by.person, "decided_at": now, **more}
    type(asked)._default_manager.filter(pk=asked.pk).update(**fresh)
    for name, value in fresh.items():
        setattr(asked, name, value)
    keep(case.dossier, case.asked, now=now)
    _now_asked(case, "")
