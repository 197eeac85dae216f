"""The move and the owe beats of a case: what the procedure allows, what it makes owed."""

from datetime import datetime

from django.utils.translation import gettext as _

from lianxin.cases.models import Case, Stage
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import State
from lianxin.clock.queries import is_known
from lianxin.clock.verbs import make_promise, reckon_anew, store_owed
from lianxin.flow.procedures import Owed, procedure_of
from lianxin.kit.refusals import NotAllowedNow
from lianxin.ledger.models import Event
from lianxin.ledger.verbs import turn
from lianxin.organisations.models import Organisation


def move(case: Case, event: str, *, keeper: Organisation | None = None) -> None:
    """Move: the stage after this event, if the procedure allows it now.

    The compare-and-swap itself is `record`'s: it fails when the folder has grown meanwhile.
    Raises NotAllowedNow with the stage the case is at.
    """
    moves = procedure_of(case).moves
    if event not in moves:
        raise NotAllowedNow(_("这一类事项的办理程序里没有这一步。"))
    allowed, after = moves[event]
    if case.stage not in allowed:
        raise NotAllowedNow(
            _("这一件目前是“%(stage)s”，不能这样办理。请刷新页面看看最新情况。")
            % {"stage": Stage(case.stage).label if case.stage else _("待登记")}
        )
    if after or keeper:
        turn(case.dossier, stage=after, keeper=keeper)


def owe_next(
    case: Case,
    key: str,
    *,
    now: datetime,
    named: Organisation | None = None,
    number: int = 0,
    due: datetime | None = None,
    counted_from: datetime | None = None,
) -> Promise:
    """Owe: the promise that the procedure names, under the rule for this urgency.

    `named` is the body that owes it where the procedure leaves that to the verb; `number` tells
    apart the promises of several bodies that owe the same thing at once. `due` is the time where the
    verb agreed on one, `counted_from` the moment where it begins neither now nor as the law says.
    """
    promise = _promise(case, key, now=now, named=named, number=number, due=due, counted_from=counted_from)
    store_owed(case.dossier, [promise])
    return promise


def owe_dispatch_again(case: Case, *, now: datetime) -> None:
    """Owe: the desk's dispatch once more, by the time by which it was owed last; no limit begins anew."""
    last = Promise.objects.filter(dossier=case.dossier, key="dispatch").latest("made_at", "id")
    owe_next(case, "dispatch", now=now, due=last.due, counted_from=last.start)


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
    counted_from: datetime | None = None,
) -> Promise:
    owed = procedure_of(case).promises[key]
    return make_promise(
        case.dossier, f"{key}:{number}" if number else key,
        owed_by=named or _ower(case, owed.by), rule_key=rule_of(case, owed), now=now, due=due,
        counted_from=counted_from or _counted_from(case, owed),
        advances=owed.advances and case.submission.channel not in owed.but_not, beside=owed.beside,
    )  # fmt: skip


def _ower(case: Case, by: str) -> Organisation:
    """While it is disputed whose the case is, the desk has the keeper's turn."""
    keeper = case.desk if case.stage == Stage.DISPUTED else case.dossier.keeper
    lead = case.lead_org or case.desk
    return {"desk": case.desk, "lead": lead, "keeper": keeper, "named": lead}[by]


def rule_of(case: Case, owed: Owed) -> str:
    """The rule for this urgency."""
    return owed.rules.get(case.urgency) or owed.rules[""]


def owable(case: Case, *keys: str) -> bool:
    """Does a rule book know until when this would be owed? One made before there was such a step may not."""
    procedure = procedure_of(case)
    rules = [procedure.limits.get(key) or rule_of(case, procedure.promises[key]) for key in keys]
    return all(is_known(rule_key, case.dossier.rulebook) for rule_key in rules)


def _counted_from(case: Case, owed: Owed) -> datetime | None:
    """From when the law counts, where it does not count from the act that makes it owed."""
    if owed.since == "received":
        return case.submission.received_at
    if owed.since == "accepted":
        accepted = Event.objects.filter(dossier=case.dossier, name="case.accepted").order_by("-seq")
        return accepted.values_list("at", flat=True).first()
    return None


def reckon_next_anew(case: Case, key: str, *, now: datetime) -> None:
    """What runs under this key is reckoned anew by the rule that holds now, from when it was owed at first.

    A promise that is broken already stays as it is: no later grade and no other track mends it.
    """
    owed = procedure_of(case).promises[key]
    rule_key = rule_of(case, owed)
    made = list(Promise.objects.filter(dossier=case.dossier, key=key).order_by("made_at"))
    if made and made[-1].state == State.RUNNING and made[-1].rule_key != rule_key:
        start = _counted_from(case, owed) or made[0].made_at
        reckon_anew(case.dossier, made[-1], rule_key=rule_key, counted_from=start, now=now)


def stage_from_ledger(case: Case, events: list[Event]) -> str:
    """Law 3: the stage that the lines of the folder lead to."""
    moves = procedure_of(case).moves
    stage = ""
    for event in events:
        if event.name in moves:
            stage = moves[event.name][1] or stage
    return stage
