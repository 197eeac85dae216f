"""Reading what was settled for other systems, and where their files stand."""

from dataclasses import replace

from django.db.models import Max, OuterRef, Subquery
from django.utils.translation import gettext as _

from lianxin.channels.files import Saved
from lianxin.exchange.models import ExportFile, FileMapping
from lianxin.exchange.models.told import ON_ITS_WAY
from lianxin.intake.words import LONGEST
from lianxin.kit.refusals import NotValid
from lianxin.organisations.models import Kind
from lianxin.organisations.queries import office_for


def in_force() -> list[FileMapping]:
    """现行 The newest version for each system, whether its files go now or not."""
    newest = FileMapping.objects.filter(system=OuterRef("system")).order_by("-version").values("pk")[:1]
    rows = FileMapping.objects.filter(pk=Subquery(newest)).select_related("body")
    return list(rows.order_by("system"))


def mapping_of(system: str) -> FileMapping | None:
    """What holds now for this system."""
    rows = FileMapping.objects.filter(system=system).select_related("body")
    return rows.order_by("-version").first()


def require_mapping(system: str) -> FileMapping:
    """The same for somebody who names it. NotValid with the names there are."""
    found = mapping_of(system)
    if found is None:
        listed = "、".join(sorted(FileMapping.objects.values_list("system", flat=True).distinct())) or "—"
        words = {"system": system[:24], "listed": listed}
        raise NotValid(_("没有叫“%(system)s”的外部系统。有这些：%(listed)s。") % words)
    return found


def saved_of(mapping: FileMapping) -> Saved:
    """As the reader of files wants it."""
    saved = Saved(
        mapping.system, mapping.columns, LONGEST, mapping.version, mapping.kinds, mapping.bodies,
        tuple(mapping.beside), mapping.written, mapping.body.code,
    )  # fmt: skip
    try:
        return replace(saved, discipline=office_for(mapping.body, Kind.DISCIPLINE).code)
    except NotValid:
        return saved  # a county without such an office: then the desk looks


def on_its_way(system: str) -> ExportFile | None:
    """The file of answers that this system has not confirmed yet."""
    return ExportFile.objects.filter(system=system, state__in=ON_ITS_WAY).select_related("mapping").first()


def last_number(system: str) -> int:
    """The number of the newest file of answers for this system."""
    return ExportFile.objects.filter(system=system).aggregate(last=Max("sequence"))["last"] or 0
