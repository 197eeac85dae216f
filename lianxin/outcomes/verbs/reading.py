"""The writer opens what waits behind the code: an answer, or the opinion of a review or recheck."""

from datetime import datetime

from lianxin.cases.queries import case_of_letter
from lianxin.identity.actors import Actor
from lianxin.intake.models import Submission
from lianxin.kit.refusals import NotAllowedNow, SomeoneActedFirst
from lianxin.outcomes.models import Means
from lianxin.outcomes.verbs.appealing import tell_opinion
from lianxin.outcomes.verbs.delivering import deliver

READERS = {"replied": deliver, "reviewed": tell_opinion, "rechecked": tell_opinion}


def read_answer(submission: Submission, *, by: Actor, now: datetime) -> None:
    """看答复 The writer opens what waits, and so it is delivered.

    Where nothing waits nothing is written: it has been read, or it reached the writer by another way
    at this very moment.
    """
    waiting = case_of_letter.first(submission.pk)
    if waiting is None or waiting.stage not in READERS:
        return
    try:
        READERS[waiting.stage](waiting, means=Means.READ, by=by, now=now)
    except (SomeoneActedFirst, NotAllowedNow):
        return
