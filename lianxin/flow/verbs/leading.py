"""The verbs of those above: instruct, sponsor, supervise, list publicly."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Case, Instruction, Sponsorship, Supervision
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import OWED
from lianxin.clock.reckoning import end_of
from lianxin.clock.verbs import keep, release
from lianxin.flow.matters import IN_HAND
from lianxin.flow.moves import owe_next
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.dates import local_day
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import record

LONGEST_INSTRUCTION = 500
LONGEST_WORDS = 300
ANSWERED = frozenset({"replied", "delivered", "closed"})
# Kept in the house's own language; pages translate when they show it.
ANOTHER_DAY = N_("书记另定了日期")
TAKEN_OVER = N_("换了包案领导")
ENDED = N_("督办结束")


@transaction.atomic
def instruct(case: Case, words: str, *, by: Actor, now: datetime, until: date | None = None) -> Instruction:
    """批示 The secretary writes what should be done; whoever has the case owes the answer to it.

    By the day that is named, else under LX_INSTRUCTION. The writer reads that there is an instruction and
    until when, not its words.
    """
    require(by, "case.instruct", case)
    words = one_line(words)
    if not words or len(words) > LONGEST_INSTRUCTION:
        raise NotValid(_("请写批示内容，不超过500字。"), "words")
    if case.stage in ANSWERED:  # nothing would ever keep the promise that an instruction makes
        raise NotAllowedNow(_("这一件已经答复，不能再作批示。来信人表示没有解决、重新办理时可以批示。"))
    due = _until(until, now)
    assert by.person
    instruction = case.instructions.create(
        by=by.person, organisation=by.in_office().organisation, words=words, at=now
    )
    owed = Promise.objects.filter(dossier=case.dossier, key="instruction", state__in=OWED).exists()
    if owed and due:
        release(case.dossier, "instruction", reason=ANOTHER_DAY, now=now)
    if due or not owed:
        owe_next(case, "instruction", now=now, due=due)
    said = {"until": until.isoformat()} if until else {}
    record(case.dossier, "case.instructed", by=by, now=now, instruction=instruction.pk.hex, **said)
    return instruction


@transaction.atomic
def sponsor(case: Case, *, by: Actor, now: datetime) -> Sponsorship:
    """包案 The secretary makes the case their own, and owes the writer word of what they did (LX_SPONSOR).

    One at a time; another secretary of the same office takes it over. (信访工作条例第18条)
    """
    require(by, "case.sponsor", case)
    _require_in_hand(case)
    seat = by.in_office()
    before = case.sponsorships.filter(ended_at=None).select_related("person").first()
    if before and (before.person == by.person or before.organisation_id != seat.organisation_id):
        raise NotAllowedNow(_("这一件已经由%(who)s包案。") % {"who": before.person.name})
    if before:
        before.ended_at = now
        before.save(update_fields=["ended_at"])
        release(case.dossier, "sponsor", reason=TAKEN_OVER, now=now)
    assert by.person
    made = case.sponsorships.create(person=by.person, organisation=seat.organisation, at=now)
    if not Promise.objects.owed().filter(dossier=case.dossier, key="sponsor").exists():
        owe_next(case, "sponsor", now=now, named=seat.organisation)
    record(case.dossier, "case.sponsored", by=by, now=now, to=seat.organisation.code)
    return made


@transaction.atomic
def tell_as_sponsor(case: Case, words: str, *, by: Actor, now: datetime) -> None:
    """包案情况 The sponsor tells the writer what they did themselves: whom they met, what they saw."""
    require(by, "case.sponsor", case)
    words = one_line(words)
    if not words or len(words) > LONGEST_WORDS:
        raise NotValid(_("请写您做了什么：见了谁、去了哪里、定了什么，不超过300字。来信人看得到。"), "did")
    if not case.sponsorships.filter(ended_at=None, person=by.person).exists():
        raise NotAllowed(_("只有包案领导本人可以写包案情况。"))
    if case.is_closed:
        raise NotAllowedNow(_("这一件已经结案。"))
    keep(case.dossier, "sponsor", now=now)
    record(case.dossier, "case.sponsor_told", by=by, now=now, reason=words)


@transaction.atomic
def supervise(case: Case, words: str, *, by: Actor, now: datetime, until: date | None = None) -> Supervision:
    """督办 The supervisor presses: whoever has the case owes its answer by this day, else under LX_SUPERVISE.

    The clock of the reply itself runs on unchanged. (济南市12345市民服务热线条例第28条)
    """
    require(by, "case.supervise", case)
    words = one_line(words)
    if not words or len(words) > LONGEST_WORDS:
        raise NotValid(_("请写明督办什么，不超过300字。"), "pressed")
    _require_in_hand(case)
    if case.supervisions.filter(ended_at=None).exists():
        raise NotAllowedNow(_("这一件已经在督办。"))
    due = _until(until, now)
    assert by.person
    made = case.supervisions.create(
        by=by.person, organisation=by.in_office().organisation, words=words, at=now
    )
    owe_next(case, "supervise", now=now, due=due)
    record(case.dossier, "case.supervised", by=by, now=now, supervision=made.pk.hex)
    return made


@transaction.atomic
def list_publicly(case: Case, *, by: Actor, now: datetime) -> None:
    """挂牌督办 The supervised case stands on a public page until it is closed: its number, its class, who has
    it and by when. Confidential letters are never listed.
    """
    require(by, "case.supervise", case)
    if case.submission.confidential:
        raise NotAllowed(_("来信人要求保密，不能挂牌公开。"))
    listed = case.supervisions.filter(ended_at=None, listed_at=None).update(listed_at=now)
    if not listed or case.is_closed:
        raise NotAllowedNow(_("先督办，才能挂牌；已经挂牌或者已经结案的，不用再挂。"))
    record(case.dossier, "case.listed", by=by, now=now)


@transaction.atomic
def end_supervision(case: Case, reason: str, *, by: Actor, now: datetime) -> None:
    """结束督办 It is pressed and listed no longer, for a reason that the writer reads."""
    require(by, "case.supervise", case)
    reason = one_line(reason)
    if not reason or len(reason) > LONGEST_WORDS:
        raise NotValid(_("请写明为什么结束督办，不超过300字。来信人看得到。"), "why_ended")
    if not case.supervisions.filter(ended_at=None).update(ended_at=now, reason=reason):
        raise NotAllowedNow(_("这一件没有在督办。"))
    release(case.dossier, "supervise", reason=ENDED, now=now)
    record(case.dossier, "case.supervision_ended", by=by, now=now, reason=reason)


def _require_in_hand(case: Case) -> None:
    if case.stage == "linked":
        raise NotAllowedNow(_("这封信和别的信一起办，请到一起办的那一件上操作。"))
    if case.stage not in IN_HAND:
        raise NotAllowedNow(_("这一件已经答复或者结案。来信人表示没有解决、重新办理时再来。"))


def _until(day: date | None, now: datetime) -> datetime | None:
    """The end of that day in the county; refused when it is past."""
    if day is None:
        return None
    if day < local_day(now):
        raise NotValid(_("这一天已经过去了，请写今天或者以后的日期。"), "until")
    return end_of(day)
