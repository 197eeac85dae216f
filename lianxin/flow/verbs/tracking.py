"""The desk decides by which law a matter is handled and how urgent it is, before it is given out."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.cases.models import Case, Urgency
from lianxin.cases.models.case import Track
from lianxin.flow.moves import move, reckon_next_anew
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.storing import change
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import record

PROCEDURE_OF = {Track.HOTLINE.value: "letter", Track.PETITION.value: "petition"}


@transaction.atomic
def choose_track(case: Case, track: str, *, reason: str, by: Actor, now: datetime) -> None:
    """定轨 Hotline or petition: two regimes over the same letter. One of them, told with its reason.

    What the desk owes is reckoned anew from its own start. (信访工作条例第22条、第34条；济南条例第24条)
    """
    require(by, "case.choose_track", case)
    reason = _told(reason)
    if track not in PROCEDURE_OF:
        raise NotValid(_("请选择“热线”或“信访”。"), "track")
    if track == case.track:
        raise NotAllowedNow(_("这一件已经是这条轨道，不用再定。"))
    move(case, "case.track_chosen")
    case.track, case.procedure = track, PROCEDURE_OF[track]
    change(Case, {"dossier_id": case.pk}, track=case.track, procedure=case.procedure)
    reckon_next_anew(case, "dispatch", now=now)
    record(case.dossier, "case.track_chosen", by=by, now=now, track=track, reason=reason)


@transaction.atomic
def grade(case: Case, urgency: str, *, reason: str, by: Actor, now: datetime) -> None:
    """定级 Raise or lower how urgent a matter is, before it is given out.

    The dispatch stays owed from its own start: grading up may find it late already, and grading down
    never mends what is broken.
    """
    require(by, "case.grade", case)
    reason = _told(reason)
    if urgency not in Urgency.values:
        raise NotValid(_("请选择急不急。"), "urgency")
    if urgency == case.urgency:
        raise NotAllowedNow(_("这一件已经是这一级，不用再定。"))
    move(case, "case.graded")
    before, case.urgency = case.urgency, urgency
    change(Case, {"dossier_id": case.pk}, urgency=urgency)
    reckon_next_anew(case, "dispatch", now=now)
    record(case.dossier, "case.graded", by=by, now=now, before=before, urgency=urgency, reason=reason)


def _told(reason: str) -> str:
    """The writer reads it: without a reason nothing is changed."""
    reason = one_line(reason)
    if not reason or len(reason) > 300:
        raise NotValid(_("请写明理由，不超过300字。来信人会看到。"), "reason")
    return reason
