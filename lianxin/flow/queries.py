"""Reading the road: who sends cases back, what was passed on, what was dispatched wrongly, what waits."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q

from lianxin.cases.models import Assignment, Objection
from lianxin.cases.queries import Line, Place, beyond, dressed
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import PromiseQuerySet
from lianxin.ledger.models import Dossier, in_ordinary_folder
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
    made = Objection.objects.filter(in_ordinary_folder("case_id"), at__gte=since)
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
    desk = Q(in_ordinary_folder("case_id"), case__desk__path__gte=path, case__desk__path__lt=path + BEYOND)
    given = Assignment.objects.filter(desk, given_at__gte=since, designated=False, recalled_at=None).count()
    wrong = Objection.objects.filter(desk, decided_at__gte=since, upheld=True).count()
    return Dispatches(given, wrong)


# Reports of breaches of discipline are neither objected to nor helped with, so these need not look at the
# folder for secrecy: asked for both, SQLite would walk every ordinary folder first.


def opinions_awaited(path: str) -> PromiseQuerySet:
    """协办 What a body, or one below it, owes to leads that it was asked to help."""
    return Promise.objects.owed().owed_under(path).filter(key__gte="support", key__lt="support" + BEYOND)


def decisions_owed(path: str) -> int:
    """How many objections a desk has to decide."""
    return Promise.objects.owed().owed_under(path).filter(key="decide").count()


def objections_awaiting(path: str, *, after: Place | None, most: int) -> list[Line]:
    """待裁定 The disputed cases that a desk owes a decision on, soonest due first, beyond this place.

    Read from its promises: the folder itself stays with the body that objected.
    """
    owed = Promise.objects.owed().owed_under(path).filter(key="decide")
    folders = Dossier.objects.filter(id__in=owed.values("dossier_id")).order_by("next_due", "id")
    if after and after[0]:
        folders = folders.filter(beyond(after[0], after[1]))
    return dressed(list(folders.values_list("id", flat=True)[:most]), "case")
