"""回避 The form in which somebody is told to step aside: a person or a body, as the desk writes the name."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.identity.actors import Actor
from lianxin.identity.models import Person
from lianxin.intake.verbs import recuse, step_aside
from lianxin.kit.refusals import NotValid
from lianxin.kit.text import one_line
from lianxin.organisations.models import Organisation

MOST_NAMED = 6


def recuse_named(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    """The name that was typed is a body's, or that of one person who holds a post."""
    words = one_line(request.POST.get("who", ""))[:80]
    ground = request.POST.get("ground", "")
    body = Organisation.objects.active().filter(name_zh=words).first() if words else None
    person = None if body or not words else person_named(words)
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
