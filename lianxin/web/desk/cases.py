"""承办人的桌面 The officer's list and the page of one case."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.cases.models import Case
from lianxin.cases.queries import case_by_key
from lianxin.flow.verbs import acknowledge, decline, sort, split
from lianxin.identity.actors import Actor
from lianxin.kit.refusals import Refusal
from lianxin.outcomes.verbs import decide_appeal, deliver, tell_opinion
from lianxin.web.desk.abusing import mark_here, unmark_here
from lianxin.web.desk.answering import (
    approve_here,
    draft_here,
    send_back_here,
    submit_here,
    take_back_here,
    tell_here,
)
from lianxin.web.desk.calling import call_here
from lianxin.web.desk.case_page import Typed, case_page
from lianxin.web.desk.claiming import CLAIM_ACTS
from lianxin.web.desk.disputing import ask_for_help, decide_here, object_here, report_here
from lianxin.web.desk.helping import helping, rows_in
from lianxin.web.desk.leading import (
    end_here,
    instruct_here,
    list_here,
    sponsor_here,
    sponsor_tells_here,
    supervise_here,
)
from lianxin.web.desk.lists import CASE_TABS, TO_ANSWER, TO_APPROVE, seat, seats, tabs_of
from lianxin.web.desk.looking_back import look_here
from lianxin.web.desk.matters import unlink_here
from lianxin.web.desk.owed import to_decide
from lianxin.web.desk.reading import read_case
from lianxin.web.desk.recusing import (
    grant_here,
    readmit_here,
    recuse_named,
    refuse_here,
    step_aside_from,
)
from lianxin.web.desk.shell import at_desk, page, pressed
from lianxin.web.desk.time_acts import TIME_ACTS

READERS = ("officer", "approver", "secretary", "supervisor", "reviewer", "auditor")


@require_GET
@at_desk("desk-cases")
def cases(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """工单 What my body has on its desk, by stage, soonest due first."""
    posts = seats(by, READERS)
    post, at = seat(request, posts)
    tabs = [*tabs_of(CASE_TABS, post.organisation.reach), *helping(post.organisation, by)]
    tab = next((tab for tab, _number in tabs if tab.name == request.GET.get("stage")), None)
    if tab is None:
        mine = [tab for tab, number in tabs if number]
        tab = TO_APPROVE if post.role == "approver" and TO_APPROVE in mine else next(iter(mine), TO_ANSWER)
    asked = to_decide(request, post.organisation.reach, now=now) if post.role == "approver" else []
    rows, older = rows_in(request, post.organisation.reach, tab, now=now)
    context = {
        "tabs": tabs, "tab": tab, "rows": rows, "older": older, "posts": posts, "at": at, "post": post,
        "asked": asked,
    }  # fmt: skip
    return page(request, "cases.html", context, by=by)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk()
def case(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """工单页 One case, and every act on it."""
    opened = read_case(key, by=by, now=now)
    if request.method != "POST":
        return case_page(request, opened, by=by, now=now)
    try:
        act = pressed(request.POST, ACTS)
        done = act(request, opened, by, now)
    except Refusal as refusal:
        # Nothing was written: the case is read anew, and every word that was typed stands in the form.
        opened = case_by_key.get(key)
        return case_page(request, opened, by=by, now=now, refusal=refusal, typed=Typed.of(request))
    messages.success(request, done)
    if opened.shuts_out(by.person.pk if by.person else None, ""):
        return redirect("desk")  # who has just stepped aside does not come back to this page
    return redirect("desk-case", key=key)


def _acknowledge(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    acknowledge(case, by=by, now=now)
    return _("已签收。现在起由您的单位负责答复。")


def _deliver(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    typed = Typed.of(request)
    deliver(case, means=typed.means, proof=typed.proof, by=by, now=now)
    return _("送达情况已记录。")


def _decide(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    typed = Typed.of(request)
    decide_appeal(case, ruling=typed.ruling, opinion=typed.opinion, basis=typed.basis, by=by, now=now)
    return _("意见已出具，来信人凭查询码就能看到。")


def _tell_opinion(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    typed = Typed.of(request)
    tell_opinion(case, means=typed.means, proof=typed.proof, by=by, now=now)
    return _("送达情况已记录。")


def _split(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    requests = split(case, Typed.of(request).requests.splitlines(), by=by, now=now)
    return _("已拆分为%(number)d项诉求，每一项都要答复。") % {"number": len(requests)}


def _take(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    sort(case.submission, to=case.desk, by=by, now=now)
    return _("已受理，由本机关办理。")


def _decline(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    typed = Typed.of(request)
    decline(
        case,
        reason=typed.reason,
        channel=typed.channel,
        code=request.POST.get("code", "other"),
        by=by,
        now=now,
    )
    return _("已决定不予受理，理由和正确的渠道会告诉来信人。")


ACTS: dict[str, Callable[[HttpRequest, Case, Actor, datetime], str]] = {
    "acknowledge": _acknowledge,
    "draft": draft_here,
    "submit": submit_here,
    "take_back": take_back_here,
    "approve": approve_here,
    "send_back": send_back_here,
    "tell": tell_here,
    "deliver": _deliver,
    "decide": _decide,
    "call_back": call_here,
    "look_back": look_here,
    "tell_opinion": _tell_opinion,
    "instruct": instruct_here,
    "sponsor": sponsor_here,
    "sponsor_tell": sponsor_tells_here,
    "supervise": supervise_here,
    "list": list_here,
    "end_supervision": end_here,
    "recuse": recuse_named,
    "mark_abuse": mark_here,
    "unmark_abuse": unmark_here,
    "step_aside": step_aside_from,
    "readmit": readmit_here,
    "grant_recusal": grant_here,
    "refuse_recusal": refuse_here,
    "split": _split,
    "object": object_here,
    "decide_objection": decide_here,
    "support": ask_for_help,
    "report": report_here,
    "take": _take,
    "decline": _decline,
    "unlink": unlink_here,
    **TIME_ACTS,
    **CLAIM_ACTS,
}
