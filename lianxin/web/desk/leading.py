"""领导与督办 The forms in which a leader instructs and sponsors, and a supervisor presses and lists."""

from datetime import date, datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.cases.queries import sponsorship_of, supervision_of
from lianxin.flow.verbs import (
    end_supervision,
    instruct,
    list_publicly,
    sponsor,
    supervise,
    tell_as_sponsor,
)
from lianxin.identity.actors import Actor
from lianxin.kit.refusals import NotValid
from lianxin.outcomes.possible import leading_on


def led_on(case: Case, by: Actor) -> dict[str, object]:
    """Who sponsors the case, how it is supervised, and what this person may do about either."""
    own, pressed = sponsorship_of.first(case.pk), supervision_of.first(case.pk)
    return {"sponsored": own, "pressed": pressed, "above": leading_on(case, own, pressed, by)}


def instruct_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    """批示 What should be done, and by which day where one is named."""
    instruct(case, request.POST.get("words", ""), until=_day(request, "until"), by=by, now=now)
    return _("批示已记录，承办单位现在负责落实。")


def sponsor_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    sponsor(case, by=by, now=now)
    return _("这一件由您包案。请在期限以内亲自过问，把做了什么告诉来信人。")


def sponsor_tells_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    tell_as_sponsor(case, request.POST.get("did", ""), by=by, now=now)
    return _("包案情况已经写给来信人。")


def supervise_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    supervise(case, request.POST.get("pressed", ""), until=_day(request, "pressed_until"), by=by, now=now)
    return _("已列入督办。")


def list_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    list_publicly(case, by=by, now=now)
    return _("已挂牌。公开页上只有编号、类别、承办单位和期限。")


def end_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    end_supervision(case, request.POST.get("why_ended", ""), by=by, now=now)
    return _("督办已经结束，理由来信人看得到。")


def _day(request: HttpRequest, name: str) -> date | None:
    text = request.POST.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise NotValid(_("日期请写成2026-01-31这样。"), name) from error
