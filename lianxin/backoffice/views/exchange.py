"""外部系统 Other systems: what is settled for each, their files, and the answers they are given."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lianxin.backoffice.forms.exchange import LettersForm, SampleForm, SettleForm
from lianxin.backoffice.forms.fields import content_of, try_it
from lianxin.backoffice.shell import Visit, mark, office_page, require_fresh
from lianxin.exchange.fields import HEARD, PRIVATE
from lianxin.exchange.folder import root_of_exchange, strays
from lianxin.exchange.models import ExportFile, FileMapping, ImportFile
from lianxin.exchange.queries import in_force, mapping_of, on_its_way, saved_of
from lianxin.exchange.sampling import Sample, Shown, carried_sample, sample_of, shown
from lianxin.exchange.verbs import Settled, settle_mapping
from lianxin.intake.models import Kind
from lianxin.organisations.models import Organisation

NEWEST = 20


@office_page("exchange.change")
def systems(visit: Visit) -> HttpResponse:
    """Every system, what last came from it and went to it."""
    rows = [
        {
            "mapping": mapping,
            "came": ImportFile.objects.filter(system=mapping.system).first(),
            "went": ExportFile.objects.filter(system=mapping.system).first(),
        }
        for mapping in in_force()
    ]
    return visit.page("exchange", rows=rows, folder=root_of_exchange(), strays=strays()[:NEWEST])


@office_page("exchange.change")
def system(visit: Visit, system: str) -> HttpResponse:
    """One system: what is settled, its files, and its answers."""
    mapping = _mapping(system)
    return visit.page(
        "exchange_system",
        mapping=mapping,
        form=LettersForm(),
        columns=[(_(HEARD[name]), column) for name, column in mapping.columns.items() if name in HEARD],
        kinds=[(word, Kind(kind).label) for word, kind in mapping.kinds.items() if kind in Kind.values],
        beside=_("、").join(mapping.beside),
        headings=_("、").join(said for name, said in mapping.headings.items() if name not in PRIVATE),
        private=_("、").join(said for name, said in mapping.headings.items() if name in PRIVATE),
        versions=FileMapping.objects.filter(system=system).select_related("made_by"),
        came=ImportFile.objects.filter(system=system).select_related("mapping")[:NEWEST],
        told=ExportFile.objects.filter(system=system)[:NEWEST],
        waiting=on_its_way(system),
    )


def _mapping(system: str) -> FileMapping:
    found = mapping_of(system)
    if found is None:
        raise Http404
    return found


@office_page("exchange.change")
def new(visit: Visit) -> HttpResponse:
    """A new system: first a file of its own, then what is what in it."""
    request = visit.request
    form = SampleForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return visit.page("exchange_new", form=SampleForm())
    sample: Sample | None = Sample()
    if form.is_valid() and form.cleaned_data["file"]:
        sample = try_it(form, lambda: sample_of(*content_of(form.cleaned_data["file"])))
    if sample is None or form.errors:
        return visit.page("exchange_new", status=422, form=form)
    return _settle_page(visit, SettleForm(None, sample=sample, before=None), sample)


@office_page("exchange.change")
def settle(visit: Visit, system: str = "") -> HttpResponse:
    """对应 What is chosen is shown as it would read; saved, it is the next version."""
    request, before = visit.request, _mapping(system) if system else None
    if request.method != "POST":
        if before is None:
            return redirect("office-exchange-new")
        return _settle_page(visit, SettleForm(None, sample=Sample(), before=before), Sample())
    sample = carried_sample(request.POST.get("carried", ""))
    if request.FILES.get("file"):
        return _with_another_sample(visit, before)
    form = SettleForm(request.POST, sample=sample, before=before)
    if not form.is_valid():
        return _settle_page(visit, form, sample)
    if request.POST.get("act") != "save":
        return _settle_page(visit, form, sample, looked=form.settled())
    require_fresh(visit, before.version if before else 0)
    made = try_it(form, lambda: settle_mapping(form.settled(), by=visit.by, now=visit.now))
    if made is None:
        return _settle_page(visit, form, sample)
    messages.success(request, _("%(name)s的对应第%(v)d版已存好。") % {"name": made.name, "v": made.version})
    return redirect("office-exchange-system", system=made.system)


def _with_another_sample(visit: Visit, before: FileMapping | None) -> HttpResponse:
    """The page anew, with the columns of another file."""
    form = SampleForm(visit.request.POST, visit.request.FILES)
    sample = None
    if form.is_valid():
        sample = try_it(form, lambda: sample_of(*content_of(form.cleaned_data["file"])))
    if sample is None:
        return _settle_page(visit, SettleForm(None, sample=Sample(), before=before), Sample(), wrong=form)
    return _settle_page(visit, SettleForm(None, sample=sample, before=before), sample)


def _settle_page(
    visit: Visit,
    form: SettleForm,
    sample: Sample,
    *,
    looked: Settled | None = None,
    wrong: SampleForm | None = None,
) -> HttpResponse:
    before = form.before
    bodies = Organisation.objects.active().filter(parent__parent=None)[:200]
    return visit.page(
        "exchange_settle",
        status=422 if form.errors or wrong else 200,
        form=form,
        before=before,
        sample=sample,
        sample_form=wrong or SampleForm(),
        carried=sample.carried(),
        preview=_preview(sample, looked if form.is_bound else form.proposed()),
        looked=looked is not None,
        bodies=bodies,
        seen=mark(before.version if before else 0),
    )


def _preview(sample: Sample, looked: Settled | None) -> list[Shown]:
    """The first rows as they would be read by what is chosen now."""
    if looked is None or looked.direction == "out" or not sample.rows:
        return []
    said: dict[str, Any] = {name: value for name, value in vars(looked).items() if name != "beside"}
    mapping = FileMapping(**said, beside=list(looked.beside), version=0)
    return shown(sample, saved_of(mapping))
