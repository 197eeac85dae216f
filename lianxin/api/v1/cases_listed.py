"""列表 Pages of cases: chosen as the desks choose them, and each asked of the table before it is told."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.api.v1.cursors import PAGE, Place, cursor_of, read_cursor
from lianxin.api.v1.matters import body_called, category_called
from lianxin.cases.finding import number_in
from lianxin.cases.models import Case, Stage
from lianxin.cases.queries import NEVER, on_desk
from lianxin.clock.models import Promise
from lianxin.flow.owing import beyond
from lianxin.identity.actors import Actor
from lianxin.identity.policy import SEALED, SEALED_ROLES, may
from lianxin.insight.searching import look
from lianxin.insight.searching import wanted as read_words
from lianxin.kit.refusals import NotValid
from lianxin.ledger.models import Secrecy

OPEN = tuple(stage.value for stage in Stage if stage != Stage.CLOSED)
Shelf = tuple[str, int]
Found = tuple[datetime | None, UUID]


class Wanted(NamedTuple):
    """What somebody asks for; an empty word asks for nothing."""

    stage: str
    owed: str
    due_before: datetime | None
    body: str
    number: str
    category: str
    words: str


def page_of_cases(by: Actor, wanted: Wanted, after: str, *, now: datetime) -> dict[str, object]:
    """At most fifty; what may not be seen or is not of the category is left out of its page."""
    if wanted.number:
        found, following = _numbered(wanted.number), ""
    elif wanted.words:
        letters = [hit.letter for hit in look(read_words(wanted.words), by=by, now=now).hits]
        found, following = [one.case.pk for one in letters if hasattr(one, "case")], ""
    else:
        found, following = _page(by, wanted, read_cursor(after))
    category = category_called(wanted.category)
    cases = {one.pk: one for one in Case.objects.with_cover().filter(pk__in=found)}
    told = [
        cases[key]
        for key in dict.fromkeys(found)
        if key in cases and may(by, "submission.read", cases[key])
        if not wanted.stage or cases[key].stage == wanted.stage
        if category is None or cases[key].category_id == category.pk
    ]
    return {"items": [_row(one) for one in told], "next": following}


def _row(case: Case) -> dict[str, object]:
    letter, cover = case.submission, case.dossier
    return {
        "id": case.pk, "letter": letter.pk, "number": cover.number, "subject": letter.subject,
        "stage": case.stage, "stage_label": str(Stage(case.stage).label), "urgency": case.urgency,
        "category": case.category.code if case.category else "", "keeper": cover.keeper,
        "received_at": letter.received_at, "due": cover.next_due,
    }  # fmt: skip


def _numbered(words: str) -> list[UUID]:
    number = number_in(words)
    if not number:
        raise NotValid(_("这不是登记编号。"), "number")
    return list(Case.objects.filter(dossier__number=number).values_list("pk", flat=True))


def _page(by: Actor, wanted: Wanted, after: Place | None) -> tuple[list[UUID], str]:
    """The keys of one page, and where the next one goes on."""
    found: list[Found] = []
    for path, secrecy in _under(shelves(by), wanted.body):
        if wanted.owed or wanted.due_before:
            found += _owing(path, secrecy, wanted, after)
        else:
            stages = (wanted.stage,) if wanted.stage else OPEN
            lines = on_desk(path, stages, secrecy=secrecy, after=after, most=PAGE + 1)
            found += [(line.next_due, line.id) for line in lines]
    if wanted.stage != Stage.CLOSED:
        found.sort(key=lambda one: (one[0] or NEVER, one[1]))
    if wanted.owed or wanted.due_before:
        return _folders(found[: PAGE + 1])
    following = cursor_of(found[PAGE - 1]) if len(found) > PAGE else ""
    return [key for _due, key in found[:PAGE]], following


def _owing(path: str, secrecy: int, wanted: Wanted, after: Place | None) -> list[Found]:
    """Promises under a body, soonest due first; what is owed several times over has a number behind it."""
    owed = Promise.objects.owed().owed_under(path).filter(dossier__kind="case")
    owed = owed.filter(dossier__secrecy=secrecy) if secrecy else owed.ordinary()
    if wanted.owed:
        owed = owed.filter(Q(key=wanted.owed) | Q(key__startswith=f"{wanted.owed}:"))
    if wanted.due_before:
        owed = owed.filter(due__lt=wanted.due_before)
    return list(beyond(owed, after).order_by("due", "id").values_list("due", "id")[: PAGE + 1])


def _folders(promises: Sequence[Found]) -> tuple[list[UUID], str]:
    """The cases of these promises, in their order."""
    keys = [key for _due, key in promises[:PAGE]]
    folders = dict(Promise.objects.filter(pk__in=keys).values_list("pk", "dossier_id"))
    following = cursor_of(promises[PAGE - 1]) if len(promises) > PAGE else ""
    return [folders[key] for key in keys], following


def shelves(by: Actor) -> list[Shelf]:
    """Where this person's posts may read at all: the subtree, and whether it is of sealed reports."""
    reading = settings.LIANXIN_GRANTS["submission.read"]
    roles = {role for role, reach in reading if reach in {"keeper", "desk"}}
    found: dict[Shelf, None] = {}
    for post in by.posts:
        sealed = post.role in SEALED_ROLES
        if post.role in roles and not (sealed and by.only is not None and SEALED not in by.only):
            found[post.organisation.reach, Secrecy.SEALED if sealed else Secrecy.ORDINARY] = None
    return [one for one in found if not any(_within(one, other) for other in found)]


def _within(one: Shelf, other: Shelf) -> bool:
    return one != other and one[1] == other[1] and one[0].startswith(other[0])


def _under(shelves: Iterable[Shelf], code: str) -> list[Shelf]:
    """Narrowed to one body and those below it."""
    if not code:
        return list(shelves)
    path = body_called(code, "body").path
    return [
        (path if path.startswith(where) else where, secrecy)
        for where, secrecy in shelves
        if path.startswith(where) or where.startswith(path)
    ]
