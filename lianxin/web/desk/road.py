"""走过的路 What the page of a case shows of its way, and what its forms need."""

from collections.abc import Collection
from datetime import datetime

from lianxin.cases.models import Case
from lianxin.cases.queries import responsible
from lianxin.clock.models import Promise
from lianxin.flow.giving import givings, last_day_to_object, why_no_objection
from lianxin.flow.verbs import asked_of
from lianxin.identity.actors import Actor
from lianxin.kit.dates import say_day
from lianxin.outcomes.seen_road import objections_seen, support_seen
from lianxin.web.desk.naming import able_names


def road_of(case: Case, acts: Collection[str], *, by: Actor, now: datetime) -> dict[str, object]:
    """What the page shows of the way, and what it needs for the acts this person may do."""
    promises = Promise.objects.owed().filter(dossier=case.dossier)
    names = able_names() if {"object", "decide_objection", "support"} & {*acts} else []
    return {
        "objections": objections_seen(case),
        "supports": support_seen(case, promises) if case.supporting else [],
        "asked_of_me": asked_of(case, by=by) if "report" in acts else None,
        "able_names": names,
        **(_may_object(case, now=now) if "object" in acts else {}),
        **(_for_decision(case, now=now) if "decide_objection" in acts else {}),
    }


def _may_object(case: Case, *, now: datetime) -> dict[str, object]:
    given = givings(case)
    until = last_day_to_object(case, given[-1])
    return {"object_until": say_day(until), "why_no_objection": why_no_objection(case, given, now=now)}


def decision_on(case: Case, *, now: datetime) -> dict[str, object]:
    """What the sorter's own page shows of a disputed case."""
    shown = {"objections": objections_seen(case), "able_names": able_names()}
    return {**shown, **_for_decision(case, now=now)}


def _for_decision(case: Case, *, now: datetime) -> dict[str, object]:
    """What the desk has before it when it decides: who says what, and whom to offer."""
    objection = case.objections.select_related("suggested").get(decided_at=None)
    place = case.submission.place_organisation
    entry = responsible(case.category, place, now=now) if case.category else None
    named = entry.organisation if entry else None
    offered = objection.suggested or (named if named != case.lead_org else None)
    return {
        "passes_to": offered.name if offered else "",
        "catalogue_says": named.name if named else "",
        "objector": case.lead_org.name if case.lead_org else "",
    }
