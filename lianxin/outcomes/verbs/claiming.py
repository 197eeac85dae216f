"""One demand that cannot reasonably be met: said by one unit, held by another, contested by the writer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.clock.queries import calendar, rule
from lianxin.clock.reckoning import reckon
from lianxin.clock.verbs import keep
from lianxin.flow.moves import owe_next
from lianxin.flow.procedures import procedure_of
from lianxin.flow.verbs.extending import told
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.dates import say_day
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.kit.text import readable
from lianxin.ledger.verbs import record
from lianxin.organisations.queries import superior
from lianxin.outcomes.models import Claim, Held
from lianxin.outcomes.verbs.holding import decided, post_above, still_waits

LONGEST_CONTEST = 500
CLAIMABLE = ("in_handling", "in_approval")


@transaction.atomic
def claim(
    case: Case, number: int, *, reason: str, basis: str, channel: str, by: Actor, now: datetime
) -> Claim:
    """提出认定 The body says of one demand, never of a person, that it cannot reasonably be met.

    With the reason, the law it stands on, and where the writer can turn instead: the writer reads all
    three. The demand is answered all the same. Once for each demand; the desk decides within LX_CLAIM.
    """
    require(by, "case.claim", case)
    reason = told(reason, _("请写明为什么办不到，不超过300字。来信人会看到。"), field="claim_reason")
    basis = told(basis, _("请写明依据的法律或者政策和第几条。来信人会看到。"), field="claim_basis")
    channel = told(channel, _("请写明来信人可以走哪条路、找谁。来信人会看到。"), field="claim_channel")
    if case.stage not in CLAIMABLE:
        raise NotAllowedNow(_("只有正在办的诉求才能提出认定。请刷新页面看看最新情况。"))
    post = by.in_office()
    assert by.person
    if post.organisation_id == case.desk_id or superior(post.organisation) is None:
        raise NotAllowedNow(
            _("认定要由另一个单位决定，来信人不同意还要有上级来定。这一件没有，不能提出认定。")
        )
    asked = case.requests.filter(number=number).first()
    if asked is None:
        raise NotValid(_("请选择是哪一项诉求。"), "claim_number")
    if Claim.objects.filter(request=asked).exists():
        raise NotAllowedNow(_("这一项已经提出过认定，一项诉求只能提一次。"))
    made = Claim.objects.create(
        request=asked, organisation=post.organisation, asked_by=by.person, asked_at=now,
        reason=reason, basis=basis, channel=channel,
    )  # fmt: skip
    owe_next(case, "claim", now=now, number=number)
    record(case.dossier, "case.claimed", by=by, now=now, request=str(number), reason=reason)
    return made


@transaction.atomic
def decide_claim(case: Case, number: int, *, confirmed: bool, words: str, by: Actor, now: datetime) -> Claim:
    """决定认定 The desk, which does not handle the matter, confirms or rejects; the writer is told why."""
    require(by, "case.decide_claim", case)
    words = told(words, _("请写明理由，不超过300字。来信人会看到。"), field=f"claim_words_{number}")
    made = _claim_of(case, number)
    if made.held != Held.OPEN:
        raise NotAllowedNow(_("这一项已经决定过了。请刷新页面看看最新情况。"))
    still_waits(case, f"claim:{number}", now=now)
    post = by.in_office()
    if post.organisation_id == made.organisation_id:
        raise NotAllowed(_("本单位提出的，不能由本单位决定。"))
    decided(made, Held.YES if confirmed else Held.NO, words, by=by, post=post, now=now)
    keep(case.dossier, f"claim:{number}", now=now)
    event = "case.claim_confirmed" if confirmed else "case.claim_rejected"
    said = {"basis": made.basis, "channel": made.channel} if confirmed else {}
    record(case.dossier, event, by=by, now=now, request=str(number), reason=words, **said)
    return made


@transaction.atomic
def contest_claim(case: Case, number: int, words: str, *, by: Actor, now: datetime) -> Claim:
    """提出异议 The writer does not agree, once, within LX_CONTEST_WITHIN; the body above decides."""
    require(by, "case.contest_claim", case)
    words = readable(words)
    if not words or len(words) > LONGEST_CONTEST:
        raise NotValid(_("请写明为什么不同意，一句话也可以，不超过500字。"), "words")
    made = _claim_of(case, number)
    if made.held != Held.YES or made.decided_at is None:
        raise NotAllowedNow(_("这一项没有被认定，不用提异议。"))
    if made.contested_at:
        raise NotAllowedNow(_("您对这一项已经提过异议，正在由上级决定，或者已经决定了。"))
    last = last_day(made, case)
    if now > last:
        raise NotAllowedNow(_("异议最迟%(day)s提出，已经过了。") % {"day": say_day(last)})
    made.contested_at, made.contest = now, words
    made.save(update_fields=["contested_at", "contest"])
    owe_next(case, "contest", now=now, number=number, named=superior(made.organisation))
    record(case.dossier, "case.claim_contested", by=by, now=now, request=str(number))
    return made


@transaction.atomic
def decide_contest(case: Case, number: int, *, upheld: bool, words: str, by: Actor, now: datetime) -> Claim:
    """决定异议 The body above holds for the writer (`upheld`: the demand counts again) or not."""
    require(by, "case.decide_contest", case)
    words = told(words, _("请写明理由，不超过300字。来信人会看到。"), field=f"contest_words_{number}")
    made = _claim_of(case, number)
    if made.contested_at is None or made.settled_at:
        raise NotAllowedNow(_("这一项现在没有等着决定的异议。请刷新页面看看最新情况。"))
    post = post_above(made.organisation, by=by)
    if made.decided_by == by.person:
        raise NotAllowed(_("认定是您决定的，异议要由另一个人来决定。"))
    made.stands, made.settled_words, made.settled_at = not upheld, words, now
    made.settled_by, made.settled_in = by.person, post.organisation
    made.save()
    keep(case.dossier, f"contest:{number}", now=now)
    event = "case.contest_upheld" if upheld else "case.contest_dismissed"
    record(case.dossier, event, by=by, now=now, request=str(number), reason=words)
    return made


def last_day(made: Claim, case: Case) -> datetime:
    """Until when the writer may contest a confirmed claim."""
    assert made.decided_at
    within = rule(procedure_of(case).limits["contest_within"], case.dossier.rulebook).limit
    return reckon(within, made.decided_at, calendar()).due


def _claim_of(case: Case, number: int) -> Claim:
    claims = Claim.objects.select_related("organisation", "decided_by")
    made = claims.filter(request__case=case, request__number=number).first()
    if made is None:
        raise NotAllowedNow(_("这一项没有提出过认定。请刷新页面看看最新情况。"))
    return made
