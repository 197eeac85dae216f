"""What people do about notices: print and post them, try a mail again, or end the mails."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.queries import case_of_letter
from lianxin.identity.actors import Actor
from lianxin.identity.models import Person
from lianxin.identity.policy import require
from lianxin.intake.models import Contact, Submission
from lianxin.intake.verbs import correct_email
from lianxin.kit.ids import uuid7
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.text import one_line
from lianxin.ledger.models import Event
from lianxin.ledger.verbs import record
from lianxin.outcomes.models import PAPER, Appeal, Delivery, Means, NoMoreMail, Sending, State
from lianxin.outcomes.models.sending import SendingQuerySet
from lianxin.outcomes.verbs.appealing import tell_opinion
from lianxin.outcomes.verbs.delivering import deliver

# Why something need not go any more. Kept as a word; pages say it as a sentence.
REASONS = {
    "on_paper": N_("改为打印寄出"),
    "not_wanted": N_("来信人不想再收邮件"),
    "read": N_("来信人已经在网页上读到"),
    "handed": N_("已经当面送到"),
    "impossible": N_("已记录为无法送达"),
    "recalled": N_("派单已经撤回"),
    "unlinked": N_("关联已经解除"),
}
# The stage at which something has still to reach the writer, and the notices that bring it.
ANNOUNCES = {
    "replied": {"replied", "answered_along"},
    "reviewed": {"reviewed"},
    "rechecked": {"rechecked"},
}
# What need not be announced any more after these events.
SETTLES = {
    "case.delivered": ["replied", "answered_along"],
    "case.opinion_told": ["reviewed", "rechecked"],
    "case.recalled": ["dispatched"],
    "case.unlinked": ["linked"],
}
NOTHING = N_("这封信没有等着寄的。刚才可能已经有人寄出了，请刷新页面。")


@transaction.atomic
def post(letter: Submission, *, proof: str, by: Actor, now: datetime) -> list[Sending]:
    """寄出 Everything printed for this writer went to the post in one envelope.

    `proof` is the number of the registered letter. A reply among it is delivered by that.
    """
    require(by, "notice.post", letter)
    proof = one_line(proof)[:200]
    if not proof:
        raise NotValid(_("请写明邮寄凭据，例如挂号信号码。"), "proof")
    posted = list(_papers(letter))
    Sending.objects.filter(pk__in=[one.pk for one in posted]).update(
        state=State.SENT, sent_at=now, due_at=None, complaint="", proof=proof, envelope=uuid7(),
        recorded_by=by.person,
    )  # fmt: skip
    case = case_of_letter.first(letter.pk)
    if case and ANNOUNCES.get(case.stage, set()) & {one.notice for one in posted}:
        arrive = deliver if case.stage == "replied" else tell_opinion
        arrive(case, means=Means.POSTED, proof=proof, by=by, now=now)
    record(letter.dossier, "notice.posted", by=by, now=now, notices=[one.notice for one in posted])
    return posted


@transaction.atomic
def try_again(letter: Submission, *, by: Actor, now: datetime) -> None:
    """再寄一次 The mails to this writer are due now, whatever was said of them before."""
    require(by, "notice.post", letter)
    mails = _mails(letter)
    mails.update(state=State.WAITING, due_at=now, attempts=0, complaint="")
    record(letter.dossier, "notice.tried_again", by=by, now=now)


@transaction.atomic
def correct_and_send(letter: Submission, *, email: str, by: Actor, now: datetime) -> None:
    """改正邮箱 The writer's e-mail address is put right, and what could not be sent goes there now."""
    correct_email(letter, email, by=by, now=now)
    try_again(letter, by=by, now=now)


@transaction.atomic
def post_instead(letter: Submission, *, by: Actor, now: datetime) -> list[Sending]:
    """改为打印寄出 What could not go by mail is printed and posted; needs a postal address."""
    require(by, "notice.post", letter)
    if not Contact.objects.filter(submission=letter).exclude(address="").exists():
        raise NotAllowedNow(_("来信人没有留通信地址，不能打印寄出。可以打电话核对邮箱，改正后再寄。"))
    mails = list(_mails(letter))
    _release(letter, because="on_paper", by=by)
    papers = [
        Sending(
            submission=letter, dossier_id=mail.dossier_id, event_id=mail.event_id, notice=mail.notice,
            channel=PAPER, language=mail.language, made_at=now, due_at=now,
        )
        for mail in mails
    ]  # fmt: skip
    Sending.objects.bulk_create(papers, ignore_conflicts=True)
    record(letter.dossier, "notice.put_on_paper", by=by, now=now, notices=[mail.notice for mail in mails])
    return papers


@transaction.atomic
def stop_mails(letter: Submission, *, by: Actor, now: datetime) -> None:
    """不再寄邮件 The writer wants no more mails about this letter. Once more says nothing new."""
    require(by, "notice.stop", letter)
    _stopped, fresh = NoMoreMail.objects.get_or_create(submission=letter, defaults={"at": now})
    if fresh:
        _release(letter, because="not_wanted", by=by)
        record(letter.dossier, "notice.mails_stopped", by=by, now=now)


def settle(event: Event, *, now: datetime) -> None:
    """不用再寄 What was still on its way to announce something need not go: it has arrived, or is taken back.

    Nobody fetched it in time (`unread`): then its letter is all the more needed. What was read out on
    the telephone still goes on paper to who left an address.
    """
    waiting = Sending.objects.open().filter(dossier=event.dossier_id, notice__in=SETTLES[event.name])
    because = event.data.get("means", event.name.removeprefix("case."))
    if because == Means.POSTED:
        proof, by = _proof(event)
        waiting.filter(channel=PAPER).update(
            state=State.SENT, sent_at=event.at, due_at=None, complaint="", proof=proof, recorded_by=by
        )
    elif because not in {Means.UNREAD, Means.TOLD}:
        waiting.update(state=State.RELEASED, due_at=None, reason=because)


def _proof(event: Event) -> tuple[str, Person | None]:
    """By what number it was posted, and who says so."""
    if "appeal" in event.data:
        return Appeal.objects.get(pk=event.data["appeal"]).proof, event.by
    arrived = Delivery.objects.filter(reply__case=event.dossier_id).latest("delivered_at")
    return arrived.proof, arrived.recorded_by


def _papers(letter: Submission) -> SendingQuerySet:
    """What has to be printed for this writer."""
    return _some(Sending.objects.open().filter(submission=letter, channel=PAPER))


def _mails(letter: Submission) -> SendingQuerySet:
    """The messages that wait for this writer, by whatever channel."""
    return _some(Sending.objects.open().filter(submission=letter).messages())


def _some(waiting: SendingQuerySet) -> SendingQuerySet:
    """What waits, if anything does. Raises NotAllowedNow when nothing does."""
    if not waiting.exists():
        raise NotAllowedNow(_(NOTHING))
    return waiting.order_by("id")


def _release(letter: Submission, *, because: str, by: Actor) -> None:
    Sending.objects.open().filter(submission=letter).messages().update(
        state=State.RELEASED, due_at=None, reason=because, recorded_by=by.person
    )
