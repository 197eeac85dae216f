"""谁都能看的 What anybody may read without a code and without a token."""

from collections.abc import Iterable
from datetime import date

from django.http import FileResponse
from django.utils.translation import gettext as _

from lianxin.api.v1.asking import Ask, anybody
from lianxin.api.v1.cursors import PAGE, cursor_of, read_cursor
from lianxin.api.v1.opening import read
from lianxin.api.v1.problems import Problem
from lianxin.api.v1.shapes_public import (
    BodiesTold,
    CategoriesTold,
    FiguresTold,
    LedgerTold,
    ListedAllTold,
    PublicLetterTold,
    PublicRowsTold,
    UptimesTold,
)
from lianxin.cases.models import Category, CategoryQuestion
from lianxin.channels.registry import label_of
from lianxin.flow.balance import OTHERS, Balance, by_body, by_channel, days_kept, with_few_together
from lianxin.flow.export import events_file
from lianxin.intake.probes import uptime
from lianxin.intake.saving import shown
from lianxin.kit.blobs import path_of
from lianxin.kit.dates import say_date
from lianxin.kit.shapes import Words
from lianxin.organisations.models import Organisation
from lianxin.organisations.queries import find
from lianxin.outcomes.listed import listed_matters
from lianxin.outcomes.public import letter_up, letters_up, picture_up
from lianxin.outcomes.public_figures import FIGURES

TAG = "public"
CSV, JPEG = "text/csv", "image/jpeg"
MOST_PICTURES = 1_000


@read("/bodies", anybody, BodiesTold, tag=TAG)
def bodies(ask: Ask, q: Words = "", under: Words = "", after: Words = "") -> object:
    """The bodies of the county, by words of their names, or below one of them.

    `after` goes on behind the code of the last one told.
    """
    found = Organisation.objects.active().select_related("parent").order_by("path")
    if q:
        found = find(q[:80], found)
    for code, part in ((under, "path__startswith"), (after, "path__gt")):
        if code:
            found = found.filter(**{part: _body(code).path})
    writable = {*Organisation.objects.with_secretary().values_list("kind", flat=True).distinct()}
    rows = list(found[: PAGE + 1])
    items = [
        {
            "code": one.code, "name": one.name, "kind": one.kind, "writable": one.kind in writable,
            "above": one.parent.code if one.parent else "",
        }
        for one in rows[:PAGE]
    ]  # fmt: skip
    return {"items": items, "next": rows[PAGE - 1].code if len(rows) > PAGE else ""}


def _body(code: str) -> Organisation:
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        raise Problem("not-valid", _("没有编码为“%(code)s”的组织。") % {"code": code[:40]})
    return found


@read("/categories", anybody, CategoriesTold, tag=TAG)
def categories(ask: Ask) -> object:
    """What letters may be about, and what a form may ask about it."""
    asked: dict[object, list[CategoryQuestion]] = {}
    for one in CategoryQuestion.objects.filter(ended_at=None):
        asked.setdefault(one.category_id, []).append(one)
    return {"items": [_category(one, asked.get(one.pk, ())) for one in Category.objects.filter(active=True)]}


def _category(one: Category, asked: Iterable[CategoryQuestion]) -> dict[str, object]:
    questions = [
        {"code": q.code, "words": str(q), "answer": str(q.answer), "required": q.required} for q in asked
    ]
    return {"code": one.code, "name": str(one), "lifeline": one.lifeline, "questions": questions}


@read("/public/letters", anybody, PublicRowsTold, tag=TAG)
def public_letters(ask: Ask, category: Words = "", body: Words = "", after: Words = "") -> object:
    """Letters that were made public, newest first, of one category or one body where that is asked for."""
    wanted = Category.objects.filter(code=category).first() if category else None
    if category and wanted is None:
        raise Problem("not-valid", _("没有编码为“%(code)s”的分类。") % {"code": category[:40]}, "category")
    place = read_cursor(after)
    rows = letters_up(category=wanted.pk if wanted else None, body=body, after=place, most=PAGE + 1)
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return {"items": rows[:PAGE], "next": cursor_of((last.published_at, last.key)) if last else ""}


@read("/public/letters/{number}", anybody, PublicLetterTold, tag=TAG)
def public_letter(ask: Ask, number: Words) -> object:
    """One letter and its answer as anybody may read them, and what the writer said of the answer."""
    seen = letter_up(number, now=ask.now)
    if seen is None:
        raise Problem("not-found", _("没有这封公开的来信。"))
    return seen


@read("/public/letters/{number}/pictures/{picture}", anybody, None, tag=TAG, media=JPEG)
def public_picture(ask: Ask, number: Words, picture: int) -> object:
    """One picture of a public letter, as the copy that was made of it."""
    digest = picture_up(number, picture) if 0 < picture < MOST_PICTURES else ""
    if not digest or not path_of(digest).exists():
        raise Problem("not-found", _("没有这张公开的照片。"))
    return shown(path_of(digest))


@read("/public/ledger", anybody, LedgerTold, tag=TAG)
def ledger(ask: Ask) -> object:
    """The ledger of the county by channel and by body, and of the last days; it must add up."""
    rows = with_few_together(by_body())
    names = {one.code: one.name for one in Organisation.objects.filter(code__in=[row.key for row in rows])}
    return {
        "at": ask.now,
        "channels": [_line(one, label_of(one.key)) for one in by_channel()],
        "bodies": [_line(one, _("其他单位") if one.key == OTHERS else names[one.key]) for one in rows],
        "days": [_line(one, say_date(date.fromisoformat(one.key))) for one in days_kept()],
    }


def _line(one: Balance, name: str) -> dict[str, object]:
    return {**vars(one), "name": name, "gap": one.gap}


@read("/public/events.csv", anybody, None, tag=TAG, media=CSV)
def events(ask: Ask) -> object:
    """Every event that moves a folder, without a word or a name, to count the ledger once more."""
    if not events_file().exists():
        raise Problem("not-found", _("公开的记录每天生成一次，今天的还没有生成。请过一小时再来。"))
    return FileResponse(events_file().open("rb"), as_attachment=True, content_type=f"{CSV}; charset=utf-8")


@read("/public/figures", anybody, FiguresTold, tag=TAG)
def figures(ask: Ask) -> object:
    """How each published figure is counted: what it counts, out of what, and what is left out."""
    return {"items": [{name: str(said) for name, said in one._asdict().items()} for one in FIGURES]}


@read("/public/uptime", anybody, UptimesTold, tag=TAG)
def channels_tried(ask: Ask) -> object:
    """Every channel that the house tries by itself, day by day."""
    return {"items": uptime(now=ask.now)}


@read("/public/listed", anybody, ListedAllTold, tag=TAG)
def listed(ask: Ask) -> object:
    """The matters that a supervisor lists publicly, the longest listed first."""
    return {"items": listed_matters()}
