"""The writer speaks again: rates, says that it is not solved, adds, takes back."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.cases.models import Case
from lianxin.cases.queries import case_of_letter
from lianxin.channels.mailbox.reading import Upload, read_files, readable_at_all
from lianxin.flow.verbs import withdraw
from lianxin.identity.actors import Actor
from lianxin.intake.models import Submission
from lianxin.intake.verbs import add_files, add_words, ask_recusal
from lianxin.kit.dates import say_day
from lianxin.kit.refusals import NotAllowedNow, NotValid, Refusal
from lianxin.outcomes.models import Level
from lianxin.outcomes.seen_by_citizen import seen_by_citizen
from lianxin.outcomes.verbs import ask_recheck, ask_review, choose_public, not_solved, rate, say_pressed
from lianxin.outcomes.verbs.appealing import way_to_appeal
from lianxin.web import rates
from lianxin.web.citizen.finding import letter_of
from lianxin.web.citizen.forms import AddForm, AppealForm, KeepOutForm, RateForm, ToldForm
from lianxin.web.marks import read_mark

View = Callable[..., HttpResponse]


def _opened_by_code(view: Callable[[HttpRequest, Submission, Actor], HttpResponse]) -> View:
    """The view gets the letter and its writer instead of the code; nothing of it is kept by browsers."""

    @wraps(view)
    def opened(request: HttpRequest, code: str) -> HttpResponse:
        return view(request, *letter_of(request, code))

    return never_cache(opened)


def _form_page(
    request: HttpRequest, page: str, form: ToldForm, submission: Submission, status: int = 200
) -> HttpResponse:
    letter = seen_by_citizen(submission, now=timezone.now())
    return render(request, f"web/citizen/{page}.html", {"form": form, "letter": letter}, status=status)


def _case_of(submission: Submission) -> Case:
    case = case_of_letter.first(submission.pk)
    if case is None:
        raise NotAllowedNow(_("还没有收到答复，暂时不能评价。收到答复后再来告诉我们是否解决。"))
    return case


@require_http_methods(["GET", "HEAD", "POST"])
@_opened_by_code
def rate_answer(request: HttpRequest, submission: Submission, writer: Actor) -> HttpResponse:
    """评价 Solved, partly or not, and how it went; nothing is chosen beforehand."""
    if request.method != "POST":
        return _form_page(request, "rate", RateForm(), submission)
    said = request.POST
    marks = {name: read_mark(said.get(name, "")) for name in ("result", "attitude", "speed")}
    verdict, words = said.get("verdict", ""), said.get("words", "")
    try:
        rate(_case_of(submission), verdict=verdict, words=words, by=writer, now=timezone.now(), **marks)
    except NotValid as refusal:
        return _form_page(request, "rate", RateForm(said, refusal=refusal), submission, refusal.status)
    messages.success(request, _thanks(verdict))
    return redirect("letter", code=submission.code)


def _thanks(verdict: str) -> str:
    if verdict == "not_solved":
        return _("知道了，没有解决。这封信已经退回去重新办，办理单位要再答复您一次。")
    return _("谢谢，您的评价记下了。这封信到此结案。")


@require_POST
@_opened_by_code
def say_not_solved(request: HttpRequest, submission: Submission, writer: Actor) -> HttpResponse:
    """没有解决 One tap, and it goes back to work."""
    not_solved(_case_of(submission), by=writer, now=timezone.now())
    messages.success(request, _thanks("not_solved"))
    return redirect("letter", code=submission.code)


@require_POST
@_opened_by_code
def pressed(request: HttpRequest, submission: Submission, writer: Actor) -> HttpResponse:
    """有人施压 One tap; what became of it is followed under a receipt of its own."""
    report = say_pressed(_case_of(submission), by=writer, now=timezone.now())
    return redirect("letter-receipt", code=report.code)


@require_POST
@_opened_by_code
def choose(request: HttpRequest, submission: Submission, writer: Actor) -> HttpResponse:
    """同意公开 The switch of the letter: on, or off and down at once."""
    public = request.POST.get("public") == "1"
    choose_public(submission, public=public, by=writer, now=timezone.now())
    messages.success(
        request, _("记下了：您同意公开。") if public else _("记下了：不公开。公开过的，已经撤下。")
    )
    return redirect("letter", code=submission.code)


@require_http_methods(["GET", "HEAD", "POST"])
@_opened_by_code
def appeal(request: HttpRequest, submission: Submission, writer: Actor) -> HttpResponse:
    """申请复查、复核 The answer is not accepted: the body above is asked to look at it again."""
    case, now = _case_of(submission), timezone.now()
    if request.method != "POST":
        return _appeal_page(request, AppealForm(), case, now)
    ask = ask_recheck if case.stage == "reviewed" else ask_review
    try:
        asked = ask(case, request.POST.get("words", ""), by=writer, now=now)
    except NotValid as refusal:
        return _appeal_page(request, AppealForm(request.POST, refusal=refusal), case, now, refusal.status)
    messages.success(
        request, _("收到了。%(body)s会重新看这件事，进展都写在这里。") % {"body": asked.body.name}
    )
    return redirect("letter", code=submission.code)


def _appeal_page(
    request: HttpRequest, form: ToldForm, case: Case, now: datetime, status: int = 200
) -> HttpResponse:
    way = way_to_appeal(case, now=now)
    words = {
        "form": form,
        "letter": seen_by_citizen(case.submission, now=now),
        "way": way,
        "recheck": bool(way and way.level == Level.RECHECK),
        "last": say_day(way.last) if way and way.last else "",
    }
    return render(request, "web/citizen/appeal.html", words, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@_opened_by_code
def add(request: HttpRequest, submission: Submission, writer: Actor) -> HttpResponse:
    """补充 More words or files beside the letter; what was said stays as it was."""
    if request.method != "POST":
        return _form_page(request, "add", AddForm(), submission)
    words, uploads = request.POST.get("words", ""), request.FILES.getlist("files")
    try:
        rates.letter_from(request)
        readable_at_all(words)
        _add(submission, words, uploads, writer)
    except Refusal as refusal:
        form = AddForm(request.POST, refusal=refusal)
        return _form_page(request, "add", form, submission, refusal.status)
    messages.success(request, _("补充的话已经收到，和原信放在一起，办理的人看得到。"))
    return redirect("letter", code=submission.code)


@transaction.atomic
def _add(submission: Submission, words: str, uploads: Sequence[Upload], writer: Actor) -> None:
    """Both or neither."""
    now = timezone.now()
    if words.strip() or not uploads:
        add_words(submission, words, by=writer, now=now)
    if uploads:
        add_files(submission, read_files(uploads), by=writer, now=now)


@require_http_methods(["GET", "HEAD", "POST"])
@_opened_by_code
def take_back(request: HttpRequest, submission: Submission, writer: Actor) -> HttpResponse:
    """撤回 Asked once more on a page of its own; then the letter is taken back."""
    if request.method != "POST":
        return _form_page(request, "withdraw", ToldForm(), submission)
    withdraw(submission, by=writer, now=timezone.now())
    messages.success(request, _("信已经撤回，不再办理。说过的话和办过的事仍留在记录里。"))
    return redirect("letter", code=submission.code)


@require_http_methods(["GET", "HEAD", "POST"])
@_opened_by_code
def keep_out(request: HttpRequest, submission: Submission, writer: Actor) -> HttpResponse:
    """请求回避 Whoever is named neither reads nor handles it, unless another body says in time why not."""
    if request.method != "POST":
        return _form_page(request, "keep_out", KeepOutForm(), submission)
    said = request.POST
    try:
        rates.letter_from(request)
        named, reason = said.get("named", ""), said.get("reason", "")
        ask_recusal(submission, named=named, reason=reason, by=writer, now=timezone.now())
    except Refusal as refusal:
        return _form_page(request, "keep_out", KeepOutForm(said, refusal=refusal), submission, refusal.status)
    messages.success(request, _("已经收到。由别的单位决定；到期没有决定，就按您的要求回避。"))
    return redirect("letter", code=submission.code)
