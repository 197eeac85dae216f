"""谁欠着什么 What bodies owe, for those who watch over them."""

from datetime import datetime, timedelta
from typing import Literal

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.cursors import PAGE, cursor_of, read_cursor
from lianxin.api.v1.matters import body_called
from lianxin.api.v1.opening import read
from lianxin.api.v1.shapes_desk import CountedTold, OwedTold, OwingTold
from lianxin.clock.models import Promise
from lianxin.flow.owing import debts_under, owed_by_body
from lianxin.identity.actors import Actor
from lianxin.identity.policy import reach_of, require
from lianxin.intake.queries import set_aside_from
from lianxin.kit.refusals import NotAllowed
from lianxin.kit.shapes import Words
from lianxin.organisations.models import Organisation
from lianxin.outcomes.figures import facts_of
from lianxin.outcomes.models import FigureAppeal
from lianxin.outcomes.verbs.appealing_figures import APPELLANTS

TAG = "leading"
OF_THE_LEDGER = ("problem", "theme")
LATELY = timedelta(days=30)


@read("/owed", in_office, OwingTold, tag=TAG, grants=("promise.list",))
def owed(ask: Ask) -> object:
    """What every body under this person's owes, the longest broken first."""
    require(ask.by, "promise.list", None)
    rows = [one for path in reach_of(ask.by, "promise.list") for one in debts_under(path, now=ask.now)]
    bodies = {one.path: one for one in Organisation.objects.filter(path__in=[row.path for row in rows])}
    return {"items": [{**row._asdict(), "body": bodies[row.path]} for row in rows]}


@read("/owed/{body}", in_office, OwedTold, tag=TAG, grants=("promise.list",))
def owed_by_one(
    ask: Ask, body: Words, what: Literal["owed", "soon", "broken", "reopened"] = "owed", after: Words = ""
) -> object:
    """What one body owes, soonest due first; of it what is soon due, broken, or owed anew."""
    path = body_called(body, "body").path
    require(ask.by, "promise.list", None)
    if not any(path.startswith(reach) for reach in reach_of(ask.by, "promise.list")):
        raise NotAllowed(_("这个单位不在您的单位下面。"))
    rows = _promises(ask.by, path, what, after, now=ask.now)
    following = cursor_of((rows[PAGE - 1].due, rows[PAGE - 1].pk)) if len(rows) > PAGE else ""
    return {"items": [_owed(one) for one in rows[:PAGE]], "next": following}


def _promises(by: Actor, path: str, what: str, after: str, *, now: datetime) -> list[Promise]:
    """One more than a page of them; never of what this person steps aside from."""
    place = read_cursor(after)
    found = owed_by_body(path, what, now=now, hidden=set_aside_from(by), after=place)
    told = found.select_related("dossier").annotate(
        letter=F("dossier__case__submission"),
        case_about=F("dossier__case__submission__subject"),
        letter_about=F("dossier__submission__subject"),
        ledger_about=Coalesce("dossier__problem__title", "dossier__theme__title"),
    )
    return list(told[: PAGE + 1])


def _owed(one: Promise) -> dict[str, object]:
    said, kind = vars(one), one.dossier.kind
    return {
        "key": one.key, "due": one.due, "advances": one.advances, "escalated": one.escalated,
        "made_at": one.made_at, "number": one.dossier.number,
        "subject": said["case_about"] or said["letter_about"] or said["ledger_about"] or "",
        "case": one.dossier_id if kind == "case" else None,
        "letter": None if kind in OF_THE_LEDGER else said["letter"] or one.dossier_id,
        "problem": one.dossier_id if kind == "problem" else None,
        "theme": one.dossier_id if kind == "theme" else None,
    }  # fmt: skip


@read("/counted", in_office, CountedTold, tag=TAG, grants=("case.appeal_figure",))
def counted_about_us(ask: Ask) -> object:
    """What is counted about this person's own body and was not appealed yet, of the last thirty days.

    Each can be appealed once: `POST /cases/{case}/appeal-figure`. What others appeal is owed as `assess`.
    """
    require(ask.by, "case.appeal_figure", None)
    bodies = {post.organisation for post in ask.by.posts if post.role in APPELLANTS}
    facts = [(one, body) for body in bodies for one in facts_of(body, since=ask.now - LATELY)]
    asked = {*FigureAppeal.objects.filter(organisation__in=bodies).values_list("case", "counted")}
    return {
        "items": [
            {"case": one.case, "number": one.number, "counted": one.counted, "body": body, "at": one.at}
            for one, body in facts
            if (one.case, one.counted) not in asked
        ]
    }
