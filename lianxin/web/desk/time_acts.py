"""期限的办理 Acts on the time of a case: more of it, a later day, a question, a notice, track, grade."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import State
from lianxin.clock.queries import rule
from lianxin.flow.moves import owable
from lianxin.flow.procedures import procedure_of
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
from lianxin.identity.policy import may
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.outcomes.seen_time import SeenTime

Act = Callable[[HttpRequest, Case, Actor, datetime], str]


def time_acts_on(
    case: Case, time: SeenTime, promises: Iterable[Promise], by: Actor, now: datetime
) -> frozenset[str]:
    """What this person can do about the time of this case now; the verbs themselves ask again."""
    moves, fresh = procedure_of(case).moves, case.stage in {"registered", "accepted"}
    answer = next((one for one in promises if _runs(one, now)), None)
    can_ask = answer is not None and case.stage == "in_handling" and not case.asked
    extendable = answer is not None and rule(answer.rule_key, answer.rulebook).extension is not None
    own = is_own(time, by)
    possible = {
        "choose_track": ("case.choose_track", fresh and "case.track_chosen" in moves),
        "grade": ("case.grade", fresh),
        "ask_citizen": ("case.ask_citizen", case.stage == "in_handling"),
        "relay": ("submission.add", bool(time.unanswered) and case.stage != "closed"),
        "notice": (
            "case.notify",
            "case.notice_given" in moves
            and time.notice is None
            and case.stage in moves["case.notice_given"][0],
        ),
        "ask_extension": (
            "case.ask_extension",
            can_ask and extendable and time.extension is None and owable(case, "extension"),
        ),
        "ask_deferral": (
            "case.ask_deferral",
            can_ask and "case.deferral_asked" in moves and owable(case, "deferral", "commitment"),
        ),
        "decide_extension": ("case.extend", case.asked == "extension" and not own),
        "decide_deferral": ("case.defer", case.asked == "deferral" and not own),
        "take_up": ("case.take_up", case.stage == "committed"),
    }
    return frozenset(act for act, (grant, fits) in possible.items() if fits and may(by, grant, case))


def is_own(time: SeenTime, by: Actor) -> bool:
    """Did this person ask for what waits to be decided?"""
    return bool(time.request and by.person and time.request.asked_by == by.person.pk)


def _runs(promise: Promise, now: datetime) -> bool:
    return promise.key in {"reply", "rework"} and promise.state == State.RUNNING and promise.due > now


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
