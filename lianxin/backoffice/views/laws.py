"""法规库 The laws that answers may lean on: what holds, what has ended, and a new one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from lianxin.backoffice.forms.books import LawDatesForm, LawForm
from lianxin.backoffice.forms.fields import try_it
from lianxin.backoffice.shell import Visit, mark, office_page, require_fresh
from lianxin.kit.dates import local_day
from lianxin.outcomes.answers import say_span
from lianxin.outcomes.models import Law
from lianxin.outcomes.verbs import add_laws, date_law
from lianxin.outcomes.verbs.laws import LawIn


@office_page("law.keep")
def laws(visit: Visit) -> HttpResponse:
    """The register, and a new law."""
    request, today = visit.request, local_day(visit.now)
    form = LawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        added = try_it(form, lambda: add_laws([LawIn(**form.cleaned_data)], by=visit.by, now=visit.now))
        if added:
            messages.success(request, _("%(law)s已写进法规库。") % {"law": added[0]})
            return redirect("office-laws")
    rows = [(law, law.holds_on(today), say_span(law)) for law in Law.objects.all()]
    return visit.page("laws", status=422 if form.errors else 200, form=form, rows=rows)


@office_page("law.keep")
def law(visit: Visit, key: UUID) -> HttpResponse:
    """One law: from when until when it holds."""
    request, found = visit.request, get_object_or_404(Law, pk=key)
    standing = {"in_force_from": found.in_force_from, "in_force_until": found.in_force_until}
    form = LawDatesForm(request.POST if request.method == "POST" else None, initial=standing)
    if request.method == "POST" and form.is_valid():
        require_fresh(visit, standing)
        try_it(form, lambda: date_law(found, **form.cleaned_data, by=visit.by, now=visit.now))
        if not form.errors:
            messages.success(request, _("施行起止已改好。"))
            return redirect("office-laws")
    return visit.page("law", status=422 if form.errors else 200, form=form, law=found, seen=mark(standing))
