"""The tree of bodies: county, committees, branches, departments and their offices."""

from django.db import models
from django.db.models.functions import Substr
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lianxin.kit.ids import uuid7

STEP = 4  # characters of the path for each level of the tree
# path + BEYOND stands after everything below the path, in every collation a database may sort by
# (punctuation does not: in most languages "~" comes before the digits).
BEYOND = "Z" * 32


class Kind(models.TextChoices):
    """What sort of body it is; the three levels of secretary are county, committee and branch."""

    COUNTY = "county", _("县委")
    COMMITTEE = "committee", _("党委")
    BRANCH = "branch", _("党支部")
    DEPARTMENT = "department", _("部门")
    DESK = "desk", _("受理中心")
    DISCIPLINE = "discipline", _("纪检机关")


OFFICES = (Kind.DESK, Kind.DISCIPLINE)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def active(self) -> "OrganisationQuerySet":
        return self.filter(active=True)

    def under(self, path: str) -> "OrganisationQuerySet":
        """The body with this path and everything below it."""
        return self.filter(path__startswith=path)

    def with_secretary(self) -> "OrganisationQuerySet":
        """Bodies one can write a letter to."""
        return self.active().filter(kind__in=(Kind.COUNTY, Kind.COMMITTEE, Kind.BRANCH))


class Organisation(models.Model):
    """组织 One body in the tree.

    `path` is four characters a level, so that "this body and all below it" is one range of an
    index. An office (desk, discipline) acts for its parent: its reach is the parent's subtree.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=24, unique=True)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    aliases = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=32, unique=True)
    active = models.BooleanField(default=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        indexes = [models.Index(Substr("path", 1, 2 * STEP), name="organisation_path2")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        english = (get_language() or "").startswith("en")
        return self.name_en if english and self.name_en else self.name_zh

    @property
    def reach(self) -> str:
        """The path of the subtree this body acts for."""
        return self.path[:-STEP] if self.kind in OFFICES else self.path

    @property
    def depth(self) -> int:
        return len(self.path) // STEP

    def ancestors(self) -> list[str]:
        """Paths from the county down to the body above this one."""
        return [self.path[: STEP * level] for level in range(1, self.depth)]
