"""回避和标记 Who steps aside from a letter, what its writer asked about that, and words that insult."""

from typing import Literal

from django.utils.translation import gettext as _
from pydantic import Field

from lianxin.api.v1.acts_desk import ReasonIn
from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.matters import ActedTold, body_called, called, case_for, person_called, stands
from lianxin.api.v1.opening import write
from lianxin.cases.models import Case
from lianxin.identity.models import Person
from lianxin.intake.models import Recusal, RecusalRequest
from lianxin.intake.verbs import (
    grant_recusal,
    mark_abuse,
    readmit,
    recuse,
    refuse_recusal,
    step_aside,
    unmark_abuse,
)
from lianxin.intake.verbs.keeping_out import open_request
from lianxin.kit.refusals import NotAllowedNow
from lianxin.kit.shapes import Key, Strictly, Words
from lianxin.organisations.models import Organisation

TAG = "cases"


class WhoIn(Strictly):
    """A body by its code, or a person by the name with which they sign in: one of the two."""

    body: Words = ""
    person: Words = ""


class RecuseIn(WhoIn):
    ground: Literal["subject", "relative", "asked"]


class ReadmitIn(Strictly):
    recusal: Key = Field(description="The `id` in `aside` of the case.")


class AbuseIn(Strictly):
    """What is in the words; a mark on what was said, never on who said it."""

    what: Literal["insult", "threat", "obscene"]


def _who(said: WhoIn) -> tuple[Organisation | None, Person | None]:
    body = body_called(said.body, "body") if said.body else None
    return body, person_called(said.person, "person") if said.person else None


@write("/cases/{case}/recuse", in_office, ActedTold, tag=TAG, grants=("submission.recuse",))
def recuse_from_case(ask: Ask, case: Key, said: RecuseIn) -> object:
    """From now on this person, or everybody in this body, neither sees nor handles it."""
    mine = case_for(ask, case)
    body, person = _who(said)
    with called(who="person" if said.person else "body"):
        recuse(
            mine.submission, ground=said.ground, person=person, body=body, through=mine,
            by=ask.by, now=ask.now,
        )  # fmt: skip
    return stands(ask, mine.submission_id)


@write("/cases/{case}/step-aside", in_office, ActedTold, tag=TAG, grants=("submission.read",))
def step_aside_from_case(ask: Ask, case: Key) -> object:
    """This is too near to me: the case is not there any more for the person behind this program."""
    mine = case_for(ask, case)
    step_aside(mine.submission, by=ask.by, now=ask.now, through=mine)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/readmit", in_office, ActedTold, tag=TAG, grants=("submission.readmit",))
def readmit_to_case(ask: Ask, case: Key, said: ReadmitIn) -> object:
    """It was wrong: whoever stepped aside comes back."""
    mine = case_for(ask, case)
    recusal = Recusal.objects.filter(pk=said.recusal, submission=mine.submission_id).first()
    if recusal is None:
        raise NotAllowedNow(_("这项回避已经解除了。"))
    recusal.submission = mine.submission
    readmit(recusal, by=ask.by, now=ask.now, through=mine)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/grant-recusal", in_office, ActedTold, tag=TAG, grants=("submission.decide_recusal",))
def grant_case_recusal(ask: Ask, case: Key, said: WhoIn) -> object:
    """What the writer asked, as they named it; or more exactly, as it is said here."""
    mine = case_for(ask, case)
    body, person = _who(said)
    with called(who="person" if said.person else "body"):
        grant_recusal(_asked(mine), person=person, body=body, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/refuse-recusal", in_office, ActedTold, tag=TAG, grants=("submission.decide_recusal",))
def refuse_case_recusal(ask: Ask, case: Key, said: ReasonIn) -> object:
    """Whoever was named stays; the writer reads why."""
    mine = case_for(ask, case)
    with called(why_stay="reason"):
        refuse_recusal(_asked(mine), words=said.reason, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


def _asked(case: Case) -> RecusalRequest:
    """What the writer asks, of this very letter."""
    asked = open_request(case.submission)
    if asked is None:
        raise NotAllowedNow(_("这个回避请求已经决定了。"))
    asked.submission = case.submission
    return asked


@write("/cases/{case}/mark-abuse", in_office, ActedTold, tag=TAG, grants=("submission.mark_abuse",))
def mark_case_abuse(ask: Ask, case: Key, said: AbuseIn) -> object:
    """These words insult or threaten. It is handled all the same, and no limit changes."""
    mine = case_for(ask, case)
    with called(abuse="what"):
        mark_abuse(mine.submission, said.what, by=ask.by, now=ask.now, through=mine)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/unmark-abuse", in_office, ActedTold, tag=TAG, grants=("submission.unmark_abuse",))
def unmark_case_abuse(ask: Ask, case: Key, said: ReasonIn) -> object:
    """It was not so; the writer reads why."""
    mine = case_for(ask, case)
    with called(unmark_reason="reason"):
        unmark_abuse(mine.submission, said.reason, by=ask.by, now=ask.now, through=mine)
    return stands(ask, mine.submission_id)
