"""打印 What goes to a writer by post: one sheet for each notice, with the address in the window."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.cases.models import Case
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.intake.models import Contact
from lianxin.intake.verbs import open_contact
from lianxin.kit.refusals import NotAllowedNow
from lianxin.ledger.models import Event
from lianxin.outcomes.mailing import language_of
from lianxin.outcomes.models import Sending
from lianxin.outcomes.notices import notice_of
from lianxin.web.desk.reading import read_case
from lianxin.web.desk.shell import at_desk, viewer_mark
from lianxin.web.sheets import Sheet, sheet, told_event

ANSWERED = ("case.replied", "case.answered_along")


@require_GET
@at_desk()
def reply_letter(request: HttpRequest, by: Actor, now: datetime, key: UUID) -> HttpResponse:
    """答复信 The last answer that was sent. The address is part of it, so its opening is written down."""
    case = _to_print(key, by=by, now=now)
    sent = Event.objects.filter(dossier=case.pk, name__in=ANSWERED).order_by("-seq").first()
    if sent is None:
        raise NotAllowedNow(_("还没有发出答复，没有可打印的信。"))
    return _one(request, case, sent, by=by, now=now)


@require_GET
@at_desk()
def notice_letter(request: HttpRequest, by: Actor, now: datetime, key: UUID, seq: int) -> HttpResponse:
    """告知书 Any step that the writer was told of, again on paper; the address is opened as for an answer."""
    case = _to_print(key, by=by, now=now)
    return _one(request, case, told_event(case, seq), by=by, now=now)


def _to_print(key: UUID, *, by: Actor, now: datetime) -> Case:
    case = read_case(key, by=by, now=now)
    require(by, "case.deliver", case)
    return case


def _one(request: HttpRequest, case: Case, event: Event, *, by: Actor, now: datetime) -> HttpResponse:
    card = open_contact(case.submission, by=by, now=now, through=case)
    page = sheet(notice_of(event), event, case.submission, card, now=now)
    return printed(request, [page], by=by, now=now, case=case.pk)


def sheets(rows: Iterable[Sending], *, by: Actor, now: datetime) -> list[Sheet]:
    """The sheets of these notices. Every address that is opened for them is written down."""
    cards: dict[UUID, Contact | None] = {}
    found = []
    for row in rows:
        letter = row.submission
        if letter.pk not in cards:
            cards[letter.pk] = open_contact(letter, by=by, now=now)
        page = sheet(row.notice, row.event, letter, cards[letter.pk], now=now, language=language_of(row))
        found.append(page)
    return found


def printed(
    request: HttpRequest, pages: Sequence[Sheet], *, by: Actor, now: datetime, case: UUID | None = None
) -> HttpResponse:
    """The sheets one after the other, each on paper of its own.

    The viewer's mark lies over the page on the screen; what goes to the writer is the writer's letter.
    """
    context = {"sheets": pages, "case": case, "viewer": viewer_mark(by, now=now)}
    response = render(request, "web/desk/printed.html", context)
    response["Cache-Control"] = "no-store"
    return response
