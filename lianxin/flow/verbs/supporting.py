"""Several bodies, one lead: the others are asked to help and answer to the lead, never to the citizen."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Case, Support
from lianxin.clock.models import Promise
from lianxin.clock.verbs import keep, release
from lianxin.flow.moves import owe_next
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.kit.text import one_line, readable
from lianxin.ledger.verbs import record
from lianxin.organisations.models import OFFICES, Organisation
from lianxin.organisations.models import Kind as Body

LONGEST_WORDS = 300
LONGEST_ANSWER = 2_000
WHISTLERS = (Body.COMMITTEE, Body.BRANCH)
# Kept in the house's own language; pages translate when they show it.
LEAD_HAS_ANSWERED = N_("主办单位已经答复来信人")
BECAME_LEAD = N_("改为主办单位")


@transaction.atomic
def support(case: Case, *, to: Organisation, words: str, by: Actor, now: datetime) -> Support:
    """协办 Ask another body to help the lead; it owes its opinion to the lead, on its own clock.

    The desk asks, or the lead itself: a township or branch that summons a department blows the
    whistle (吹哨报到). (北京市接诉即办工作条例第14条、第16条)
    """
    require(by, "case.support", case)
    words = one_line(words)
    if not words or len(words) > LONGEST_WORDS:
        raise NotValid(_("请写明请它办什么，不超过300字。来信人看得到。"), "asked")
    by_lead = by.post("sorter") is None
    _check_moment(case, by_lead=by_lead)
    if to == case.lead_org or to.kind in OFFICES:
        raise NotValid(_("请选一个别的部门、乡镇或支部来协办。"), "helper")
    if case.shuts_out(None, to.path):
        raise NotAllowed(_("%(body)s要回避这一件，不能请它协办。") % {"body": to.name})
    number = _join(case, to)
    is_whistle = by_lead and case.lead_org is not None and case.lead_org.kind in WHISTLERS
    assert by.person
    asked = case.supports.create(
        organisation=to, number=number, words=words, asked_by=by.person, asked_at=now,
        kind=Support.Kind.WHISTLE if is_whistle else Support.Kind.SUPPORT,
    )  # fmt: skip
    owe_next(case, "support", now=now, named=to, number=number)
    name = "case.whistled" if is_whistle else "case.support_asked"
    record(case.dossier, name, by=by, now=now, to=to.code, asked=words, support=asked.pk.hex)
    return asked


def _check_moment(case: Case, *, by_lead: bool) -> None:
    if by_lead and case.stage == "dispatched":
        raise NotAllowedNow(_("请先签收，再请别的单位协办。"))
    if case.stage not in {"dispatched", "in_handling"}:
        raise NotAllowedNow(_("现在不能再请单位协办：要等派了单、还没有答复来信人的时候。"))


def _join(case: Case, to: Organisation) -> int:
    """The body's own number in this case: its place among those that help. Refused while it still owes."""
    if number := number_of(case, to):
        if Promise.objects.owed().filter(dossier=case.dossier, key=f"support:{number}").exists():
            raise NotAllowedNow(
                _("已经请%(who)s协办了，它的意见还没有给。它给了以后，可以再请一次。") % {"who": to.name}
            )
        return number
    case.supporting = f"{case.supporting} {to.path}".strip()
    Case.objects.filter(pk=case.pk).update(supporting=case.supporting)
    return number_of(case, to)


def number_of(case: Case, body: Organisation) -> int:
    """The number of a body that helps; 0 when it does not."""
    paths = case.supporting.split()
    return paths.index(body.path) + 1 if body.path in paths else 0


@transaction.atomic
def report_to_lead(case: Case, words: str, *, by: Actor, now: datetime) -> Support:
    """协办意见 A body that was asked to help answers the lead, or says why it cannot.

    The lead makes one answer to the citizen of it. (北京市接诉即办工作条例第14条)
    """
    require(by, "case.report_to_lead", case)
    words = readable(words)
    if not words or len(words) > LONGEST_ANSWER:
        raise NotValid(_("请写协办意见，办不了的写明理由，不超过2000字。"), "opinion")
    asked = asked_of(case, by=by)
    if asked is None:
        raise NotAllowedNow(_("现在没有等您的单位给的协办意见：已经给过，或者主办单位已经答复了来信人。"))
    Support.objects.filter(pk=asked.pk).update(answered_at=now, answered_by=by.person, answer=words)
    keep(case.dossier, asked.key, now=now)
    record(
        case.dossier, "case.support_answered", by=by, now=now,
        body=asked.organisation.code, support=asked.pk.hex,
    )  # fmt: skip
    return asked


def asked_of(case: Case, *, by: Actor) -> Support | None:
    """What the officer's own body was asked last and still owes; None when it owes nothing."""
    reaches = tuple(post.organisation.reach for post in by.posts if post.role == "officer")
    owed = set(Promise.objects.owed().filter(dossier=case.dossier).values_list("key", flat=True))
    waiting = case.supports.filter(answered_at=None).select_related("organisation").order_by("asked_at")
    mine = [one for one in waiting if one.key in owed and one.organisation.path.startswith(reaches)]
    return mine[-1] if mine else None


def leads_now(case: Case, body: Organisation, *, now: datetime) -> None:
    """改为主办 A body that was only to help has the case itself: it owes no opinion to itself."""
    if number := number_of(case, body):
        release(case.dossier, f"support:{number}", reason=BECAME_LEAD, now=now)


def end_support(case: Case, *, now: datetime) -> None:
    """协办结束 The lead has answered the citizen: nobody owes it an opinion any more."""
    if keys := [f"support:{number}" for number, _path in enumerate(case.supporting.split(), start=1)]:
        release(case.dossier, *keys, reason=LEAD_HAS_ANSWERED, now=now)
