"""公开的问题台账 Has anybody said the same, how many, and what is planned? No name, no code."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lianxin.intake.saving import shown
from lianxin.kit.blobs import path_of
from lianxin.kit.text import one_line
from lianxin.problems.models import Stage
from lianxin.problems.public import PAGE, problem_up, problems_up, themes_so_far
from lianxin.problems.queries import picture_of

MOST_PAGES = 200
MOST_THEMES = 60
STAGES = [one for one in Stage if one != Stage.MERGED]


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """问题台账 Those that most people told of first, or by words."""
    words = one_line(request.GET.get("q", ""))[:100]
    stage, number = request.GET.get("stage", ""), request.GET.get("page", "")
    place = min(int(number), MOST_PAGES) if number.isascii() and number.isdigit() and len(number) < 5 else 0
    found = problems_up(words, stage=stage, begin=place * PAGE, most=PAGE + 1)
    older = ""
    if len(found) > PAGE:
        query = request.GET.copy()
        query["page"] = str(place + 1)
        older = "?" + query.urlencode()
    context = {
        "themes": themes_so_far(1) if not words and not stage and not place else [],
        "problems": found[:PAGE], "older": older, "words": words, "stage": stage,
        "stages": [(one.value, one.label) for one in STAGES],
    }  # fmt: skip
    return render(request, "web/public/problems.html", context)


@require_safe
def problem(request: HttpRequest, number: str) -> HttpResponse:
    """一个问题 What is wrong, who mends it, what is done by when, and every step so far."""
    seen = problem_up(number)
    if seen is None:
        raise Http404
    return render(request, "web/public/problem.html", {"seen": seen, "problem": seen.row})


@require_safe
def picture(_request: HttpRequest, number: str, step: int, picture: int) -> HttpResponseBase:
    """佐证照片 One picture of what was done."""
    digest = picture_of(number, step, picture)
    if not digest or not path_of(digest).exists():
        raise Http404
    return shown(path_of(digest))


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """每月一题 Month by month: what is worked on together, who leads, what came of it."""
    return render(request, "web/public/themes.html", {"themes": themes_so_far(MOST_THEMES)})
