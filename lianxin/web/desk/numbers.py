"""数字 The figures for those who answer for a county: every number opens its list."""

from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import quote, urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.cases.queries import dressed
from lianxin.identity.actors import Actor
from lianxin.identity.models import Post
from lianxin.insight.figures.counters import COUNTS
from lianxin.insight.figures.definitions import DEFINITIONS, EXCLUSIONS, VERSION
from lianxin.insight.figures.pages import PAGES
from lianxin.insight.figures.queries import behind, counted_to, period_said
from lianxin.insight.figures.yearly import as_docx, as_pdf, yearly
from lianxin.insight.models import CaseFact
from lianxin.intake.queries import set_aside_from
from lianxin.kit.dates import local_day
from lianxin.kit.refusals import NotAllowed
from lianxin.kit.typesetting import can_set
from lianxin.organisations.models import BEYOND, STEP
from lianxin.organisations.queries import by_path
from lianxin.web.desk.lists import NIL, PAGE, read_key, rows_of, seat, seats
from lianxin.web.desk.shell import NUMBERS, at_desk, page
from lianxin.web.numbers.pages import View, content
from lianxin.web.numbers.tables import definitions

DIMENSIONS = {"", "org", "category", "place", "channel"}


@require_safe
@at_desk("desk-numbers")
def numbers(request: HttpRequest, by: Actor, now: datetime, name: str = "overview") -> HttpResponse:
    """One page of figures, of my body or of one below it."""
    if name not in PAGES:
        raise Http404
    posts = seats(by, NUMBERS)
    post, at = seat(request, posts)
    under = _under(request, post)
    said = request.GET.get("period", "")
    period = period_said(said, today=local_day(now))
    kept = {"at": at, "period": said}
    here = f"?{urlencode(kept)}"
    view = View(
        name, period, under, len(under) == STEP, local_day(now), link=_links(kept, under),
        to_body=lambda path: f"{here}&under={path}",
    )  # fmt: skip
    body = by_path(under)
    context = {
        "posts": posts, "at": at, "post": post, "body": body, "above": _above(under, post, kept),
        "tabs": _tabs(name, {**kept, "under": under}), "title": _(PAGES[name].label),
        "period": period, "when": _when(now, {"at": at, "under": under}, said), "content": content(view),
        "told": definitions(PAGES[name].figures), "version": VERSION, "counted_to": counted_to(),
        "reports": _reports(by, now) if name == "overview" else [],
        "command": f"lianxin figures {name} --recompute",
    }  # fmt: skip
    return page(request, "numbers.html", context, by=by)


def _under(request: HttpRequest, post: Post) -> str:
    """The body asked for, never outside of one's own reach."""
    under = request.GET.get("under", "")
    if under and under.startswith(post.organisation.reach) and by_path(under):
        return under
    return post.organisation.reach


def _above(under: str, post: Post, kept: dict[str, object]) -> str:
    """The way back up, as far as one's own body."""
    if under == post.organisation.reach:
        return ""
    return "?" + urlencode({**kept, "under": under[:-STEP]})


def _links(kept: dict[str, object], under: str) -> Callable[[str, str, str], str]:
    address = f"{reverse('desk-numbers-list')}?{urlencode({**kept, 'under': under})}"

    def link(count: str, dimension: str, one: str) -> str:
        if dimension not in DIMENSIONS or (dimension and not one):
            return ""
        return f"{address}&count={count}&dimension={dimension}&one={quote(one)}"

    return link


def _tabs(name: str, kept: dict[str, object]) -> list[tuple[str, str, bool]]:
    return [
        (_(one.label), f"{reverse('desk-numbers-page', args=[key])}?{urlencode(kept)}", key == name)
        for key, one in PAGES.items()
    ]


def _when(now: datetime, kept: dict[str, object], said: str) -> list[tuple[str, str, bool]]:
    """The times that can be chosen: twelve months, this month and the last, this year and the last."""
    today = local_day(now)
    last = (today.replace(day=1) - date.resolution).strftime("%Y-%m")
    found = [("", _("最近12个月")), (f"{today:%Y-%m}", _("本月")), (last, _("上月"))]
    found += [(f"{today:%Y}", _("今年")), (f"{today.year - 1}", _("去年"))]
    return [(label, "?" + urlencode({**kept, "period": key}), key == said) for key, label in found]


