"""打印答复信 The answer as a letter on paper, with the address in the window."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.verbs import open_contact
from lianxin.kit.refusals import NotAllowedNow
from lianxin.outcomes.seen_by_officer import seen_by_officer
from lianxin.web.desk.reading import read_case
from lianxin.web.desk.shell import at_desk


@require_GET
@at_desk()
def reply_letter(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """答复信 The last answer that was sent. The address is part of it, so its opening is written down."""
    case = read_case(key, by=by, now=now)
    require(by, "case.deliver", case)
    seen = seen_by_officer(case)
    if not seen.replies:
        raise NotAllowedNow(_("还没有发出答复，没有可打印的信。"))
    card = open_contact(case.submission, by=by, now=now, through=case)
    sent = seen.replies[-1]
    context = {
        "seen": seen,
        "reply": sent,
        "card": card,
        "code": case.submission.code,
    }
    response = render(request, "web/desk/reply_letter.html", context)
    response["Cache-Control"] = "no-store"
    return response
