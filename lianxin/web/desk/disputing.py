"""异议与协办 The forms in which a body objects, the desk decides, help is asked for and given."""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.flow.verbs import decide_objection, object_to, report_to_lead, support
from lianxin.identity.actors import Actor
from lianxin.kit.refusals import NotValid
from lianxin.web.desk.naming import body_named


def object_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    """派单异议 The reasons, and the name of whoever should have it."""
    reason = request.POST.get("objection", "")
    suggested = body_named(request.POST.get("suggested", ""), "suggested")
    object_to(case, reason=reason, suggested=suggested, by=by, now=now)
    return _("异议已提交，由受理中心裁定。来信人看得到您写的理由。")


def decide_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    """裁定异议 The desk's decision on the page of the case."""
    return decide(request.POST, case, by=by, now=now)


def decide(said: Mapping[str, str], case: Case, *, by: Actor, now: datetime) -> str:
    """The same form stands on the sorter's page and on the page of the case."""
    upheld = {"yes": True, "no": False}.get(said.get("upheld", ""))
    if upheld is None:
        raise NotValid(_("请选择：异议成立，转给别的单位；还是不成立，仍由它办。"), "upheld")
    to = body_named(said.get("to", ""), "to") if upheld else None
    words, meeting = said.get("decision", ""), said.get("meeting", "")
    given = decide_objection(case, upheld=upheld, to=to, words=words, meeting=meeting, by=by, now=now)
    return _("已裁定：由%(who)s办理。理由会告诉来信人。") % {"who": given.organisation.name}


def ask_for_help(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    """请求协办 Whom to ask, and for what."""
    helper = body_named(request.POST.get("helper", ""), "helper")
    if helper is None:
        raise NotValid(_("请写明请哪个单位协办。"), "helper")
    support(case, to=helper, words=request.POST.get("asked", ""), by=by, now=now)
    return _("已请%(who)s协办，它的意见交给主办单位。") % {"who": helper.name}


def report_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    """协办意见 What a body that was asked to help says to the lead."""
    report_to_lead(case, request.POST.get("opinion", ""), by=by, now=now)
    return _("协办意见已交给主办单位，由它统一答复来信人。")
