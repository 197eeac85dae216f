"""The folder and its cover, and the exact count of folders by what stands on the cover."""

from typing import Any

from django.db import models
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from lianxin.kit.ids import uuid7
from lianxin.organisations.models import BEYOND, STEP, Organisation


class Secrecy(models.IntegerChoices):
    """密级 Sealed folders are kept off every ordinary desk, list, search, count and export."""

    ORDINARY = 0, _("普通")
    SEALED = 1, _("密封")


class Beginning(models.Func):
    """The first characters of a column, their number written out: SQLite finds an index by an
    expression only when no part of the expression is a bound parameter."""

    function = "SUBSTRING"
    template = "%(function)s(%(expressions)s, 1, %(length)d)"
    output_field = models.CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="SUBSTR", **context)


class DossierQuerySet(models.QuerySet["Dossier"]):
    def ordinary(self) -> "DossierQuerySet":
        return self.filter(secrecy=Secrecy.ORDINARY)

    def kept_under(self, path: str) -> "DossierQuerySet":
        """Folders that this body or one below it has now.

        Written as an equality on the start of the path, so that one index serves subtree,
        stage and due time together at the three upper levels of the tree.
        """
        depth = len(path) // STEP
        if depth == 1:
            return self.filter(keeper_path__gte=path, keeper_path__lt=path + BEYOND)
        if depth > 3:
            return self.alias(under=Beginning("keeper_path", length=3 * STEP)).filter(
                under=path[: 3 * STEP], keeper_path__startswith=path
            )
        return self.alias(under=Beginning("keeper_path", length=depth * STEP)).filter(under=path)


def in_ordinary_folder(folder: str, **beside: object) -> models.Exists:
    """普通卷 Whether the folder with the key in this column is no sealed one: looked up row by row.

    Not a join: SQLite keeps no statistics, would take secrecy for the narrowest part of a question about
    the last month, and would walk every folder of the house.
    """
    folders = Dossier.objects.filter(pk=models.OuterRef(folder), secrecy=Secrecy.ORDINARY, **beside)
    return models.Exists(folders)


class Dossier(models.Model):
    """卷宗 A numbered folder. Everything that runs in the house has one.

    The row is the cover: who has the folder now, its stage (a convenience, the ledger is the
    truth), when the next thing is due, and the last seal of its chain. Every change of the cover
    goes through `record`, which compares `length` and so lets only one of two people act.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12)
    number = models.CharField(max_length=32)
    keeper = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    keeper_path = models.CharField(max_length=32)
    secrecy = models.SmallIntegerField(choices=Secrecy.choices, default=Secrecy.ORDINARY)
    source = models.CharField(max_length=12)
    stage = models.CharField(max_length=12)
    rulebook = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField()
    next_due = models.DateTimeField(null=True)
    head = models.CharField(max_length=64, default="")
    length = models.PositiveIntegerField(default=0)

    objects = DossierQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="dossier_number")]
        indexes = [
            models.Index("secrecy", "kind", "stage", "next_due", "id", name="dossier_desk1"),
            models.Index(
                "secrecy", "kind", Substr("keeper_path", 1, 2 * STEP), "stage", "next_due", "id",
                name="dossier_desk2",
            ),
            models.Index(
                "secrecy", "kind", Substr("keeper_path", 1, 3 * STEP), "stage", "next_due", "id",
                name="dossier_desk3",
            ),
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What the next line of the ledger will say was kept, owed or released, and what it
        # changes on the cover besides. Filled by the verbs, emptied by `record`.
        self.consequences: dict[str, list[Any]] = {}
        self.cover_changes: dict[str, Any] = {}

    def __str__(self) -> str:
        return self.number

    def is_sealed(self) -> bool:
        return self.secrecy == Secrecy.SEALED


class Tally(models.Model):
    """计数 How many folders of a kind stand at a stage with a body or below it: exact, kept as folders move.

    Pages never count a million rows; `lianxin verify` counts them all and compares.
    """

    key = models.CharField(max_length=96, primary_key=True)
    kind = models.CharField(max_length=12)
    keeper_path = models.CharField(max_length=32)
    stage = models.CharField(max_length=12)
    source = models.CharField(max_length=12)
    secrecy = models.SmallIntegerField()
    number = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["kind", "secrecy", "keeper_path"], name="tally_by_keeper")]


class DayCount(models.Model):
    """日账 How many letters and matters there were on one day, of one channel or one body; written once.

    `about` is channel or body, `key` the channel or the body's code. What is received and what waits is
    counted by channel only: a letter belongs to the county before it belongs to a body.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.DateField()
    about = models.CharField(max_length=8)
    key = models.CharField(max_length=24)
    received = models.BigIntegerField(null=True)
    waiting = models.BigIntegerField(null=True)
    registered = models.BigIntegerField()
    open = models.BigIntegerField()
    closed = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "about", "key"], name="day_count_once")]
