"""写在纸上 Whatever the writer was told, again as a letter to print and keep."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lianxin.cases.models import Case
from lianxin.cases.queries import case_of_letter
from lianxin.kit.refusals import NotAllowedNow
from lianxin.ledger.models import Event
from lianxin.outcomes.notices import notice_of
from lianxin.outcomes.seen_by_citizen import seen_by_citizen
from lianxin.outcomes.seen_life import Life, life_of
from lianxin.web.citizen.finding import letter_of
from lianxin.web.citizen.words import lines_of
from lianxin.web.replay import replay
from lianxin.web.sheets import sheet, told_event

OPENED_BY_READING = ("case.replied", "case.answered_along", "case.reviewed", "case.rechecked")


@require_safe
@never_cache
def on_paper(request: HttpRequest, code: str, seq: int) -> HttpResponse:
    """打印告知书 One notice with its number, its basis and the rights that follow from it.

    An answer that was not opened yet is not opened by printing it: whoever fetches an address proves nothing.
    """
    submission, _writer = letter_of(request, code)
    case, now = case_of_letter.first(submission.pk), timezone.now()
    if case is None or submission.is_sealed():
        raise NotAllowedNow(_("这一步没有要打印的告知书。"))
    event = told_event(case, seq)
    if _unread(case, event, now=now):
        raise NotAllowedNow(_("答复还没有打开。请先在信的页面上按“看答复”，再来打印。"))
    page = sheet(notice_of(event), event, submission, None, now=now, language=get_language() or "zh-hans")
    return render(request, "web/citizen/on_paper.html", {"one": page, "code": submission.code})


@require_safe
@never_cache
def timeline(request: HttpRequest, code: str) -> HttpResponse:
    """回放 The letter's whole life: every step, who owed what until when, and how long it lay with whom."""
    submission, _writer = letter_of(request, code)
    now, case = timezone.now(), case_of_letter.first(submission.pk)
    letter = seen_by_citizen(submission, now=now)
    life = life_of(submission, case)
    if letter.sealed:  # of a report no office is named, and no step tells more than that there was one
        life = Life((), {}, (), life.folders)
    words = {"letter": letter, **replay(lines_of(letter), life, now=now)}
    return render(request, "web/citizen/timeline.html", words)


def _unread(case: Case, event: Event, *, now: datetime) -> bool:
    """Does this event bring the answer that the writer has not opened?"""
    if event.name not in OPENED_BY_READING or "read" not in seen_by_citizen(case.submission, now=now).may:
        return False
    newest = Event.objects.filter(dossier=case.pk, name__in=OPENED_BY_READING).order_by("-seq")
    return newest.values_list("seq", flat=True).first() == event.seq
