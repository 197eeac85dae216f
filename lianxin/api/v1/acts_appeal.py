"""回访、复查、认定 What is asked after an answer, decided again, and counted; never by whoever answered."""

from collections.abc import Callable
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from lianxin.api.v1.acts_answer import DeliverIn
from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.matters import ActedTold, called, case_for, not_there, sees, stands
from lianxin.api.v1.opening import write
from lianxin.api.v1.speaking import Mark
from lianxin.cases.models import Case
from lianxin.cases.queries import case_by_key
from lianxin.cases.versions import version_of
from lianxin.kit.shapes import Key, Strictly, Words
from lianxin.organisations.models import Organisation
from lianxin.outcomes.figures import is_counted
from lianxin.outcomes.verbs import (
    appeal_figure,
    call_back,
    decide_appeal,
    decide_claim,
    decide_contest,
    decide_figure,
    look_back,
    tell_opinion,
)
from lianxin.outcomes.verbs.rating import Said

TAG = "cases"
Number = Annotated[int, Field(ge=1, le=9999)]


class CallIn(Strictly):
    """What the writer said of the answer, with marks where they gave any; or why nothing was said."""

    verdict: Literal["", "solved", "partly", "not_solved"] = ""
    result: Mark = None
    attitude: Mark = None
    speed: Mark = None
    words: Words = ""
    no_word: Literal["", "no_answer", "wrong", "not_self", "declined", "no_view"] = ""


class LookIn(Strictly):
    """How it stands some months later, and what was seen."""

    holds: Literal["still", "not_any_more", "unseen"]
    words: Words


class RulingIn(Strictly):
    """Confirmed, or to be handled anew; the facts and the reasons, and on which law."""

    ruling: Literal["confirmed", "overturned"]
    opinion: Words
    basis: Words = ""


class HoldIn(Strictly):
    """Which one by its number, whether it is granted, and why; the writer reads it."""

    number: Number
    granted: bool
    reason: Words


class FigureIn(Strictly):
    """What is counted about this body in this case, and why it was not its doing."""

    counted: Literal["late", "rework", "transfer", "rating"]
    reason: Words


@write(
    "/cases/{case}/call-back", in_office, ActedTold, tag=TAG,
    grants=("case.call_back", "case.reopen", "case.close"),
)  # fmt: skip
def call_back_writer(ask: Ask, case: Key, said: CallIn) -> object:
    """The writer was called. What they say closes the case or sends it back to work.

    Never by the body that answered. A call that brings no word changes nothing.
    """
    mine = case_for(ask, case)
    marks = {"result": said.result, "attitude": said.attitude, "speed": said.speed}
    heard = Said(said.verdict, words=said.words, **marks) if said.verdict else None
    call_back(mine, said=heard, no_word=said.no_word, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write(
    "/cases/{case}/look-back", in_office, ActedTold, tag=TAG, grants=("case.look_back", "case.reopen")
)  # fmt: skip
def look_back_at(ask: Ask, case: Key, said: LookIn) -> object:
    """Some months after closing: does it hold? Where it does not, it goes back to work."""
    mine = case_for(ask, case)
    with called(evidence="words"):
        look_back(mine, holds=said.holds, words=said.words, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/decide-appeal", in_office, ActedTold, tag=TAG, grants=("case.review",))
def decide_case_appeal(ask: Ask, case: Key, said: RulingIn) -> object:
    """The opinion of a review or a recheck."""
    mine = case_for(ask, case)
    decide_appeal(
        mine, ruling=said.ruling, opinion=said.opinion, basis=said.basis, by=ask.by, now=ask.now
    )  # fmt: skip
    return stands(ask, mine.submission_id)


@write("/cases/{case}/tell-opinion", in_office, ActedTold, tag=TAG, grants=("case.tell_opinion",))
def tell_case_opinion(ask: Ask, case: Key, said: DeliverIn) -> object:
    """Note that the opinion reached the writer, or why it could not."""
    mine = case_for(ask, case)
    tell_opinion(mine, means=said.means, proof=said.proof, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/decide-claim", in_office, ActedTold, tag=TAG, grants=("case.decide_claim",))
def decide_claim_in_case(ask: Ask, case: Key, said: HoldIn) -> object:
    """Can this demand really not be met? `number` is that of the demand."""
    mine, number = case_for(ask, case), said.number
    with called(**{f"claim_words_{number}": "reason"}):
        decide_claim(mine, number, confirmed=said.granted, words=said.reason, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/decide-contest", in_office, ActedTold, tag=TAG, grants=("case.decide_contest",))
def decide_contest_in_case(ask: Ask, case: Key, said: HoldIn) -> object:
    """The writer does not agree with that: granted, the demand counts again."""
    mine, number = case_for(ask, case), said.number
    with called(**{f"contest_words_{number}": "reason"}):
        decide_contest(mine, number, upheld=said.granted, words=said.reason, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/appeal-figure", in_office, ActedTold, tag=TAG, grants=("case.appeal_figure",))
def appeal_case_figure(ask: Ask, case: Key, said: FigureIn) -> object:
    """This body appeals what is counted about it, though the case may lie elsewhere by now."""
    mine = _counted(ask, case, lambda one, body: is_counted(one, said.counted, body))
    with called(figure_reason="reason"):
        appeal_figure(mine, said.counted, reason=said.reason, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/decide-figure", in_office, ActedTold, tag=TAG, grants=("case.decide_figure",))
def decide_case_figure(ask: Ask, case: Key, said: HoldIn) -> object:
    """Granted, it is left out of the figures and shown with the reason; never of one's own body."""
    mine = _counted(ask, case, lambda one, body: one.figure_appeals.filter(**under(body)).exists())
    with called(figure_words="reason"):
        decide_figure(
            mine, said.number, accepted=said.granted, words=said.reason, by=ask.by, now=ask.now
        )  # fmt: skip
    return stands(ask, mine.submission_id)


def _counted(ask: Ask, key: UUID, counts: Callable[[Case, Organisation], bool]) -> Case:
    """The case, also for a body about which something is counted in it and which has it no longer."""
    case = case_by_key.first(key)
    if case is None or case.is_sealed():
        raise not_there()
    if not sees(ask.by, case) and not any(counts(case, post.organisation) for post in ask.by.posts):
        raise not_there()
    ask.must_be(version_of(case.submission, case))
    return case


def under(body: Organisation) -> dict[str, str]:
    """What was appealed by this body or one below it."""
    return {"organisation__path__startswith": body.reach}
