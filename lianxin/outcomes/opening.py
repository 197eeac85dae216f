"""打开 Opening a letter or a case: always written down, and never lost to a neighbour's click."""

from datetime import datetime
from uuid import UUID

from django.http import Http404

from lianxin.cases.models import Case
from lianxin.cases.queries import case_by_key, case_of_letter
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Arrival, Became, Submission
from lianxin.intake.verbs import open_arrival, open_contact, open_submission
from lianxin.kit.refusals import SomeoneActedFirst

ATTEMPTS = 3
TAKEN = (Became.LETTER, Became.ADDED)


def read_case(key: UUID, *, by: Actor, now: datetime) -> Case:
    """The case with its cover; 404 where there is none, 403 where this person may not read it."""
    for attempt in range(ATTEMPTS):
        case = case_by_key.first(key)
        if case is None:
            raise Http404
        try:
            open_submission(case.submission, by=by, now=now, through=case)
        except SomeoneActedFirst:
            # Somebody wrote a line at the same moment: to read once more takes nothing from anybody.
            if attempt == ATTEMPTS - 1:
                raise
        else:
            return case
    raise AssertionError("unreachable")


def read_letter(key: UUID, *, by: Actor, now: datetime) -> tuple[Submission, Case | None]:
    """The letter, and the case that it has become; opened like any other."""
    if case := Case.objects.filter(submission=key).only("pk").first():
        case = read_case(case.pk, by=by, now=now)
        return case.submission, case
    for attempt in range(ATTEMPTS):
        letter = find_letter(key)
        try:
            open_submission(letter, by=by, now=now)
        except SomeoneActedFirst:
            if attempt == ATTEMPTS - 1:
                raise
        else:
            return letter, None
    raise AssertionError("unreachable")


def find_letter(key: UUID) -> Submission:
    """The letter with what its verbs need, without opening it."""
    wanted = Submission.objects.select_related(
        "dossier__keeper", "addressee", "place_organisation", "typed_by"
    )
    letter = wanted.filter(pk=key).first()
    if letter is None:
        raise Http404
    return letter


def open_original(arrival: Arrival, *, by: Actor, now: datetime) -> None:
    """打开原件 Whoever opens what came in as it came is written down.

    Of a letter it holds the address it was sent from, so it counts as opening the private part.
    """
    if arrival.became not in TAKEN or arrival.submission is None:
        open_arrival(arrival, by=by, now=now)
        return
    case = case_of_letter.first(arrival.submission.pk)
    letter = case.submission if case else arrival.submission
    require(by, "submission.read_original", case or letter)
    open_contact(letter, by=by, now=now, through=case)
