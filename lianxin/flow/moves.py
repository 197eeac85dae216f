"""The move and the owe beats of a case: what the procedure allows, what it makes owed."""

from datetime import datetime

from django.utils.translation import gettext as _

from lianxin.cases.models import Case, Stage
from lianxin.clock.models import Promise
from lianxin.clock.verbs import make_promise, store_owed
from lianxin.flow.procedures import procedure_of
from lianxin.kit.refusals import NotAllowedNow
from lianxin.ledger.models import Event
from lianxin.ledger.verbs import turn
from lianxin.organisations.models import Organisation


def move(case: Case, event: str, *, keeper: Organisation | None = None) -> None:
    """Move: the stage after this event, if the procedure allows it now.

    The compare-and-swap itself is `record`'s: it fails when the folder has grown meanwhile.
    Raises NotAllowedNow with the stage the case is at.
    """
    allowed, after = procedure_of(case).moves[event]
    if case.stage not in allowed:
        raise NotAllowedNow(
            _("这一件目前是“%(stage)s”，不能这样办理。请刷新页面看看最新情况。")
            % {"stage": Stage(case.stage).label if case.stage else _("待登记")}
        )
    turn(case.dossier, stage=after, keeper=keeper)


def owe_next(
    case: Case,
    key: str,
    *,
    now: datetime,
    named: Organisation | None = None,
    number: int = 0,
    due: datetime | None = None,
) -> Promise:
    """Owe: the promise that the procedure names, under the rule for this urgency (or by `due`).

    `named` is the body that owes it where the procedure leaves that to the verb; `number` tells
    apart the promises of several bodies that owe the same thing at once.
    """
    promise = _promise(case, key, now=now, named=named, number=number, due=due)
    store_owed(case.dossier, [promise])
    return promise


def owe_together(case: Case, *keys: str, now: datetime) -> None:
    """Owe: several promises of the procedure at once, each under its own rule."""
    store_owed(case.dossier, [_promise(case, key, now=now) for key in keys])


def _promise(
    case: Case,
    key: str,
    *,
    now: datetime,
    named: Organisation | None = None,
    number: int = 0,
    due: datetime | None = None,
) -> Promise:
    owed = procedure_of(case).promises[key]
    by = named or _ower(case, owed.by)
    rule_key = owed.rules.get(case.urgency) or owed.rules[""]
    advances = owed.advances and case.submission.channel not in owed.but_not
    name = f"{key}:{number}" if number else key
    return make_promise(
        case.dossier, name, owed_by=by, rule_key=rule_key, now=now, due=due, advances=advances
    )


def _ower(case: Case, by: str) -> Organisation:
    """While it is disputed whose the case is, the desk has the keeper's turn."""
    keeper = case.desk if case.stage == Stage.DISPUTED else case.dossier.keeper
    lead = case.lead_org or case.desk
    return {"desk": case.desk, "lead": lead, "keeper": keeper, "named": lead}[by]


def stage_from_ledger(case: Case, events: list[Event]) -> str:
    """Law 3: the stage that the lines of the folder lead to."""
    moves = procedure_of(case).moves
    stage = ""
    for event in events:
        if event.name in moves:
            stage = moves[event.name][1]
    return stage
