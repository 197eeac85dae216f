"""办理 What the body that has a case does before it answers: each act is one verb, as on the page."""

from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.matters import ActedTold, body_called, called, case_for, stands
from lianxin.api.v1.opening import write
from lianxin.api.v1.problems import Problem
from lianxin.api.v1.speaking import WordsIn
from lianxin.flow.verbs import (
    acknowledge,
    answer_question,
    ask_citizen,
    give_notice,
    object_to,
    report_to_lead,
    split,
    support,
    take_up,
)
from lianxin.kit.shapes import Key, Strictly, Words
from lianxin.outcomes.verbs import claim, tell_progress

TAG = "cases"


class ObjectIn(Strictly):
    """Why it is not ours; and who should have it, by its code, where that is known."""

    reason: Words
    suggested: Words = ""


class SupportIn(Strictly):
    """Which body is asked to help, by its code, and with what."""

    helper: Words
    words: Words


class SplitIn(Strictly):
    """The demands of a letter, each to be answered by itself."""

    requests: Annotated[list[Words], Field(min_length=1, max_length=99)]


class NoticeIn(Strictly):
    """A notice in writing; `proof` is how a letter on paper reached the writer."""

    words: Words
    proof: Words = ""


class RelayIn(Strictly):
    """What the writer of a letter answered to a question by another way than the page."""

    question: Key
    words: Words


class ClaimIn(Strictly):
    """Of one demand, never of a person: why it cannot be met, under which law, and where else to turn."""

    request: Annotated[int, Field(ge=1, le=9999)]
    reason: Words
    basis: Words
    channel: Words


@write("/cases/{case}/acknowledge", in_office, ActedTold, tag=TAG, grants=("case.acknowledge",))
def acknowledge_case(ask: Ask, case: Key) -> object:
    """Sign for the case: from now on this body owes its answer."""
    mine = case_for(ask, case)
    acknowledge(mine, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/object", in_office, ActedTold, tag=TAG, grants=("case.object",))
def object_to_case(ask: Ask, case: Key, said: ObjectIn) -> object:
    """It is not ours: the desk decides. The writer reads the reasons."""
    mine = case_for(ask, case)
    suggested = body_called(said.suggested, "suggested") if said.suggested else None
    with called(objection="reason"):
        object_to(mine, reason=said.reason, suggested=suggested, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/support", in_office, ActedTold, tag=TAG, grants=("case.support",))
def support_case(ask: Ask, case: Key, said: SupportIn) -> object:
    """Ask another body to help: it owes its opinion to whoever has the case."""
    mine = case_for(ask, case)
    helper = body_called(said.helper, "helper")
    with called(asked="words"):
        support(mine, to=helper, words=said.words, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/report", in_office, ActedTold, tag=TAG, grants=("case.report_to_lead",))
def report_on_case(ask: Ask, case: Key, said: WordsIn) -> object:
    """Give the opinion that this body was asked for; whoever has the case answers the writer."""
    mine = case_for(ask, case)
    with called(opinion="words"):
        report_to_lead(mine, said.words, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/split", in_office, ActedTold, tag=TAG, grants=("case.split",))
def split_case(ask: Ask, case: Key, said: SplitIn) -> object:
    """Several demands in one letter: each of them is answered."""
    mine = case_for(ask, case)
    split(mine, said.requests, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/progress", in_office, ActedTold, tag=TAG, grants=("case.reply",))
def tell_case_progress(ask: Ask, case: Key, said: WordsIn) -> object:
    """Tell the writer how far it is; the answer stays owed."""
    mine = case_for(ask, case)
    with called(progress="words"):
        tell_progress(mine, said.words, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/notice", in_office, ActedTold, tag=TAG, grants=("case.notify",))
def notice_of_case(ask: Ask, case: Key, said: NoticeIn) -> object:
    """Tell the writer in writing that this body has the matter, as the petition track demands."""
    mine = case_for(ask, case)
    with called(notice="words", notice_proof="proof"):
        give_notice(mine, said.words, proof=said.proof, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/ask-citizen", in_office, ActedTold, tag=TAG, grants=("case.ask_citizen",))
def ask_citizen_of_case(ask: Ask, case: Key, said: WordsIn) -> object:
    """Ask the writer something; the question stands on the writer's own page."""
    mine = case_for(ask, case)
    with called(question="words"):
        ask_citizen(mine, said.words, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/relay", in_office, ActedTold, tag=TAG, grants=("submission.add",))
def relay_answer(ask: Ask, case: Key, said: RelayIn) -> object:
    """Write down what the writer answered on paper or by telephone to an open question."""
    mine = case_for(ask, case)
    asked = mine.questions.filter(pk=said.question).first()
    if asked is None:
        raise Problem("not-valid", _("这封信里没有这个问题。"), "question")
    answer_question(asked, said.words, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/take-up", in_office, ActedTold, tag=TAG, grants=("case.take_up",))
def take_up_case(ask: Ask, case: Key) -> object:
    """Go on with what was put off, before its day."""
    mine = case_for(ask, case)
    take_up(mine, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/claim", in_office, ActedTold, tag=TAG, grants=("case.claim",))
def claim_in_case(ask: Ask, case: Key, said: ClaimIn) -> object:
    """Claim that one demand cannot reasonably be met; the desk decides, and it is answered all the same."""
    mine = case_for(ask, case)
    with called(claim_reason="reason", claim_basis="basis", claim_channel="channel", claim_number="request"):
        claim(
            mine, said.request, reason=said.reason, basis=said.basis, channel=said.channel,
            by=ask.by, now=ask.now,
        )  # fmt: skip
    return stands(ask, mine.submission_id)
