"""可以列为问题的 Groups of letters that seem to tell of one matter, as a person sees them before listing."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from lianxin.cases.models import Case
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may
from lianxin.insight.models import Likely, Told
from lianxin.intake.models import Submission
from lianxin.kit.sameness import label, read
from lianxin.problems.models import Problem, Voice

LOOKED_AT = 120  # groups that a page is chosen from
SHOWN = 300  # letters of one group
MOST_GROUPS = 50  # of the letters of one problem
NAMED_BY = 12  # letters by which a group is called


@dataclass(frozen=True)
class Proposed:
    """疑似 One group: what it would be called, its letters that stand in no problem yet, and why."""

    key: UUID
    name: str
    cases: list[Case]
    because: dict[UUID, str]
    last_at: datetime

    @property
    def size(self) -> int:
        return len(self.cases)


def proposed_groups(by: Actor, *, hidden: Collection[UUID] = (), most: int = 30) -> list[Proposed]:
    """疑似问题 The largest groups of which two letters at least could be listed by this person."""
    largest = Likely.objects.filter(into=None, dismissed=False, size__gt=1).order_by("-size", "-last_at")
    found = (proposed(group, by, hidden=hidden) for group in largest[:LOOKED_AT])
    told = [one for one in found if one.size > 1]
    return sorted(told, key=lambda one: -one.size)[:most]


def proposed(group: Likely, by: Actor, *, hidden: Collection[UUID] = ()) -> Proposed:
    """One group, as this person may see it: registered, not sealed, not confidential, in no problem yet."""
    told = list(_told_of(group).order_by("serial")[:SHOWN])
    reasons = {one.letter_id: one.because for one in told}
    cases = [
        case
        for case in _open_to_list(reasons)
        if case.submission_id not in hidden and may(by, "problem.list", case)
    ]
    because = {case.pk: reasons[case.submission_id] for case in cases}
    return Proposed(group.pk, name_of([case.submission for case in cases]), cases, because, group.last_at)


def _told_of(group: Likely) -> "QuerySet[Told]":
    """Of the group itself and of those that turned out to be the same."""
    merged = list(Likely.objects.filter(into=group).values_list("id", flat=True))
    return Told.objects.filter(group__in=[group.pk, *merged])


def _open_to_list(letters: Collection[UUID]) -> "QuerySet[Case]":
    listed = Voice.objects.filter(case=OuterRef("pk"), left_at=None)
    cases = Case.objects.with_cover().ordinary().filter(submission__in=list(letters))
    cases = cases.filter(submission__confidential=False).exclude(claimed_outcome="withdrawn")
    return cases.filter(~Exists(listed)).order_by("dossier_id")


def name_of(letters: list[Submission]) -> str:
    """Where, and what is wrong there: by the place that was chosen, else by the words of most of them."""
    told = [(one.subject or one.body[:60], read(one.subject, one.body)) for one in letters[:NAMED_BY]]
    places = Counter(one.place_organisation for one in letters if one.place_organisation)
    place, times = places.most_common(1)[0] if places else (None, 0)
    chosen = ""
    if place and times * 2 >= len(letters):
        chosen = next(iter(place.aliases.split()), place.name)
    return label(told, place=chosen)


def like_problem(problem: Problem, by: Actor, *, hidden: Collection[UUID] = ()) -> list[tuple[Case, str]]:
    """像这个问题的 Letters like its voices that stand in no problem yet, each with the reason."""
    voices = Voice.objects.filter(problem=problem, left_at=None).values("case__submission")
    own = Told.objects.filter(letter__in=voices)
    roots = own.annotate(root=Coalesce("group__into", "group")).values_list("root", flat=True).distinct()
    groups = list(roots[:MOST_GROUPS])
    told = Told.objects.filter(Q(group__in=groups) | Q(group__into__in=groups))
    reasons = dict(told.order_by("-serial").values_list("letter", "because")[:SHOWN])
    return [
        (case, reasons[case.submission_id])
        for case in _open_to_list(reasons)
        if case.submission_id not in hidden and may(by, "problem.list", case)
    ]


def group_with(key: UUID) -> Likely | None:
    """The group of this key, or the one that it turned out to be."""
    found = Likely.objects.filter(pk=key).select_related("into").first()
    while found is not None and found.into is not None:
        found = found.into
    return found
