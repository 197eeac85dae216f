"""公开来信 What is covered before others read a letter and its answer, and that they read it."""

from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import Field

from lianxin.api.v1.acts_desk import ReasonIn
from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.cases_read import opened
from lianxin.api.v1.matters import ActedTold, case_for, stands
from lianxin.api.v1.opening import read, write
from lianxin.api.v1.shapes import Told
from lianxin.cases.models import Case
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotValid
from lianxin.kit.shapes import Key, Strictly, Words
from lianxin.outcomes.first_redaction import LONGEST_WORDS, MOST_WORDS, Proposal, propose
from lianxin.outcomes.verbs import publish, take_down
from lianxin.outcomes.verbs.publishing import answer_to_publish

TAG = "telling the writer"


class PublishIn(Strictly):
    """Which of what was found is covered, which words besides, and which pictures go out.

    What must be covered always is.
    """

    cover: Annotated[list[Words], Field(max_length=1_000)]
    more: Annotated[list[Words], Field(max_length=MOST_WORDS)] = Field(default_factory=list)
    pictures: Annotated[list[Key], Field(max_length=100)] = Field(default_factory=list)


class FoundTold(Told):
    """Words that were found; `must`: they are covered whatever is chosen; `ticked`: as proposed."""

    mark: str
    kind: str
    words: str
    times: int
    must: bool
    ticked: bool


class RedactionTold(Told):
    """Title, letter and answer as they would go out, with what was found in them."""

    title: str
    letter: str
    answer: str
    found: list[FoundTold]


@read("/cases/{case}/redaction", in_office, RedactionTold, tag=TAG, grants=("case.publish",))
def redaction_of_case(ask: Ask, case: Key) -> object:
    """What is proposed to be covered before others read it; a person looks at it before it goes out."""
    mine = opened(ask, case)
    require(ask.by, "case.publish", mine)
    proposal = propose(mine, answer_to_publish(mine), ())
    return {**vars(proposal.redacted()), "found": proposal.found}


@write("/cases/{case}/publish", in_office, ActedTold, tag=TAG, grants=("case.publish",))
def publish_case(ask: Ask, case: Key, said: PublishIn) -> object:
    """Let everybody read letter and answer, covered as chosen; never without the writer."""
    mine = case_for(ask, case)
    require(ask.by, "case.publish", mine)
    proposal = _proposed(mine, said.more)
    if unknown := {*said.cover} - proposal.offered - {one.mark for one in proposal.found}:
        words = _("没有叫“%(name)s”的标记。请重新读一遍建议再选。")
        raise NotValid(words % {"name": min(unknown)[:20]}, "cover")
    pictures: tuple[UUID, ...] = tuple(said.pictures)
    publish(mine, proposal.redacted({*said.cover}), pictures=pictures, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)


def _proposed(case: Case, more: list[str]) -> Proposal:
    if any(len(one) > LONGEST_WORDS for one in more):
        raise NotValid(_("要隐去的字太长了，请分开写。"), "more")
    return propose(case, answer_to_publish(case), [one for one in more if one.strip()])


@write("/cases/{case}/take-down", in_office, ActedTold, tag=TAG, grants=("case.take_down",))
def take_down_case(ask: Ask, case: Key, said: ReasonIn) -> object:
    """Nobody can read it any longer; the writer reads why."""
    mine = case_for(ask, case)
    take_down(mine, reason=said.reason, by=ask.by, now=ask.now)
    return stands(ask, mine.submission_id)
