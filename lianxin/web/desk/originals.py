"""原件 What came in as it came, and what stood beside the words of a letter."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from lianxin.cases.models import Case
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may
from lianxin.intake.models import Submission
from lianxin.outcomes.opening import TAKEN, open_original
from lianxin.web.desk.arrivals import find_arrival
from lianxin.web.desk.shell import at_desk

ENDINGS = {"message/rfc822": "eml", "message/rfc822-headers": "txt", "application/json": "json"}


@require_GET
@at_desk()
def original(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """原件 The bytes as they came, to be saved, never shown as a page of ours. Opening it is written down."""
    one = find_arrival(key)
    open_original(one, by=by, now=now)
    name = f"original-{one.pk.hex[-12:]}.{ENDINGS.get(one.media_type, 'bin')}"
    response = HttpResponse(one.original(), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response


@dataclass(frozen=True)
class Beside:
    """旁边的 What stood beside the words of a letter or of a further one, and where the original is."""

    at: datetime
    aside: str
    url: str


def beside(submission: Submission, case: Case | None, by: Actor) -> list[Beside]:
    """原件和引文 For who reads the letter; who does not may know who wrote it sees neither."""
    whole = may(by, "submission.read_original", case or submission)
    if submission.confidential and not whole:
        return []
    came = submission.arrivals.filter(became__in=TAKEN).order_by("at")
    rows = came.values_list("pk", "at", "aside")
    found = [
        Beside(at, aside, reverse("desk-original", args=[key]) if whole else "") for key, at, aside in rows
    ]
    return [one for one in found if one.aside or one.url]
