"""More time, a later date, a question to the writer, a notice in writing: each a row with who and when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.cases.models.case import Case
from lianxin.clock.models import Promise
from lianxin.identity.models import Person
from lianxin.intake.models import Addition
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation


class Decision(models.TextChoices):
    """What became of something that was asked of a leader."""

    OPEN = "", _("等待决定")
    GRANTED = "granted", _("同意")
    REFUSED = "refused", _("不同意")
    LAPSED = "lapsed", _("到期没有决定，按不同意处理")
    SETTLED = "settled", _("情况变了，不用再决定")


class Asked(models.Model):
    """What an officer asks of a leader, who is somebody else. Answered once, or by silence."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    promise = models.ForeignKey(Promise, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True, default=Decision.OPEN)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["asked_at", "id"]


class Extension(Asked):
    """延期 The officer who owes the answer asks for the rule's own extension, once in the life of a case.

    `promise` is the answer that is owed, `reason` is told to the writer, `words` say why not.
    信访工作条例第34条：经本机关负责人批准，可以延长一次，并告知延期理由。
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="extensions")
    reason = models.CharField(max_length=300)
    due_before = models.DateTimeField()
    due_after = models.DateTimeField(null=True)

    class Meta(Asked.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["promise"], condition=Q(decision=Decision.OPEN), name="extension_asked_once"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(decision=Decision.GRANTED), name="extension_granted_once"
            ),
        ]


class Deferral(Asked):
    """暂缓 It cannot be done now: what will be done, and by which day. No conclusion and no closing.

    `promise` is the answer that was owed; on `until` the case is taken up again by itself.
    济南市12345市民服务热线条例第24条：说明措施和明确日期。
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="deferrals")
    plan = models.CharField(max_length=500)
    until = models.DateField()

    class Meta(Asked.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["promise"], condition=Q(decision=Decision.OPEN), name="deferral_asked_once"
            )
        ]


class Question(models.Model):
    """请来信人补充 What the officer must know from the writer. The clock runs on meanwhile."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="questions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    words = models.CharField(max_length=500)
    answered_at = models.DateTimeField(null=True)
    addition = models.ForeignKey(Addition, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["asked_at", "id"]


class WrittenNotice(models.Model):
    """告知书 The organisation tells the writer in writing that it has the matter, and how it goes on.

    `proof` says how a writer without the web got it. (信访工作条例第23条第3款)
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(Case, models.PROTECT, related_name="written_notice")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    given_at = models.DateTimeField()
    words = models.TextField()
    proof = models.CharField(max_length=200, blank=True)
