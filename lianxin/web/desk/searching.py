"""找信 By number, by words, and by where a letter stands: in what this person may read, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.cases.finding import line_of, number_in, readable
from lianxin.cases.models import Stage
from lianxin.channels.registry import labels
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may
from lianxin.insight.models import SavedSearch
from lianxin.insight.searching import Found, Wanted, look, problems_found
from lianxin.insight.searching.asking import FIELDS, asked_in
from lianxin.insight.searching.bodies import bodies_named
from lianxin.insight.searching.problems import MOST
from lianxin.insight.searching.rebuilding import is_whole
from lianxin.intake.search import EVER
from lianxin.kit.refusals import NotValid
from lianxin.organisations.models import Organisation
from lianxin.problems.listing import as_listed
from lianxin.problems.models import Problem
from lianxin.web.desk.lists import NIL, Row, rows_of
from lianxin.web.desk.problem_lists import row_of
from lianxin.web.desk.shell import at_desk, page

__all__ = ["line_of", "readable", "search"]


@dataclass
class Asked:
    """What the page was asked: the fields as filled in, what they mean, and what was not understood."""

    fields: dict[str, str]
    wanted: Wanted
    refusal: NotValid | None = None


@require_GET
@at_desk("desk-search")
def search(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """找信 A whole number opens what has it; words and filters give the newest thirty, and the way on."""
    asked = read_asked(request.GET)
    below = request.GET.get("before", "")
    begin = int(below) if below.isascii() and below.isdigit() and len(below) < 19 else EVER
    found = Found([]) if asked.refusal else look(asked.wanted, by=by, now=now, below=begin)
    problems = [] if asked.refusal or begin != EVER else problems_found(asked.wanted, by=by, now=now)
    if number_in(asked.wanted.typed) and len(found.hits) + len(problems) == 1:
        return _opened(found, problems)
    saved = list(SavedSearch.objects.filter(person=by.person)) if may(by, "search.keep", None) else None
    fields = asked.fields
    context = {
        "problems": [row_of(one, now=now) for one in as_listed(problems, now=now)],
        "more_problems": len(problems) == MOST,
        "rows": rows_found(found, now=now), "found": found, "fields": fields, "refusal": asked.refusal,
        "words": fields.get("q", ""), "filtered": any(name != "q" for name in fields), "asked": bool(fields),
        "older": f"?{urlencode({**fields, 'before': found.older})}" if found.older is not None else "",
        "later": begin != EVER, "whole": is_whole(), "named": _also_named(asked),
        "stages": [("waiting", _("等待登记")), *((one.value, one.label) for one in Stage)],
        "channels": labels().items(), "saved": _chips(saved, fields), "can_keep": saved is not None,
    }  # fmt: skip
    return page(request, "search.html", context, by=by, status=422 if asked.refusal else 200)


def _opened(found: Found, problems: list[Problem]) -> HttpResponse:
    """Straight to the one that has the number."""
    if problems:
        return redirect("desk-problem", key=problems[0].pk)
    return redirect("desk-letter", key=found.hits[0].letter.pk)


def rows_found(found: Found, *, now: datetime) -> list[Row]:
    """What was found as rows, each with its extract."""
    rows = rows_of(
        [hit.line for hit in found.hits], reverse("desk-letter", args=[NIL]), now=now, to_letter=True
    )
    for row, hit in zip(rows, found.hits, strict=True):
        row["extract"] = hit.extract
    return rows


def read_asked(given: Mapping[str, str]) -> Asked:
    """From what was filled in to what is wanted; what is not understood is said, and nothing is guessed."""
    fields = {
        name: " ".join(given.get(name, "").replace("\0", "").split())[:100]
        for name in FIELDS
        if given.get(name, "").strip()
    }
    try:
        return Asked(fields, asked_in(fields))
    except NotValid as refusal:
        return Asked(fields, Wanted(fields.get("q", "")), refusal)


def _also_named(asked: Asked) -> list[tuple[str, Organisation]]:
    """Bodies that may have been meant by one word of letters: a link to each, as the place."""
    typed = asked.wanted.typed
    if not (typed.isascii() and typed.isalpha() and len(typed) > 1):
        return []
    kept = {name: told for name, told in asked.fields.items() if name != "q"}
    return [(f"?{urlencode({**kept, 'body': one.code})}", one) for one in bodies_named(typed, most=5)]


def _chips(saved: list[SavedSearch] | None, fields: Mapping[str, str]) -> list[tuple[SavedSearch, str, bool]]:
    """Each kept search, where it leads, and whether it is the one that is open."""
    return [(one, f"?{urlencode(one.asked)}", one.asked == fields) for one in saved or ()]
