"""An answer counts when it has reached the writer, and that is proved."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.clock.verbs import keep
from lianxin.flow.moves import move, owe_together
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Contact
from lianxin.kit.refusals import NotValid
from lianxin.kit.storing import change, store
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import record
from lianxin.outcomes.models import Delivery, Means, Reply

NEEDS_PROOF = {Means.POSTED, Means.TOLD, Means.HANDED, Means.IMPOSSIBLE}


@transaction.atomic
def deliver(case: Case, *, means: str, by: Actor, now: datetime, proof: str = "") -> Delivery:
    """送达 Record that the answer reached the writer, by what means, or why it could not.

    `proof` is the number of the registered letter, who signed, or what was tried in vain. Being
    read by code is proved by the writer's own act; rights of appeal run from this moment.
    """
    require(by, "case.deliver", case)
    allowed_means(means, by=by)
    proof = proof_of(means, proof)
    move(case, "case.delivered")
    sent = case.replies.exclude(sent_at=None).order_by("-turn").first()
    assert sent
    delivery = _arrived(case, sent, means=means, proof=proof, by=by, now=now)
    keep(case.dossier, "deliver", now=now)
    called = means != Means.IMPOSSIBLE and can_be_called(case)
    owe_together(case, *(["callback"] if called else []), "close", now=now)
    record(case.dossier, "case.delivered", by=by, now=now, means=means)
    return delivery


def _arrived(case: Case, sent: Reply, *, means: str, proof: str, by: Actor, now: datetime) -> Delivery:
    """The row of what was sent already, or one of its own where it never went out by itself."""
    assert sent.sent_at
    person = by.person.pk if by.person else None
    arrival = {"delivered_at": now, "means": means, "proof": proof, "recorded_by_id": person}
    fresh = Delivery(reply_id=sent.pk, channel=case.submission.channel, sent_at=sent.sent_at, **arrival)
    if not change(Delivery, {"reply_id": sent.pk}, **arrival):
        store([fresh])
    return fresh


def can_be_called(case: Case) -> bool:
    """Did the writer leave a telephone? Reports are asked about by nobody outside the discipline office."""
    if case.is_sealed():
        return False
    return Contact.objects.filter(submission=case.submission_id).exclude(phone="").exists()


def proof_of(means: str, proof: str) -> str:
    """The number, the name or the reason, on one line; refused where there has to be one."""
    proof = one_line(proof)[:200]
    if means in NEEDS_PROOF and not proof:
        raise NotValid(_("请写明送达凭据：邮件号码、签收人，或者无法送达的原因。"), "proof")
    return proof


def allowed_means(means: str, *, by: Actor) -> None:
    """Each mouth can only witness its own kind of delivery."""
    allowed = {
        "citizen": {Means.READ},
        "clock": {Means.UNREAD},
        "officer": {Means.HANDED, Means.POSTED, Means.IMPOSSIBLE},
    }[by.kind]
    if by.post("clerk", "sorter"):
        allowed |= {Means.TOLD}  # never whoever handled it
    if means not in allowed:
        raise NotValid(_("请选择实际的送达方式。"), "means")
