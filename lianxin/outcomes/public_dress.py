"""What is told of each public matter, fetched for a thousand of them at once with a handful of questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from lianxin.cases.models import Category
from lianxin.channels.open311 import CHANNEL, UNSURE
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import OWED
from lianxin.intake.models import Submission
from lianxin.kit.dates import local_day
from lianxin.ledger.models import Event
from lianxin.organisations.models import STEP, Organisation
from lianxin.outcomes.models import Publication

ANSWERS = ("reply", "rework", "commitment")  # what is owed to the writer; the last goes before the others
CASE = (
    "case__pk", "case__dossier__stage", "case__dossier__opened_at", "case__closed_at",
    "case__claimed_outcome", "case__declined_for", "case__category__code", "case__lead_org",
    "case__dossier__keeper",
)  # fmt: skip
LETTER = ("pk", "dossier__number", "received_at", "about", "place_organisation__path", "dossier__keeper")


@dataclass(frozen=True)
class PublicRequest:
    """办理情况 One matter as anybody may know it.

    `stage` is waiting before there is a case. `agency` is who has it now, `place` the township and never the
    village. `description` and `answer` are the words as they were published, and nothing before that.
    """

    key: UUID
    number: str
    stage: str
    service_code: str
    service_name: str
    agency: str
    received_on: date
    updated_on: date
    outcome: str = ""
    declined_for: str = ""
    place: str = ""
    place_code: str = ""
    registered_on: date | None = None
    closed_on: date | None = None
    expected_on: date | None = None
    description: str = ""
    answer: str = ""
    channel: str = ""

    @property
    def closed(self) -> bool:
        return self.stage == "closed"


@dataclass(frozen=True)
class _Beside:
    """What stands beside a number of letters, asked once for all of them."""

    bodies: Mapping[object, Organisation]
    classes: Mapping[str, str]
    lines: Mapping[UUID, datetime]
    dues: Mapping[UUID, date]
    papers: Mapping[UUID, Publication]


def dress_letters(keys: Sequence[UUID]) -> list[PublicRequest]:
    """What came by Open311: seven questions, however many they are."""
    if not keys:
        return []
    rows = list(Submission.objects.filter(pk__in=keys).values(*LETTER, *CASE))
    beside = _beside(rows)
    return [_letter(row, beside) for row in rows]


def _beside(rows: Sequence[Mapping[str, Any]]) -> _Beside:
    cases = [row["case__pk"] for row in rows if row["case__pk"]]
    folders = [row["case__pk"] or row["pk"] for row in rows]
    keepers = {
        row[name] for row in rows for name in ("case__lead_org", "case__dossier__keeper", "dossier__keeper")
    }
    towns = {_town(row["place_organisation__path"]) for row in rows}
    bodies: dict[object, Organisation] = {}
    for body in Organisation.objects.filter(Q(pk__in=keepers - {None}) | Q(path__in=towns - {""})):
        bodies[body.pk] = bodies[body.path] = body
    codes = {row["case__category__code"] or row["about"] for row in rows}
    newest = Event.objects.filter(dossier__in=folders, seq=F("dossier__length"))
    papers = Publication.objects.up().filter(case__in=cases).only("case", "letter", "answer")
    return _Beside(
        bodies,
        {one.code: str(one) for one in Category.objects.filter(code__in=codes)},
        dict(newest.values_list("dossier", "at")),
        _dues(cases),
        {one.case_id: one for one in papers},
    )


def _town(path: str | None) -> str:
    """Right below the county: in a village few write, and a village would say who."""
    return path[: 2 * STEP] if path and len(path) > STEP else ""


def _dues(cases: Sequence[UUID]) -> dict[UUID, date]:
    """By which day an answer is promised, as it stands now."""
    owed = Promise.objects.filter(dossier__in=cases, key__in=ANSWERS, state__in=OWED)
    found = sorted(owed.values_list("key", "dossier", "due"), key=lambda one: ANSWERS.index(one[0]))
    return {case: local_day(due) for _key, case, due in found}


def _letter(row: Mapping[str, Any], beside: _Beside) -> PublicRequest:
    case, closed = row["case__pk"], row["case__closed_at"]
    paper = beside.papers.get(case)
    town = beside.bodies.get(_town(row["place_organisation__path"]))
    agency = beside.bodies[row["case__lead_org"] or row["case__dossier__keeper"] or row["dossier__keeper"]]
    code = row["case__category__code"] or row["about"]
    registered = row["case__dossier__opened_at"]
    return PublicRequest(
        key=row["pk"], number=row["dossier__number"], stage=row["case__dossier__stage"] or "waiting",
        service_code=code or UNSURE, service_name=beside.classes.get(code, ""),
        agency=agency.name, received_on=local_day(row["received_at"]),
        updated_on=local_day(closed or beside.lines[case or row["pk"]]),
        outcome=row["case__claimed_outcome"] or "", declined_for=row["case__declined_for"] or "",
        place=town.name if town else "", place_code=town.code if town else "",
        registered_on=local_day(registered) if registered else None,
        closed_on=local_day(closed) if closed else None, expected_on=beside.dues.get(case),
        description=paper.letter if paper else "", answer=paper.answer if paper else "",
        channel=CHANNEL.name,
    )  # fmt: skip


def dress_publications(keys: Sequence[UUID]) -> list[PublicRequest]:
    """Letters of other channels: what the public page tells, and no more."""
    if not keys:
        return []
    found = Publication.objects.up().filter(pk__in=keys)
    return [_paper(one) for one in found.select_related("category", "organisation", "case__dossier")]


def _paper(one: Publication) -> PublicRequest:
    published, closed = local_day(one.published_at), one.case.closed_at
    assert one.received_on
    return PublicRequest(
        key=one.pk, number=one.number, stage=one.case.stage,
        service_code=one.category.code if one.category else UNSURE,
        service_name=str(one.category) if one.category else "",
        agency=one.organisation.name, received_on=one.received_on,
        updated_on=local_day(closed) if closed else published,
        outcome=one.case.claimed_outcome, closed_on=local_day(closed) if closed else None,
        description=one.letter, answer=one.answer,
    )  # fmt: skip
