"""雷同 Does an answer say what the same body has answered others lately? Shown to whoever signs it."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from rapidfuzz import fuzz, process

from lianxin.organisations.models import Organisation
from lianxin.outcomes.answers import AnswerIn
from lianxin.outcomes.models import Answer, Reply

LATELY = 20  # sent replies of the same body
NEARLY = 90  # of a hundred: a sentence or a name was changed, the rest is the same
LONGEST = 2_000  # characters compared: a template shows at its beginning
_SILENT = re.compile(r"[\W_]+")


class Like(NamedTuple):
    """相同 An answer that was sent before, and how like it this one is, of a hundred."""

    answer: UUID
    likeness: int


def likenesses(answers: Mapping[int, AnswerIn], *, organisation: Organisation) -> dict[int, Like]:
    """By the number of the request: the sent answer it resembles most, where it does. One query.

    One matter with forty voices was answered once, and counts once.
    """
    lately = Reply.objects.filter(organisation=organisation, sent_at__isnull=False, along=None)
    lately = lately.order_by("-sent_at")
    sent = Answer.objects.filter(reply__in=lately.values("id")[:LATELY]).order_by("-id")
    before = {
        key: _plain("\n".join(words)) for key, *words in sent.values_list("id", "facts", "words", "action")
    }
    found = {}
    for number, said in answers.items():
        text = _plain(said.text())
        best = process.extractOne(text, before, scorer=fuzz.ratio, score_cutoff=NEARLY) if text else None
        if best:
            found[number] = Like(best[2], int(best[1]))
    return found


def _plain(text: str) -> str:
    """Only what is said: without spaces and punctuation."""
    return _SILENT.sub("", text)[:LONGEST]
