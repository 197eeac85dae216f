"""回头看 Closed matters that are looked at again, soonest due first, and what was seen."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.cases.models import Case
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import OWED
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may
from lianxin.kit.dates import say_day
from lianxin.outcomes.models import Holds
from lianxin.outcomes.verbs import look_back
from lianxin.outcomes.verbs.looking_back import first_day
from lianxin.web.desk.owed import waiting_for
from lianxin.web.desk.shell import at_desk, page


@require_GET
@at_desk("desk-look-back")
def to_look_at(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """回头看 Every closed matter that was drawn, the first due first."""
    context = waiting_for(request, by, "caller", "look_back", now=now)
    pressing = sum(row["mark"] != "" for row in context["rows"])
    return page(request, "look_back.html", context, by=by, count=pressing)


def looked_on(case: Case, promises: Iterable[Promise], by: Actor, *, now: datetime) -> dict[str, object]:
    """What was seen when the matter was looked at again, and whether this person may look now."""
    owed = next((one for one in promises if one.key == "look_back" and one.state in OWED), None)
    mine = owed if owed and case.is_closed and may(by, "case.look_back", case) else None
    first = first_day(case, mine) if mine else None
    return {
        "looked": case.look_backs.select_related("by", "organisation"),
        "look_now": bool(first and first <= now),
        "look_from": say_day(first, beside=now) if first and first > now else "",
        "holds": Holds,
    }


def look_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    """What the form says: how it stands, and what was seen."""
    said = request.POST
    looked = look_back(case, holds=said.get("holds", ""), words=said.get("evidence", ""), by=by, now=now)
    if looked.holds == Holds.NOT_ANY_MORE:
        return _("记下了。这一件重新办理，答复由上一级签发，来信人会收到告知。")
    return _("回头看的情况已记录，来信人凭查询码看得到。")
