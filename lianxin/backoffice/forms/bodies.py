"""组织、人员和岗位 What is written about bodies and people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.backoffice.forms.fields import BodyField, TableField, WordsField, day_field
from lianxin.identity.keys import scope_choices
from lianxin.identity.models import Person, Role
from lianxin.organisations.models import Kind, Organisation

AS_TYPED = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class NamesForm(forms.Form):
    """A body's names."""

    name_zh = WordsField(label=_("名称"), max_length=80)
    name_en = WordsField(label=_("英文名称"), max_length=120, required=False)
    aliases = WordsField(
        label=_("别名和地名"), max_length=200, required=False,
        help_text=_("群众平时怎么叫它，用空格隔开。写信时按这些字找单位。"),
    )  # fmt: skip


class BodyForm(NamesForm):
    """A body to add."""

    code = WordsField(label=_("编码"), max_length=24, help_text=_("以后不能改。例如 LL-SW。"))
    kind = forms.ChoiceField(label=_("类别"), choices=Kind.choices)
    parent = BodyField(label=_("上级"), help_text=_("上级组织的编码或名称。"))
    field_order = ["parent", "kind", "code", "name_zh", "name_en", "aliases"]


class RosterForm(forms.Form):
    """A list of bodies in a file."""

    file = TableField(label=_("组织名册"))


class PersonForm(forms.Form):
    """Somebody's name and body."""

    name = WordsField(label=_("姓名"), max_length=40)
    organisation = BodyField(label=_("所在组织"), help_text=_("组织的编码或名称。"))


class PersonAddForm(PersonForm):
    """A new person, or the name under which a program of a body acts."""

    technical = forms.BooleanField(
        label=_("这是系统账号，不是人"), required=False,
        help_text=_("单位自己的系统凭接口密钥办理时用它的名义。它不登录，只能担任登记员、派单员、承办人、监督员、系统管理员。"),
    )  # fmt: skip


class LoginForm(forms.Form):
    """A sign-in name."""

    login = forms.CharField(
        label=_("登录名"), max_length=40, help_text=_("小写字母、数字和 . _ -，例如 zhang.san。"),
        widget=forms.TextInput(attrs=AS_TYPED),
    )  # fmt: skip


class PostForm(forms.Form):
    """A post to give."""

    organisation = BodyField(label=_("在哪个组织任职"), help_text=_("组织的编码或名称。"))
    role = forms.ChoiceField(label=_("岗位"), choices=[one for one in Role.choices if one[0] != Role.READER])


def _programs() -> list[tuple[str, str]]:
    """The technical people who could act."""
    found = Person.objects.filter(technical=True, is_active=True).select_related("organisation")
    return [("", str(_("不以谁的名义"))), *((str(one.pk), f"{one} ({one.organisation})") for one in found)]


class KeyForm(forms.Form):
    """A key for somebody's program."""

    holder = WordsField(label=_("给谁的程序用"), max_length=80, help_text=_("单位和程序的名称，不写个人。"))
    organisation = BodyField(label=_("由哪个组织负责"), help_text=_("组织的编码或名称。"))
    scopes = forms.MultipleChoiceField(
        label=_("可以做什么"), choices=scope_choices, widget=forms.CheckboxSelectMultiple
    )
    person = forms.ChoiceField(
        label=_("以哪个系统账号的名义办理"), choices=_programs, required=False,
        help_text=_("只替来信人寄信的不用选。系统账号在“人员和岗位”里增加并任职。"),
    )  # fmt: skip
    last_day = day_field(_("用到哪一天"), required=False, help_text=_("不填就一直能用，直到吊销。"))

    def clean_person(self) -> Person | None:
        key = self.cleaned_data["person"]
        return Person.objects.get(pk=key) if key else None


def names_of(body: Organisation) -> dict[str, Any]:
    return {"name_zh": body.name_zh, "name_en": body.name_en, "aliases": body.aliases}
