"""Linking a letter to a matter that is in hand, and taking the link back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.cases.models import Case, Link
from lianxin.cases.queries import case_by_key, case_of_letter
from lianxin.clock.models import Promise
from lianxin.clock.verbs import keep, owe, pass_on, release
from lianxin.flow.matters import IN_HAND, ROAD_OF_A_VOICE, SHARED, matter_of, owed_by_matter, waiting_links
from lianxin.flow.moves import move, owe_dispatch_again
from lianxin.flow.procedures import FROM_ABOVE
from lianxin.flow.verbs.sorting import RECALLED_WITHIN, register
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Submission
from lianxin.kit.refusals import NotAllowed, NotAllowedNow, NotValid
from lianxin.kit.storing import change
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import record
from lianxin.organisations.models import Organisation

LONGEST_REASON = 300
# Kept in the house's own language; pages translate when they show it.
UNLINKED = N_("不再和别的信一起办")


@transaction.atomic
def link(case: Case, *, to: Case, by: Actor, now: datetime) -> Link:
    """关联同一事项 This letter tells of a matter in hand: it is handled once, and each writer is answered.

    What the matter owes next is owed to this voice as well, by the same body and the same time.
    Sealed reports and confidential letters are never linked. (北京市接诉即办工作条例第12条)
    """
    require(by, "case.link", case)
    require(by, "case.link", to)
    matter = to if to.stage != "linked" else matter_of(to) or to
    _may_be_one(case, matter)
    owed = owed_by_matter(matter)
    if matter.stage not in IN_HAND or owed is None:
        raise NotAllowedNow(
            _("%(number)s已经答复过或者结案了，不能再关联。请照常派单，承办单位可以参照它的答复。")
            % {"number": matter.dossier.number}
        )
    move(case, "case.linked", keeper=matter.dossier.keeper)
    made = Link.objects.create(voice=case, matter=matter, by=by.person, at=now)
    led_by(case, matter.lead_org)
    if not matter.shared:
        change(Case, {"dossier_id": matter.pk}, shared=True)
    keep(case.dossier, "dispatch", now=now)
    pass_on(case.dossier, *FROM_ABOVE, to=matter.dossier.keeper)
    owe_as(case, owed, now=now)
    _note(case, matter, "case.linked", "case.voice_joined", by=by, now=now)
    return made


@transaction.atomic
def join(submission: Submission, *, to: Case, by: Actor, now: datetime) -> Case:
    """登记并关联 The sorter's one press, in one transaction; in the class and urgency of the matter."""
    case = case_of_letter.first(submission.pk)
    if case is None:
        case = register(submission, by=by, now=now, category=to.category, urgency=to.urgency)
    link(case, to=to, by=by, now=now)
    return case


def _may_be_one(case: Case, matter: Case) -> None:
    """Refuses what would show one writer to another, and what cannot be one matter."""
    if case.pk == matter.pk:
        raise NotValid(_("不能和它自己关联，请选另一件。"), "same")
    if case.track == "petition" != matter.track:
        raise NotAllowedNow(_("这封信定为按信访程序办理，期限由法规定，不能和别的信一起办。请单独派单。"))
    private = any(one.is_sealed() or one.submission.confidential for one in (case, matter))
    if private:
        raise NotAllowed(_("检举件和要求保密的信不能和别的信关联，请单独办理。"))
    keeper = matter.dossier.keeper
    if case.shuts_out(None, keeper.path):
        raise NotAllowed(_("%(body)s要回避这封信，不能和它办的事项关联。") % {"body": keeper.name})
    if case.shared and waiting_links(case).exists():
        raise NotAllowedNow(_("已经有别的信关联到这一件，请反过来，把另一件关联到这一件。"))


def owe_as(case: Case, owed: Promise, *, now: datetime) -> None:
    """Owe: to this voice the same, by the same body and the same time, as the matter owes."""
    owe(
        case.dossier, SHARED[owed.key], owed_by=owed.owed_by, rule_key=owed.rule_key, now=now, due=owed.due,
        counted_from=owed.counted_from, advances=owed.advances,
    )  # fmt: skip


def led_by(case: Case, lead: Organisation | None) -> None:
    """Whoever has the matter has the voice."""
    case.lead_org, case.shared = lead, True
    change(Case, {"dossier_id": case.pk}, lead_org_id=lead and lead.pk, shared=True)


def _note(case: Case, matter: Case, own: str, there: str, *, by: Actor, now: datetime, **said: str) -> None:
    """Write: one line in each folder. That of the matter is also the lock: whoever answers it at this
    very moment and whoever links to it cannot both be first."""
    where = {"to": matter.dossier.keeper.code, "stage": matter.stage}
    record(case.dossier, own, by=by, now=now, matter=matter.pk.hex, **where, **said)
    record(matter.dossier, there, by=by, now=now, voice=case.pk.hex)


@transaction.atomic
def unlink(case: Case, *, by: Actor, now: datetime, reason: str = "") -> None:
    """解除关联 It was another matter after all: the desk owes its dispatch as before the link.

    Whoever linked it needs no reason within a minute; later the reason is told to the writer. As after a
    recall no limit begins anew. Raises NotAllowedNow once it has been answered along with its matter.
    """
    require(by, "case.unlink", case)
    made = Link.objects.filter(voice=case, ended_at=None).first()
    if made is None:
        raise NotAllowedNow(_("这一件没有和别的信关联。"))
    at_once = by.person is not None and made.by_id == by.person.pk and now - made.at <= RECALLED_WITHIN
    reason = one_line(reason)
    if len(reason) > LONGEST_REASON or not (reason or at_once):
        raise NotValid(_("请写明为什么不是同一件事，不超过300字。来信人看得到。"), "why_apart")
    matter = case_by_key.get(made.matter_id)
    move(case, "case.unlinked", keeper=case.desk)
    change(Link, {"id": made.pk}, ended_at=now, ended_by_id=by.person and by.person.pk, reason=reason)
    stand_alone(case, now=now)
    because = "reason" if reason else "undone"
    _note(case, matter, "case.unlinked", "case.voice_left", by=by, now=now, because=because, reason=reason)


def stand_alone(case: Case, *, now: datetime) -> None:
    """Owe: the desk has the letter as if it had never been linked, its dispatch due when it was before."""
    led_by(case, None)
    release(case.dossier, *ROAD_OF_A_VOICE, reason=UNLINKED, now=now)
    pass_on(case.dossier, *FROM_ABOVE, to=case.desk)
    owe_dispatch_again(case, now=now)
