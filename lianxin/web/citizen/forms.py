"""The citizen's forms: they show fields and keep what was typed. The rules stand in the verbs;
a form is only told what a verb refused, and says it at the field it belongs to.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.forms.utils import ErrorDict
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lianxin.intake.files import MOST_BYTES, MOST_FILES
from lianxin.intake.verbs.keeping_out import LONGEST_NAME, LONGEST_REASON
from lianxin.intake.words import LONGEST, LONGEST_BODY
from lianxin.kit.refusals import Refusal
from lianxin.organisations.models import Organisation
from lianxin.outcomes.verbs.rating import LONGEST_WORDS
from lianxin.web.proxy_form import ProxyFields

# What the phone itself says where there is no network to ask: the same as intake/words.py says.
NO_WORDS = _("还没有写内容。请写下您要反映的事情，一句话也可以。")
NO_KIND = _("请选择来信的类型。")
ACCEPT = "image/*,audio/*,video/mp4,video/quicktime,.pdf,.docx,.xlsx,.txt"


def _explained(label: object, why: object) -> str:
    return format_html("{}<small>{}</small>", label, why)


explained = lazy(_explained, str)

KINDS = [
    ("problem", explained(_("反映问题"), _("有件事没人管，或者没办好"))),
    ("demand", explained(_("提出诉求"), _("请帮我办成一件事"))),
    ("opinion", explained(_("提意见"), _("有的做法我觉得不对"))),
    ("suggestion", explained(_("提建议"), _("我有个更好的办法"))),
    ("thanks", explained(_("表示感谢"), _("有人帮了我，想说声谢谢"))),
    ("report", explained(_("检举违纪"), _("只有纪检机关看得到，不进普通窗口，不公开"))),
]
VERDICTS = [
    ("solved", explained(_("已解决"), _("问题没有了，就此结案"))),
    ("partly", explained(_("部分解决"), _("还差一点，可以就此结案"))),
    ("not_solved", explained(_("没有解决"), _("退回去重新办，并且重新答复您"))),
]
MARKS = [
    ("", _("不打分")),
    ("5", _("很满意")),
    ("4", _("满意")),
    ("3", _("一般")),
    ("2", _("不满意")),
    ("1", _("很不满意")),
]


class ToldForm(forms.Form):
    """A form that is told what was refused, and does not judge by itself."""

    def __init__(self, *args: Any, refusal: Refusal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.refusal = refusal

    def full_clean(self) -> None:
        self._errors = ErrorDict()
        self.cleaned_data = {}
        if self.refusal:
            place = getattr(self.refusal, "field", "")
            self.add_error(place if place in self.fields else None, self.refusal.sentence)


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


def files_field() -> forms.FileField:
    return forms.FileField(
        label=_("照片、录音或文件"),
        help_text=format_lazy(
            _("最多{files}个，每个不超过{size} MB。可以是照片、PDF、录音、短视频、Word、Excel或纯文本。"),
            files=MOST_FILES,
            size=MOST_BYTES // 1024 // 1024,
        ),
        required=False,
        widget=ManyFiles(
            attrs={
                "accept": ACCEPT,
                "data-max-bytes": MOST_BYTES,
                "data-most-files": MOST_FILES,
                "data-too-big": _("太大"),
            }
        ),
    )


class LetterForm(ToldForm, ProxyFields):
    """写信 One letter, in the order in which people tell things."""

    body = forms.CharField(
        label=_("用您自己的话说"),
        help_text=_("什么事、从什么时候起、您希望怎么办。一句话也可以，写错了也没关系。"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 8, "data-missing": NO_WORDS}),
    )
    subject = forms.CharField(
        label=_("标题"), help_text=_("不写就用开头的话。"), max_length=LONGEST["subject"], required=False
    )
    kind = forms.ChoiceField(
        label=_("这封信是"), choices=KINDS, widget=forms.RadioSelect(attrs={"data-missing": NO_KIND})
    )
    place = forms.CharField(
        label=_("地点"),
        help_text=_("村、组、街道、小区，写到别人找得到就行。"),
        max_length=LONGEST["place"],
        required=False,
    )
    place_code = forms.ChoiceField(label=_("属于哪个乡镇、街道"), required=False)
    addressee_words = forms.CharField(label=_("换一位书记"), required=False, max_length=80)
    addressee = forms.ChoiceField(label=_("写给"), widget=forms.RadioSelect)
    files = files_field()  # type: ignore[assignment]  # the verbs name it so in their refusals
    public = forms.BooleanField(
        label=_("别人也可以看这封信和答复"),
        help_text=_("不打开就只有办理的人看。打开后，办结时公开，您的姓名和联系方式永远不公开。检举不公开。"),
        required=False,
    )
    confidential = forms.BooleanField(
        label=_("请为我保密"),
        help_text=_("打开后，办理单位看不到您的姓名、电话和地址，要问您什么由受理中心转达。"),
        required=False,
    )
    name = forms.CharField(label=_("怎么称呼您"), max_length=LONGEST["name"], required=False)
    phone = forms.CharField(
        label=_("电话"),
        max_length=LONGEST["phone"],
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.CharField(
        label=_("电子邮箱"),
        max_length=LONGEST["email"],
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    address = forms.CharField(
        label=_("通信地址"), help_text=_("想收纸质答复就写。"), max_length=LONGEST["address"], required=False
    )
    large_print = forms.BooleanField(label=_("寄给我的信用大字印"), required=False)
    remark = forms.CharField(
        label=_("只给办理人看的话"),
        help_text=_("例如什么时候方便接电话。不写进信里，也不公开。"),
        max_length=LONGEST_BODY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        towns: Iterable[tuple[str, str]],
        bodies: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_code"].choices = [("", _("不清楚")), *towns]  # type: ignore[attr-defined]
        self.fields["addressee"].choices = list(bodies)  # type: ignore[attr-defined]


def new_key() -> str:
    """What makes sending twice one letter: made when the page is shown."""
    return str(uuid4())


def same_key(given: str) -> str:
    """The key that came back with the page, or a new one where it was lost."""
    try:
        return str(UUID(given))
    except ValueError:
        return new_key()


def body_label(body: Organisation) -> str:
    """A body one can write to: its name, and whose secretary that is."""
    level = {"county": _("县委书记"), "committee": _("党委书记")}.get(body.kind, _("党支部书记"))
    above = body.parent.name if body.kind == "branch" and body.parent else ""
    return format_html("{}<small>{} {}</small>", body.name, level, above)


class RateForm(ToldForm):
    """评价 Nothing is chosen beforehand: no answer is no rating."""

    verdict = forms.ChoiceField(label=_("解决了没有"), choices=VERDICTS, widget=forms.RadioSelect)
    result = forms.ChoiceField(label=_("办理结果"), choices=MARKS, required=False)
    attitude = forms.ChoiceField(label=_("工作态度"), choices=MARKS, required=False)
    speed = forms.ChoiceField(label=_("办理速度"), choices=MARKS, required=False)
    words = forms.CharField(
        label=_("想说的话"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AppealForm(ToldForm):
    """申请复查、复核 What the writer does not accept, and why."""

    words = forms.CharField(
        label=_("哪里不同意，为什么"),
        help_text=_("一句话也可以。原来的信和答复他们都看得到，不用再抄一遍。"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ContestForm(ToldForm):
    """异议 Why the writer does not agree that a demand cannot be met."""

    words = forms.CharField(label=_("为什么不同意"), widget=forms.Textarea(attrs={"rows": 4}))


class AddForm(ToldForm):
    """补充 More words, more files."""

    words = forms.CharField(
        label=_("要补充的话"),
        required=False,
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    files = files_field()  # type: ignore[assignment]  # the verbs name it so in their refusals


class KeepOutForm(ToldForm):
    """请求回避 Who shall not have it before them, and why."""

    named = forms.CharField(
        label=_("请谁回避"),
        help_text=_("一个单位的全名，或者一个人的姓名。"),
        max_length=LONGEST_NAME,
    )
    reason = forms.CharField(
        label=_("为什么"),
        help_text=_("一句话也可以。被请求回避的人和单位看不到您写的理由。"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
