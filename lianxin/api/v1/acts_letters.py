"""收信 What the desk decides about a letter, registered or not: each act as on its page."""

from typing import Annotated, Literal

from django.utils.translation import gettext as _
from pydantic import Field

from lianxin.api.v1.acts_desk import Urgent
from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.matters import (
    ActedTold,
    body_called,
    called,
    category_called,
    letter_for,
    sees,
    stands,
)
from lianxin.api.v1.opening import write
from lianxin.cases.finding import number_in
from lianxin.cases.models import Case
from lianxin.flow.verbs import decline, join, register, sort
from lianxin.kit.refusals import NotValid
from lianxin.kit.shapes import Key, Strictly, Words

TAG = "desk"
CLASS = Annotated[Words, Field(description="The code of a category, as in /categories.")]


class RegisterIn(Strictly):
    """In which category, and how urgent; both may wait until it is given out."""

    category: CLASS = ""
    urgency: Urgent = "normal"


class DispatchIn(RegisterIn):
    """To which body, by its code; a letter that waits is registered and accepted on the way."""

    to: Words
    reason: Words = ""


class DeclineIn(Strictly):
    """Why it is not taken up, and where the writer can turn; the writer reads both."""

    reason: Words
    channel: Words
    code: Literal["not_ours", "statutory", "in_hand", "other"] = "other"


class LinkIn(Strictly):
    """The number of the matter that this letter tells of too."""

    matter: Words


@write("/desk/letters/{letter}/register", in_office, ActedTold, tag=TAG, grants=("case.register",))
def register_letter(ask: Ask, letter: Key, said: RegisterIn) -> object:
    """Register a letter that waits; until it is given out, its limit runs on."""
    mine, _case = letter_for(ask, letter)
    register(
        mine, category=category_called(said.category), urgency=said.urgency, by=ask.by, now=ask.now
    )  # fmt: skip
    return stands(ask, mine.pk)


@write(
    "/desk/letters/{letter}/dispatch", in_office, ActedTold, tag=TAG,
    grants=("case.register", "case.accept", "case.dispatch"),
)  # fmt: skip
def dispatch_letter(ask: Ask, letter: Key, said: DispatchIn) -> object:
    """Give it to the body that will answer for it; registered and accepted on the way."""
    mine, _case = letter_for(ask, letter)
    sort(
        mine, to=body_called(said.to, "to"), category=category_called(said.category), urgency=said.urgency,
        reason=said.reason, by=ask.by, now=ask.now,
    )  # fmt: skip
    return stands(ask, mine.pk)


@write(
    "/desk/letters/{letter}/take", in_office, ActedTold, tag=TAG,
    grants=("case.register", "case.accept", "case.dispatch"),
)  # fmt: skip
def take_letter(ask: Ask, letter: Key) -> object:
    """The desk that received it handles it itself, as a discipline office does with a report."""
    mine, case = letter_for(ask, letter)
    sort(mine, to=case.desk if case else mine.dossier.keeper, by=ask.by, now=ask.now)
    return stands(ask, mine.pk)


@write(
    "/desk/letters/{letter}/decline", in_office, ActedTold, tag=TAG, grants=("case.register", "case.decline")
)
def decline_letter(ask: Ask, letter: Key, said: DeclineIn) -> object:
    """It is not taken up; the writer is told why, and where to turn."""
    mine, case = letter_for(ask, letter)
    case = case or register(mine, by=ask.by, now=ask.now)
    decline(case, reason=said.reason, channel=said.channel, code=said.code, by=ask.by, now=ask.now)
    return stands(ask, mine.pk)


@write("/desk/letters/{letter}/link", in_office, ActedTold, tag=TAG, grants=("case.register", "case.link"))
def link_letter(ask: Ask, letter: Key, said: LinkIn) -> object:
    """It tells of a matter in hand: it is handled once, and each writer is answered."""
    mine, _case = letter_for(ask, letter)
    with called(same="matter"):
        join(mine, to=_matter(ask, said.matter), by=ask.by, now=ask.now)
    return stands(ask, mine.pk)


def _matter(ask: Ask, words: str) -> Case:
    """By its number; what is sealed is not found here."""
    found = Case.objects.with_cover().filter(dossier__number=number_in(words)).first()
    if found is None or found.is_sealed() or not sees(ask.by, found):
        raise NotValid(_("没有找到这个编号的信。请写登记以后的编号。"), "matter")
    return found
