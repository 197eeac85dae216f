"""What an organisation answered cannot be changed afterwards without the ledger showing it."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from lianxin.intake.words import fingerprint
from lianxin.ledger.models import Event
from lianxin.outcomes.models import Answer, Appeal, Reply

BATCH = 500
OPINIONS = ("case.reviewed", "case.rechecked", "case.overturned")


def words_of(reply: Reply, answers: Iterable[Answer], *, salt: str) -> str:
    """The fingerprint of a sent answer, as it stands in the line `case.replied`."""
    ordered = sorted(answers, key=lambda answer: answer.request.number)
    return fingerprint(salt, reply.opening, "\n".join(answer.words for answer in ordered))


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
    while batch := list(
        sent.filter(id__gt=after).prefetch_related("answers__request").order_by("id")[:BATCH]
    ):
        after = batch[-1].pk
        lines = Event.objects.filter(dossier__in=[reply.case_id for reply in batch], name="case.replied")
        sealed = {line.data["reply"]: line.data.get("words") for line in lines}
        for reply in batch:
            if sealed.get(reply.pk.hex) != words_of(
                reply, reply.answers.all(), salt=reply.case.submission.salt
            ):
                yield f"{reply.case.dossier.number}: the answer is not the one that was sent"
