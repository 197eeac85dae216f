"""期限 More time or a later day: asked by one, decided by another."""

from lianxin.api.v1.acts_desk import ReasonIn
from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.matters import ActedTold, called, case_for, stands
from lianxin.api.v1.opening import write
from lianxin.flow.verbs import (
    ask_deferral,
    ask_extension,
    grant_deferral,
    grant_extension,
    refuse_deferral,
    refuse_extension,
)
from lianxin.kit.shapes import Day, Key, Strictly, Words

TAG = "cases"


class DeferralIn(Strictly):
    """What will be done by which day; the writer reads both."""

    plan: Words
    until: Day


@write("/cases/{case}/ask-extension", in_office, ActedTold, tag=TAG, grants=("case.ask_extension",))
def ask_case_extension(ask: Ask, case: Key, said: ReasonIn) -> object:
    """Ask a leader for more time; until it is decided, the limit runs on."""
    mine = case_for(ask, case)
    ask_extension(mine, reason=said.reason, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/ask-deferral", in_office, ActedTold, tag=TAG, grants=("case.ask_deferral",))
def ask_case_deferral(ask: Ask, case: Key, said: DeferralIn) -> object:
    """Ask a leader to put it off to a day; until it is decided, the limit runs on."""
    mine = case_for(ask, case)
    ask_deferral(mine, plan=said.plan, until=said.until, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/grant", in_office, ActedTold, tag=TAG, grants=("case.extend", "case.defer"))
def grant_time(ask: Ask, case: Key) -> object:
    """Grant what waits to be decided: more time, or a later day."""
    mine = case_for(ask, case)
    grant = grant_deferral if mine.asked == "deferral" else grant_extension
    grant(mine, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/refuse", in_office, ActedTold, tag=TAG, grants=("case.extend", "case.defer"))
def refuse_time(ask: Ask, case: Key, said: ReasonIn) -> object:
    """Refuse it: the limit stays as it was."""
    mine = case_for(ask, case)
    refuse = refuse_deferral if mine.asked == "deferral" else refuse_extension
    with called(words="reason"):
        refuse(mine, words=said.reason, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)
