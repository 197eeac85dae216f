"""待分的信 The sorter's queue: letters that wait and cases not yet given out, soonest due first."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from lianxin.cases.queries import NEVER, on_desk
from lianxin.flow.queries import decisions_owed, objections_awaiting
from lianxin.identity.actors import Actor
from lianxin.intake.queries import set_aside_from
from lianxin.ledger.models import Dossier
from lianxin.web.desk.lists import (
    DISPUTED,
    NIL,
    PAGE,
    TO_SORT,
    WAITING,
    Row,
    next_page,
    read_key,
    read_place,
    rows_of,
    tabs_of,
)
from lianxin.web.desk.shell import at_desk, page


@dataclass(frozen=True)
class Queue:
    """一页待分的信 One page of the queue, the address of the page after it, and how many wait in all."""

    rows: list[Row]
    older: str
    waiting: int

    def following(self, key: UUID) -> str:
        """The letter after this one; after the last of a page the next page, and in the end the first."""
        keys = [row["key"] for row in self.rows]
        place = keys.index(key) + 1 if key in keys else 0
        return self.rows[place]["url"] if place < len(keys) else self.older or reverse("desk-sort")


@require_GET
@at_desk("desk-sort")
def queue(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """分信 The letter that is due first opens by itself; a list that is scrolled takes only the rows."""
    found = queue_of(request, by, now=now)
    if getattr(request, "htmx", False):
        return render(request, "web/desk/_queue.html", {"queue": found, "rows": found.rows})
    if found.rows:
        return redirect(found.rows[0]["url"])
    if request.GET:  # that page has been sorted meanwhile: what is left stands before it
        return redirect("desk-sort")
    return page(request, "sort.html", {"queue": found, "rows": []}, by=by, count=found.waiting)


def queue_of(request: HttpRequest, by: Actor, *, now: datetime) -> Queue:
    """Waiting letters, cases not yet given out, and objections that my own desk has to decide.

    All are put in order by the keys of their folders: that is what the next page begins after.
    """
    post = by.post("sorter")
    assert post
    path, place = post.organisation.path, read_place(request)
    lines = on_desk(path, WAITING.stages, kind="submission", after=place, most=PAGE + 1)
    lines += on_desk(path, TO_SORT.stages, after=place, most=PAGE + 1)
    lines += objections_awaiting(path, after=place, most=PAGE + 1)
    lines.sort(key=lambda line: (line.next_due or NEVER, line.id))
    older = ""
    if len(lines) > PAGE:
        lines = lines[:PAGE]
        older = reverse("desk-sort") + next_page(request, (lines[-1].next_due, lines[-1].id))
    hidden = set_aside_from(by)
    lines = [line for line in lines if line.letter not in hidden]
    address = on_page(reverse("desk-sort-letter", args=[NIL]), request.GET)
    count = sum(number for _tab, number in tabs_of((WAITING, TO_SORT), path)) + decisions_owed(path)
    return Queue(rows_of(lines, address, now=now, to_letter=True), older, count)


def on_page(address: str, said: QueryDict) -> str:
    """This address, with the page of the queue that stands beside it."""
    after = said.get("after", "")
    return f"{address}?{urlencode({'after': after})}" if after else address


def next_letter(said: QueryDict) -> str:
    """The letter after this one, if it still waits; its page of the queue otherwise."""
    root = reverse("desk-sort")
    wanted, _mark, behind = said.get("following", "").partition("?")
    key = read_key(wanted.removeprefix(root).strip("/"))
    fresh = Dossier.objects.filter(pk=key, kind="submission", stage="waiting").exists()
    here = (*TO_SORT.stages, *DISPUTED.stages)
    fresh = fresh or Dossier.objects.filter(case__submission=key, stage__in=here).exists()
    return on_page(reverse("desk-sort-letter", args=[key]) if fresh else root, QueryDict(behind))
