"""规则手册 Versions, one version by track, and a new version that is compared before it is published."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.backoffice.answers import workbook
from lianxin.backoffice.forms.books import RulesForm, RulesPublishForm
from lianxin.backoffice.forms.fields import content_of, from_that_day, try_it
from lianxin.backoffice.shell import Visit, mark, office_page, require_fresh
from lianxin.backoffice.words import in_our_order, party_in_words, track_in_words
from lianxin.clock.loading import COLUMNS, RuleRow, check_rulebook, rows_of
from lianxin.clock.models import Rule, RuleBook
from lianxin.clock.models.rules import Confidence
from lianxin.clock.reckoning import Limit, Unit, say_limit
from lianxin.clock.verbs.books import publish_rulebook
from lianxin.kit.refusals import NotValid
from lianxin.kit.tables import read_table
from lianxin.problems.road import rules_needed

SURE = {"A": "kept", "B": "kept", "C": "soon", "seed": "", "county": ""}


@office_page("rulebook.publish")
def versions(visit: Visit) -> HttpResponse:
    rows = RuleBook.objects.annotate(number=Count("rules"))
    return visit.page(
        "rulebooks", rows=rows, in_force=RuleBook.objects.in_force(visit.now).first(), now=visit.now
    )


@office_page("rulebook.publish")
def version(visit: Visit, version: int) -> HttpResponse:
    """One version, grouped by the road a matter takes."""
    book = get_object_or_404(RuleBook, pk=version)
    in_force = RuleBook.objects.in_force(visit.now).first()
    return visit.page(
        "rulebook", book=book, in_force=in_force, now=visit.now, needed=rules_needed(),
        tracks=by_track(row_of(rule) for rule in book.rules.all()),
    )  # fmt: skip


def row_of(rule: Rule) -> RuleRow:
    """A published rule as it would stand in a file."""
    return RuleRow(**{field.name: getattr(rule, field.name) for field in fields(RuleRow)})


def by_track(rows: Iterable[RuleRow]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Each track in words with its rules in words; what runs on this house's own letters first."""
    tracks: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: (in_our_order(row.track), row.key)):
        tracks.setdefault(track_in_words(row.track), []).append(in_words(row))
    return list(tracks.items())


def in_words(row: RuleRow) -> dict[str, Any]:
    english = (get_language() or "").startswith("en")
    return {
        "key": row.key,
        "duty": row.duty_en if english else row.duty_zh,
        "party": party_in_words(row.actor),
        "limit": _limit(row.amount, row.unit),
        "extension": _limit(row.extension_amount, row.extension_unit) if row.extension_unit else "",
        "pauses": bool(row.pauses),
        "basis": row.basis,
        "sure": Confidence(row.confidence).label if row.confidence in Confidence.values else row.confidence,
        "state": SURE.get(row.confidence, ""),
    }


def _limit(amount: int | None, unit: str) -> str:
    """A row that is still being checked may hold anything."""
    if amount is None or amount < 0 or unit not in Unit.values:
        return f"{'' if amount is None else amount} {unit}".strip()
    return say_limit(Limit(amount, Unit(unit)))


@office_page("rulebook.publish")
def sheet(visit: Visit, version: int) -> HttpResponse:
    """The version as a file that can be changed and uploaded again."""
    book = get_object_or_404(RuleBook, pk=version)
    rows = [[_cell(value) for value in asdict(row_of(rule)).values()] for rule in book.rules.all()]
    return workbook(f"rulebook-{version}", COLUMNS, rows)


def _cell(value: str | int | bool | None) -> str | int:
    """As it is filled in: what is not so stays empty."""
    if value is None or isinstance(value, bool):
        return "yes" if value else ""
    return value


@office_page("rulebook.publish")
def new(visit: Visit) -> HttpResponse:
    """Upload a version; what it changes is shown before anything is written."""
    request = visit.request
    if request.method != "POST":
        return visit.page("rulebook_new", form=RulesForm(), newest=_newest())
    form = RulesForm(request.POST, request.FILES)
    rows: list[RuleRow] | None = None
    if form.is_valid():
        rows = try_it(form, lambda: rows_of(read_table(*content_of(form.cleaned_data["file"]))))
    if rows is None:
        return visit.page("rulebook_new", status=422, form=form, newest=_newest())
    complaints = check_rulebook(rows, rules_needed())
    if complaints:
        return visit.page("rulebook_new", status=422, form=form, complaints=complaints, newest=_newest())
    carried = json.dumps([asdict(row) for row in rows], ensure_ascii=False)
    return _compare(visit, RulesPublishForm(initial={"carried": carried}), rows)


def _newest() -> RuleBook | None:
    return RuleBook.objects.order_by("-version").first()


def _compare(visit: Visit, form: RulesPublishForm, rows: Sequence[RuleRow]) -> HttpResponse:
    in_force = RuleBook.objects.in_force(visit.now).first()
    before = {rule.key: row_of(rule) for rule in in_force.rules.all()} if in_force else {}
    after = {row.key: row for row in rows}
    changed = [
        (before[key], after[key]) for key in sorted(after) if key in before and after[key] != before[key]
    ]
    newest = _newest()
    return visit.page(
        "rulebook_compare",
        status=422 if form.errors else 200,
        form=form,
        in_force=in_force,
        number=len(rows),
        added=[in_words(after[key]) for key in sorted(after.keys() - before.keys())],
        dropped=[in_words(before[key]) for key in sorted(before.keys() - after.keys())],
        changed=[{"before": in_words(old), "after": in_words(fresh)} for old, fresh in changed],
        seen=mark(newest.version if newest else 0),
    )


@require_POST
@office_page("rulebook.publish")
def publish(visit: Visit) -> HttpResponse:
    """发布 What was compared becomes the next version from its day on."""
    form = RulesPublishForm(visit.request.POST)
    rows = carried_rows(visit.request.POST.get("carried", ""))
    newest = _newest()
    require_fresh(visit, newest.version if newest else 0)
    if form.is_valid():
        made = try_it(form, lambda: _publish(visit, form, rows))
        if made:
            messages.success(visit.request, _("规则手册第%(version)d版已发布。") % {"version": made.version})
            return redirect("office-rulebook", version=made.version)
    return _compare(visit, form, rows)


def _publish(visit: Visit, form: RulesPublishForm, rows: Sequence[RuleRow]) -> RuleBook:
    return publish_rulebook(
        rows,
        effective_from=from_that_day(form.cleaned_data["effective_from"]),
        note=form.cleaned_data["note"],
        needed=rules_needed(),
        by=visit.by,
        now=visit.now,
    )


def carried_rows(text: str) -> list[RuleRow]:
    """What the comparison carried along; it went through a browser, so its shape is looked at again."""
    broken = NotValid(_("预览的内容传坏了，请重新上传表格。"))
    try:
        rows = [RuleRow(**row) for row in json.loads(text)]
    except (ValueError, TypeError) as error:
        raise broken from error
    kinds = {"amount": int | None, "extension_amount": int | None, "pauses": bool}
    for row in rows:
        for name, value in asdict(row).items():
            if not isinstance(value, kinds.get(name, str)):
                raise broken
    return rows
