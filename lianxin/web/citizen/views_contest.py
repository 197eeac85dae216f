"""The writer does not agree that one demand cannot be met."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lianxin.cases.queries import case_of_letter
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.outcomes.seen_by_citizen import seen_by_citizen
from lianxin.outcomes.verbs import contest_claim
from lianxin.web.citizen.finding import letter_of
from lianxin.web.citizen.forms import ContestForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def contest(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """提出异议 Once, in the writer's own words; the body above decides."""
    submission, writer = letter_of(request, code)
    case, now, status = case_of_letter.first(submission.pk), timezone.now(), 200
    form = ContestForm()
    if request.method == "POST":
        if case is None:
            raise NotAllowedNow(_("这封信还没有登记，没有可以提异议的。"))
        try:
            contest_claim(case, number, request.POST.get("words", ""), by=writer, now=now)
        except NotValid as refusal:
            form, status = ContestForm(request.POST, refusal=refusal), refusal.status
        else:
            messages.success(request, _("收到了您的异议，由上级单位决定，进展都写在这里。"))
            return redirect("letter", code=submission.code)
    words = {"form": form, "letter": seen_by_citizen(submission, now=now)}
    return render(request, "web/citizen/contest.html", words, status=status)
