"""全部 Every public matter in one file: CSV, XML or JSON. It is made while it is sent, so that nothing that
was taken down a minute ago is in it.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from xml.etree import ElementTree

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.api.open311.door import no_such_form, refused, require_jurisdiction
from lianxin.api.open311.records import in_bulk
from lianxin.api.open311.spark import TYPES, element, speakable, written
from lianxin.kit.rates import TooMany, address_of, within
from lianxin.kit.refusals import Refusal
from lianxin.kit.tables import harmless
from lianxin.outcomes.public_requests import every_request

FILES, MINUTES = 6, 10
CSV = "text/csv; charset=utf-8"
COLUMNS = (
    "service_request_id", "requested_datetime", "updated_datetime", "closed_date", "status_description",
    "status_notes", "source", "service_name", "service_subtype", "description", "agency_responsible",
    "address", "lat", "long",
)  # fmt: skip


@require_safe
def bulk(request: HttpRequest, form: str) -> HttpResponseBase:
    """GET bulk/requests: the whole of it."""
    if form not in WRITERS:
        return no_such_form(form)
    try:
        require_jurisdiction(request.GET.get("jurisdiction_id", "").strip())
        if not within("open311:bulk", address_of(request), FILES, MINUTES):
            raise TooMany(_("取得太频繁了，请过十分钟再取。"))
    except Refusal as no:
        return refused(no, form if form in TYPES else "json")
    answer = StreamingHttpResponse(_spoken(form, get_language()), content_type=TYPES.get(form, CSV))
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _spoken(form: str, language: str | None) -> Iterator[bytes]:
    """It is made after the page has been answered, and in the language in which it was asked for."""
    with override(language):
        yield from WRITERS[form]()


def _csv() -> Iterator[bytes]:
    """RFC 4180, with a mark before what a spreadsheet would run."""
    written_to = StringIO()
    writer = csv.writer(written_to)
    writer.writerow(COLUMNS)
    for one in every_request():
        writer.writerow([harmless(value) for value in speakable(in_bulk(one)).values()])
        yield _taken(written_to)
    yield _taken(written_to)


def _taken(written_to: StringIO) -> bytes:
    text = written_to.getvalue()
    written_to.seek(0)
    written_to.truncate()
    return text.encode()


def _json() -> Iterator[bytes]:
    between = b"["
    for one in every_request():
        yield between + written(in_bulk(one), "request", "json")
        between = b",\n"
    yield b"[]" if between == b"[" else b"]"


def _xml() -> Iterator[bytes]:
    yield b"<?xml version='1.0' encoding='utf-8'?>\n<service_requests>"
    for one in every_request():
        yield bytes(ElementTree.tostring(element("request", speakable(in_bulk(one))), encoding="utf-8"))
    yield b"</service_requests>"


WRITERS = {"csv": _csv, "json": _json, "xml": _xml}
