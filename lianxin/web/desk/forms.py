"""The forms of the desks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.cases.models import Category, Urgency
from lianxin.channels.email import usable
from lianxin.intake.models import Kind
from lianxin.intake.words import LONGEST_BODY
from lianxin.kit.ids import uuid7
from lianxin.organisations.models import Organisation
from lianxin.web.proxy_form import ProxyFields


class SortForm(forms.Form):
    """派单 Who shall answer, what it is about, and how urgent it is."""

    category = forms.ModelChoiceField(
        Category.objects.filter(active=True), required=False, label=_("问题类别"), empty_label=_("先不分类"),
        widget=forms.Select(attrs={"data-key": "c"}),
    )  # fmt: skip
    to = forms.ModelChoiceField(
        Organisation.objects.active(), label=_("派给谁"),
        error_messages={
            "required": _("请选择派给哪个单位。"),
            "invalid_choice": _("没有这个单位，请重新选择。"),
        },
    )  # fmt: skip
    urgency = forms.ChoiceField(choices=Urgency.choices, label=_("急不急"), initial=Urgency.NORMAL)
    reason = forms.CharField(max_length=300, required=False, label=_("派单说明"))


class KeyedForm(ProxyFields):
    """录入 What every form of the clerk asks, whichever way it came."""

    subject = forms.CharField(
        label=_("主题"), max_length=60, required=False, help_text=_("不填就用开头的几个字。")
    )
    kind = forms.ChoiceField(label=_("来信类型"), choices=Kind.choices, initial=Kind.PROBLEM)
    addressee = forms.CharField(
        label=_("写给谁"), max_length=120, required=False, help_text=_("组织的名称；不填就是写给县委书记。"),
        widget=forms.TextInput(attrs={"list": "bodies", "autocomplete": "off"}),
    )  # fmt: skip
    place = forms.CharField(label=_("事情发生在哪里"), max_length=200, required=False)
    public = forms.BooleanField(label=_("来信人同意公开"), required=False)
    confidential = forms.BooleanField(label=_("来信人要求保密：办理单位看不到姓名和联系方式"), required=False)
    name = forms.CharField(label=_("姓名"), max_length=80, required=False)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    address = forms.CharField(label=_("通信地址"), max_length=200, required=False)
    large_print = forms.BooleanField(label=_("寄给他的信用大字印"), required=False)
    remark = forms.CharField(
        label=_("只给受理人员看的备注"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class PaperForm(KeyedForm):
    """纸质来信 A letter on paper, keyed in as it stands there."""

    key = forms.CharField(max_length=80, initial=lambda: f"paper:{uuid7()}", widget=forms.HiddenInput)
    body = forms.CharField(
        label=_("信的原文"), max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("照原信一字不改地录入。看不清的字用□代替。"),
        error_messages={"required": _("请录入信的原文。")},
    )  # fmt: skip
    said_on = forms.DateField(
        label=_("落款日期"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


class ArrivedForm(forms.Form):
    """到件 What a person reads in something that came in and could not be registered by itself."""

    subject = forms.CharField(
        label=_("主题"), max_length=200, required=False, help_text=_("不填就用开头的几个字。")
    )
    body = forms.CharField(
        label=_("信的原文"), max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("照原件一字不改地录入；原件也一直保存着。"),
        error_messages={"required": _("请录入信的原文。")},
    )  # fmt: skip
    place = forms.CharField(label=_("事情发生在哪里"), max_length=200, required=False)
    name = forms.CharField(label=_("姓名"), max_length=80, required=False)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    email = forms.CharField(label=_("电子邮箱"), max_length=254, required=False)

    def clean_email(self) -> str:
        address = str(self.cleaned_data["email"]).strip()
        if address and not usable(address):
            raise forms.ValidationError(_("这个电子邮箱寄不到。请写成 name@example.cn 这样；没有可以空着。"))
        return address


class SpokenForm(KeyedForm):
    """来电、来访 What somebody says, written down while they say it."""

    key = forms.CharField(max_length=80, initial=lambda: str(uuid7()), widget=forms.HiddenInput)
    body = forms.CharField(
        label=_("说的话"), max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("尽量用来人自己的话。打字时自动保存。"),
        error_messages={"required": _("请写下对方说的话。")},
    )  # fmt: skip
