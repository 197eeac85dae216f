"""The two appeals of the Petition Work Regulations: review (art 35) and recheck (art 36)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Case
from lianxin.cases.models.case import ClaimedOutcome
from lianxin.clock.queries import calendar, rule
from lianxin.clock.reckoning import reckon
from lianxin.clock.verbs import keep, release
from lianxin.flow.moves import move, owe_next
from lianxin.flow.verbs import close
from lianxin.identity.actors import THE_CLOCK, Actor
from lianxin.identity.policy import require
from lianxin.kit.dates import say_day
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.kit.text import one_line, readable
from lianxin.ledger.models import Event
from lianxin.ledger.verbs import record
from lianxin.organisations.models import Organisation
from lianxin.organisations.queries import superior
from lianxin.outcomes.models import Appeal, Delivery, Hand, Level, Means, Reply, Ruling
from lianxin.outcomes.sealed_words import opinion_of
from lianxin.outcomes.verbs.delivering import allowed_means, proof_of

LONGEST_WORDS = 10_000
# From answers nobody is known to have read, the right does not run out: it counts from receiving them.
NOT_RECEIVED = {Means.UNREAD, Means.IMPOSSIBLE}
# Kept in the house's own language; pages translate when they show it.
REVIEW_ASKED = N_("来信人申请复查")
RECHECK_ASKED = N_("来信人申请复核")
# Of each appeal: its event, what is owed by it, and why everything else is no longer owed.
ASKED = {
    Level.REVIEW: ("case.review_asked", "review", REVIEW_ASKED),
    Level.RECHECK: ("case.recheck_asked", "recheck", RECHECK_ASKED),
}


@dataclass(frozen=True)
class Way:
    """申诉的路 Which appeal is open now: against which answer, to which body, and until when.

    `last` is None while nobody is known to have received what is appealed: then the right does not lapse.
    """

    level: Level
    reply: Reply
    body: Organisation
    last: datetime | None


@transaction.atomic
def ask_review(case: Case, words: str, *, by: Actor, now: datetime) -> Appeal:
    """申请复查 The writer asks the body above to look at the answer again, within PET_ASK_REVIEW (30 days
    from the day on which the answer arrived, that day not counted; art 35).

    Raises NotAllowedNow when the time has run out, when nothing was answered, or when it was asked before.
    """
    require(by, "case.ask_review", case)
    return _ask(case, words, _way_to_review(case, now=now), by=by, now=now)


@transaction.atomic
def ask_recheck(case: Case, words: str, *, by: Actor, now: datetime) -> Appeal:
    """申请复核 The second and last appeal, to the body above the one that reviewed, within PET_ASK_RECHECK
    (30 days from receiving the review opinion; art 36).

    Where that body is not in this county, the sentence says where to go.
    """
    require(by, "case.ask_review", case)
    return _ask(case, words, _way_to_recheck(case, now=now), by=by, now=now)


def _ask(case: Case, words: str, way: Way, *, by: Actor, now: datetime) -> Appeal:
    """Both appeals are asked alike: what was owed until now is released, the body above owes its opinion."""
    words, (event, owed, reason) = _reasons(words), ASKED[way.level]
    move(case, event)
    if case.closed_at:
        Case.objects.filter(pk=case.pk).update(closed_at=None)
    appeal = Appeal.objects.create(
        case=case, reply=way.reply, level=way.level, body=way.body, words=words, asked_at=now
    )
    release(case.dossier, reason=reason, now=now)
    release(case.dossier, "look_back", reason=reason, now=now)
    owe_next(case, owed, named=way.body, now=now)
    record(case.dossier, event, by=by, now=now, appeal=appeal.pk.hex, to=way.body.code)
    return appeal


@transaction.atomic
def decide_appeal(
    case: Case, *, ruling: str, opinion: str, by: Actor, now: datetime, basis: str = ""
) -> Appeal:
    """出具复查、复核意见 The body above confirms the answer, or orders that the matter be handled again.

    Only its own reviewer may, and nobody who had a hand in the answer (recusal, art 28). Confirmed, the
    opinion has to reach the writer; overturned, the lead owes a new answer.
    """
    require(by, "case.review", case)
    appeal = case.appeals.select_related("body").filter(decided_at=None).first()
    if appeal is None:
        raise NotAllowedNow(_("这一件现在没有等待复查或者复核的申请。"))
    _own_reviewer(appeal, by)
    opinion, basis = readable(opinion), one_line(basis)[:300]
    if ruling not in Ruling.values or not opinion or len(opinion) > LONGEST_WORDS:
        raise NotValid(
            _("请选择维持还是责令重新办理，并写明事实和理由（不超过%(most)d字）。") % {"most": LONGEST_WORDS},
            "opinion",
        )
    appeal.ruling, appeal.opinion, appeal.basis = ruling, opinion, basis
    appeal.decided_at, appeal.decided_by = now, by.person
    appeal.save()
    keep(case.dossier, "review", "recheck", now=now)
    said = {"appeal": appeal.pk.hex, "ruling": ruling, "words": opinion_of(appeal, salt=case.submission.salt)}
    if ruling == Ruling.OVERTURNED:
        _handle_again(case, now=now)
        record(case.dossier, "case.overturned", by=by, now=now, **said)
        return appeal
    event = "case.reviewed" if appeal.level == Level.REVIEW else "case.rechecked"
    move(case, event)
    owe_next(case, "opinion", named=appeal.body, now=now)
    record(case.dossier, event, by=by, now=now, **said)
    return appeal


@transaction.atomic
def tell_opinion(case: Case, *, means: str, by: Actor, now: datetime, proof: str = "") -> Appeal:
    """送达复查、复核意见 Record that the opinion reached the writer, by what means, or why it could not.

    From this day the writer has 30 days to ask for a recheck; after a recheck the matter is at its end
    (终结): the same facts and reasons are not taken up a third time. It ends the matter, never the person.
    """
    require(by, "case.tell_opinion", case)
    allowed_means(means, by=by)
    proof = proof_of(means, proof)
    appeal = case.appeals.exclude(decided_at=None).filter(told_at=None, ruling=Ruling.CONFIRMED).last()
    if appeal is None:
        raise NotAllowedNow(_("没有等待送达的复查或者复核意见。"))
    appeal.told_at, appeal.means, appeal.proof = now, means, proof
    appeal.save()
    keep(case.dossier, "opinion", now=now)
    if appeal.level == Level.REVIEW:
        owe_next(case, "ask_recheck", now=now)
        record(case.dossier, "case.opinion_told", by=by, now=now, appeal=appeal.pk.hex, means=means)
        return appeal
    record(case.dossier, "case.opinion_told", by=by, now=now, appeal=appeal.pk.hex, means=means)
    Case.objects.filter(pk=case.pk).update(final_at=now)
    close(case, by=THE_CLOCK, now=now, because="final")
    return appeal


def way_to_appeal(case: Case, *, now: datetime) -> Way | None:
    """还能不能申诉 The appeal that is open to the writer now; None where the verbs would refuse it."""
    ways = {"delivered": _way_to_review, "closed": _way_to_review, "reviewed": _way_to_recheck}
    try:
        return ways[case.stage](case, now=now) if case.stage in ways and not case.is_sealed() else None
    except NotAllowedNow:
        return None


def _way_to_review(case: Case, *, now: datetime) -> Way:
    answered = case.replies.exclude(sent_at=None).select_related("delivery").order_by("-turn").first()
    if answered is None:
        raise NotAllowedNow(_("还没有收到答复，不能申请复查。"))
    _once(answered, Level.REVIEW)
    delivery = getattr(answered, "delivery", None)
    last = delivery and _last_day("PET_ASK_REVIEW", case, delivery.delivered_at, delivery.means)
    if last and now > last:
        raise NotAllowedNow(
            _("复查要在收到答复后30天内申请，最后一天是%(day)s，已经过了。事情有新的情况，可以另写一封信。")
            % {"day": say_day(last)}
        )
    body = superior(case.lead_org) if case.lead_org else None
    if body is None:
        raise NotAllowedNow(_("这一件由县里直接答复，上一级不在本县。请带上答复，向上一级机关申请复查。"))
    return Way(Level.REVIEW, answered, body, last)


def _way_to_recheck(case: Case, *, now: datetime) -> Way:
    reviewed = case.appeals.select_related("body", "reply").filter(level=Level.REVIEW).last()
    if reviewed is None or reviewed.decided_at is None:
        raise NotAllowedNow(_("先要有复查意见，才能申请复核。"))
    _once(reviewed.reply, Level.RECHECK)
    last = _last_day("PET_ASK_RECHECK", case, reviewed.told_at, reviewed.means)
    if last and now > last:
        raise NotAllowedNow(
            _("复核要在收到复查意见后30天内申请，最后一天是%(day)s，已经过了。") % {"day": say_day(last)}
        )
    body = superior(reviewed.body)
    if body is None:
        raise NotAllowedNow(
            _("%(body)s的上一级不在本县。请带上复查意见书，向它的上一级机关申请复核。")
            % {"body": reviewed.body.name}
        )
    return Way(Level.RECHECK, reviewed.reply, body, last)


def last_day_if_received(event: str, case: Case, *, received: datetime) -> datetime | None:
    """最后一天 Until when the writer may appeal what this event brought, if it is received at this moment."""
    keys = {"case.replied": "PET_ASK_REVIEW", "case.answered_along": "PET_ASK_REVIEW"}
    rule_key = {**keys, "case.reviewed": "PET_ASK_RECHECK"}.get(event)
    return _last_day(rule_key, case, received, "") if rule_key and not case.is_sealed() else None


def received_at(event: Event) -> datetime | None:
    """送达之日 When what this event brought is known to have reached the writer; None where it is not."""
    data = event.data
    if "reply" in data:
        arrived = Delivery.objects.filter(reply=data["reply"]).exclude(means__in=NOT_RECEIVED)
        return arrived.values_list("delivered_at", flat=True).first()
    told = Appeal.objects.filter(pk=data["appeal"]).exclude(means__in=NOT_RECEIVED)
    return told.values_list("told_at", flat=True).first()


def _last_day(rule_key: str, case: Case, received: datetime | None, means: str) -> datetime | None:
    if received is None or means in NOT_RECEIVED:
        return None
    return reckon(rule(rule_key, case.dossier.rulebook).limit, received, calendar()).due


def _reasons(words: str) -> str:
    words = readable(words)
    if not words or len(words) > LONGEST_WORDS:
        raise NotValid(
            _("请写明哪里不同意、为什么，一句话也可以，最多%(most)d字。") % {"most": LONGEST_WORDS}, "words"
        )
    return words


def _once(answered: Reply, level: Level) -> None:
    """Each answer may be appealed once at each level; after a recheck the matter is at its end."""
    if answered.appeals.filter(level=level).exists():
        raise NotAllowedNow(_("对这次答复已经申请过了，不能再申请一次。"))


def _own_reviewer(appeal: Appeal, by: Actor) -> None:
    """Only a reviewer of the body that was asked, and nobody who has had a hand in this folder."""
    own = any(post.role == "reviewer" and post.organisation_id == appeal.body_id for post in by.posts)
    if not own:
        raise NotAllowed(_("这一件由%(body)s复查，请由它的复查复核员办理。") % {"body": appeal.body.name})
    assert by.person
    wrote = Hand.objects.filter(reply__case=appeal.case_id, person=by.person)
    if wrote.exists() or Event.objects.filter(dossier=appeal.case_id, by=by.person).exists():
        raise NotAllowed(_("您经手过这一件，应当回避，请由别的复查复核员办理。"))


def _handle_again(case: Case, *, now: datetime) -> None:
    """The answer did not stand: back to the lead, which owes a new one."""
    assert case.lead_org
    move(case, "case.overturned", keeper=case.lead_org)
    case.passes += 1
    Case.objects.filter(pk=case.pk).update(passes=case.passes, claimed_outcome=ClaimedOutcome.NONE)
    owe_next(case, "rework", now=now)
