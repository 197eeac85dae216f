"""The voices behind a problem, the steps each of them is told of, and what they answer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.cases.models import Case
from lianxin.identity.models import Person
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation
from lianxin.problems.models.problem import Problem


class Voice(models.Model):
    """反映 One letter that tells of the problem, and the words by which it was seen that it does.

    It keeps its own receipt, answer, rating and rights. A voice that was wrong leaves, with the reason; it is
    never deleted. `joins`: still to be linked with the matter that is handled for all. `apart` says why it is
    handled by itself. `untold`: there is a step that its writer was not told of yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="said_by", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    because = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    said_at = models.DateTimeField()
    joins = models.BooleanField(default=False)
    apart = models.CharField(max_length=200, blank=True)
    told = models.PositiveSmallIntegerField(default=0)
    untold = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(left_at=None), name="voice_of_one_problem"),
        ]
        indexes = [
            models.Index(fields=["problem", "-said_at", "-id"], name="voice_of_problem"),
            models.Index(fields=["id"], name="voice_joins", condition=Q(joins=True)),
            models.Index(fields=["id"], name="voice_untold", condition=Q(untold=True)),
            models.Index(fields=["said_at", "problem"], name="voice_lately", condition=Q(left_at=None)),
        ]


class StepKind(models.TextChoices):
    """What happened to the problem, as every voice is told."""

    LISTED = "listed", _("列入问题台账")
    PLANNED = "planned", _("定下措施和期限")
    PROGRESS = "progress", _("进展")
    MENDED = "mended", _("责任单位说整改好了")
    SENT_BACK = "sent_back", _("核实没有通过，继续整改")
    STRUCK_OFF = "struck_off", _("销号")
    AGAIN = "again", _("又反映，重新整改")


class Step(models.Model):
    """一步 What is told to everybody who told of the problem, and to the public: the same words for all."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    words = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["problem", "number"], name="step_number")]


class StepPicture(models.Model):
    """佐证照片 A picture that shows what was done: everybody sees the copy made of its points (`sha256`);
    the picture as it came (`came`) goes out to nobody."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    step = models.ForeignKey(Step, models.PROTECT, related_name="pictures", db_index=False)
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    came = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["step", "number"], name="step_picture_once")]


class Answer(models.Model):
    """核实 What one who raised it says, when the owner says that it is mended: it is, or it is not.

    No answer is no answer: it counts neither for nor against.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    voice = models.ForeignKey(Voice, models.PROTECT, related_name="answers")
    turn = models.PositiveSmallIntegerField()
    mended = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["voice", "turn"], name="answer_once_a_turn")]
