"""问题页 One problem: the five clarities, all its voices, what happened, and what can be done now."""

from collections.abc import Callable
from datetime import date, datetime
from math import sqrt
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianxin.cases.models import Case
from lianxin.channels.mailbox.reading import read_files
from lianxin.clock.models import Promise
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may, require
from lianxin.insight.grouping.proposals import like_problem
from lianxin.intake.queries import set_aside_from
from lianxin.kit.dates import say_date, say_day, say_month
from lianxin.kit.refusals import NotValid, Refusal
from lianxin.kit.text import one_line
from lianxin.outcomes.seen_lines import history_of
from lianxin.problems.models import Problem, Stage, Voice
from lianxin.problems.picturing import Picture, taken
from lianxin.problems.queries import (
    asked_until,
    lately,
    months_of,
    places_of,
    problem_by_key,
    problem_numbered,
    steps_of,
    told_of,
)
from lianxin.problems.verbs import (
    add_voices,
    assign,
    merge,
    name_anew,
    plan,
    say_mended,
    send_back,
    split,
    strike_off,
    take_out,
    tell,
)
from lianxin.web.bridge import plank
from lianxin.web.desk.history import tell as tell_story
from lianxin.web.desk.lists import next_page, read_place, say_due
from lianxin.web.desk.naming import able_names, body_named
from lianxin.web.desk.problem_lists import letters_chosen, letters_named
from lianxin.web.desk.shell import at_desk, page, pressed
from lianxin.web.pictures.tiles import tiles
from lianxin.web.pictures.trend import Series, trend

