"""相近的旧件 Matters of the same class that read most alike, of those that this person may read."""

from typing import NamedTuple
from uuid import UUID

import numpy as np

from lianxin.cases.models import Case, Category
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may
from lianxin.insight.dispatching.learnt import learnt
from lianxin.insight.learning.model import Model, NoModel
from lianxin.insight.learning.terms import Counted, counted
from lianxin.insight.models import Suggested
from lianxin.intake.models import Submission
from lianxin.intake.queries import set_aside_from

LOOKED_AT = 16  # the newest of the class; a page may not wait for more
SHOWN = 3
ALIKE = 0.12
READ = 600  # characters: what it is about stands at the beginning


class Past(NamedTuple):
    """旧件 One matter, and with whom it stayed."""

    key: UUID
    number: str
    subject: str
    body: str


def alike(letter: Submission, category: Category, *, by: Actor) -> list[Past]:
    """At most three; none where nothing was learnt, or nothing is like it."""
    try:
        model = learnt()
    except NoModel:
        return []
    mine = _weights(model, counted(letter.subject, letter.body[:READ]))
    found = []
    for row, case in _newest(category, but=letter, by=by):
        old = case.submission
        likeness = _shared(mine, _weights(model, counted(old.subject, old.body[:READ])))
        if likeness >= ALIKE:
            found.append((-likeness, Past(case.pk, case.dossier.number, old.subject, row.final.name)))
    return [past for _likeness, past in sorted(found)[:SHOWN]]


def _newest(category: Category, *, but: Submission, by: Actor) -> list[tuple[Suggested, Case]]:
    """Ordinary and not confidential, and open to this person by the table and by no recusal."""
    rows = {
        row.assignment.case_id: row
        for row in Suggested.objects.filter(filed=category)
        .select_related("assignment", "final")
        .order_by("-at")[:LOOKED_AT]
    }
    hidden = set_aside_from(by)
    cases = Case.objects.with_cover().filter(pk__in=rows)
    return [
        (rows[case.pk], case)
        for case in cases
        if case.submission_id not in hidden
        and case.submission_id != but.pk
        and not case.submission.confidential
        and may(by, "submission.read", case)
    ]


def _weights(model: Model, terms: Counted) -> dict[int, float]:
    places, values = model.rated(terms)
    return dict(zip(places.tolist(), values.astype(np.float64).tolist(), strict=True))


def _shared(one: dict[int, float], other: dict[int, float]) -> float:
    few, many = sorted((one, other), key=len)
    return sum(value * many.get(place, 0.0) for place, value in few.items())
