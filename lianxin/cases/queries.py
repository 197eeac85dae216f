"""Reading cases: where a matter should go."""

from datetime import datetime

from lianxin.cases.models import Catalogue, CatalogueEntry, Category
from lianxin.organisations.models import Organisation


def catalogue_in_force(now: datetime) -> Catalogue | None:
    """The edition of the dispatch catalogue that holds at this moment."""
    return Catalogue.objects.filter(effective_from__lte=now).order_by("-version").first()


def responsible(category: Category, place: Organisation | None, *, now: datetime) -> CatalogueEntry | None:
    """派单目录 The entry that names who is responsible: the narrowest place wins."""
    catalogue = catalogue_in_force(now)
    if catalogue is None:
        return None
    entries = CatalogueEntry.objects.filter(catalogue=catalogue, category=category)
    paths = [*place.ancestors(), place.path] if place else []
    fitting = [
        entry
        for entry in entries.select_related("organisation", "place", "catalogue")
        if entry.place is None or entry.place.path in paths
    ]
    return max(fitting, key=lambda e: len(e.place.path) if e.place else 0, default=None)
