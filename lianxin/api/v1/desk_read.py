"""读信、读欠账 Letters at the desk, those addressed to somebody, and what bodies owe."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.cases_listed import shelves
from lianxin.api.v1.cases_read import contact_of
from lianxin.api.v1.cursors import PAGE, cursor_of, read_cursor
from lianxin.api.v1.matters import acts_now, body_called, letter_for, not_there
from lianxin.api.v1.opening import read, write
from lianxin.api.v1.shapes_cases import (
    ContactTold,
    OwedTold,
    OwingTold,
    WaitingLetterTold,
    WaitingTold,
)
from lianxin.api.v1.uploads import OCTETS, sent_home
from lianxin.api.v1.versions import version_of
from lianxin.cases.queries import NEVER, Line, on_desk
from lianxin.clock.models import Promise
from lianxin.flow.owing import debts_under, owed_by_body
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may, reach_of, require
from lianxin.intake.models import Arrival, Became, Submission
from lianxin.intake.queries import set_aside_from
from lianxin.intake.verbs import open_contact
from lianxin.kit.refusals import NotAllowed
from lianxin.kit.shapes import Key, Words
from lianxin.organisations.models import Organisation
from lianxin.outcomes.opening import read_letter
from lianxin.outcomes.seen_by_officer import letter_seen, promises_of

TAG = "desk"


@read("/desk/waiting", in_office, WaitingTold, tag=TAG, grants=("submission.read",))
def letters_waiting(ask: Ask, after: Words = "") -> object:
    """Letters that wait to be registered at this person's desk, soonest due first."""
    require(ask.by, "submission.read", None)
    place = read_cursor(after)
    lines: list[Line] = []
    for path, secrecy in shelves(ask.by):
        lines += on_desk(
            path, ("waiting",), kind="submission", secrecy=secrecy, after=place, most=PAGE + 1
        )  # fmt: skip
    lines.sort(key=lambda line: (line.next_due or NEVER, line.id))
    following = cursor_of((lines[PAGE - 1].next_due, lines[PAGE - 1].id)) if len(lines) > PAGE else ""
    return {"items": _rows(ask.by, [line.id for line in lines[:PAGE]]), "next": following}


def _rows(by: Actor, keys: list[UUID]) -> list[dict[str, object]]:
    """What this person may read of them, in the order given."""
    wanted = Submission.objects.select_related("dossier__keeper", "addressee").in_bulk(keys)
    return [
        {
            "letter": one.pk, "number": one.dossier.number, "subject": one.subject,
            "keeper": one.dossier.keeper, "received_at": one.received_at, "due": one.dossier.next_due,
        }
        for one in (wanted[key] for key in keys if key in wanted)
        if may(by, "submission.read", one)
    ]  # fmt: skip


@read("/desk/letters/{letter}", in_office, WaitingLetterTold, tag=TAG, grants=("submission.read",))
def letter_at_desk(ask: Ask, letter: Key) -> object:
    """A letter, and which case it has become. That it was opened is written down, and the writer sees it."""
    letter_for(ask, letter)
    mine, case = read_letter(letter, by=ask.by, now=ask.now)
    ask.version = version_of(mine, case)
    return {
        "letter": letter_seen(mine), "case": case and case.pk, "version": ask.version,
        "sealed": mine.is_sealed(), "may": acts_now(ask, mine, case),
        "promises": promises_of(case.pk if case else mine.pk, mine.pk),
        "originals": _originals(mine) if may(ask.by, "submission.read_original", case or mine) else (),
    }  # fmt: skip


def _originals(letter: Submission) -> QuerySet[Arrival]:
    """What came in for this letter and for its further words."""
    return letter.arrivals.filter(became__in=(Became.LETTER, Became.ADDED)).order_by("at")


@read(
    "/desk/letters/{letter}/originals/{original}", in_office, None, tag=TAG, media=OCTETS,
    grants=("submission.read_original",),
)  # fmt: skip
def original_at_desk(ask: Ask, letter: Key, original: Key) -> object:
    """The bytes as they came, to be saved. They hold who wrote, so it counts as opening the private part."""
    mine, case = letter_for(ask, letter)
    require(ask.by, "submission.read_original", case or mine)
    found = _originals(mine).filter(pk=original).first()
    if found is None:
        raise not_there()
    open_contact(mine, by=ask.by, now=ask.now, through=case)
    answer = HttpResponse(found.original(), content_type=OCTETS)
    answer["Content-Disposition"] = f'attachment; filename="original-{found.pk.hex[-12:]}.bin"'
    answer["Cache-Control"] = "no-store"
    return answer


@read("/desk/letters/{letter}/files/{file}", in_office, None, tag=TAG, media=OCTETS)
def file_at_desk(ask: Ask, letter: Key, file: Key) -> object:
    """A file of the letter, to be saved."""
    mine, case = letter_for(ask, letter)
    require(ask.by, "submission.read", case or mine)
    return sent_home(ask.request, mine.attachments.filter(pk=file).first())


@write(
    "/desk/letters/{letter}/contact", in_office, ContactTold, tag=TAG, grants=("submission.read_contact",)
)  # fmt: skip
def contact_at_desk(ask: Ask, letter: Key) -> object:
    """How to reach the writer; an act, because that it was opened is written down and the writer sees it."""
    mine, case = letter_for(ask, letter)
    return contact_of(ask, mine, case)


@read("/owed", in_office, OwingTold, tag="leading", grants=("promise.list",))
def owed(ask: Ask) -> object:
    """What every body under this person's owes, the longest broken first."""
    require(ask.by, "promise.list", None)
    rows = [one for path in reach_of(ask.by, "promise.list") for one in debts_under(path, now=ask.now)]
    bodies = {one.path: one for one in Organisation.objects.filter(path__in=[row.path for row in rows])}
    return {"items": [{**row._asdict(), "body": bodies[row.path]} for row in rows]}


@read("/owed/{body}", in_office, OwedTold, tag="leading", grants=("promise.list",))
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
    )
    return list(told[: PAGE + 1])


def _owed(one: Promise) -> dict[str, object]:
    said, is_case = vars(one), one.dossier.kind == "case"
    return {
        "key": one.key, "due": one.due, "advances": one.advances, "escalated": one.escalated,
        "made_at": one.made_at, "number": one.dossier.number,
        "subject": said["case_about"] or said["letter_about"] or "",
        "case": one.dossier_id if is_case else None, "letter": said["letter"] or one.dossier_id,
    }  # fmt: skip
