"""回避 The form in which somebody is told to step aside: a person or a body, as the desk writes the name."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.identity.actors import Actor
from lianxin.identity.models import Person
from lianxin.identity.policy import may
from lianxin.intake.models import Recusal, RecusalRequest
from lianxin.intake.verbs import grant_recusal, readmit, recuse, refuse_recusal, step_aside
from lianxin.intake.verbs.keeping_out import open_request
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.text import one_line
from lianxin.organisations.models import Organisation
from lianxin.web.desk.lists import read_key

MOST_NAMED = 6


def recuse_named(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    """The name that was typed is a body's, or that of one person who holds a post."""
    words = one_line(request.POST.get("who", ""))[:80]
    ground = request.POST.get("ground", "")
    body, person = named_in(words)
    recuse(case.submission, ground=ground, person=person, body=body, by=by, now=now, through=case)
    return _("已记下：%(who)s回避这一件，从现在起看不到，也不能办。") % {"who": words}


def step_aside_from(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    """自行回避 One press; the next page is no longer this person's."""
    step_aside(case.submission, by=by, now=now, through=case)
    return _("已记下：您回避这一件，它不再出现在您面前。")


def person_named(words: str, field: str = "who") -> Person:
    """The one person with a post who has this sign-in name or name; NotValid when it is no single one."""
    holders = Person.objects.filter(posts__until=None, posts__isnull=False).distinct()
    found = list(holders.filter(login=words)[:1]) or list(
        holders.filter(name=words).select_related("organisation")[: MOST_NAMED + 1]
    )
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotValid(
            _("没有找到“%(who)s”。请写单位的全名，或者有岗位的人的姓名、登录名。") % {"who": words}, field
        )
    names = _("、").join(f"{one.name}({one.organisation.name}，{one.login})" for one in found[:MOST_NAMED])
    raise NotValid(_("叫这个名字的不止一个，请写登录名：%(names)s。") % {"names": names}, field)


def grant_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    """同意回避 As the writer named them, or as whoever decides says more exactly."""
    body, person = named_in(request.POST.get("who", ""))
    grant_recusal(_asked(case), person=person, body=body, by=by, now=now)
    return _("已同意：被请求回避的看不到这一件，也不能办。")


def refuse_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    refuse_recusal(_asked(case), words=request.POST.get("why_stay", ""), by=by, now=now)
    return _("已决定不同意回避，理由会告诉来信人。")


def readmit_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    """解除回避 The button stands beside the recusal that it lifts."""
    key = read_key(request.POST.get("recusal", ""))
    recusal = Recusal.objects.select_related("submission__dossier").filter(pk=key).first()
    if recusal is None or recusal.submission_id != case.submission_id:
        raise NotAllowedNow(_("这项回避已经解除了。"))
    recusal.submission = case.submission
    readmit(recusal, by=by, now=now, through=case)
    return _("回避已经解除。")


def _asked(case: Case) -> RecusalRequest:
    request = open_request(case.submission)
    if request is None:
        raise NotAllowedNow(_("这个回避请求已经决定了。"))
    request.submission = case.submission
    return request


def asked_of_me(case: Case, by: Actor) -> RecusalRequest | None:
    """What the writer asks, for whoever may decide it; those who handle the matter do not read it."""
    if not may(by, "submission.decide_recusal", case.submission):
        return None
    return open_request(case.submission)


def named_in(words: str) -> tuple[Organisation | None, Person | None]:
    """The body or the one person of that name; neither where nothing was typed."""
    words = one_line(words)[:80]
    if not words:
        return None, None
    body = Organisation.objects.active().filter(name_zh=words).first()
    return body, None if body else person_named(words)
