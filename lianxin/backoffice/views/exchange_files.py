"""外部系统的文件 Files of letters: given, looked at, taken or left. Files of answers: made and fetched."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from lianxin.backoffice.forms.exchange import LettersForm
from lianxin.backoffice.forms.fields import try_it
from lianxin.backoffice.shell import Visit, office_page
from lianxin.channels.files.writing import ENDING, MEDIA
from lianxin.exchange.models import Came, ExportFile, FileMapping, ImportFile
from lianxin.exchange.queries import mapping_of
from lianxin.exchange.verbs import (
    acknowledge_file,
    ask_for_file,
    content_of,
    give_file,
    leave,
    read_anew,
    take_looked_at,
    void_file,
)
from lianxin.exchange.verbs.giving import MOST_BYTES
from lianxin.kit.refusals import Refusal


@require_POST
@office_page("submission.import")
def give(visit: Visit, system: str) -> HttpResponse:
    """交文件 Kept, and looked at by the worker: a long file must not hold the page."""
    mapping = _mapping(system)
    form = LettersForm(visit.request.POST, visit.request.FILES)
    if form.is_valid():
        given = try_it(form, lambda: _give(visit, mapping, form.cleaned_data["file"]))
        if given:
            return redirect("office-exchange-file", key=given.pk)
    return visit.page("exchange_give", status=422, form=form, mapping=mapping)


def _give(visit: Visit, mapping: FileMapping, file: Any) -> ImportFile:
    content = file.read(MOST_BYTES + 1)
    return give_file(mapping, str(file.name), content, came=Came.PAGE, by=visit.by, now=visit.now)


def _mapping(system: str) -> FileMapping:
    found = mapping_of(system)
    if found is None:
        raise Http404
    return found


@office_page("submission.import")
def file(visit: Visit, key: UUID) -> HttpResponse:
    """来信文件 How far it is, what would come of it, and what came of it."""
    found = get_object_or_404(ImportFile.objects.select_related("mapping", "given_by"), pk=key)
    newest = mapping_of(found.system)
    return visit.page(
        "exchange_file",
        file=found,
        newer=newest if newest and newest.version > found.mapping.version else None,
    )


@require_POST
@office_page("submission.import")
def decide(visit: Visit, key: UUID) -> HttpResponse:
    """收下, or not; or read it once more by what is settled now."""
    found = get_object_or_404(ImportFile, pk=key)
    act = visit.request.POST.get("act")
    if act == "again":
        again = read_anew(found, _mapping(found.system), by=visit.by, now=visit.now)
        return redirect("office-exchange-file", key=again.pk)
    verb = take_looked_at if act == "take" else leave
    verb(found, by=visit.by, now=visit.now)
    return redirect("office-exchange-file", key=key)


@require_POST
@office_page("exchange.tell")
def ask(visit: Visit, system: str) -> HttpResponse:
    """做一份答复文件 The worker makes it; the page shows it when it is there."""
    ask_for_file(_mapping(system), by=visit.by, now=visit.now)
    return redirect("office-exchange-system", system=system)


@office_page("exchange.tell")
def fetch(visit: Visit, key: UUID) -> HttpResponse:
    """取文件 The same bytes each time."""
    found = get_object_or_404(ExportFile, pk=key)
    answer = HttpResponse(content_of(found, by=visit.by, now=visit.now), content_type=MEDIA[found.form])
    answer["Content-Disposition"] = f'attachment; filename="{found}.{ENDING[found.form]}"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@office_page("exchange.tell")
def settle(visit: Visit, key: UUID) -> HttpResponse:
    """对方收到了, or the file is void."""
    found = get_object_or_404(ExportFile, pk=key)
    try:
        if visit.request.POST.get("act") == "void":
            void_file(found, reason=visit.request.POST.get("reason", ""), by=visit.by, now=visit.now)
        else:
            acknowledge_file(found, by=visit.by, now=visit.now)
    except Refusal as refusal:
        messages.error(visit.request, refusal.sentence)
    return redirect("office-exchange-system", system=found.system)
