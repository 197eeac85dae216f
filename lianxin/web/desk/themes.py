"""每月一题 What a county works on together in a month: chosen out of the ledger, led by one body."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianxin.cases.models import Category
from lianxin.clock.models import Promise
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may
from lianxin.kit.dates import say_month
from lianxin.kit.refusals import NotValid, Refusal
from lianxin.kit.text import one_line
from lianxin.outcomes.seen_lines import history_of
from lianxin.problems.listing import as_listed, readable_problems
from lianxin.problems.models import Theme, ThemeStage
from lianxin.problems.themes import (
    Suggested,
    months_to_choose,
    standing_of,
    suggested_themes,
    theme_by_key,
    themes_up,
)
from lianxin.problems.verbs import choose_theme, report_theme
from lianxin.web.bridge import plank
from lianxin.web.desk.history import tell as tell_story
from lianxin.web.desk.lists import read_key
from lianxin.web.desk.naming import able_names, body_named
from lianxin.web.desk.problem_lists import row_of
from lianxin.web.desk.shell import at_desk, page, pressed

SHOWN = 24  # months
OF_ONE = 40  # problems of one suggestion that can be ticked


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("desk-problems")
def themes(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """每月一题 The months so far; and for a leader what could be taken next, each with the reason."""
    if request.method != "POST":
        return _list(request, by=by, now=now)
    try:
        chosen = _choose(request, by, now)
    except Refusal as refusal:
        return _list(request, by=by, now=now, refusal=refusal)
    messages.success(request, _("选好了。%(body)s欠着到月底的结果。") % {"body": chosen.lead.name})
    return redirect("desk-theme", key=chosen.pk)


def _list(request: HttpRequest, *, by: Actor, now: datetime, refusal: Refusal | None = None) -> HttpResponse:
    found = list(themes_up()[:SHOWN])
    may_choose = may(by, "theme.choose", None)
    month = _month_wanted(request, found, now)
    context = {
        "themes": [(one, say_month(one.month, beside=now), standing_of(one)) for one in found],
        "may_choose": may_choose, "month": month, "refusal": refusal, "said": request.POST if refusal else {},
        "months": [(one.isoformat(), say_month(one, beside=now)) for one in months_to_choose(now)],
        "suggested": [_suggestion(one, now) for one in suggested_themes(by, month=month, now=now)]
        if may_choose else [],
        "last_year": say_month(month.replace(year=month.year - 1), beside=now), "able_names": able_names(),
    }  # fmt: skip
    return page(request, "themes.html", context, by=by, status=refusal.status if refusal else 200)


def _month_wanted(request: HttpRequest, found: list[Theme], now: datetime) -> date:
    """The month that was asked for, else the first without a theme."""
    months = months_to_choose(now)
    asked = [one for one in months if one.isoformat() == (request.POST or request.GET).get("month", "")]
    taken = {one.month for one in found}
    return next(iter(asked), next((one for one in months if one not in taken), months[-1]))


def _suggestion(one: Suggested, now: datetime) -> tuple[Suggested, list[dict[str, object]]]:
    return one, [row_of(row, now=now) for row in as_listed(one.problems[:OF_ONE], now=now)]


def _choose(request: HttpRequest, by: Actor, now: datetime) -> Theme:
    said = request.POST
    lead = body_named(one_line(said.get("lead", "")), "lead")
    if lead is None:
        raise NotValid(_("请写明由哪个单位牵头。"), "lead")
    keys = [key for one in said.getlist("problem") if (key := read_key(one))]
    problems = list(readable_problems(by).filter(pk__in=keys).order_by("-voices", "-dossier_id"))
    category = Category.objects.filter(pk=read_key(said.get("category", ""))).first()
    return choose_theme(
        problems, month=_month_wanted(request, [], now), title=said.get("title", ""),
        aim=said.get("aim", ""), lead=lead, category=category, by=by, now=now,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("desk-problems")
def theme(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """一个月的题 Its problems and how they stand; the body that leads reports on it."""
    opened = theme_by_key.first(key)
    if opened is None:
        raise Http404
    if request.method != "POST":
        return _page(request, opened, by=by, now=now)
    try:
        done = pressed(request.POST, ACTS)(request, opened, by, now)
    except Refusal as refusal:
        return _page(request, theme_by_key.get(key), by=by, now=now, refusal=refusal)
    messages.success(request, done)
    return redirect("desk-theme", key=key)


def _page(
    request: HttpRequest, opened: Theme, *, by: Actor, now: datetime, refusal: Refusal | None = None
) -> HttpResponse:
    owed = Promise.objects.owed().filter(dossier=opened.pk).select_related("owed_by").order_by("due")
    problems = readable_problems(by).filter(theme=opened).order_by("-voices", "-dossier_id")
    lines = history_of([opened.pk], newest=None)
    context = {
        "theme": opened, "month": say_month(opened.month, beside=now), "standing": standing_of(opened),
        "stage_label": ThemeStage(opened.stage).label, "owed": [plank(one, now=now) for one in owed],
        "rows": [row_of(one, now=now) for one in as_listed(list(problems), now=now)],
        "may_report": opened.stage == ThemeStage.CHOSEN and may(by, "theme.report", opened),
        "story": tell_story(lines), "earlier": 0, "refusal": refusal,
        "said": request.POST if refusal else {},
    }  # fmt: skip
    return page(request, "theme.html", context, by=by, status=refusal.status if refusal else 200)


def _report(request: HttpRequest, opened: Theme, by: Actor, now: datetime) -> str:
    report_theme(opened, request.POST.get("words", ""), by=by, now=now)
    return _("结果公布了。")


ACTS: dict[str, Callable[[HttpRequest, Theme, Actor, datetime], str]] = {"report": _report}
