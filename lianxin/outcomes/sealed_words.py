"""What an organisation answered cannot be changed afterwards without the ledger showing it."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from lianxin.intake.words import fingerprint
from lianxin.ledger.models import Event
from lianxin.outcomes.models import Answer, Appeal, Basis, Interim, Reply

BATCH = 500
ANSWERED = ("case.replied", "case.answered_along")
TOLD = ("case.progress_told", "case.told_along")
OPINIONS = ("case.reviewed", "case.rechecked", "case.overturned")
# Characters that no text of ours can hold: between the parts of an answer, and between answers.
PART, NEXT = "\x1f", "\x1e"


def words_of(reply: Reply, answers: Iterable[Answer], bases: Iterable[Basis], *, salt: str) -> str:
    """The fingerprint of an answer: its words, facts, conclusion, what is done and when, and its bases.

    Answers that have nothing but words are joined as they were before there was anything else.
    """
    leaned = list(bases)
    ordered = sorted(answers, key=lambda answer: answer.request.number)
    texts = [_text(answer, [one for one in leaned if one.answer_id == answer.pk]) for answer in ordered]
    between = NEXT if any(PART in text for text in texts) else "\n"
    return fingerprint(salt, reply.opening, between.join(texts))


def _text(answer: Answer, bases: list[Basis]) -> str:
    day = answer.action_on.isoformat() if answer.action_on else ""
    parts = [answer.words, answer.facts, answer.outcome, answer.action, day]
    parts += sorted(f"{basis.law.code} {basis.article}" for basis in bases)
    while parts and not parts[-1]:
        parts.pop()
    return PART.join(parts)


def opinion_of(appeal: Appeal, *, salt: str) -> str:
    """The fingerprint of a review or recheck opinion, as it stands in the line that records it."""
    return fingerprint(salt, f"{appeal.ruling}\n{appeal.basis}", appeal.opinion)


def altered_opinions() -> Iterator[str]:
    """Each opinion whose words are not the ones that the ledger sealed, for `lianxin verify`."""
    decided = Appeal.objects.exclude(decided_at=None).select_related("case__submission", "case__dossier")
    for appeal in decided.order_by("id").iterator(BATCH):
        lines = Event.objects.filter(dossier=appeal.case_id, name__in=OPINIONS)
        sealed = {line.data["appeal"]: line.data.get("words") for line in lines}
        if sealed.get(appeal.pk.hex) != opinion_of(appeal, salt=appeal.case.submission.salt):
            yield f"{appeal.case.dossier.number}: the opinion is not the one that was given"


def altered_replies() -> Iterator[str]:
    """Each sent answer whose words are not the ones that the ledger sealed, for `lianxin verify`."""
    after = UUID(int=0)
    sent = Reply.objects.exclude(sent_at=None).select_related("case__submission", "case__dossier")
    parts = ("answers__request", "answers__bases__law")
    while batch := list(sent.filter(id__gt=after).prefetch_related(*parts).order_by("id")[:BATCH]):
        after = batch[-1].pk
        lines = Event.objects.filter(dossier__in=[reply.case_id for reply in batch], name__in=ANSWERED)
        sealed = {line.data["reply"]: line.data.get("words") for line in lines}
        for reply in batch:
            said = list(reply.answers.all())
            bases = [basis for answer in said for basis in answer.bases.all()]
            if sealed.get(reply.pk.hex) != words_of(reply, said, bases, salt=reply.case.submission.salt):
                yield f"{reply.case.dossier.number}: the answer is not the one that was sent"
    yield from _altered_interims()


def _altered_interims() -> Iterator[str]:
    """The same for what was told on the way."""
    after = UUID(int=0)
    told = Interim.objects.select_related("case__submission", "case__dossier")
    while batch := list(told.filter(id__gt=after).order_by("id")[:BATCH]):
        after = batch[-1].pk
        cases = [interim.case_id for interim in batch]
        lines = Event.objects.filter(dossier__in=cases, name__in=TOLD)
        sealed = {line.data["interim"]: line.data["words"] for line in lines}
        for interim in batch:
            if sealed.get(interim.pk.hex) != fingerprint(interim.case.submission.salt, "", interim.words):
                yield f"{interim.case.dossier.number}: the progress told is not what was told"
