"""记下建议 What was suggested is kept beside what a person decided, and how that ended. Safe to repeat."""

from datetime import datetime
from uuid import UUID

from lianxin.cases.models import Assignment
from lianxin.cases.queries import case_by_key
from lianxin.insight.dispatching.suggesting import suggest
from lianxin.insight.models import Suggested
from lianxin.ledger.models import Event
from lianxin.organisations.models import Organisation


def keep_suggestion(event: Event, *, now: datetime) -> None:
    """A letter was given out: what would have been suggested of it, by what had been learnt until then.

    Learning never runs in between: what this dispatch teaches is learnt in the night after it.
    """
    case = case_by_key.first(event.dossier_id)
    if case is None or case.dossier.secrecy or case.submission.confidential:
        return
    given = _assignment(case.pk, event)
    if given is None or Suggested.objects.filter(assignment=given).exists():
        return
    advice = suggest(case.submission, now=now)
    Suggested.objects.get_or_create(
        assignment=given,
        defaults={
            "at": event.at, "model": advice.model, "category": advice.category,
            "organisation": advice.organisation, "probability": advice.sure,
            "filed": case.category, "given": given.organisation, "final": given.organisation,
        },
    )  # fmt: skip
    _settle_recalled(given)


def say_where_it_stayed(event: Event, *, now: datetime) -> None:
    """An objection was upheld: every dispatch of this case until then named the wrong body."""
    final = Organisation.objects.get(code=event.data["to"])
    earlier = Suggested.objects.filter(assignment__case_id=event.dossier_id, at__lt=event.at)
    earlier.update(final=final)


def _assignment(case: UUID, event: Event) -> Assignment | None:
    given = Assignment.objects.filter(case=case, organisation__code=event.data["to"], given_at=event.at)
    return given.select_related("organisation").first()


def _settle_recalled(given: Assignment) -> None:
    """What was taken back within its minute and given to another body had been given wrong."""
    recalled = Suggested.objects.filter(
        assignment__case_id=given.case_id, assignment__recalled_at__isnull=False, at__lt=given.given_at
    )
    recalled.update(final=given.organisation)
