"""期限的办理 Acts on the time of a case: more of it, a later day, a question, a notice, track, grade."""

from collections.abc import Callable
from datetime import date, datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.flow.verbs import (
    answer_question,
    ask_citizen,
    ask_deferral,
    ask_extension,
    choose_track,
    give_notice,
    grade,
    grant_deferral,
    grant_extension,
    refuse_deferral,
    refuse_extension,
    take_up,
)
from lianxin.identity.actors import Actor
from lianxin.kit.refusals import NotAllowedNow, NotValid

Act = Callable[[HttpRequest, Case, Actor, datetime], str]


def _choose_track(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    choose_track(case, request.POST.get("track", ""), reason=_why(request), by=by, now=now)
    return _("办理轨道已定，来信人会看到理由。")


def _grade(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    grade(case, request.POST.get("urgency", ""), reason=_why(request), by=by, now=now)
    return _("急不急已重新定好，来信人会看到理由。")


def _why(request: HttpRequest) -> str:
    return request.POST.get("why", "")


def _ask_citizen(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    ask_citizen(case, request.POST.get("question", ""), by=by, now=now)
    return _("问题已经放在来信人的页面上。期限照样在走。")


def _relay(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    """What the writer of a letter on paper answered, written down by the clerk."""
    questions = case.questions.filter(answered_at=None)
    asked = next((one for one in questions if str(one.pk) == request.POST.get("asked", "")), None)
    if asked is None:
        raise NotAllowedNow(_("这个问题已经回答过了。请刷新页面看看最新情况。"))
    answer_question(asked, request.POST.get("relayed", ""), by=by, now=now)
    return _("来信人的回答已记录。")


def _notice(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    said = request.POST
    give_notice(case, said.get("notice", ""), proof=said.get("notice_proof", ""), by=by, now=now)
    return _("已书面告知来信人。")


def _ask_extension(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    ask_extension(case, reason=_why(request), by=by, now=now)
    return _("延期申请已报领导。决定下来以前，期限照样在走。")


def _ask_deferral(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    try:
        until = date.fromisoformat(request.POST.get("until", ""))
    except ValueError as error:
        raise NotValid(_("请写明办好的日期。"), "until") from error
    ask_deferral(case, plan=request.POST.get("plan", ""), until=until, by=by, now=now)
    return _("暂缓申请已报领导。决定下来以前，期限照样在走。")


def _grant(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    if case.asked == "deferral":
        grant_deferral(case, by=by, now=now)
        return _("已同意暂缓。到约定的日期，这一件会自动重新开始办。")
    grant_extension(case, by=by, now=now)
    return _("已同意延期，来信人会看到理由和新的期限。")


def _refuse(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    refuse = refuse_deferral if case.asked == "deferral" else refuse_extension
    refuse(case, words=_why(request), by=by, now=now)
    return _("没有同意，原来的期限不变。")


def _take_up(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    take_up(case, by=by, now=now)
    return _("已重新开始办理，答复的期限重新计算。")


TIME_ACTS: dict[str, Act] = {
    "choose_track": _choose_track,
    "grade": _grade,
    "ask_citizen": _ask_citizen,
    "relay": _relay,
    "notice": _notice,
    "ask_extension": _ask_extension,
    "ask_deferral": _ask_deferral,
    "grant": _grant,
    "refuse": _refuse,
    "take_up": _take_up,
}
