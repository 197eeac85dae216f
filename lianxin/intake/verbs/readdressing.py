"""The writer says whom it is for, as long as nobody has begun with it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.clock.verbs import pass_on
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Submission
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.storing import change
from lianxin.ledger.verbs import record, turn
from lianxin.organisations.models import Kind, Organisation
from lianxin.organisations.queries import office_for

WITH_SECRETARY = (Kind.COUNTY, Kind.COMMITTEE, Kind.BRANCH)


@transaction.atomic
def readdress(submission: Submission, *, to: Organisation, by: Actor, now: datetime) -> None:
    """改写给谁 It is written to this body's secretary; whoever registers for that body registers it.

    The words stay as they are, and so does the time. To whom it is written already says nothing new.
    """
    require(by, "submission.readdress", submission)
    if to.kind not in WITH_SECRETARY or not to.active:
        raise NotValid(_("信只能写给县、乡镇、村的书记。"), "to")
    if submission.is_sealed():
        raise NotAllowedNow(_("检举件由纪检机关收，不能改写给别人。"))
    if submission.dossier.stage != "waiting":
        raise NotAllowedNow(_("这封信已经登记，写给谁不再改。"))
    if to.pk == submission.addressee_id:
        return
    dossier, desk = submission.dossier, office_for(to, Kind.DESK)
    if desk.pk != dossier.keeper_id:
        pass_on(dossier, "register", to=desk)
        turn(dossier, keeper=desk)
    submission.addressee, submission.addressee_read_at = to, None
    change(Submission, {"dossier_id": submission.pk}, addressee_id=to.pk, addressee_read_at=None)
    record(dossier, "submission.readdressed", by=by, now=now, to=to.code)