SHOWN = 50  # letters on one page
MOST_PLACES = 24  # squares
LINES = 24


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("desk-problems")
def problem(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """问题页 Read, or do one thing; what was typed stays where it was refused."""
    opened = problem_by_key.first(key)
    if opened is None:
        raise Http404
    require(by, "problem.read", opened)
    if request.method != "POST":
        return _page(request, opened, by=by, now=now)
    try:
        act = pressed(request.POST, ACTS)
        done = act(request, opened, by, now)
    except Refusal as refusal:
        return _page(request, problem_by_key.get(key), by=by, now=now, refusal=refusal)
    messages.success(request, done)
    return redirect("desk-problem", key=key)


def _page(
    request: HttpRequest, opened: Problem, *, by: Actor, now: datetime, refusal: Refusal | None = None
) -> HttpResponse:
    recent, before = lately([opened.pk], now=now)[opened.pk]
    owed = list(Promise.objects.owed().filter(dossier=opened.pk).select_related("owed_by").order_by("due"))
    due, mark = say_due(opened.dossier.next_due, silent=False, now=now)
    until = asked_until(opened) if opened.stage == Stage.MENDED else None
    newest = None if request.GET.get("history") == "all" else LINES
    lines = history_of([opened.pk], newest=newest)
    earlier = opened.dossier.length - len(lines)
    context = {
        "problem": opened, "stage_label": Stage(opened.stage).label, "due": due, "mark": mark,
        "missing": opened.clarities().missing(), "recent": recent, "before": before,
        "first": say_date(opened.first_at, beside=now), "last": say_date(opened.last_at, beside=now),
        "due_day": say_day(opened.due_on, beside=now) if opened.due_on else "",
        "owed": [plank(one, now=now) for one in owed], "answers": told_of(opened) if opened.turn else None,
        "asked_until": say_day(until, beside=now) if until else "",
        **_when(opened, now),
        **_where(opened), "steps": steps_of(opened), "acts": acts_for(by, opened),
        "story": tell_story(lines), "earlier": max(earlier, 0), "refusal": refusal,
        "owner_name": opened.owner.name if opened.owner else "", "able_names": able_names(),
        "wrong": getattr(refusal, "field", ""),
        "said": request.POST if refusal else {},
        "like": _like(opened, by), **_voices(request, opened, by),
    }  # fmt: skip
    return page(request, "problem.html", context, by=by, status=refusal.status if refusal else 200)


def _when(opened: Problem, now: datetime) -> dict[str, object]:
    """How many told of it month by month, as a picture and as the table behind it."""
    months = [(say_month(one.first, beside=now), one.voices) for one in months_of(opened, now=now)]
    says = "；".join(_("%(month)s：%(n)d") % {"month": month, "n": n} for month, n in months)
    line = Series(_("封数"), [n for _month, n in months])
    return {
        "months": months,
        "picture": trend(_("每个月几封"), says, [month for month, _n in months], [line]),
    }


def _where(opened: Problem) -> dict[str, object]:
    """From which places it is told, as squares and as words; one place needs no picture."""
    places = places_of(opened)
    most = max((n for _name, n in places), default=1)
    # By the root, so that one loud place does not make all the others look alike.
    drawn = [(name, sqrt(n / most), str(n), "") for name, n in places[:MOST_PLACES]]
    says = _("来信最多的地方在前，不是真的地图；没有写明地方的信不在里面。")
    return {"places": places, "map": tiles(_("从哪些地方来的信"), says, drawn) if len(places) > 1 else ""}


def _voices(request: HttpRequest, opened: Problem, by: Actor) -> dict[str, object]:
    """One page of its letters, the newest first: the words of a letter only to whoever may read it."""
    found = Voice.objects.filter(problem=opened, left_at=None).order_by("-said_at", "-id")
    place = read_place(request)
    if place and place[0]:
        found = found.filter(said_at__lte=place[0]).exclude(said_at=place[0], id__gte=place[1])
    rows = list(found.select_related(*(f"case__{one}" for one in COVER))[: SHOWN + 1])
    hidden, older = set_aside_from(by), ""
    if len(rows) > SHOWN:
        rows = rows[:SHOWN]
        older = next_page(request, (rows[-1].said_at, rows[-1].pk))
    return {
        "voices": [
            (one, one.case.submission_id not in hidden and may(by, "submission.read", one.case))
            for one in rows
        ],
        "older": older,
    }


COVER = ("dossier__keeper", "desk", "submission__addressee", "submission__dossier__keeper")


def acts_for(by: Actor, opened: Problem) -> set[str]:
    """What this person can do with it now."""
    stage = opened.stage
    open_to = {
        "problem.change": {"listed", "assigned", "planned", "mended"},
        "problem.assign": {"listed", "assigned", "planned"},
        "problem.plan": {"assigned", "planned"},
        "problem.mend": {"planned"},
        "problem.strike": {"mended"},
    }
    return {
        act.partition(".")[2] for act, stages in open_to.items() if stage in stages and may(by, act, opened)
    }


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise NotValid(_("请写明哪一天以前办好。"), "due_on") from None


def _pictures(request: HttpRequest) -> list[Picture]:
    return taken(read_files(request.FILES.getlist("pictures")))


def _assign(request: HttpRequest, opened: Problem, by: Actor, now: datetime) -> str:
    to = body_named(one_line(request.POST.get("to", "")), "to")
    if to is None:
        raise NotValid(_("请写明由哪个单位整改。"), "to")
    assign(opened, to=to, standard=request.POST.get("standard", ""), by=by, now=now)
    return _("已定由%(body)s整改，请它定措施和期限。") % {"body": to.name}


def _plan(request: HttpRequest, opened: Problem, by: Actor, now: datetime) -> str:
    said = request.POST
    plan(opened, measure=said.get("measure", ""), due_on=_day(said.get("due_on", "")), by=by, now=now)
    return _("措施和期限定下了，会告诉每一位反映的人。")


def _tell(request: HttpRequest, opened: Problem, by: Actor, now: datetime) -> str:
    pictures = _pictures(request)
    tell(opened, request.POST.get("words", ""), by=by, now=now, pictures=pictures)
    return _("进展会告诉每一位反映的人。")


def _say_mended(request: HttpRequest, opened: Problem, by: Actor, now: datetime) -> str:
    pictures = _pictures(request)
    say_mended(opened, evidence=request.POST.get("evidence", ""), by=by, now=now, pictures=pictures)
    return _("已请每一位反映的人核实。")


def _strike(request: HttpRequest, opened: Problem, by: Actor, now: datetime) -> str:
    pictures = _pictures(request)
    strike_off(opened, words=request.POST.get("words", ""), by=by, now=now, pictures=pictures)
    return _("已销号，会告诉每一位反映的人。")


def _send_back(request: HttpRequest, opened: Problem, by: Actor, now: datetime) -> str:
    said = request.POST
    send_back(opened, reason=said.get("reason", ""), due_on=_day(said.get("due_on", "")), by=by, now=now)
    return _("已退回继续整改，会告诉每一位反映的人。")


def _rename(request: HttpRequest, opened: Problem, by: Actor, now: datetime) -> str:
    name_anew(
        opened, title=request.POST.get("title", ""), place=request.POST.get("place", ""), by=by, now=now
    )
    return _("改好了，原来的叫法留在历史里。")


def _add(request: HttpRequest, opened: Problem, by: Actor, now: datetime) -> str:
    added = add_voices(opened, letters_named(request.POST.get("numbers", ""), by), by=by, now=now)
    return _("加进了%(n)d封信。") % {"n": added}


def _add_like(request: HttpRequest, opened: Problem, by: Actor, now: datetime) -> str:
    """Of the letters that seem to tell of it too those that were ticked, each with the reason."""
    chosen = {*request.POST.getlist("case")}
    like = [(case, why) for case, why in _like(opened, by) if str(case.pk) in chosen]
    if not like:
        raise NotValid(_("请先在下面勾选信。"), "case")
    because = {case.pk: why for case, why in like}
    added = add_voices(opened, [case for case, _why in like], because=because, by=by, now=now)
    return _("加进了%(n)d封信。") % {"n": added}


def _like(opened: Problem, by: Actor) -> list[tuple[Case, str]]:
    return like_problem(opened, by, hidden=set_aside_from(by)) if may(by, "problem.change", opened) else []


def _chosen(request: HttpRequest, opened: Problem, by: Actor, now: datetime) -> str:
    """What is done with the letters that are ticked: out, or under a number of their own."""
    cases = letters_chosen(request.POST.getlist("voice"))
    if not cases:
        raise NotValid(_("请先在下面勾选信。"), "voice")
    if request.POST.get("title"):
        said = request.POST
        split(opened, cases, title=said.get("title", ""), place=said.get("place", ""), by=by, now=now)
        return _("已分出去，单独列为一个问题。")
    for case in cases:
        take_out(problem_by_key.get(opened.pk), case, reason=request.POST.get("reason", ""), by=by, now=now)
    return _("已移出，原因留在历史里。")


def _merge(request: HttpRequest, opened: Problem, by: Actor, now: datetime) -> str:
    into = problem_numbered(one_line(request.POST.get("into", "")))
    if into is None or not may(by, "problem.read", into):
        raise NotValid(_("没有找到这个编号的问题。"), "into")
    merge(opened, into=into, by=by, now=now)
    return _("已并入%(number)s。") % {"number": into.dossier.number}


ACTS: dict[str, Callable[[HttpRequest, Problem, Actor, datetime], str]] = {
    "assign": _assign,
    "plan": _plan,
    "tell": _tell,
    "say_mended": _say_mended,
    "strike": _strike,
    "send_back": _send_back,
    "rename": _rename,
    "add": _add,
    "add_like": _add_like,
    "chosen": _chosen,
    "merge": _merge,
}
