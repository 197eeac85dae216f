"""找到的问题 Problems of the ledger that are wanted too: a few, the loudest first."""

from datetime import datetime

from django.db.models import Q

from lianxin.cases.finding import number_in
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may
from lianxin.insight.searching.wanted import Wanted, after, before, due, under
from lianxin.problems.finding import holding_these
from lianxin.problems.listing import readable_problems
from lianxin.problems.models import Problem

MOST = 5
LOOKED_AT = 2_000  # problems that hold the words, the loudest; what somebody may read is among them


def problems_found(asked: Wanted, *, by: Actor, now: datetime, most: int = MOST) -> list[Problem]:
    """What this person may read of it. Stage and channel are asked of letters: no problem has them."""
    if not may(by, "problem.read", None) or asked.stage or asked.channel:
        return []
    if number := number_in(asked.typed):
        return list(readable_problems(by).filter(dossier__number=number))
    if not asked.anything:
        return []
    found = readable_problems(by).filter(_conditions(asked, now)).exclude(dossier__stage="merged")
    if asked.words or asked.without:
        # Asked first and by itself: a database that is asked for both at once begins with all folders.
        holding = Problem.objects.filter(holding_these(asked.words, asked.without)).order_by("-voices")
        keys = list(holding.values_list("pk", flat=True)[:LOOKED_AT])
        found = found.filter(pk__in=keys)
    return list(found.order_by("-voices", "-dossier_id")[:most])


def _conditions(asked: Wanted, now: datetime) -> Q:
    where = Q()
    if asked.place:
        where &= under("place_organisation__path", asked.place.path)
    if asked.body:
        where &= under("dossier__keeper_path", asked.body.path)
    if asked.promise:
        where &= due("dossier__next_due", asked.promise, now)
    if asked.since:
        where &= after("last_at", asked.since)
    if asked.until:
        where &= before("first_at", asked.until)
    return where
