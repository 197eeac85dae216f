"""The verbs of those who have the case."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from lianxin.cases.models import Assignment, Case, Request
from lianxin.clock.verbs import keep
from lianxin.flow.moves import move, owe_next
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.storing import change
from lianxin.kit.text import one_line
from lianxin.ledger.verbs import record

ANSWERED = frozenset({"replied", "delivered", "closed"})


@transaction.atomic
def acknowledge(case: Case, *, by: Actor, now: datetime) -> None:
    """签收 The organisation signs for the case; from now on it owes the answer."""
    require(by, "case.acknowledge", case)
    move(case, "case.acknowledged")
    given = {"case_id": case.pk, "acknowledged_at": None, "recalled_at": None}
    change(Assignment, given, acknowledged_at=now, acknowledged_by_id=by.person.pk if by.person else None)
    keep(case.dossier, "acknowledge", now=now)
    owe_next(case, "reply", now=now)
    record(case.dossier, "case.acknowledged", by=by, now=now)


@transaction.atomic
def split(case: Case, words: Sequence[str], *, by: Actor, now: datetime) -> list[Request]:
    """拆分诉求 Say what the letter asks for, one line each; every one will need its own answer."""
    require(by, "case.split", case)
    lines = [one_line(line)[:300] for line in words if one_line(line)]
    if not 1 <= len(lines) <= 20:
        raise NotValid(_("请写明1到20项诉求，每项一行。"), "requests")
    if case.stage in ANSWERED or case.passes > 1:
        raise NotAllowedNow(_("已经答复过的工单不能再拆分诉求。"))
    if case.stage == "in_approval":  # what waits to be signed must answer every request
        raise NotAllowedNow(_("答复已经送审，不能再拆分诉求。请先撤回送审，或者等退回修改。"))
    try:
        case.requests.filter(number__gt=len(lines)).delete()
    except ProtectedError as error:
        raise NotAllowedNow(_("已经有人起草了这些诉求的答复，不能再减少诉求。")) from error
    Request.objects.bulk_create(
        [Request(case=case, number=number, words=line) for number, line in enumerate(lines, start=1)],
        update_conflicts=True, unique_fields=["case", "number"], update_fields=["words"],
    )  # fmt: skip
    record(case.dossier, "case.split", by=by, now=now, requests=lines)
    return list(case.requests.all())
