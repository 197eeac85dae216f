"""所属的问题 What a writer sees of the problem that the letter tells of, and says of it."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.cases.queries import case_of_letter
from lianxin.intake.models import Submission
from lianxin.kit.refusals import NotAllowedNow
from lianxin.problems.models import Answer, Stage
from lianxin.problems.queries import may_say_again_until, voice_of_case
from lianxin.problems.verbs import answer_mended
from lianxin.web.citizen.finding import letter_of


def problem_of(submission: Submission, *, now: datetime) -> dict[str, object]:
    """How many told of the same, what is planned, and whether something is asked of this writer now."""
    case = case_of_letter.first(submission.pk)
    voice = voice_of_case(case) if case else None
    if voice is None:
        return {}
    problem = voice.problem
    asks = "mended" if problem.stage == Stage.MENDED else ""
    if problem.stage == Stage.STRUCK_OFF:
        until = may_say_again_until(problem)
        asks = "again" if until and now <= until else ""
    said = Answer.objects.filter(voice=voice, turn=problem.turn).values_list("mended", flat=True).first()
    word = "" if said is None else "yes" if said else "no"
    return {"problem": problem, "problem_asks": asks, "problem_said": word}


@require_POST
@never_cache
def say(request: HttpRequest, code: str) -> HttpResponse:
    """核实 It is mended, or it is not; said once more it replaces what was said."""
    submission, writer = letter_of(request, code)
    case = case_of_letter.first(submission.pk)
    if case is None:
        raise NotAllowedNow(_("这封信没有列入问题台账。"))
    mended = request.POST.get("mended") == "yes"
    answer_mended(case, mended=mended, by=writer, now=timezone.now())
    messages.success(
        request, _("谢谢，您的话记下了。") if mended else _("记下了：没有解决。没有解决，就不能销号。")
    )
    return redirect("letter", code=submission.code)
