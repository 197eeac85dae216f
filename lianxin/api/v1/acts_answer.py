"""答复 Writing an answer, handing it over, signing it or sending it back, and its way to the writer."""

from datetime import datetime
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from pydantic import Field

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.matters import ActedTold, called, case_for, stands
from lianxin.api.v1.opening import write
from lianxin.api.v1.speaking import WordsIn
from lianxin.cases.models import Case
from lianxin.kit.refusals import NotValid, SomeoneActedFirst
from lianxin.kit.shapes import Day, Key, Strictly, Words
from lianxin.outcomes.answers import AnswerIn, BasisIn
from lianxin.outcomes.drafts import written_meanwhile
from lianxin.outcomes.verbs import approve, deliver, draft, send_back, submit, take_back

TAG = "cases"
SEEN = "As the case told it; another one has to be read first."


class BasisWritten(Strictly):
    """A law by its code in the register, and which article of it."""

    law: Words
    article: Words


class AnswerWritten(Strictly):
    """The answer to one demand, by its number; a draft may still miss anything."""

    number: Annotated[int, Field(ge=1, le=999)]
    words: Words = ""
    facts: Words = ""
    outcome: Literal["", "supported", "explained", "not_supported"] = ""
    action: Words = ""
    action_on: Day | None = None
    bases: Annotated[list[BasisWritten], Field(max_length=20)] = Field(default_factory=list)


class ReplyIn(Strictly):
    """A whole answer. `drafted` is the draft that was read, where a colleague wrote one."""

    opening: Words = ""
    answers: Annotated[list[AnswerWritten], Field(max_length=99)]
    drafted: Annotated[Words, Field(description=SEEN)] = ""


class SignIn(Strictly):
    """Which draft was read: `handed_over` of it."""

    handed_over: Annotated[Words, Field(description=SEEN)] = ""


class DeliverIn(Strictly):
    """By what means, and by what that is known: who signed, which registered letter, what was tried."""

    means: Literal["handed", "posted", "told", "impossible"]
    proof: Words = ""


@write("/cases/{case}/draft", in_office, ActedTold, tag=TAG, grants=("case.reply",))
def draft_answer(ask: Ask, case: Key, said: ReplyIn) -> object:
    """Keep what has been written so far; nothing is sent."""
    mine = case_for(ask, case)
    _nobody_else_wrote(ask, mine, said)
    draft(mine, _answers(said), opening=said.opening, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/submit", in_office, ActedTold, tag=TAG, grants=("case.reply",))
def submit_answer(ask: Ask, case: Key, said: ReplyIn) -> object:
    """Hand the answer over to whoever signs it; refused while it does not say what the law asks for.

    `field` of a refusal names the part and the number of the demand, as in `facts-1`.
    """
    mine = case_for(ask, case)
    _nobody_else_wrote(ask, mine, said)
    submit(mine, _answers(said), opening=said.opening, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


def _nobody_else_wrote(ask: Ask, case: Case, said: ReplyIn) -> None:
    if who := written_meanwhile(case, by=ask.by, seen=said.drafted):
        words = _("%(who)s也保存了草稿。请重新读这一件，把两份合并，再带上它的drafted保存。")
        raise SomeoneActedFirst(words % {"who": who})


def _answers(said: ReplyIn) -> dict[int, AnswerIn]:
    written = {one.number: _answer(one) for one in said.answers}
    if len(written) < len(said.answers):
        raise NotValid(_("同一项诉求写了两个答复。"), "answers")
    return written


def _answer(one: AnswerWritten) -> AnswerIn:
    bases = tuple(BasisIn(basis.law, basis.article) for basis in one.bases)
    return AnswerIn(one.words, one.facts, one.outcome, one.action, one.action_on, bases)


@write("/cases/{case}/take-back", in_office, ActedTold, tag=TAG, grants=("case.reply",))
def take_back_answer(ask: Ask, case: Key) -> object:
    """Go on writing before it is signed; then it is handed over anew."""
    mine = case_for(ask, case)
    take_back(mine, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/approve", in_office, ActedTold, tag=TAG, grants=("case.approve",))
def approve_answer(ask: Ask, case: Key, said: SignIn) -> object:
    """Sign the answer that was handed over, and send it; never one's own."""
    mine = case_for(ask, case)
    approve(mine, by=ask.by, now=ask.now, seen=_moment(said.handed_over))
    return stands(ask, mine.submission_id)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError as error:
        raise NotValid(_("请照原样填写读到的handed_over。"), "handed_over") from error


@write("/cases/{case}/send-back", in_office, ActedTold, tag=TAG, grants=("case.approve",))
def send_back_answer(ask: Ask, case: Key, said: WordsIn) -> object:
    """It cannot go out like this: whoever wrote it reads why."""
    mine = case_for(ask, case)
    with called(why_back="words"):
        send_back(mine, said.words, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


@write("/cases/{case}/deliver", in_office, ActedTold, tag=TAG, grants=("case.deliver",))
def deliver_answer(ask: Ask, case: Key, said: DeliverIn) -> object:
    """Note that the answer reached the writer, or why it could not."""
    mine = case_for(ask, case)
    deliver(mine, means=said.means, proof=said.proof, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)
