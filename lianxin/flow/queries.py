"""Reading the road: who sends cases back, what was passed on, what was dispatched wrongly, what waits."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q

from lianxin.cases.models import Assignment, Objection
from lianxin.cases.queries import COVER, SUBJECT, Line, Place
from lianxin.clock.models import Promise
from lianxin.organisations.models import BEYOND


class SentBack(NamedTuple):
    """退回与转办 What one body objected to in a period, and what of it was passed to another body.

    A body may object only before its first real act, so every case passed on is one that was
    passed on before anybody did anything for the citizen.
    """

    path: str
    name_zh: str
    name_en: str
    objections: int
    transfers: int


def sent_back(path: str, *, since: datetime) -> list[SentBack]:
    """Every body under this one that objected since then; one query over the objections alone."""
    made = Objection.objects.filter(at__gte=since, case__dossier__secrecy=0)
    under = made.filter(organisation__path__gte=path, organisation__path__lt=path + BEYOND)
    columns = ("organisation__path", "organisation__name_zh", "organisation__name_en")
    counted = under.order_by().values_list(*columns)
    rows = counted.annotate(made=Count("id"), upheld=Count("id", filter=Q(upheld=True)))
    return [SentBack(*row) for row in rows]


class Dispatches(NamedTuple):
    """派错率 What a desk gave out in a period, and how much of it came back rightly."""

    given: int
    wrong: int


def wrong_dispatches(path: str, *, since: datetime) -> Dispatches:
    """Of what the desks under a body gave out since then; wrong is what an objection held against."""
    desk = Q(case__desk__path__gte=path, case__desk__path__lt=path + BEYOND, case__dossier__secrecy=0)
    given = Assignment.objects.filter(desk, given_at__gte=since, designated=False).count()
    wrong = Objection.objects.filter(desk, decided_at__gte=since, upheld=True).count()
    return Dispatches(given, wrong)


def waiting_for(path: str, key: str, *, after: Place | None = None, most: int = 51) -> list[Line]:
    """等着它的 The cases in which a body or one below it owes this, soonest due first.

    Read from the promises it owes, so that it costs what is owed; pages by (due, case).
    """
    owed = Promise.objects.ordinary().owed().owed_under(path)
    named = owed.filter(Q(key=key) | Q(key__startswith=f"{key}:"), dossier__kind="case")
    if after and after[0]:
        named = named.filter(Q(due__gt=after[0]) | Q(due=after[0], dossier_id__gt=after[1]))
    columns = ["due", *(f"dossier__{column}" for column in (*COVER[1:], *SUBJECT["case"]))]
    return [Line(*row) for row in named.order_by("due", "dossier_id").values_list(*columns)[:most]]
