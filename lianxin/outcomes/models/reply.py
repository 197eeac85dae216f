"""What was answered, request by request, on what law, and by whom it was written and signed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.cases.models import Case, Request
from lianxin.identity.models import Person
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation
from lianxin.outcomes.models.law import Law


class Reply(models.Model):
    """答复 What an organisation writes to the citizen: a draft until it is sent, then never changed.

    Handed over (`submitted_at`) it waits for somebody else than its writers to sign it. `along` is the
    answer to the same matter that was signed once for all its voices.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="replies")
    turn = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()
    opening = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    sent_at = models.DateTimeField(null=True)
    along = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["turn"]
        constraints = [models.UniqueConstraint(fields=["case", "turn"], name="reply_turn")]
        indexes = [
            models.Index(
                fields=["organisation", "sent_at"],
                name="reply_sent",
                condition=models.Q(sent_at__isnull=False),
            )
        ]

    def is_draft_of(self, case: Case) -> bool:
        """草稿 Not sent yet, and of the body that has the case: what one that stepped aside began is not
        shown to whoever has it now."""
        lead = case.lead_org
        ours = lead is not None and self.organisation.path.startswith(lead.path)
        return ours and self.sent_at is None and self.turn == case.passes


class Hand(models.Model):
    """执笔 Somebody wrote in this draft, first at this time; who did never signs it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reply = models.ForeignKey(Reply, models.PROTECT, related_name="hands")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reply", "person"], name="hand_once")]


class SentBack(models.Model):
    """退回修改 The draft went back to its writer, with what should be mended."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reply = models.ForeignKey(Reply, models.PROTECT, related_name="sent_back")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    words = models.CharField(max_length=500)
    at = models.DateTimeField()


class Outcome(models.TextChoices):
    """结论 What the organisation decides of one request: one of the three of 信访工作条例 article 32."""

    SUPPORTED = "supported", _("予以支持")
    EXPLAINED = "explained", _("情理合理但没有依据，已作解释")
    NOT_SUPPORTED = "not_supported", _("不予支持")


class Answer(models.Model):
    """逐项答复 The answer to one request: what was found, what is decided (`words`), what is done and when.

    `like` is an earlier answer of the same body that it resembles, by `likeness` of a hundred.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reply = models.ForeignKey(Reply, models.PROTECT, related_name="answers")
    request = models.ForeignKey(Request, models.PROTECT, related_name="answers")
    facts = models.TextField(blank=True, db_default="", default="")
    words = models.TextField(blank=True)
    action = models.CharField(max_length=500, blank=True, db_default="", default="")
    action_on = models.DateField(null=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True, db_default="", default="")
    like = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    likeness = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["request__number"]
        constraints = [models.UniqueConstraint(fields=["reply", "request"], name="answer_once")]


class Basis(models.Model):
    """依据 The law, and which article of it, that an answer leans on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="bases")
    law = models.ForeignKey(Law, models.PROTECT, related_name="+")
    article = models.CharField(max_length=60)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.law} {self.article}"


class Interim(models.Model):
    """阶段性答复 How far the work has come, told to the writer; it is no answer and stops no clock."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="interims")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    told_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    told_at = models.DateTimeField()
    words = models.TextField()

    class Meta:
        ordering = ["told_at"]
