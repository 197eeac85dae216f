"""可能是同一件事 Which matters in hand may be the one that a letter tells of: proposed, never decided.

What is compared are two letters about a place, never two people; nothing of it is kept.
"""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from rapidfuzz import fuzz

from lianxin.cases.models import Case, Category
from lianxin.flow.matters import IN_HAND
from lianxin.intake.models import Submission, SubmissionQuerySet
from lianxin.kit.text import bigrams
from lianxin.organisations.models import Organisation

NEWEST = 200  # letters from the same place that are looked at
MOST = 3  # proposed at once
ALIKE = 50  # of a hundred: what two people write of the same pipe, as they speak
SHORTEST = 6  # characters typed before anything can be compared
READ = 600  # characters of a letter: what it is about stands at its beginning


class Likely(NamedTuple):
    """疑似 A matter in hand that may be the same, and whether it is of the same class."""

    case: Case
    same_class: bool


def likely_same(
    letter: Submission,
    *,
    desk: Organisation,
    category: Category | None,
    hidden: Collection[UUID] = (),
    but: Case | None = None,
) -> list[Likely]:
    """The matters of this desk from the same place, of the same class where both are known, told of in
    similar words; the most similar first. One query. `hidden` are letters the sorter steps aside from.

    Sealed and confidential letters are compared with nothing.
    """
    if letter.place_organisation_id is None or letter.confidential or letter.is_sealed():
        return []
    near = _ordinary().filter(place_organisation=letter.place_organisation_id).exclude(pk=letter.pk)
    return _alike(
        _said(letter.subject, letter.body), near, desk=desk, category=category, hidden=hidden, but=but
    )


def likely_told(
    words: str, place: Organisation | None, *, desk: Organisation, hidden: Collection[UUID] = ()
) -> list[Likely]:
    """疑似 While somebody is still speaking: by the place where it is known, else by the words."""
    if len(words) < SHORTEST:
        return []
    near = _ordinary().filter(place_organisation=place) if place else _ordinary()
    return _alike(_said("", words), near, desk=desk, category=None, hidden=hidden)


def _ordinary() -> SubmissionQuerySet:
    return Submission.objects.ordinary().filter(confidential=False)


def _alike(
    said: str,
    near: SubmissionQuerySet,
    *,
    desk: Organisation,
    category: Category | None,
    hidden: Collection[UUID],
    but: Case | None = None,
) -> list[Likely]:
    found = Case.objects.filter(
        submission__in=near.order_by("-serial").values("pk")[:NEWEST], desk=desk, dossier__stage__in=IN_HAND
    ).select_related("dossier__keeper", "submission", "category")
    ranked = []
    for case in found:
        apart = category and case.category and category.pk != case.category_id
        if apart or case == but or case.submission_id in hidden:
            continue
        told = _said(case.submission.subject, case.submission.body)
        alike = fuzz.token_set_ratio(said, told, score_cutoff=ALIKE)
        if alike:
            ranked.append((alike, case))
    ranked.sort(key=lambda one: (-one[0], one[1].pk))
    return [Likely(case, bool(category and case.category)) for _alike, case in ranked[:MOST]]


def _said(subject: str, body: str) -> str:
    return bigrams(f"{subject}\n{body[:READ]}")
