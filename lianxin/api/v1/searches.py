"""查找 Searching as the page does it, and the searches that the person behind a program keeps."""

from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field

from lianxin.api.v1.asking import Ask, in_office
from lianxin.api.v1.ledger_problems import ProblemRow, row_of
from lianxin.api.v1.opening import read, write
from lianxin.api.v1.problems import Problem
from lianxin.api.v1.shapes import At, Id, Told
from lianxin.identity.policy import require
from lianxin.insight.models import SavedSearch
from lianxin.insight.searching import look, problems_found
from lianxin.insight.searching.asking import asked_in
from lianxin.insight.searching.rebuilding import is_whole
from lianxin.insight.verbs import drop_search, keep_search
from lianxin.intake.search import EVER
from lianxin.kit.shapes import Key, Strictly, Words
from lianxin.problems.listing import as_listed

TAG = "search"
KEEP = ("search.keep",)


class PieceTold(Told):
    """A run of words, and whether it was looked for."""

    words: str
    marked: bool


class HitTold(Told):
    """One letter that was found."""

    letter: Id
    number: str
    subject: str
    stage: str
    received_at: At
    due: At | None
    extract: list[PieceTold]


class SearchFoundTold(Told):
    """At most thirty letters, newest first; on the first page the loudest problems that are wanted too."""

    items: list[HitTold]
    problems: list[ProblemRow]
    older: Annotated[str, Field(description="Give it as `before` to look further back; empty at the end.")]
    whole: Annotated[bool, Field(description="False while the index of older letters is being built.")]


class SavedTold(Told):
    """A search that is kept."""

    id: Id
    name: str
    asked: dict[str, str]
    kept_at: At


class SavedListTold(Told):
    """All of them."""

    items: list[SavedTold]


class SavedIn(Strictly):
    """A name, and the fields as `/search` takes them."""

    name: Words
    asked: dict[str, str]


@read("/search", in_office, SearchFoundTold, tag=TAG, grants=("submission.read",))
def search(
    ask: Ask, q: Words = "", place: Words = "", body: Words = "", stage: Words = "", channel: Words = "",
    promise: Words = "", since: Words = "", until: Words = "", before: Words = "",
) -> object:  # fmt: skip
    """Letters by what stands in them, in what was added and in their answers, and problems, that this person
    may read.

    Phrases stand in quotes; a word with a minus before it must not be there. `place` and `body` are a code, a
    name or its pinyin. `stage` may be waiting; `promise` is broken or soon.
    """
    require(ask.by, "submission.read", None)
    told = {
        "q": q, "place": place, "body": body, "stage": stage, "channel": channel, "promise": promise,
        "since": since, "until": until,
    }  # fmt: skip
    if before and not (before.isascii() and before.isdigit() and len(before) < 19):
        raise Problem("not-valid", _("这不是我们给的翻页标记。"), "before")
    asked = asked_in(told)
    found = look(asked, by=ask.by, now=ask.now, below=int(before) if before else EVER)
    problems = [] if before else problems_found(asked, by=ask.by, now=ask.now)
    items = [
        {
            "letter": hit.letter.pk, "number": hit.line.number, "subject": hit.line.subject,
            "stage": hit.line.stage, "received_at": hit.letter.received_at, "due": hit.line.next_due,
            "extract": [piece._asdict() for piece in hit.extract],
        }
        for hit in found.hits
    ]  # fmt: skip
    return {
        "items": items, "problems": [row_of(one) for one in as_listed(problems, now=ask.now)],
        "older": "" if found.older is None else str(found.older), "whole": is_whole(),
    }  # fmt: skip


@read("/searches", in_office, SavedListTold, tag=TAG, grants=KEEP)
def searches(ask: Ask) -> object:
    """The searches that this person keeps."""
    require(ask.by, "search.keep", None)
    return {"items": [_told(one) for one in SavedSearch.objects.filter(person=ask.by.person)]}


@write("/searches", in_office, SavedTold, tag=TAG, grants=KEEP, statuses=(201,))
def add_search(ask: Ask, said: SavedIn) -> object:
    """Keep a search under a name; one of the same name is replaced."""
    asked_in(said.asked)
    return _told(keep_search(said.name, said.asked, by=ask.by, now=ask.now))


@write("/searches/{search}", in_office, SavedTold, tag=TAG, grants=KEEP, method="DELETE")
def drop_one_search(ask: Ask, search: Key) -> object:
    """Let it go, and its feed with it."""
    saved = SavedSearch.objects.filter(person=ask.by.person, pk=search).first()
    if saved is None:
        raise Problem("not-found", _("没有保存过这个查找。"))
    told = _told(saved)
    drop_search(saved, by=ask.by, now=ask.now)
    return told


def _told(saved: SavedSearch) -> dict[str, object]:
    return {"id": saved.pk, "name": saved.name, "asked": saved.asked, "kept_at": saved.kept_at}
