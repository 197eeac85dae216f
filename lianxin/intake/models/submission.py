"""What was said, word for word, and who steps aside from it."""

from collections.abc import Mapping
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.identity.models import Person
from lianxin.kit.codes import receipt_code
from lianxin.kit.ids import uuid7
from lianxin.ledger.models import Dossier, in_ordinary_folder
from lianxin.organisations.models import Organisation


class Kind(models.TextChoices):
    """What the writer says it is."""

    PROBLEM = "problem", _("反映问题")
    OPINION = "opinion", _("提意见")
    SUGGESTION = "suggestion", _("提建议")
    DEMAND = "demand", _("提出诉求")
    THANKS = "thanks", _("表示感谢")
    REPORT = "report", _("检举违纪")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def ordinary(self) -> "SubmissionQuerySet":
        return self.filter(in_ordinary_folder("dossier_id"))

    def addressed_to(self, organisation: Organisation) -> "SubmissionQuerySet":
        return self.filter(addressee=organisation)


class Submission(models.Model):
    """来件 What was said, verbatim, through which channel. The words are never edited.

    The database refuses a change of the words. `addressee_read_at` is the first real opening by
    the secretary it was written to, which the writer is shown. `confidential`: whoever handles the
    matter does not get to know who wrote; what has to be asked goes through the desk. `guarded`: somebody
    steps aside from it (see Recusal), which is looked up only then. `about` is the code of the class that the
    writer chose, where the way by which it came asks for one.
    """

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True, related_name="submission")
    serial = models.BigIntegerField(unique=True)
    key = models.CharField(max_length=120, unique=True)
    code_mark = models.CharField(max_length=40, unique=True)
    channel = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    place = models.CharField(max_length=200, blank=True)
    place_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    addressee = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    about = models.CharField(max_length=24, blank=True, default="", db_default="")
    public = models.BooleanField(default=False)
    confidential = models.BooleanField(default=False)
    guarded = models.BooleanField(default=False)
    language = models.CharField(max_length=8, default="zh")
    said_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    typed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    salt = models.CharField(max_length=32)
    addressee_read_at = models.DateTimeField(null=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["addressee", "addressee_read_at", "-serial"], name="submission_addressee"),
            models.Index(
                fields=["place_organisation", "-serial"],
                name="submission_place",
                condition=models.Q(place_organisation__isnull=False),
            ),
            models.Index(
                fields=["-serial"],
                name="submission_public",
                condition=models.Q(public=True, confidential=False),
            ),
            models.Index(
                fields=["channel", "received_at", "dossier"],
                name="submission_public_by",
                condition=models.Q(public=True, confidential=False),
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @cached_property
    def code(self) -> str:
        """The receipt code; derived, so it can be printed again but not read out of the database."""
        return receipt_code(self.pk, settings.SECRET_KEY)

    def places(self) -> Mapping[str, str]:
        here = self.dossier.keeper_path
        return {
            "keeper": here, "desk": here, "addressed": self.addressee.path,
            "trusted": "" if self.confidential else here,
        }  # fmt: skip

    def is_sealed(self) -> bool:
        return self.dossier.is_sealed()

    def shuts_out(self, person: UUID | None, path: str) -> bool:
        """Does this person, or whoever holds a post in the body with this path, step aside from it?"""
        return self.guarded and any(one.covers(person, path) for one in self.stepping_aside)

    @cached_property
    def stepping_aside(self) -> "list[Recusal]":
        return list(self.recusals.filter(lifted_at=None).select_related("person", "body"))

    def belongs_to(self, submission_id: UUID) -> bool:
        return bool(self.pk == submission_id)


class Ground(models.TextChoices):
    """Why somebody steps aside (Petition Work Regulations art 28 and 30)."""

    SUBJECT = "subject", _("信里反映的就是他")
    RELATIVE = "relative", _("有亲属关系或者利害关系")
    ASKED = "asked", _("来信人要求回避")
    OWN = "own", _("自己提出回避")


class Recusal(models.Model):
    """回避 A person or a whole body that neither handles, approves, reads nor calls back this letter.

    Exactly one of `person` and `body`; `by` nobody where a request was granted by silence. A recusal that
    was wrong is lifted, never deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="recusals")
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    ground = models.CharField(max_length=12, choices=Ground.choices)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(body=None), name="recusal_of_one"
            ),
            models.UniqueConstraint(
                fields=["submission", "person"],
                condition=models.Q(lifted_at=None),
                name="recusal_person_once",
            ),
            models.UniqueConstraint(
                fields=["submission", "body"], condition=models.Q(lifted_at=None), name="recusal_body_once"
            ),
        ]  # fmt: skip

    def covers(self, person: UUID | None, path: str) -> bool:
        if self.body is not None:
            return path.startswith(self.body.path)
        return person is not None and self.person_id == person
