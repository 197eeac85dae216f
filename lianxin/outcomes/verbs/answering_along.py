"""One matter, one piece of work; and to each voice an answer of its own."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from lianxin.cases.models import Case
from lianxin.clock.verbs import keep
from lianxin.flow.matters import ROAD_OF_A_VOICE
from lianxin.flow.moves import move, owe_next
from lianxin.flow.procedures import FROM_ABOVE
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.search import index_more
from lianxin.intake.words import fingerprint
from lianxin.kit.storing import change, store
from lianxin.ledger.verbs import record
from lianxin.outcomes.models import Answer, Basis, Interim, Reply
from lianxin.outcomes.sealed_words import words_of
from lianxin.outcomes.verbs.approving import claimed
from lianxin.outcomes.words_found import words_found_in

GIVEN = ("answers__request", "answers__bases__law")


@transaction.atomic
def answer_along(case: Case, given: Reply, *, by: Actor, now: datetime) -> Reply:
    """随同答复 What was answered on the matter is answered to this voice: its own answer, to its own
    requests, with its own delivery to be proved. Nothing of the other writer's words comes along,
    nor the greeting, which was for one person. `given` is loaded once for all voices, with GIVEN.
    """
    require(by, "case.answer_along", case)
    move(case, "case.answered_along")
    own = {"case_id": case.pk, "turn": case.passes, "sent_at": now, "opening": "", "along_id": given.pk}
    reply = Reply(**_same(given, **own))
    said = list(given.answers.all())
    answers = _answers(reply, case, said)
    leaned = [basis for answer in said for basis in answer.bases.all()]
    bases = [basis for answer in answers for basis in _bases(answer, leaned)]
    for rows in ([reply], answers, bases):
        store(rows)
    index_more(case.submission.serial, words_found_in(reply, answers))
    case.claimed_outcome = claimed(said)
    change(Case, {"dossier_id": case.pk}, claimed_outcome=case.claimed_outcome)
    keep(case.dossier, *ROAD_OF_A_VOICE, *FROM_ABOVE, now=now)
    owe_next(case, "deliver", now=now)
    mark = words_of(reply, answers, bases, salt=case.submission.salt)
    record(
        case.dossier, "case.answered_along", by=by, now=now,
        reply=reply.pk.hex, words=mark, office=given.organisation.code,
        outcomes=[answer.outcome for answer in answers],
    )  # fmt: skip
    return reply


@transaction.atomic
def tell_along(case: Case, told: Interim, *, by: Actor, now: datetime) -> Interim | None:
    """一起告知进展 How far the matter has come is told to this voice as well; once more tells nothing new."""
    require(by, "case.tell_along", case)
    if Interim.objects.filter(case=case, told_at=told.told_at, organisation=told.organisation_id).exists():
        return None
    interim = Interim.objects.create(**_same(told, case_id=case.pk))
    mark = fingerprint(case.submission.salt, "", interim.words)
    record(
        case.dossier, "case.told_along", by=by, now=now,
        interim=interim.pk.hex, words=mark, office=told.organisation.code,
    )  # fmt: skip
    return interim


def _answers(reply: Reply, case: Case, said: list[Answer]) -> list[Answer]:
    """To each request of this voice everything that was answered, without the requests of the other.

    Where the answers came to different conclusions, each stands before its own words.
    """
    outcomes = {answer.outcome for answer in said}
    whole = {
        "words": _joined(_words(answer, alone=len(outcomes) == 1) for answer in said),
        "facts": _joined(answer.facts for answer in said),
        "action": "；".join(dict.fromkeys(answer.action for answer in said if answer.action))[:500],
        "action_on": max((answer.action_on for answer in said if answer.action_on), default=None),
        "outcome": outcomes.pop() if len(outcomes) == 1 else "",
        "like_id": None, "likeness": None,
    }  # fmt: skip
    return [Answer(reply=reply, request=request, **whole) for request in case.requests.all()]


def _words(answer: Answer, *, alone: bool) -> str:
    return answer.words if alone or not answer.outcome else f"{answer.get_outcome_display()}：{answer.words}"


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(dict.fromkeys(text for text in texts if text))


def _bases(answer: Answer, leaned: Iterable[Basis]) -> list[Basis]:
    """What the matter's answers lean on, each once."""
    once = {(basis.law_id, basis.article): basis for basis in leaned}
    return [Basis(answer=answer, law=basis.law, article=basis.article) for basis in once.values()]


def _same(row: Model, **own: Any) -> dict[str, Any]:
    """Every column of a row but its key, and what differs."""
    names = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    return {name: getattr(row, name) for name in names} | own
