"""信封 Address labels and envelopes for what waits to be posted, as PDF. Each address opened is noted."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.views.decorators.http import require_POST

from lianxin.identity.actors import Actor
from lianxin.intake.models import Submission
from lianxin.intake.verbs import open_contact
from lianxin.kit.refusals import NotAllowedNow
from lianxin.kit.typesetting import pdf_of
from lianxin.web.desk.shell import at_desk
from lianxin.web.desk.waiting_post import AT_ONCE, papers_of
from lianxin.web.documents import label_of, labels_of

Size = dict[str, float]
# What is to be had in shops here: name, millimetres, and how many stand on a sheet of A4.
LABELS: dict[str, tuple[str, Size]] = {
    "70x37": (
        N_("标签 70×37毫米，每页24个"),
        {"width": 70, "height": 37, "across": 3, "side": 0, "top": 0.5, "gap": 0},
    ),
    "99x38": (
        N_("标签 99×38毫米，每页14个"),
        {"width": 99, "height": 38.1, "across": 2, "side": 4.7, "top": 15.1, "gap": 2.5},
    ),
}
ENVELOPES: dict[str, tuple[str, Size]] = {
    "5": (N_("5号信封 220×110毫米"), {"width": 220, "height": 110}),
    "6": (N_("6号信封 230×120毫米"), {"width": 230, "height": 120}),
    "7": (N_("7号信封 229×162毫米"), {"width": 229, "height": 162}),
}
MOST_SKIPPED = 30


def kinds() -> list[tuple[str, str]]:
    """What can be chosen, in words."""
    return [(name, _(label)) for name, (label, _size) in [*LABELS.items(), *ENVELOPES.items()]]


@require_POST
@at_desk("desk-post")
def addresses(request: HttpRequest, by: Actor, now: datetime) -> HttpResponse:
    """打印地址 One label or envelope for each writer to whom something goes."""
    chosen, skip = request.POST.get("size", ""), request.POST.get("skip", "")
    if chosen not in LABELS and chosen not in ENVELOPES:
        raise NotAllowedNow(_("请选择标签或者信封的尺寸。"))
    letters: dict[UUID, Submission] = {}
    for row in papers_of(request, by)[:AT_ONCE]:
        letters.setdefault(row.submission_id, row.submission)
    if not letters:
        raise NotAllowedNow(_("没有等着打印的信。刚才可能已经有人寄出了。"))
    labels = [
        label_of(letter, open_contact(letter, by=by, now=now), letter.dossier.keeper.name)
        for letter in letters.values()
    ]
    _label, size = (LABELS | ENVELOPES)[chosen]
    gone = min(int(skip), MOST_SKIPPED) if skip.isascii() and skip.isdigit() else 0
    kind = "labels" if chosen in LABELS else "envelopes"
    return as_pdf(pdf_of(kind, labels_of(labels, size, gone)), f"{kind}.pdf")


def as_pdf(content: bytes, name: str) -> HttpResponse:
    """To be looked at and printed; it is kept nowhere on the way."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename={name}"
    response["Cache-Control"] = "no-store"
    return response
