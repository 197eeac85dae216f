"""分信 What the desk decides about a case, before it gives it out and when it comes back: as on its page."""

from typing import Literal

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.matters import (
    ActedTold,
    body_called,
    called,
    case_for,
    stands,
)
from lianxin.api.v1.opening import write
from lianxin.flow.verbs import (
    accept,
    choose_track,
    decide_objection,
    grade,
    recall,
    unlink,
)
from lianxin.kit.shapes import Key, Strictly, Words

TAG = "desk"
Urgent = Literal["normal", "lifeline", "urgent"]


class ReasonIn(Strictly):
    """Why; the writer reads it."""

    reason: Words = ""


class TrackIn(Strictly):
    track: Literal["hotline", "petition"]
    reason: Words


class GradeIn(Strictly):
    urgency: Urgent
    reason: Words


class DecisionIn(Strictly):
    """Upheld, it goes to another body (`to`, by its code); otherwise it stays for good.

    `meeting` is the joint meeting that designated who has it, where nobody stands above both.
    """

    upheld: bool
    to: Words = ""
    reason: Words
    meeting: Words = ""


@write("/cases/{case}/unlink", in_office, ActedTold, tag=TAG, grants=("case.unlink",))
def unlink_case(ask: Ask, case: Key, said: ReasonIn) -> object:
    """It was another matter after all; after a minute the writer reads why."""
    mine = case_for(ask, case)
    with called(why_apart="reason"):
        unlink(mine, reason=said.reason, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/accept", in_office, ActedTold, tag=TAG, grants=("case.accept",))
def accept_case(ask: Ask, case: Key) -> object:
    """It is ours to answer; whom it is given to may still be open."""
    mine = case_for(ask, case)
    accept(mine, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/recall", in_office, ActedTold, tag=TAG, grants=("case.recall",))
def recall_case(ask: Ask, case: Key) -> object:
    """Take it back within a minute of giving it out; whoever gave it can."""
    mine = case_for(ask, case)
    recall(mine, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/choose-track", in_office, ActedTold, tag=TAG, grants=("case.choose_track",))
def choose_case_track(ask: Ask, case: Key, said: TrackIn) -> object:
    """Hotline or petition: one of two regimes, told to the writer with its reason."""
    mine = case_for(ask, case)
    choose_track(mine, said.track, reason=said.reason, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/grade", in_office, ActedTold, tag=TAG, grants=("case.grade",))
def grade_case(ask: Ask, case: Key, said: GradeIn) -> object:
    """More or less urgent than it was, before it is given out; the writer reads why."""
    mine = case_for(ask, case)
    grade(mine, said.urgency, reason=said.reason, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/decide-objection", in_office, ActedTold, tag=TAG, grants=("case.decide_objection",))
def decide_case_objection(ask: Ask, case: Key, said: DecisionIn) -> object:
    """Another body has it, or the same one for good; the writer reads why."""
    mine = case_for(ask, case)
    to = body_called(said.to, "to") if said.upheld else None
    with called(decision="reason"):
        decide_objection(
            mine, upheld=said.upheld, to=to, words=said.reason, meeting=said.meeting, by=ask.by, now=ask.now
        )  # fmt: skip
    return stands(ask, mine.submission_id)