@require_safe
@at_desk("desk-numbers")
def behind_number(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """数后面的名单 The cases behind one number, as far as they may be read here."""
    posts = seats(by, NUMBERS)
    post, _at = seat(request, posts)
    count, dimension, one = (request.GET.get(name, "") for name in ("count", "dimension", "one"))
    if count not in COUNTS or dimension not in DIMENSIONS:
        raise Http404
    under = _under(request, post)
    period = period_said(request.GET.get("period", ""), today=local_day(now))
    reach = post.organisation.reach
    narrower = len(reach) > STEP or len(under) > STEP
    rows = behind(
        count, dimension=dimension, one=one, period=period, after=_last_day(request), to_the_end=narrower
    )
    if len(under) > STEP and dimension != "place":
        rows = rows.filter(org__gte=under, org__lt=under + BEYOND)
    if len(reach) > STEP:
        rows = rows.filter(
            case__dossier__keeper_path__gte=reach, case__dossier__keeper_path__lt=reach + BEYOND
        )
    day = COUNTS[count].by
    found = list(_from_place(request, rows, day).values_list("case_id", day)[: PAGE + 1])
    older = ""
    if len(found) > PAGE:
        key, last = found[PAGE - 1]
        kept = {name: value for name, value in request.GET.items() if name != "after"}
        older = "?" + urlencode({**kept, "after": f"{last.isoformat()},{key}"})
    hidden = set_aside_from(by)
    lines = [one for one in dressed([key for key, _day in found[:PAGE]], "case") if one.letter not in hidden]
    context = {
        "rows": rows_of(lines, reverse("desk-case", args=[NIL]), now=now), "older": older,
        "period": period, "what": _name_of(count), "body": by_path(under),
    }  # fmt: skip
    return page(request, "numbers_list.html", context, by=by)


REPORTERS = ("secretary", "supervisor")
KINDS = {
    "docx": (as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (as_pdf, "application/pdf"),
}


@require_safe
@at_desk("desk-numbers")
def report(_request: HttpRequest, by: Actor, now: datetime, year: int, kind: str) -> HttpResponse:
    """年度报告 Of the whole county, for its secretary and supervisor: to go on with, or to print."""
    if not _may_report(by):
        raise NotAllowed(_("年度报告由县里的书记和督办员来编。"))
    if kind not in KINDS or not 2000 <= year <= local_day(now).year:
        raise Http404
    write, type_ = KINDS[kind]
    answer = HttpResponse(write(yearly(year, now=now)), content_type=type_)
    answer["Content-Disposition"] = f'attachment; filename="{year}.{kind}"'
    return answer


def _may_report(by: Actor) -> bool:
    return any(post.role in REPORTERS and len(post.organisation.reach) == STEP for post in by.posts)


def _reports(by: Actor, now: datetime) -> list[tuple[int, str, str]]:
    """The years that can be reported, this one as far as it is."""
    if not _may_report(by):
        return []
    year = local_day(now).year
    return [
        (one, kind, reverse("desk-numbers-report", args=[one, kind]))
        for one in (year, year - 1)
        for kind in ("docx", *(["pdf"] if can_set() else []))
    ]


def _last_day(request: HttpRequest) -> date | None:
    """The day on which the last page ended; a spoilt address begins at the beginning."""
    try:
        return date.fromisoformat(request.GET.get("after", "").partition(",")[0])
    except ValueError:
        return None


def _from_place(request: HttpRequest, rows: "QuerySet[CaseFact]", day: str) -> "QuerySet[CaseFact]":
    """From the row after the last one seen."""
    last, key = _last_day(request), read_key(request.GET.get("after", "").partition(",")[2])
    return rows.filter(Q(**{f"{day}__gt": last}) | Q(**{day: last}, case__gt=key)) if last else rows


def _name_of(count: str) -> str:
    """What the number counts, as the pages call it."""
    if count in EXCLUSIONS:
        return _(EXCLUSIONS[count])
    named = [one.label for one in DEFINITIONS.values() if count in one.part]
    return _(named[0]) if named else count
