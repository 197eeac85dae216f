"""隐去的选择 What a person ticked, took off and added, and the letter shown accordingly."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import groupby
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Case
from lianxin.intake.files import PICTURES
from lianxin.kit.refusals import NotAllowedNow
from lianxin.outcomes.first_redaction import LONGEST_WORDS, MOST_WORDS, Proposal, propose
from lianxin.outcomes.redacting.covering import cover
from lianxin.outcomes.redacting.kinds import KINDS
from lianxin.outcomes.verbs.publishing import answer_to_publish
from lianxin.web.desk.lists import read_key

FIELDS = (("title", N_("标题")), ("letter", N_("来信")), ("answer", N_("答复")))


@dataclass(frozen=True)
class Choice:
    """选择 The marks that are ticked, words asked for besides, and pictures; `marks` is None at first."""

    marks: frozenset[str] | None
    more: tuple[str, ...]
    pictures: tuple[UUID, ...]

    @classmethod
    def read(cls, said: QueryDict) -> "Choice":
        lines = (line.strip()[:LONGEST_WORDS] for line in said.get("more", "").splitlines())
        more = tuple(dict.fromkeys(line for line in lines if line))[:MOST_WORDS]
        pictures = tuple(read_key(one) for one in said.getlist("picture"))
        marks = frozenset(said.getlist("cover")) if "seen" in said else None
        return cls(marks, more, pictures)

    def told(self) -> str:
        """The choice of words as one string: what goes out is what was seen. The script writes it too."""
        return ",".join([*sorted(self.marks or ()), *self.more])


def redaction(said: QueryDict, case: Case) -> dict[str, object]:
    """Everything the page shows; or why nothing of this letter may go out."""
    choice = Choice.read(said)
    try:
        proposal = propose(case, answer_to_publish(case), choice.more)
    except NotAllowedNow as refusal:
        return {"why_not": refusal.sentence}
    marks = proposal.proposed if choice.marks is None else choice.marks & proposal.offered
    return {
        "kinds": _kinds(proposal, marks),
        "sides": [(field, _(label), _side(proposal, field, marks)) for field, label in FIELDS],
        "more": "\n".join(choice.more),
        "seen": replace(choice, marks=marks).told(),
        "pictures": _pictures(case, choice.pictures),
    }


def _kinds(proposal: Proposal, marks: Collection[str]) -> list[tuple[str, list[tuple[object, bool]]]]:
    """Kind by kind: what was found of it, and whether it is covered."""
    return [
        (_(KINDS[kind].label), [(one, one.must or one.mark in marks) for one in found])
        for kind, found in groupby(proposal.found, key=lambda one: one.kind)
    ]


def _side(proposal: Proposal, field: str, marks: Collection[str]) -> list[tuple[object, str]]:
    return [(piece, cover(piece.words)) for piece in proposal.pieces(field, marks)]


def _pictures(case: Case, chosen: Collection[UUID]) -> list[tuple[UUID, str, bool]]:
    """Only what has a copy can go out, and none unless somebody chose it."""
    copied = case.submission.attachments.filter(copies=True, media_type__in=PICTURES)
    return [(one.pk, one.name, one.pk in chosen) for one in copied.order_by("added_at", "id")]
