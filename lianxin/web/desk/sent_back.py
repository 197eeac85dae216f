"""退回与转办 The lists behind the supervisor's counts: what was sent back, and what was given wrongly."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.cases.models import Objection
from lianxin.flow.queries import Dispatches, wrong_dispatches
from lianxin.kit.dates import say_date
from lianxin.ledger.models import in_ordinary_folder
from lianxin.organisations.models import Kind, Organisation
from lianxin.web.desk.lists import PAGE, Row, next_page, read_place

LATELY = timedelta(days=30)  # the counts of the table are those of the last month
OBJECTIONS = {"sent_back", "transfers", "wrong"}


@dataclass(frozen=True)
class DeskCount:
    """派错率 One desk: how much it gave out lately, and how much of it was given wrongly."""

    name: str
    url: str
    count: Dispatches


def desks_under(path: str, *, now: datetime) -> list[DeskCount]:
    """Every desk under a body, with its own count."""
    desks = Organisation.objects.active().under(path).filter(kind=Kind.DESK)
    return [
        DeskCount(
            desk.name,
            reverse("desk-owed-list", args=[desk.path]) + "?what=wrong",
            wrong_dispatches(desk.path, since=now - LATELY),
        )
        for desk in desks
    ]


def page_of_objections(request: HttpRequest, path: str, what: str, *, now: datetime) -> tuple[list[Row], str]:
    """One page of objections, the newest first, each leading to its case; and where it goes on."""
    found = _behind(path, what, since=now - LATELY)
    place = read_place(request)
    if place and place[0]:
        found = found.filter(Q(at__lt=place[0]) | Q(at=place[0], id__lt=place[1]))
    rows = list(found[: PAGE + 1])
    older = next_page(request, (rows[PAGE - 1].at, rows[PAGE - 1].pk)) if len(rows) > PAGE else ""
    return [_row(one, now=now) for one in rows[:PAGE]], older


def _behind(path: str, what: str, *, since: datetime) -> "QuerySet[Objection]":
    """The objections that stand behind one cell."""
    wanted = {
        "sent_back": Q(organisation__path=path, at__gte=since),
        "transfers": Q(organisation__path=path, at__gte=since, upheld=True),
        "wrong": Q(case__desk__path=path, decided_at__gte=since, upheld=True),
    }
    made = Objection.objects.filter(wanted[what], in_ordinary_folder("case_id")).order_by("-at", "-id")
    return made.select_related("case__dossier", "case__submission", "case__lead_org", "organisation")


def _row(one: Objection, *, now: datetime) -> Row:
    says = {None: _("等待裁定"), True: _("异议成立，已转办"), False: _("异议不成立")}[one.upheld]
    about = [one.organisation.name, one.reason, one.case.dossier.number, say_date(one.at, beside=now)]
    return {
        "key": one.pk,
        "url": reverse("desk-case", args=[one.case_id]),
        "title": one.case.submission.subject,
        "due": says,
        "mark": "",
        "about": " · ".join(about),
        "bridge": "",
        "seen": False,
    }
