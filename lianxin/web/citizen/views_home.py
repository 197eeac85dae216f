"""The front door: one act, one box for the code, one line that adds up."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST, require_safe

from lianxin.flow.laws import quick
from lianxin.hooks.queries import calls_waiting
from lianxin.intake.probes import working
from lianxin.kit.codes import read_code
from lianxin.kit.refusals import Refusal
from lianxin.ledger.queries import count_at
from lianxin.outcomes.verbs import read_answer
from lianxin.web.citizen.finding import letter_of
from lianxin.web.citizen.listed import listed_publicly

YEAR = 365 * 24 * 3600


def _counts() -> dict[str, str]:
    """The conservation law as the public sees it: ordinary letters only, grouped by thousands."""
    letters, cases = count_at("submission"), count_at("case")
    registered, closed = sum(cases.values()), cases.get("closed", 0)
    counts = {
        "received": sum(letters.values()),
        "waiting": letters.get("waiting", 0),
        "registered": registered,
        "open": registered - closed,
        "closed": closed,
    }
    return {name: f"{number:,}" for name, number in counts.items()}


@require_safe
@gzip_page
def home(request: HttpRequest) -> HttpResponse:
    """首页 What this is, and the two things one can do here."""
    return render(request, "web/citizen/home.html", {"counts": _counts()})


@require_POST
def track_box(request: HttpRequest) -> HttpResponse:
    """查进度 From the code typed in the box to the letter's page.

    Whoever types the code and sends it off has asked for the answer: it is opened at once.
    """
    typed = request.POST.get("code", "")[:80]
    try:
        submission, writer = letter_of(request, read_code(typed))
    except Refusal as refusal:
        words = {"counts": _counts(), "typed": typed, "code_error": refusal.sentence}
        return render(request, "web/citizen/home.html", words, status=refusal.status)
    read_answer(submission, by=writer, now=timezone.now())
    return redirect("letter", code=submission.code)


@require_safe
def how_we_count(request: HttpRequest) -> HttpResponse:
    """怎么数的 What each figure means and why they must add up."""
    return render(request, "web/citizen/how_we_count.html", {"counts": _counts()})


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """挂牌督办 What is pressed for in public, the longest listed first; nothing of any letter."""
    now = timezone.now()
    return render(request, "web/citizen/listed.html", {"listed": listed_publicly(now=now)})


@require_GET
def large(request: HttpRequest) -> HttpResponse:
    """大字 Larger letters on this device, or not, and back to where one was."""
    after = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(after, {request.get_host()}, request.is_secure()):
        after = reverse("home")
    answer = redirect(after)
    on = "1" if request.GET.get("on") == "1" else "0"
    answer.set_cookie("large", on, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return answer


@require_safe
@never_cache
def health(_request: HttpRequest) -> JsonResponse:
    """健康 The conservation law, the five laws and the channels, for machines; ordinary letters only.

    `calls_waiting`: how many calls to programs wait for an answer, which breaks nothing of ours.
    """
    found = quick()
    channels = working()
    ok = found.ok and all(channels.values())
    said = {"ok": ok, **vars(found), "channels": channels, "calls_waiting": calls_waiting()}
    return JsonResponse(said, status=200 if ok else 503)
