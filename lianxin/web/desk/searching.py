"""找信 By number or by words, in what this person may read, and never among sealed reports."""

import re
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from lianxin.cases.models import Case
from lianxin.cases.queries import Line
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may, reach_of
from lianxin.intake.models import Submission
from lianxin.intake.search import matching
from lianxin.organisations.models import BEYOND
from lianxin.web.desk.lists import NIL, PAGE, rows_of
from lianxin.web.desk.shell import at_desk, page

NUMBER = re.compile(r"(\d{6,})(\d{6})(\d{6})(\d{2})")
LOOKED_AT = 4 * PAGE


@require_GET
@at_desk("desk-search")
def search(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """找信 A whole number opens the letter itself; words give the newest fifty."""
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    wanted = Q()
    if number := NUMBER.fullmatch(re.sub(r"[\s\-—–]", "", words)):
        wanted = Q(dossier__number="-".join(number.groups()))
    elif words:
        wanted = Q(serial__in=matching(words))
    found = readable(wanted, by) if words else []
    if number and len(found) == 1:
        return redirect("desk-letter", key=found[0].pk)
    lines = [line_of(letter) for letter in found]
    rows = rows_of(lines, reverse("desk-letter", args=[NIL]), now=now, to_letter=True)
    return page(request, "search.html", {"rows": rows, "words": words, "most": PAGE}, by=by)


def readable(wanted: Q, by: Actor) -> list[Submission]:
    """Narrowed to where this person may read at all, then asked one by one of the table."""
    somewhere = Q(addressee__in=[post.organisation_id for post in by.posts if post.role == "secretary"])
    for path in reach_of(by, "submission.read"):
        for column in ("dossier__keeper_path", "case__dossier__keeper_path", "case__desk__path"):
            somewhere |= Q(**{f"{column}__gte": path, f"{column}__lt": path + BEYOND})
        somewhere |= Q(case__supporting__contains=path)
    found = Submission.objects.ordinary().filter(wanted & somewhere).order_by("-serial")
    found = found.select_related(
        "dossier__keeper", "addressee", "case__dossier__keeper", "case__desk", "case__submission__addressee"
    )
    mine = [letter for letter in found[:LOOKED_AT] if may(by, "submission.read", _case_of(letter) or letter)]
    return mine[:PAGE]


def _case_of(letter: Submission) -> Case | None:
    return getattr(letter, "case", None)


def line_of(letter: Submission) -> Line:
    case = _case_of(letter)
    cover = case.dossier if case else letter.dossier
    return Line(
        next_due=cover.next_due, id=cover.pk, number=cover.number, stage=cover.stage, source=letter.channel,
        opened_at=letter.received_at, keeper_zh=cover.keeper.name_zh, keeper_en=cover.keeper.name_en,
        subject=letter.subject, letter=letter.pk, urgency=case.urgency if case else "",
    )  # fmt: skip
