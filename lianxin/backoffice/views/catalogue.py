"""派单目录 Editions, one edition as a table, a new edition out of the latest, and the categories."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from lianxin.backoffice.answers import workbook
from lianxin.backoffice.forms.books import CategoryChangeForm, CategoryForm, EditionForm
from lianxin.backoffice.forms.fields import content_of, from_that_day, try_it
from lianxin.backoffice.forms.lines import MOST_LINES, LineFormSet, lines_of, written_in
from lianxin.backoffice.shell import Visit, mark, office_page, require_fresh
from lianxin.cases.lines import Line, catalogue_complaints, read_catalogue
from lianxin.cases.models import Catalogue, CatalogueEntry, Category
from lianxin.cases.queries import catalogue_in_force
from lianxin.cases.verbs import add_category, change_category, publish_catalogue
from lianxin.organisations.models import OFFICES, STEP, Organisation


@office_page("catalogue.publish")
def editions(visit: Visit) -> HttpResponse:
    rows = Catalogue.objects.annotate(lines=Count("entries")).order_by("-version")
    return visit.page(
        "catalogues", rows=rows, in_force=catalogue_in_force(visit.now), now=visit.now,
        categories=Category.objects.all(),
    )  # fmt: skip


@office_page("catalogue.publish")
def edition(visit: Visit, version: int) -> HttpResponse:
    """One edition: a row for each category, what goes where beside it."""
    catalogue = get_object_or_404(Catalogue, pk=version)
    told: dict[UUID, list[CatalogueEntry]] = {}
    for entry in _entries(catalogue):
        told.setdefault(entry.category_id, []).append(entry)
    rows = [
        {"category": category, **_who(told.get(category.pk, []))}
        for category in Category.objects.all()
        if category.active or category.pk in told
    ]
    return visit.page(
        "catalogue", catalogue=catalogue, rows=rows, in_force=catalogue_in_force(visit.now), now=visit.now
    )


def _who(entries: list[CatalogueEntry]) -> dict[str, object]:
    """Who has a category: everywhere, in places that see to it themselves, and in other places."""
    return {
        "everywhere": next((one.organisation.name for one in entries if one.place is None), ""),
        "own": [one.organisation.name for one in entries if one.place == one.organisation],
        "elsewhere": [one for one in entries if one.place and one.place != one.organisation],
    }


def _entries(catalogue: Catalogue | None) -> list[CatalogueEntry]:
    """Everywhere first, then the places from wide to narrow."""
    entries = CatalogueEntry.objects.filter(catalogue=catalogue)
    found = entries.select_related("category", "place", "organisation")
    return sorted(found, key=lambda e: (e.category.code, e.place.path if e.place else ""))


def _written(catalogue: Catalogue | None) -> list[Line]:
    return [
        Line(entry.category.code, entry.organisation.code, entry.place.code if entry.place else "")
        for entry in _entries(catalogue)
    ]


@office_page("catalogue.publish")
def sheet(visit: Visit, version: int) -> HttpResponse:
    """The edition as a file that can be changed and loaded again."""
    rows = [
        (e.category.code, e.place.code if e.place else "", e.organisation.code,
         str(e.category), str(e.place or ""), str(e.organisation))
        for e in _entries(get_object_or_404(Catalogue, pk=version))
    ]  # fmt: skip
    header = [
        _("分类编码"), _("地区编码"), _("承办单位编码"), _("分类名称"), _("地区名称"), _("承办单位名称")
    ]  # fmt: skip
    return workbook(f"catalogue-{version}", header, rows)


@office_page("catalogue.publish")
def new(visit: Visit) -> HttpResponse:
    """The latest edition to be written over: load a file, check, publish."""
    request = visit.request
    latest = Catalogue.objects.order_by("-version").first()
    if request.method != "POST":
        return _new_page(visit, EditionForm(), _written(latest), latest)
    require_fresh(visit, Catalogue.objects.aggregate(v=Max("version"))["v"])
    form = EditionForm(request.POST, request.FILES)
    if request.FILES.get("file") and form.is_valid():
        read = try_it(form, lambda: read_catalogue(*content_of(form.cleaned_data["file"])))
        return _new_page(visit, form, read or _typed(request.POST), latest, loaded=bool(read))
    lines = _typed(request.POST)
    if request.POST.get("act") == "publish" and form.is_valid() and not catalogue_complaints(lines):
        made = try_it(form, lambda: _publish(visit, form, lines))
        if made:
            messages.success(request, _("派单目录第%(version)d版已发布。") % {"version": made.version})
            return redirect("office-catalogue", version=made.version)
    return _new_page(visit, form, lines, latest, checked=True)


def _typed(posted: Any) -> list[Line]:
    formset = LineFormSet(posted, prefix="line")
    return lines_of(formset) if formset.is_valid() else []


def _publish(visit: Visit, form: EditionForm, lines: Sequence[Line]) -> Catalogue:
    day = form.cleaned_data["effective_from"]
    begins: datetime = from_that_day(day) if day else visit.now
    return publish_catalogue(
        lines, effective_from=begins, note=form.cleaned_data["note"], by=visit.by, now=visit.now
    )


def _new_page(
    visit: Visit, form: EditionForm, lines: list[Line], latest: Catalogue | None,
    *, loaded: bool = False, checked: bool = False,
) -> HttpResponse:  # fmt: skip
    complaints = catalogue_complaints(lines) if loaded or checked else []
    before, after = set(_written(latest)), set(lines)
    return visit.page(
        "catalogue_new",
        status=422 if form.errors or complaints else 200,
        form=form,
        formset=written_in(lines),
        too_many=len(lines) > MOST_LINES - 5,
        complaints=complaints,
        checked=loaded or checked,
        added=sorted(after - before, key=_order),
        dropped=sorted(before - after, key=_order),
        latest=latest,
        categories=Category.objects.filter(active=True),
        bodies=_likely_bodies(),
        seen=mark(latest.version if latest else None),
    )


def _order(line: Line) -> tuple[str, str, str]:
    return line.category, line.place, line.organisation


def _likely_bodies() -> list[Organisation]:
    """The bodies offered while typing: the two upper levels; a village is written by its code."""
    upper = [o for o in Organisation.objects.active().exclude(kind__in=OFFICES) if len(o.path) <= 2 * STEP]
    return upper[:200]


@office_page("catalogue.publish")
def categories(visit: Visit) -> HttpResponse:
    """The categories, and a new one."""
    request = visit.request
    form = CategoryForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = try_it(form, lambda: add_category(**form.cleaned_data, by=visit.by, now=visit.now))
        if made:
            messages.success(request, _("分类%(name)s已增加。") % {"name": made.name_zh})
            return redirect("office-categories")
    return visit.page(
        "categories", status=422 if form.errors else 200, form=form, rows=Category.objects.all()
    )


@office_page("catalogue.publish")
def category(visit: Visit, key: UUID) -> HttpResponse:
    """One category: its names, and whether it is a lifeline."""
    request = visit.request
    found = get_object_or_404(Category, pk=key)
    standing = {name: getattr(found, name) for name in ("name_zh", "name_en", "lifeline", "active")}
    form = CategoryChangeForm(request.POST if request.method == "POST" else None, initial=standing)
    if request.method == "POST" and form.is_valid():
        require_fresh(visit, standing)
        try_it(form, lambda: change_category(found, **form.cleaned_data, by=visit.by, now=visit.now))
        if not form.errors:
            messages.success(request, _("已改好。"))
            return redirect("office-categories")
    return visit.page(
        "category", status=422 if form.errors else 200, form=form, category=found, seen=mark(standing)
    )
