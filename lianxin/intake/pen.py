"""等人看的 The lists of the holding pen: what waits, and what lately wanted no answer."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from lianxin.identity.models import Post, Role
from lianxin.intake.models import Arrival, Became
from lianxin.organisations.models import Kind

MOST_COUNTED = 1_000
LATELY = 20
# Only these are shown again: what people tap in a chat is told apart for certain.
MACHINES = ("email",)

Place = tuple[datetime, UUID]


def held(post: Post, *, after: Place | None = None, most: int) -> list[Arrival]:
    """等人看的 What waits at the desk of this post, oldest first."""
    waiting = _at(post).filter(became=Became.HELD).order_by("at", "id")
    if after:
        at, key = after
        waiting = waiting.filter(Q(at__gt=at) | Q(at=at, id__gt=key))
    return list(waiting[:most])


def count_held(post: Post) -> int:
    """How many wait, up to a thousand: more than that nobody counts."""
    return len(
        _at(post).filter(became=Became.HELD).order_by("at").values_list("pk", flat=True)[:MOST_COUNTED]
    )


def lately(post: Post) -> list[Arrival]:
    """最近不用办的 What was set aside last, and the last mails that were taken for a machine's."""
    aside = _at(post).filter(became=Became.SET_ASIDE).order_by("-at")[:LATELY]
    quiet = _at(post).filter(became=Became.QUIET, channel__in=MACHINES).exclude(why="probe").order_by("-at")
    return sorted([*aside, *quiet[:LATELY]], key=lambda arrival: arrival.at, reverse=True)


def those(keys: Collection[UUID]) -> list[Arrival]:
    """These, with what their verbs need."""
    return list(Arrival.objects.select_related("desk", "submission__dossier__keeper").filter(pk__in=keys))


def _at(post: Post) -> "QuerySet[Arrival]":
    """Without the bytes: a list does not read them. What came to the discipline office is only its own."""
    here = Arrival.objects.filter(desk__path__startswith=post.organisation.reach)
    sealed = post.role == Role.DISCIPLINE
    here = here.filter(desk__kind=Kind.DISCIPLINE) if sealed else here.exclude(desk__kind=Kind.DISCIPLINE)
    return here.select_related("desk").defer("raw", "aside", "answer")
