"""找信 By number or by words, in what this person may read, and never among sealed reports."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from lianxin.cases.finding import found_by, line_of, number_in, readable
from lianxin.identity.actors import Actor
from lianxin.web.desk.lists import NIL, PAGE, rows_of
from lianxin.web.desk.shell import at_desk, page

__all__ = ["line_of", "readable", "search"]


@require_GET
@at_desk("desk-search")
def search(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """找信 A whole number opens the letter itself; words give the newest fifty."""
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    found = found_by(words, by)
    if number_in(words) and len(found) == 1:
        return redirect("desk-letter", key=found[0].pk)
    lines = [line_of(letter) for letter in found]
    rows = rows_of(lines, reverse("desk-letter", args=[NIL]), now=now, to_letter=True)
    return page(request, "search.html", {"rows": rows, "words": words, "most": PAGE}, by=by)
