"""What of an answered letter the whole county may read, as somebody has redacted it."""

from django.db import models
from django.db.models import F, Q

from lianxin.cases.models import Case, Category
from lianxin.identity.models import Person
from lianxin.intake.models import Attachment
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation
from lianxin.outcomes.models.reply import Reply

UP = Q(taken_down_at=None)
NEWEST = (F("published_at").desc(), F("id").desc())


class PublicationQuerySet(models.QuerySet["Publication"]):
    def up(self) -> "PublicationQuerySet":
        return self.filter(UP)


class Publication(models.Model):
    """公开 A letter and its answer as anybody may read them; the originals stay as they are.

    `number` is drawn at random and leads to nothing but the public page: neither to the matter's own
    number nor to the receipt. Taken down it stays here with who, when and why, and whoever wants it public
    again makes another one. `taken_down_by` is empty when the writer did it. `received_on` is the day on
    which the letter was received: days and no times, which might say who wrote.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=8, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="publications")
    reply = models.ForeignKey(Reply, models.PROTECT, related_name="+", db_index=False)
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=200)
    letter = models.TextField()
    answer = models.TextField()
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    published_at = models.DateTimeField()
    received_on = models.DateField(null=True)
    taken_down_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    taken_down_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], condition=UP, name="publication_one_up")]
        indexes = [
            models.Index(*NEWEST, name="publication_newest", condition=UP),
            models.Index("organisation", *NEWEST, name="publication_of_body", condition=UP),
            models.Index("category", *NEWEST, name="publication_of_kind", condition=UP),
            models.Index("received_on", "id", name="publication_by_day", condition=UP),
        ]

    def __str__(self) -> str:
        return self.number


class PublishedPicture(models.Model):
    """公开的照片 A picture of the letter that a person chose for everybody to see.

    What is shown is the copy made of its points (`sha256`): the original stays as it came, with what it
    says of place and machine, and goes out to nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="pictures")
    number = models.PositiveSmallIntegerField()
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+", db_index=False)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "number"], name="published_picture_once")
        ]
