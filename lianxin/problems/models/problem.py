"""What is wrong, where, how many say so, who must mend it, was it mended: one number for each problem."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.cases.models import Category
from lianxin.ledger.models import Dossier
from lianxin.organisations.models import Organisation
from lianxin.problems.models.in_the_open import InTheOpen


class Stage(models.TextChoices):
    """环节 Whose turn it is. Late is never a stage: it is a broken promise."""

    LISTED = "listed", _("已列账，等定责任单位")
    ASSIGNED = "assigned", _("已定责，等措施和期限")
    PLANNED = "planned", _("正在整改")
    MENDED = "mended", _("说整改好了，等核实")
    STRUCK_OFF = "struck_off", _("已销号")
    MERGED = "merged", _("已并入另一个问题")


OPEN = (Stage.LISTED, Stage.ASSIGNED, Stage.PLANNED, Stage.MENDED)


class Clarities(NamedTuple):
    """五个明确 Which of the five stand: problem, owner, standard, measure, date."""

    problem: str
    owner: Organisation | None
    standard: str
    measure: str
    due_on: date | None

    def missing(self) -> int:
        return sum(not one for one in self)


class Problem(InTheOpen, models.Model):
    """问题 One thing that is wrong somewhere, told of by one letter or by hundreds; it has one number.

    `title` says what is wrong in words that a person uses, `place` where. `owner` must mend it, `standard` is
    by what one sees that it is mended, `measure` what will be done, `due_on` by which day. `voices` and
    `people` are kept exactly as voices come and go: a person who wrote twice is one, and so is each letter
    without a name. `turn` counts how often it was said to be mended, `told` the steps that every voice is
    told of. `words` are those by which it is found now, folded (see finding).
    (朝天区教育实践活动“一本账、一个号、五个明确”；glossary: five_clarities)
    """

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True, related_name="problem")
    title = models.CharField(max_length=120)
    place = models.CharField(max_length=120, blank=True)
    place_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False
    )
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+", db_index=False)
    desk = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", db_index=False)
    standard = models.CharField(max_length=500, blank=True)
    measure = models.CharField(max_length=1000, blank=True)
    due_on = models.DateField(null=True)
    voices = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    turn = models.PositiveSmallIntegerField(default=0)
    told = models.PositiveSmallIntegerField(default=0)
    words = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    theme = models.ForeignKey("Theme", models.PROTECT, null=True, related_name="problems")

    class Meta:
        indexes = [models.Index(fields=["-voices", "dossier"], name="problem_loudest")]

    def __str__(self) -> str:
        return f"{self.place}：{self.title}" if self.place else self.title

    @property
    def stage(self) -> str:
        return self.dossier.stage

    def clarities(self) -> Clarities:
        return Clarities(self.title, self.owner, self.standard, self.measure, self.due_on)

    def places(self) -> Mapping[str, str]:
        return {"keeper": self.dossier.keeper_path, "desk": self.desk.path}
