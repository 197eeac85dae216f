"""可能是同一件事 Which matters in hand may be the one that a letter tells of: proposed, never decided.

What is compared are two letters about a place, never two people; nothing of it is kept.
"""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from rapidfuzz import fuzz

from lianxin.cases.models import Case, Category
from lianxin.flow.matters import IN_HAND
from lianxin.intake.frequencies import frequencies
from lianxin.intake.models import Submission, SubmissionQuerySet
from lianxin.intake.search import matching
from lianxin.kit.sameness import Like, likeness, read, weigh
from lianxin.kit.text import bigrams, one_line
from lianxin.organisations.models import Organisation

NEWEST = 200  # letters from the same place that are looked at
MOST = 3  # proposed at once
WEIGHED = 12  # of those that are written alike: these are judged by their place and their matter
ALIKE = 50  # of a hundred: what two people write of the same pipe, as they speak
BEGINNING = 24  # characters that nobody writes alike by chance
MOST_SAME = 50
SHORTEST = 6  # characters typed before anything can be compared
READ = 600  # characters of a letter: what it is about stands at its beginning


class Likely(NamedTuple):
    """疑似 A matter in hand that may be the same, whether it is of the same class, and what both say."""

    case: Case
    same_class: bool
    like: Like


def likely_same(
    letter: Submission,
    *,
    desk: Organisation,
    category: Category | None,
    hidden: Collection[UUID] = (),
    but: Case | None = None,
) -> list[Likely]:
    """The matters of this desk from the same place, of the same class where both are known, told of in
    similar words; the most similar first. `hidden` are letters the sorter steps aside from.

    And those that say the same word for word, where one of them names no place: the same letter that came
    by two ways. Sealed and confidential letters are compared with nothing.
    """
    if letter.confidential or letter.is_sealed():
        return []
    place, others = letter.place_organisation_id, _ordinary().exclude(pk=letter.pk)
    words = (letter.subject, letter.body)
    found = []
    if place:
        near = others.filter(place_organisation=place)
        found = _alike(words, near, desk=desk, category=category, hidden=hidden, but=but)
    if len(found) < MOST and (serials := _same_beginning(letter)):
        same = others.filter(serial__in=serials)
        same = same.filter(place_organisation=None) if place else same
        known = {one.case.pk for one in found}
        again = _alike(words, same, desk=desk, category=category, hidden=hidden, but=but)
        found += [one for one in again if one.case.pk not in known]
    return found[:MOST]


def _same_beginning(letter: Submission) -> list[int]:
    """Letters that hold the first words of this one exactly as they stand there."""
    beginning = one_line(letter.body)[:BEGINNING]
    return matching(beginning, most=MOST_SAME) if len(beginning) >= SHORTEST else []


def likely_told(
    words: str, place: Organisation | None, *, desk: Organisation, hidden: Collection[UUID] = ()
) -> list[Likely]:
    """疑似 While somebody is still speaking: by the place where it is known, else by the words."""
    if len(words) < SHORTEST:
        return []
    near = _ordinary().filter(place_organisation=place) if place else _ordinary()
    return _alike(("", words), near, desk=desk, category=None, hidden=hidden)


def _ordinary() -> SubmissionQuerySet:
    return Submission.objects.ordinary().filter(confidential=False)


def _alike(
    words: tuple[str, str],
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
    said, ranked = _said(*words), list[tuple[float, Case]]()
    for case in found:
        apart = category and case.category and category.pk != case.category_id
        if apart or case == but or case.submission_id in hidden:
            continue
        told = _said(case.submission.subject, case.submission.body)
        alike = fuzz.token_set_ratio(said, told, score_cutoff=ALIKE)
        if alike:
            ranked.append((alike, case))
    ranked.sort(key=lambda one: (-one[0], one[1].pk))
    likely = _weighed(words, [case for _alike, case in ranked[:WEIGHED]], category)
    return sorted(likely, key=lambda one: (-one.like.probability, one.case.pk))[:MOST]


def _weighed(words: tuple[str, str], cases: list[Case], category: Category | None) -> list[Likely]:
    """Each with what both say, by which a person judges."""
    known = frequencies()
    mine = weigh(read(*words), known)
    letters = [(case, weigh(read(case.submission.subject, case.submission.body), known)) for case in cases]
    return [
        Likely(case, bool(category and case.category), likeness(mine, letter, known))
        for case, letter in letters
    ]


def _said(subject: str, body: str) -> str:
    return bigrams(f"{subject}\n{body[:READ]}")
