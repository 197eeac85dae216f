"""Publishing the dispatch catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lianxin.cases.models import Catalogue, CatalogueEntry, Category
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotValid
from lianxin.ledger.verbs import house_dossier, record
from lianxin.organisations.models import OFFICES, Organisation


@dataclass(frozen=True)
class Line:
    """One line of a catalogue as somebody writes it: codes only; no place means everywhere."""

    category: str
    organisation: str
    place: str = ""


@transaction.atomic
def publish_catalogue(
    lines: Sequence[Line], *, effective_from: datetime, by: Actor, now: datetime, note: str = ""
) -> Catalogue:
    """发布派单目录 A new edition; earlier editions stay as they were.

    Raises NotValid with every line that names an unknown category or body.
    """
    require(by, "catalogue.publish", None)
    categories = {c.code: c for c in Category.objects.all()}
    bodies = {o.code: o for o in Organisation.objects.active()}
    complaints = [c for line in lines if (c := _complaint(line, categories, bodies))]
    if not lines:
        complaints = [_("目录里一行也没有。")]
    if complaints:
        raise NotValid("\n".join(complaints[:20]))
    latest = Catalogue.objects.aggregate(latest=Max("version"))["latest"] or 0
    catalogue = Catalogue.objects.create(version=latest + 1, effective_from=effective_from, note=note)
    CatalogueEntry.objects.bulk_create(
        CatalogueEntry(
            catalogue=catalogue,
            category=categories[line.category],
            place=bodies.get(line.place),
            organisation=bodies[line.organisation],
        )
        for line in dict.fromkeys(lines)
    )
    record(
        house_dossier(now), "catalogue.published", by=by, now=now,
        version=catalogue.version, lines=len(lines),
    )  # fmt: skip
    return catalogue


def _complaint(line: Line, categories: dict[str, Category], bodies: dict[str, Organisation]) -> str:
    if line.category not in categories:
        return _("没有编码为“%(code)s”的分类。") % {"code": line.category}
    for code in filter(None, (line.organisation, line.place)):
        if code not in bodies:
            return _("没有编码为“%(code)s”的组织。") % {"code": code}
    if not line.organisation or bodies[line.organisation].kind in OFFICES:
        return _("分类“%(code)s”没有写承办单位,或者写成了受理机构。") % {"code": line.category}
    return ""


@transaction.atomic
def add_category(
    code: str, name_zh: str, *, by: Actor, now: datetime, name_en: str = "", lifeline: bool = False
) -> Category:
    """增加分类 A class that matters may belong to; lifeline means water, power, gas or heating."""
    require(by, "catalogue.publish", None)
    if not code.strip() or not name_zh.strip():
        raise NotValid(_("分类要有编码和名称。"), "code")
    category, _fresh = Category.objects.update_or_create(
        code=code.strip(),
        defaults={"name_zh": name_zh.strip(), "name_en": name_en.strip(), "lifeline": lifeline},
    )
    record(house_dossier(now), "category.added", by=by, now=now, code=category.code)
    return category
