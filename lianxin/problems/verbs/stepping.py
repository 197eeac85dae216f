"""Telling a step: one row for all, and every voice is marked as not told of it yet."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.identity.actors import Actor
from lianxin.intake.models import Contact
from lianxin.kit.refusals import NotValid
from lianxin.kit.storing import change, store
from lianxin.outcomes.nameless import NOBODY, SHORTEST_NAME
from lianxin.outcomes.redacting.covering import require_covered
from lianxin.problems.finding import make_findable
from lianxin.problems.models import Problem, Step, StepPicture, Voice
from lianxin.problems.picturing import Picture

AT_ONCE = 500  # letters asked for in one question


def tell_all(
    problem: Problem, kind: str, words: str, *, by: Actor, now: datetime, pictures: Sequence[Picture] = ()
) -> Step:
    """Do: what happened, in the same words for everybody; the worker tells each voice (see carrying)."""
    problem.told += 1
    organisation = by.in_office().organisation if by.posts else problem.desk
    step = Step.objects.create(
        problem=problem, number=problem.told, kind=kind, words=words, by=by.person, organisation=organisation,
        at=now,
    )  # fmt: skip
    store([
        StepPicture(step=step, number=number, sha256=one.shown, came=one.came)
        for number, one in enumerate(pictures, start=1)
    ])  # fmt: skip
    change(Problem, {"dossier_id": problem.pk}, told=problem.told)
    change(Voice, {"problem_id": problem.pk, "left_at": None}, untold=True)
    make_findable(problem)
    return step


def require_for_everybody(problem: Problem, texts: Mapping[str, str]) -> None:
    """Refuse words that would show everybody who wrote: what stands in the ledger of problems is public."""
    require_nobody(texts, Voice.objects.filter(problem=problem, left_at=None).values_list("case", flat=True))


def require_nobody(texts: Mapping[str, str], cases: Iterable[UUID]) -> None:
    """The same for the letters of these cases."""
    require_covered(texts, None)
    private = _names_of(list(cases))
    for field, text in texts.items():
        if any(said in text for said in private):
            raise NotValid(_("问题台账谁都可以看。里面写了一位来信人的姓名或者电话，请去掉再保存。"), field)


def _names_of(keys: Sequence[UUID]) -> set[str]:
    private = set[str]()
    for begin in range(0, len(keys), AT_ONCE):
        cards = Contact.objects.filter(submission__case__in=keys[begin : begin + AT_ONCE])
        private |= {said for card in cards.values_list("name", "phone") for said in card}
    return {said for said in private if len(said) >= SHORTEST_NAME} - NOBODY
