"""公开的办理情况 What anybody may know of a matter by a program: how it stands and since which day, and of
its words only what was published.

Two kinds of matters are told. One that came by Open311 and whose writer allowed it is told from its first day
on, under its own number: its writer was asked exactly that. Every other letter is told once it is published,
under the number of the publication, from which nothing leads to the matter's own number. Reports of breaches,
and what its writer keeps private, are told to nobody.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from lianxin.cases.models import Case
from lianxin.channels.open311 import CHANNEL, UNSURE
from lianxin.intake.models import Arrival, Submission, SubmissionQuerySet
from lianxin.kit.dates import SHANGHAI, local_day
from lianxin.ledger.models import Dossier
from lianxin.outcomes.models import Publication
from lianxin.outcomes.models.publication import PublicationQuerySet
from lianxin.outcomes.public_dress import PublicRequest, dress_letters, dress_publications

HERE = CHANNEL.name
ALLOWED = Q(public=True, confidential=False)
BATCH = 500


@dataclass(frozen=True)
class Wanted:
    """所要的 Received from this day to that one, of these services, at this status; none named: all."""

    since: date
    until: date
    services: frozenset[str] = frozenset()
    status: str = ""


class _Found(NamedTuple):
    """One matter, not yet dressed: the day on which it was received, its kind, its key."""

    day: date
    letter: bool
    key: UUID


def requests_listed(wanted: Wanted, *, skip: int = 0, most: int = 1000) -> list[PublicRequest]:
    """Newest first. Days and no times: a list that could be asked to the minute would say who wrote."""
    end = skip + most
    letters = _letters_wanted(wanted).order_by("-received_at", "-pk").values_list("received_at", "pk")[:end]
    papers = _published_wanted(wanted).order_by("-received_on", "-id").values_list("received_on", "id")[:end]
    found = merge(
        (_Found(local_day(at), True, key) for at, key in letters),
        (_Found(day, False, key) for day, key in papers if day),
        key=lambda one: one.day,
        reverse=True,
    )
    return _dressed(list(islice(found, skip, end)))


def requests_numbered(numbers: Sequence[str], *, door: str = "") -> list[PublicRequest]:
    """These, in the order in which they are named. `door`: the key that asks is told also what came by it."""
    folders = Dossier.objects.filter(kind="submission", number__in=numbers)
    letters = letters_for(door).filter(pk__in=folders.values("pk")).values_list("pk", flat=True)
    papers = _published().filter(number__in=numbers).values_list("id", flat=True)
    found = {one.number: one for one in [*dress_letters(list(letters)), *dress_publications(list(papers))]}
    return [found[number] for number in dict.fromkeys(numbers) if number in found]


def every_request() -> Iterator[PublicRequest]:
    """All of them, a few hundred at a time; the oldest first, what came by Open311 before the others."""
    yield from _in_batches(_letters().order_by("received_at", "pk"), dress_letters)
    yield from _in_batches(_published().order_by("received_on", "id"), dress_publications)


def _in_batches(found, dress) -> Iterator[PublicRequest]:  # type: ignore[no-untyped-def]
    keys = list(found.values_list("pk", flat=True))
    for place in range(0, len(keys), BATCH):
        yield from dress(keys[place : place + BATCH])


def letters_for(door: str = "") -> SubmissionQuerySet:
    """What came by Open311 and may be told: to anybody, or besides to the key by which it came."""
    may = ALLOWED
    if door:
        came_by_it = Arrival.objects.filter(submission=OuterRef("pk"), channel=HERE, door=door)
        may = ALLOWED | Q(Exists(came_by_it))
    return Submission.objects.ordinary().filter(may, channel=HERE)


def _letters() -> SubmissionQuerySet:
    return letters_for()


def _published() -> PublicationQuerySet:
    return Publication.objects.up().exclude(case__submission__channel=HERE)


def _letters_wanted(wanted: Wanted) -> SubmissionQuerySet:
    letters = _letters().filter(
        received_at__gte=_begin(wanted.since), received_at__lt=_begin(wanted.until + timedelta(days=1))
    )
    case = Case.objects.filter(submission=OuterRef("pk"))
    if wanted.status:
        closed = Q(Exists(case.filter(dossier__stage="closed")))
        letters = letters.filter(closed if wanted.status == "closed" else ~closed)
    if wanted.services:
        classed = case.filter(category__isnull=False)
        chosen = {code if code != UNSURE else "" for code in wanted.services}
        letters = letters.filter(
            Q(Exists(classed.filter(category__code__in=wanted.services)))
            | Q(~Exists(classed), about__in=chosen)
        )
    return letters


def _published_wanted(wanted: Wanted) -> PublicationQuerySet:
    papers = _published().filter(received_on__gte=wanted.since, received_on__lte=wanted.until)
    if wanted.status:
        closed = Q(case__dossier__stage="closed")
        papers = papers.filter(closed if wanted.status == "closed" else ~closed)
    if wanted.services:
        unsure = Q(category=None) if UNSURE in wanted.services else Q()
        papers = papers.filter(Q(category__code__in=wanted.services) | unsure)
    return papers


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, SHANGHAI)


def _dressed(found: Iterable[_Found]) -> list[PublicRequest]:
    found = list(found)
    dressed = {one.key: one for one in _both(found)}
    return [dressed[one.key] for one in found if one.key in dressed]


def _both(found: Collection[_Found]) -> Iterator[PublicRequest]:
    yield from dress_letters([one.key for one in found if one.letter])
    yield from dress_publications([one.key for one in found if not one.letter])
