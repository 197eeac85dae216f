"""One problem somebody owes an answer for, and the facts about it: each a row with who and when."""

from collections.abc import Mapping
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.cases.models.catalogue import Category
from lianxin.identity.models import Person
from lianxin.intake.models import Submission
from lianxin.kit.ids import uuid7
from lianxin.ledger.models import Dossier
from lianxin.organisations.models import Organisation


class Stage(models.TextChoices):
    """环节 Whose turn it is. Overdue is never a stage: it is a broken promise."""

    REGISTERED = "registered", _("已登记")
    ACCEPTED = "accepted", _("已受理")
    LINKED = "linked", _("同一事项，一起办")
    DISPATCHED = "dispatched", _("已派单")
    DISPUTED = "disputed", _("异议中")
    IN_HANDLING = "in_handling", _("办理中")
    IN_APPROVAL = "in_approval", _("待签发")
    COMMITTED = "committed", _("暂缓，有约定日期")
    REPLIED = "replied", _("已答复")
    DELIVERED = "delivered", _("已送达")
    IN_REVIEW = "in_review", _("复查中")
    REVIEWED = "reviewed", _("已复查")
    IN_RECHECK = "in_recheck", _("复核中")
    RECHECKED = "rechecked", _("已复核")
    CLOSED = "closed", _("已结案")


class Urgency(models.TextChoices):
    NORMAL = "normal", _("一般")
    LIFELINE = "lifeline", _("民生急件(水电气热)")
    URGENT = "urgent", _("紧急")


class Track(models.TextChoices):
    """轨道 Under which regime a matter is handled; changed only by an event of the desk."""

    HOTLINE = "hotline", _("热线")
    PETITION = "petition", _("信访")
    SEALED = "sealed", _("检举")


class DeclinedFor(models.TextChoices):
    """Why a matter is not ours to answer, as far as it can be counted."""

    NOT_OURS = "not_ours", _("不归本县的机关和单位管")
    STATUTORY = "statutory", _("已经或者应当通过法定途径办理(诉讼、仲裁、行政复议、纪检、信息公开)")
    IN_HAND = "in_hand", _("同一件事正在办理或者已经办过")
    OTHER = "other", _("其他原因")


class ClaimedOutcome(models.TextChoices):
    """What the organisation says came of it; the citizen's word is a Rating and never this.

    The three conclusions when every request had the same one, MIXED when they differ, ANSWERED when
    none was called for.
    """

    NONE = "", _("尚无")
    ANSWERED = "answered", _("已答复")
    SUPPORTED = "supported", _("予以支持")
    EXPLAINED = "explained", _("情理合理但没有依据，已作解释")
    NOT_SUPPORTED = "not_supported", _("不予支持")
    MIXED = "mixed", _("各项结论不同")
    DECLINED = "declined", _("不予受理")
    REDIRECTED = "redirected", _("已告知正确渠道")
    WITHDRAWN = "withdrawn", _("来信人撤回")


class CaseQuerySet(models.QuerySet["Case"]):
    def with_cover(self) -> "CaseQuerySet":
        return self.select_related(
            "dossier__keeper", "submission__dossier__keeper", "submission__addressee",
            "submission__place_organisation", "desk", "lead_org", "category",
        )  # fmt: skip

    def ordinary(self) -> "CaseQuerySet":
        return self.filter(dossier__secrecy=0)

    def open(self) -> "CaseQuerySet":
        return self.exclude(dossier__stage=Stage.CLOSED)

    def silent(self) -> "CaseQuerySet":
        """Law 2: open, and nobody owes anything. Must always be empty."""
        owed = models.Q(dossier__promises__state__in=("running", "broken"), dossier__promises__beside=False)
        return self.open().exclude(owed)


class Case(models.Model):
    """工单 One problem somebody owes an answer for. Its stage and keeper stand on the dossier.

    `final_at` is when a recheck opinion reached the writer: the matter (never the person) is at its end.
    `supporting` are the paths of the bodies asked to help, a space between them, so that who may
    read is known from the row itself. A body's path never changes. `shared`: it has been linked with
    other letters that tell of the same matter, at some time; most never are, and need not be asked.
    `asked` is what waits for a leader's decision: extension, deferral or nothing.
    """

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True, related_name="case")
    submission = models.OneToOneField(Submission, models.PROTECT, related_name="case")
    procedure = models.CharField(max_length=12)
    track = models.CharField(max_length=12)
    urgency = models.CharField(max_length=8, choices=Urgency.choices, default=Urgency.NORMAL)
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+", db_index=False)
    desk = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    lead_org = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", db_index=False)
    claimed_outcome = models.CharField(
        max_length=16, choices=ClaimedOutcome.choices, blank=True, default=ClaimedOutcome.NONE
    )
    declined_for = models.CharField(
        max_length=12, choices=DeclinedFor.choices, blank=True, default="", db_default=""
    )
    asked = models.CharField(max_length=12, blank=True, default="", db_default="")
    passes = models.PositiveSmallIntegerField(default=1)
    closed_at = models.DateTimeField(null=True)
    final_at = models.DateTimeField(null=True)
    supporting = models.TextField(blank=True, default="", db_default="")
    shared = models.BooleanField(default=False, db_default=False)

    objects = CaseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.dossier.number

    @property
    def stage(self) -> str:
        return self.dossier.stage

    @property
    def is_closed(self) -> bool:
        return self.stage == Stage.CLOSED

    def places(self) -> Mapping[str, str]:
        return {
            "keeper": self.dossier.keeper_path,
            "trusted": "" if self.submission.confidential else self.dossier.keeper_path,
            "desk": self.desk.path,
            "addressed": self.submission.addressee.path,
            "supporting": self.supporting,
        }

    def is_sealed(self) -> bool:
        return self.dossier.is_sealed()

    def shuts_out(self, person: UUID | None, path: str) -> bool:
        return self.submission.shuts_out(person, path)

    def belongs_to(self, submission_id: UUID) -> bool:
        return bool(self.submission_id == submission_id)


class Request(models.Model):
    """诉求 One thing the citizen wants; a case has one or more, and each is answered separately."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="requests")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="request_number")]


class Assignment(models.Model):
    """派单记录 The case was given to an organisation, which signs for it; or it was taken back at once.

    `designated`: given for good, by a decision on an objection; it may not be objected to again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="assignments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    given_at = models.DateTimeField(db_index=True)
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=300, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    recalled_at = models.DateTimeField(null=True)
    designated = models.BooleanField(default=False, db_default=False)


class Instruction(models.Model):
    """批示 What a secretary wrote on the letter; whoever has the case then owes its answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="instructions")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    words = models.CharField(max_length=500)
    at = models.DateTimeField()
