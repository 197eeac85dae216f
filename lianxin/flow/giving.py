"""派给谁 To whom a case may be given, how often it may pass on, and until when a body may object.

One answer each for the verbs and for the pages: the page shows the last day, the verb keeps to it.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from django.utils.translation import gettext as _

from lianxin.cases.models import Assignment, Case
from lianxin.cases.queries import named_instead
from lianxin.clock.queries import calendar, rule
from lianxin.clock.reckoning import reckon
from lianxin.flow.procedures import FIRST_ACTS, procedure_of
from lianxin.kit.dates import say_day
from lianxin.kit.refusals import NotAllowed, NotValid
from lianxin.ledger.models import Event
from lianxin.organisations.models import OFFICES, Organisation
from lianxin.organisations.models import Kind as Body


def check_receiver(case: Case, to: Organisation, *, now: datetime) -> None:
    """Refuses a body that cannot answer for this case: an office, or a township for others' work."""
    if case.is_sealed() and to.kind != Body.DISCIPLINE:
        raise NotAllowed(_("检举件只能由纪检机关办理。"))
    if not case.is_sealed() and to.kind in OFFICES:
        raise NotValid(_("请派给能够办理的部门、乡镇或支部，不要派给受理机构。"), "to")
    if case.shuts_out(None, to.path):
        raise NotAllowed(_("%(body)s要回避这一件，不能派给它办。") % {"body": to.name})
    named = named_instead(to, category=case.category, submission=case.submission, now=now)
    if named:
        words = {"who": to.name, "category": str(case.category), "named": named.name}
        raise NotValid(
            _("按派单目录，“%(category)s”由%(named)s负责，不在%(who)s的清单里，不能让它主办。请派给%(named)s，需要时请%(who)s协办。")
            % words,
            "to",
        )  # fmt: skip


def givings(case: Case) -> list[Assignment]:
    """To whom the case was given, one after the other; the last one has it; what was recalled is none."""
    return list(case.assignments.filter(recalled_at=None).order_by("given_at", "id"))


def transfers(given: Sequence[Assignment]) -> int:
    """转办次数 How often the case has passed from one body to another."""
    return sum(one.organisation_id != another.organisation_id for one, another in pairwise(given))


def most_transfers(case: Case) -> int:
    return rule(procedure_of(case).limits["transfers"], case.dossier.rulebook).amount


def last_day_to_object(case: Case, given: Assignment) -> datetime:
    """异议期 The instant until which this body may object, counted from the day it was given the case."""
    limit = rule(procedure_of(case).limits["object"], case.dossier.rulebook).limit
    return reckon(limit, given.given_at, calendar()).due


def why_no_objection(case: Case, given: Sequence[Assignment], *, now: datetime) -> str:
    """The sentence that says why this body keeps the case (首接负责), or nothing when it may object."""
    until = last_day_to_object(case, given[-1])
    if given[-1].designated:
        return _("这一件已经裁定由您的单位办理，不能再提异议。办理中需要别的单位，请他们协办。")
    if transfers(given) >= most_transfers(case):
        return _("这一件已经转了%(most)d次，不能再转，由您的单位办理。需要别的单位，请他们协办。") % {
            "most": most_transfers(case)
        }
    if now > until:
        return _(
            "派单异议最迟%(day)s提出，现在已经过了，这一件由您的单位办理。需要别的单位，请他们协办。"
        ) % {"day": say_day(until)}
    if case.passes > 1 or _has_acted(case, given[-1]):
        return _("您的单位已经动手办了，先办的单位负责到底，不能再提异议。需要别的单位，请他们协办。")
    return ""


def _has_acted(case: Case, given: Assignment) -> bool:
    """Did the body itself do anything for the citizen since the case was given to it?"""
    done = Event.objects.filter(dossier=case.dossier, name__in=FIRST_ACTS, at__gte=given.given_at)
    return done.filter(by_kind="officer").exclude(organisation=case.desk.code).exists()
