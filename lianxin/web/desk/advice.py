"""派单建议 What the house would say of the letter on the desk, and how often such words were right."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.cases.models import Urgency
from lianxin.identity.actors import Actor
from lianxin.insight.dispatching import Advice, suggest
from lianxin.insight.dispatching.alike import Past, alike
from lianxin.insight.dispatching.side_by_side import by_month, how_it_stands
from lianxin.intake.models import Submission
from lianxin.web.desk.shell import at_desk, page


@dataclass(frozen=True)
class Shown:
    """建议 As the sorter reads it; `take` fills the form with it and dispatches nothing."""

    advice: Advice
    how_sure: str
    urgency: str
    take: str
    past: list[Past]


def advised(letter: Submission, *, by: Actor, now: datetime) -> Shown:
    """建议 With the words and the old matters it rests on."""
    advice = suggest(letter, now=now)
    urgency = str(Urgency(advice.urgency).label) if advice.urgency != Urgency.NORMAL.value else ""
    if advice.category is None or not advice.known:
        return Shown(advice, "", urgency, "", [])
    chosen = {"category": str(advice.category.pk), "urgency": advice.urgency}
    if advice.organisation:
        chosen["to"] = str(advice.organisation.pk)
    past = alike(letter, advice.category, by=by)
    return Shown(advice, _how_sure(advice), urgency, f"?{urlencode(chosen)}", past)


def _how_sure(advice: Advice) -> str:
    """A share in whole per cent, never a hundred; words alone have none."""
    sure = advice.sure if advice.organisation else advice.probability
    if sure is None:
        return _("只按目录里的词，没有数过准不准")
    return _("把握%(share)d%%") % {"share": min(99, round(sure * 100))}


@require_GET
@at_desk("desk-dispatching")
def dispatching(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """派单准不准 The desk and the suggestion side by side, month by month."""
    context = {"months": by_month(now=now), "stands": how_it_stands()}
    return page(request, "dispatching.html", context, by=by)
