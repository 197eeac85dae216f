"""What was decided of a problem reaches each of its letters: linked, and told. A few in one commit."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from lianxin.cases.models import Case
from lianxin.cases.queries import case_by_key
from lianxin.flow.matters import IN_HAND
from lianxin.flow.procedures import SORTING
from lianxin.flow.verbs import link
from lianxin.identity.actors import THE_CLOCK
from lianxin.identity.policy import require
from lianxin.kit.refusals import Refusal
from lianxin.kit.storing import change
from lianxin.ledger.verbs import record
from lianxin.problems.models import Step, Voice

AT_ONCE = 20  # letters in one round: nobody waits long behind them


def carry(*, now: datetime) -> int:
    """落实到每一封信 Links the letters that are handled together, and tells each writer; returns how many."""
    joining = Voice.objects.filter(joins=True).order_by("id")[:AT_ONCE]
    telling = Voice.objects.filter(Q(untold=True)).order_by("id")[:AT_ONCE]
    done = 0
    for voice in joining:
        _join(voice, now=now)
        done += 1
    for voice in telling:
        _tell(voice, now=now)
        done += 1
    return done


@transaction.atomic
def _join(voice: Voice, *, now: datetime) -> None:
    """Linked with the letter of this problem that is in hand already, the one that began first.

    What cannot be linked (it goes by another procedure, is answered, or its body steps aside) is handled by
    itself, and the row says why: a refusal is a sentence.
    """
    case = case_by_key.get(voice.case_id)
    apart = ""
    matter = _matter_of(voice)
    if case.stage in SORTING and matter and matter.pk != case.pk:
        try:
            with transaction.atomic():
                link(case, to=matter, by=THE_CLOCK, now=now)
        except Refusal as refusal:
            apart = refusal.sentence[:200]
    change(Voice, {"id": voice.pk}, joins=False, apart=apart)


def _matter_of(voice: Voice) -> Case | None:
    """The one that is furthest on its road, else the first that was said."""
    others = Voice.objects.filter(problem_id=voice.problem_id, left_at=None)
    found = Case.objects.filter(pk__in=others.values("case"), dossier__stage__in=IN_HAND)
    begun = found.exclude(dossier__stage__in=SORTING).order_by("dossier_id").first()
    first = begun or found.order_by("dossier_id").first()
    return case_by_key.get(first.pk) if first else None


@transaction.atomic
def _tell(voice: Voice, *, now: datetime) -> None:
    """One line in the letter's own folder for every step it was not told of; the notice follows from it."""
    case = case_by_key.get(voice.case_id)
    require(THE_CLOCK, "problem.carry", case)
    steps = Step.objects.filter(problem_id=voice.problem_id, number__gt=voice.told).order_by("number")
    last = voice.told
    for step in steps.select_related("problem__dossier", "organisation"):
        problem = step.problem
        day = {"until": problem.due_on.isoformat()} if problem.due_on else {}
        record(
            case.dossier, "case.problem_told", by=THE_CLOCK, now=now, because=step.kind, plan=step.words,
            problem=problem.dossier.number, title=problem.title, office=step.organisation.code,
            voices=str(problem.voices), **day,
        )  # fmt: skip
        last = step.number
    change(Voice, {"id": voice.pk}, told=last, untold=False)
