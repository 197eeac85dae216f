"""目录、日历和规则 What is written about categories, the catalogue, days and rules."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.backoffice.forms.fields import TableField, WordsField, day_field
from lianxin.backoffice.words import track_in_words
from lianxin.cases.models import AnswerType
from lianxin.clock.models import Rule
from lianxin.clock.reckoning import RUNNING
from lianxin.kit.dates import SHANGHAI

FIRST_YEAR, LAST_YEAR = 1949, 2199


class CategoryForm(forms.Form):
    """What a matter may be about."""

    code = WordsField(label=_("编码"), max_length=24, help_text=_("以后不能改。"))
    name_zh = WordsField(label=_("名称"), max_length=60)
    name_en = WordsField(label=_("英文名称"), max_length=90, required=False)
    lifeline = forms.BooleanField(
        label=_("民生急事：水、电、气、暖"), required=False, help_text=_("这类信派单和答复的时限更短。")
    )


class CategoryChangeForm(CategoryForm):
    """The code stays; the category may go out of use."""

    code = None  # type: ignore[assignment]
    active = forms.BooleanField(label=_("还在使用"), required=False)


class QuestionForm(forms.Form):
    """What programs that show a form ask about a class."""

    code = WordsField(label=_("编码"), max_length=24, help_text=_("字母开头，例如 SINCE。以后不能改。"))
    words_zh = WordsField(label=_("问什么"), max_length=200, help_text=_("例如“从哪天起停水？”"))
    words_en = WordsField(label=_("英文怎么问"), max_length=300, required=False)
    answer = forms.ChoiceField(label=_("怎样回答"), choices=AnswerType.choices)
    required = forms.BooleanField(label=_("必须回答"), required=False)
    choices = forms.CharField(
        label=_("选项"), required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("只有要选的问题才写。每行一个：编码、空格、名称，要有英文的在后面写 | 和英文。"),
    )  # fmt: skip


class LawDatesForm(forms.Form):
    """From when until when a law holds; left empty where nobody has checked, or where it goes on."""

    in_force_from = day_field(_("哪天起施行"), required=False)
    in_force_until = day_field(_("最后有效的一天"), required=False, help_text=_("现行有效的不填。"))


class LawForm(LawDatesForm):
    """A law for the register: its title and year, no text of it."""

    code = WordsField(label=_("编码"), max_length=40, help_text=_("以后不能改。"))
    title_zh = WordsField(label=_("名称"), max_length=120, help_text=_("不写书名号。"))
    title_en = WordsField(label=_("英文名称"), max_length=200, required=False)
    year = forms.IntegerField(
        label=_("哪一年的版本"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False
    )
    field_order = ("code", "title_zh", "title_en", "year")


class EditionForm(forms.Form):
    """What is said about a whole edition of the catalogue."""

    file = TableField(label=_("从表格载入"), required=False)
    effective_from = day_field(
        _("从哪一天起生效"), required=False, help_text=_("从这一天 0 点起。不填就是发布后马上生效。")
    )
    note = WordsField(label=_("说明"), max_length=200, required=False)


class DayForm(forms.Form):
    """Whether a day is worked, and why it is no ordinary one."""

    working = forms.ChoiceField(
        label=_("这一天"), choices=[("yes", _("要上班")), ("no", _("休息"))], widget=forms.RadioSelect
    )
    name_zh = WordsField(
        label=_("节日或调休的名称"), max_length=60, required=False,
        help_text=_("例如“国庆节”“国庆节调休”。平常的上班日和周末不用填。"),
    )  # fmt: skip
    name_en = WordsField(label=_("英文名称"), max_length=80, required=False)


class YearForm(forms.Form):
    """A year whose holidays the office has written in."""

    year = forms.IntegerField(label=_("年份"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    source = WordsField(
        label=_("出处"), max_length=200, help_text=_("例如国务院办公厅放假通知的文号。"), required=True
    )


class TryForm(forms.Form):
    """A letter that has not come: what would be owed by when."""

    start = forms.DateTimeField(
        label=_("来信到达的时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("请写成 2026-03-05 09:30 这样的时间。")},
    )
    rule = forms.ChoiceField(label=_("按哪条规则"))

    def __init__(self, data: Any, rules: Sequence[Rule], now: datetime, **options: Any) -> None:
        super().__init__(data, initial={"start": now.astimezone(SHANGHAI)}, **options)
        self.rules = {rule.key: rule for rule in rules if rule.unit in RUNNING}
        choices: dict[str, list[tuple[str, str]]] = {}
        for key, rule in self.rules.items():
            choices.setdefault(track_in_words(rule.track), []).append((key, f"{rule.duty} · {key}"))
        self.fields["rule"] = forms.ChoiceField(label=_("按哪条规则"), choices=list(choices.items()))


class RulesForm(forms.Form):
    """A new version of the rule book as a file."""

    file = TableField(label=_("新版规则手册"))


class RulesPublishForm(forms.Form):
    """What was read from the file, carried along until it is published."""

    carried = forms.CharField(widget=forms.HiddenInput, max_length=2_000_000)
    effective_from = day_field(_("从哪一天起生效"), help_text=_("从这一天 0 点起。已经在办的信仍按旧版。"))
    note = WordsField(label=_("这一版改了什么"), max_length=200, required=False)
