"""承办单位 From what it is about to who answers: the catalogue, tempered by where such letters stayed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from lianxin.cases.models import Category
from lianxin.cases.queries import responsible
from lianxin.insight.learning.model import Guess, Model
from lianxin.intake.models import Submission
from lianxin.organisations.models import OFFICES, Organisation

CATALOGUE_COUNTS = 5  # the catalogue's word weighs as much as so many letters that stayed elsewhere
ANYWHERE = ""


def shares_of(
    category: Category, letter: Submission, model: Model | None, *, now: datetime
) -> dict[str, float]:
    """Of each body, by its code, the share that it has in matters of this class and place."""
    place = letter.place_organisation
    entry = responsible(category, place, now=now)
    counts: dict[str, float] = {}
    for body, times in _past(model, category.code, place.code if place else ANYWHERE).items():
        counts[body] = counts.get(body, 0.0) + times
    if entry:
        counts[entry.organisation.code] = counts.get(entry.organisation.code, 0.0) + CATALOGUE_COUNTS
    whole = sum(counts.values())
    return {code: times / whole for code, times in counts.items()} if whole else {}


def _past(model: Model | None, category: str, place: str) -> Mapping[str, float]:
    """Where such letters stayed: in this place; in all places, where nobody wrote from this one yet."""
    told = model.about.get("bodies", {}) if model else {}
    by_place = told.get(category, {})
    found: Mapping[str, float] = by_place.get(place) or by_place.get(ANYWHERE) or {}
    return found


def likeliest(
    guesses: Sequence[tuple[Category, Guess]], letter: Submission, model: Model | None, *, now: datetime
) -> tuple[Organisation | None, float]:
    """The body, and its probability over all classes that it may be."""
    sums: dict[str, float] = {}
    for category, guess in guesses:
        for code, share in shares_of(category, letter, model, now=now).items():
            sums[code] = sums.get(code, 0.0) + share * guess.probability
    for code in sorted(sums, key=lambda code: (-sums[code], code)):
        body = Organisation.objects.active().exclude(kind__in=OFFICES).filter(code=code).first()
        if body:
            return body, min(1.0, sums[code])
    return None, 0.0
