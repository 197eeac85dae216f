"""等着寄的 What waits on paper at the desks of this person, whichever way it is printed."""

from django.http import HttpRequest

from lianxin.identity.actors import Actor
from lianxin.outcomes.models import PAPER, Sending
from lianxin.outcomes.models.sending import SendingQuerySet
from lianxin.web.desk.lists import read_key, seat, seats

SENDERS = ("clerk", "sorter")
AT_ONCE = 100  # sheets in one go: a printer's tray


def reach_at_post(request: HttpRequest, by: Actor) -> str:
    """Whose post this person sees to."""
    return seat(request, seats(by, SENDERS))[0].organisation.reach


def papers_of(request: HttpRequest, by: Actor) -> SendingQuerySet:
    """Of all letters, or of the one that was asked for, in the order in which they go into envelopes."""
    rows = Sending.objects.open().at_desks_under(reach_at_post(request, by)).filter(channel=PAPER)
    if "letter" in request.POST:
        rows = rows.filter(submission=read_key(request.POST["letter"]))
    wanted = rows.select_related("event", "submission__dossier__keeper", "submission__addressee")
    return wanted.order_by("submission_id", "made_at", "id")
