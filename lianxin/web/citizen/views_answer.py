"""回答 The writer answers what an office asked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lianxin.cases.models import Question
from lianxin.channels.mailbox.reading import readable_at_all
from lianxin.flow.verbs import answer_question
from lianxin.kit.refusals import Refusal
from lianxin.outcomes.seen_by_citizen import seen_by_citizen
from lianxin.web import rates
from lianxin.web.citizen.finding import NoSuchLetter, letter_of
from lianxin.web.citizen.forms import AddForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer(request: HttpRequest, code: str, question: UUID) -> HttpResponse:
    """The box stands on the letter's page; this page comes when something was wrong, with every word kept."""
    submission, writer = letter_of(request, code)
    now = timezone.now()
    asked = Question.objects.filter(pk=question, case__submission=submission).first()
    if asked is None:
        raise NoSuchLetter(_("这封信里没有这个问题。"))
    form, status = AddForm(), 200
    if request.method == "POST":
        words = request.POST.get("words", "")
        try:
            rates.letter_from(request)
            readable_at_all(words)
            answer_question(asked, words, by=writer, now=now)
        except Refusal as refusal:
            form, status = AddForm(request.POST, refusal=refusal), refusal.status
        else:
            messages.success(request, _("您的回答已经收到，和原信放在一起。"))
            return redirect("letter", code=submission.code)
    words_of_page = {"letter": seen_by_citizen(submission, now=now), "form": form, "question": asked}
    return render(request, "web/citizen/answer.html", words_of_page, status=status)
