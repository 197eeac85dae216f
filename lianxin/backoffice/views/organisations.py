"""组织机构 The tree one level at a time; a body's names, people and end; a list from a file."""

import json
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lianxin.backoffice.forms.bodies import BodyForm, NamesForm, RosterForm, names_of
from lianxin.backoffice.forms.fields import content_of, try_it
from lianxin.backoffice.missing import without_officer, without_secretary
from lianxin.backoffice.shell import Visit, mark, office_page, require_fresh
from lianxin.identity.models import Post
from lianxin.kit.refusals import NotValid
from lianxin.kit.tables import read_table
from lianxin.office.reading import check_organisations, organisation_rows
from lianxin.office.verbs import Body, add_organisations, change_organisation
from lianxin.organisations.models import Organisation, OrganisationQuerySet
from lianxin.organisations.queries import find

PAGE = 50
PREVIEW = 200


@office_page("organisation.change")
def tree(visit: Visit) -> HttpResponse:
    """The county and what stands directly below it, or what a search finds."""
    said = visit.request.GET
    q, without = said.get("q", "").strip()[:60], said.get("without", "")
    everything = Organisation.objects.all()
    if without == "secretary":
        rows = without_secretary()
    elif without == "officer":
        rows = without_officer(visit.now)
    elif q:
        rows = find(q, everything) | everything.filter(code__iexact=q)
    else:
        rows = everything.filter(Q(parent=None) | Q(parent__parent=None))
    return visit.page("organisations", q=q, without=without, flat=bool(q or without), **_paged(visit, rows))


def _paged(visit: Visit, rows: OrganisationQuerySet) -> dict[str, Any]:
    """Fifty by key set, with how many stand below each and how many posts are held there."""
    after = visit.request.GET.get("after", "")[:32]
    held = Post.objects.held().filter(organisation=OuterRef("pk"))
    shown = rows.filter(path__gt=after).order_by("path").select_related("parent")
    shown = shown.annotate(below=Count("children", distinct=True), manned=Exists(held))
    found = list(shown[: PAGE + 1])
    query = visit.request.GET.copy()
    query["after"] = found[PAGE - 1].path if len(found) > PAGE else ""
    return {
        "rows": found[:PAGE],
        "number": rows.count(),
        "older": f"?{query.urlencode()}" if len(found) > PAGE else "",
    }


@office_page("organisation.change")
def one(visit: Visit, key: UUID) -> HttpResponse:
    """One body: where it stands, who holds posts there, what is below; its names can be changed."""
    body = get_object_or_404(Organisation.objects.select_related("parent"), pk=key)
    posted = visit.request.method == "POST"
    form = NamesForm(visit.request.POST if posted else None, initial=names_of(body))
    if posted and form.is_valid():
        require_fresh(visit, body.name_zh, body.name_en, body.aliases, body.active)
        said = {**form.cleaned_data, "active": body.active}
        try_it(form, lambda: change_organisation(body, **said, by=visit.by, now=visit.now))
        if form.is_valid():
            messages.success(visit.request, _("已改好。"))
            return redirect("office-organisation", key=key)
    above = Organisation.objects.filter(path__in=body.ancestors()).order_by("path")
    posts = Post.objects.held().filter(organisation=body).select_related("person", "organisation")
    return visit.page(
        "organisation",
        status=422 if form.errors else 200,
        body=body,
        above=above,
        posts=posts.order_by("role", "since"),
        form=form,
        # The row as the database has it: a refused change must not move the mark.
        seen=mark(*Organisation.objects.values_list("name_zh", "name_en", "aliases", "active").get(pk=key)),
        **_paged(visit, Organisation.objects.filter(parent=body)),
    )


@require_POST
@office_page("organisation.change")
def close(visit: Visit, key: UUID) -> HttpResponse:
    """撤销 or restore a body."""
    body = get_object_or_404(Organisation, pk=key)
    require_fresh(visit, body.name_zh, body.name_en, body.aliases, body.active)
    change_organisation(body, **names_of(body), active=not body.active, by=visit.by, now=visit.now)
    said = _("%(name)s已恢复。") if body.active else _("%(name)s已撤销，在那里任职的人同时离任。")
    messages.success(visit.request, said % {"name": body.name})
    return redirect("office-organisation", key=key)


@office_page("organisation.change")
def add(visit: Visit) -> HttpResponse:
    """Add one body by hand."""
    request = visit.request
    form = BodyForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        body = Body(**{**said, "parent": said["parent"].code})
        made = try_it(form, lambda: add_organisations([body], by=visit.by, now=visit.now))
        if made:
            messages.success(request, _("%(name)s已增设。") % {"name": made[0].name})
            return redirect("office-organisation", key=made[0].pk)
    return visit.page("organisation_add", status=422 if form.errors else 200, form=form)


@office_page("organisation.change")
def upload(visit: Visit) -> HttpResponse:
    """A list from a file: shown row by row with what is wrong, and taken only when nothing is."""
    request = visit.request
    if request.method != "POST":
        return visit.page("organisations_upload", form=RosterForm())
    if "carried" in request.POST:
        return _take(visit)
    form = RosterForm(request.POST, request.FILES)
    if form.is_valid():
        rows = try_it(form, lambda: organisation_rows(read_table(*content_of(form.cleaned_data["file"]))))
        if rows is not None:
            return _preview(visit, rows)
    return visit.page("organisations_upload", status=422, form=form)


def _preview(visit: Visit, rows: list[tuple[int, dict[str, str]]]) -> HttpResponse:
    """What the file comes to, and what is wrong with it; nothing is written yet."""
    listed = check_organisations(rows, {*Organisation.objects.values_list("code", flat=True)})
    clean = bool(listed.new) and not listed.complaints
    return visit.page(
        "organisations_upload",
        status=422 if listed.complaints else 200,
        form=RosterForm(),
        listed=listed,
        shown=listed.new[:PREVIEW],
        carried=json.dumps([asdict(body) for body in listed.new], ensure_ascii=False) if clean else "",
    )


def _take(visit: Visit) -> HttpResponse:
    bodies = carried_bodies(visit.request.POST["carried"])
    made = add_organisations(bodies, by=visit.by, now=visit.now)
    said = ngettext("已增设%(n)d个组织。", "已增设%(n)d个组织。", len(made)) % {"n": len(made)}
    messages.success(visit.request, said)
    return redirect("office-organisations")


def carried_bodies(text: str) -> list[Body]:
    """What the preview carried along; it went through a browser, so it is read like any other input."""
    try:
        bodies = [Body(**row) for row in json.loads(text)]
    except (ValueError, TypeError) as error:
        raise NotValid(_("预览的内容传坏了，请重新上传表格。")) from error
    if not all(isinstance(value, str) for body in bodies for value in asdict(body).values()):
        raise NotValid(_("预览的内容传坏了，请重新上传表格。"))
    return bodies
