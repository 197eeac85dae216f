"""回放 The whole life of one case, for whoever may read it: to be looked through, printed and compared."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from lianxin.identity.actors import Actor
from lianxin.outcomes.seen_life import life_of
from lianxin.outcomes.seen_lines import history_of
from lianxin.outcomes.seen_ratings import Curtain
from lianxin.web.desk.history import lines_of
from lianxin.web.desk.reading import read_case
from lianxin.web.desk.shell import at_desk, page
from lianxin.web.replay import replay


@require_GET
@at_desk()
def timeline(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """回放 Every line in order. What the writer says of an answer stays behind the same curtain."""
    case = read_case(key, by=by, now=now)
    seen = Curtain(case, by=by, now=now).history(history_of((case.dossier_id, case.submission_id)))
    told = replay(lines_of(seen), life_of(case.submission, case), now=now)
    context = {"case": case, "letter": case.submission, **told}
    response = page(request, "timeline.html", context, by=by)
    response["Cache-Control"] = "no-store"
    return response
