"""回访员的桌面 Whom to call, soonest due first, and what was said on the telephone."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.cases.models import Case
from lianxin.identity.actors import Actor
from lianxin.outcomes.models import Verdict
from lianxin.outcomes.verbs import call_back
from lianxin.outcomes.verbs.rating import Said
from lianxin.web.desk.owed import waiting_for
from lianxin.web.desk.shell import at_desk, page
from lianxin.web.marks import read_mark


@require_GET
@at_desk("desk-calls")
def calls(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """回访 Every answer that has arrived and whose writer has not been asked yet."""
    context = waiting_for(request, by, "caller", "callback", now=now)
    return page(request, "calls.html", context, by=by, count=len(context["rows"]))


def call_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    """What the one form says: a verdict with its marks, or why there is none."""
    heard, words = request.POST.get("heard", ""), request.POST.get("call_words", "")
    marks = {name: read_mark(request.POST.get(name, "")) for name in ("result", "attitude", "speed")}
    if heard in Verdict.values:
        call_back(case, said=Said(heard, words=words, **marks), by=by, now=now)
        return _("记下了来信人的话。")
    call_back(case, no_word=heard, by=by, now=now)
    return _("这次回访已记录，满意不满意不受影响。")
