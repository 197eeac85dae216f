"""账本健康 Do the laws hold, and what has the office done lately, in words."""

from django.http import HttpResponse

from lianxin.backoffice.doings import told
from lianxin.backoffice.shell import Visit, office_page
from lianxin.backoffice.views.overview import laws_of
from lianxin.flow.laws import quick
from lianxin.ledger.models import Dossier, Event
from lianxin.ledger.queries import chain_complaint

LINES = 60


@office_page("ledger.verify")
def health(visit: Visit) -> HttpResponse:
    house = Dossier.objects.filter(kind="house").first()
    lines = list(Event.objects.filter(dossier=house).order_by("seq")) if house else []
    # The page asks for what stands before a line; the newest stands on top.
    try:
        before = int(visit.request.GET.get("before", ""))
    except ValueError:
        before = len(lines) + 1
    shown = [event for event in reversed(lines) if event.seq < before][:LINES]
    older = shown[-1].seq if shown and shown[-1].seq > 1 else 0
    return visit.page(
        "ledger",
        health=(found := quick()),
        laws=laws_of(found),
        house_complaint=chain_complaint(house, lines) if house else "",
        length=len(lines),
        doings=told(shown),
        older=f"?before={older}#doings" if older else "",
    )
