"""读信 Letters at the desk, those written to somebody, and whose writers are to be told."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.cases_listed import shelves
from lianxin.api.v1.cases_read import contact_of
from lianxin.api.v1.cursors import PAGE, cursor_of, read_cursor
from lianxin.api.v1.matters import acts_now, letter_for, not_there
from lianxin.api.v1.opening import read, write
from lianxin.api.v1.shapes_desk import (
    AddressedTold,
    ContactTold,
    ToTellTold,
    WaitingLetterTold,
    WaitingTold,
)
from lianxin.api.v1.uploads import OCTETS, sent_home
from lianxin.cases.models import Case
from lianxin.cases.queries import NEVER, Line, on_desk
from lianxin.cases.versions import version_of
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may, reach_of, require
from lianxin.intake.models import Arrival, Became, Submission
from lianxin.intake.queries import set_aside_from
from lianxin.intake.verbs import open_contact
from lianxin.kit.shapes import Key, Words
from lianxin.outcomes.opening import read_letter
from lianxin.outcomes.seen_by_officer import promises_of
from lianxin.outcomes.seen_letters import letter_seen
from lianxin.outcomes.seen_notices import Envelope, not_sent, to_call, to_post

TAG = "desk"
COVERS = ("dossier__keeper", "case__dossier__keeper")


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


@read("/desk/addressed", in_office, AddressedTold, tag=TAG, grants=("submission.read",))
def letters_addressed(ask: Ask, after: Words = "") -> object:
    """Letters written to the secretary that this person is, or reads for; the newest first."""
    require(ask.by, "submission.read", None)
    bodies = [post.organisation_id for post in ask.by.posts if post.role in {"secretary", "reader"}]
    mine = Submission.objects.ordinary().filter(addressee__in=bodies).exclude(pk__in=set_aside_from(ask.by))
    if place := read_cursor(after):
        mine = mine.filter(serial__lt=Submission.objects.filter(pk=place[1]).values("serial"))
    rows = list(mine.select_related(*COVERS).order_by("-serial")[: PAGE + 1])
    following = cursor_of((None, rows[PAGE - 1].pk)) if len(rows) > PAGE else ""
    return {"items": [_addressed(one) for one in rows[:PAGE]], "next": following}


def _addressed(letter: Submission) -> dict[str, object]:
    case: Case | None = getattr(letter, "case", None)
    cover = case.dossier if case else letter.dossier
    return {
        "letter": letter.pk, "case": case and case.pk, "number": letter.dossier.number,
        "subject": letter.subject, "stage": cover.stage, "keeper": cover.keeper,
        "received_at": letter.received_at, "read_at": letter.addressee_read_at,
    }  # fmt: skip


@read("/desk/to-tell", in_office, ToTellTold, tag=TAG, grants=("notice.post",))
def writers_to_tell(ask: Ask) -> object:
    """What has to be printed and posted, read out on the telephone, or looked after by a person."""
    require(ask.by, "notice.post", None)
    hidden = set_aside_from(ask.by)
    found: list[dict[str, object]] = []
    for path in reach_of(ask.by, "notice.post"):
        now, later = to_call(path, now=ask.now)
        ways = {"paper": to_post(path), "phone": now, "later": later, "message": not_sent(path)}
        found += [
            _to_tell(one, way) for way, rows in ways.items() for one in rows if one.letter.pk not in hidden
        ]
    return {"items": found}


def _to_tell(one: Envelope, way: str) -> dict[str, object]:
    return {
        "letter": one.letter.pk, "number": one.letter.dossier.number, "way": way, "notices": one.titles,
        "since": one.since, "trouble": one.trouble,
    }  # fmt: skip
