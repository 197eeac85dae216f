"""Fields that several forms need, and how a verb's refusal comes back to its field."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kit.dates import SHANGHAI
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.tables import MOST_BYTES
from lianxin.kit.text import one_line
from lianxin.organisations.models import Organisation
from lianxin.organisations.queries import find

Done = TypeVar("Done")


class WordsField(forms.CharField):
    """Words on one line, without what nobody can see."""

    def to_python(self, value: Any) -> Any:
        return one_line(super().to_python(value) or "")


class BodyField(forms.CharField):
    """An organisation by its code or its name; several that fit are told with their codes."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 80)
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        said = one_line(super().clean(value) or "")
        if not said:
            return None
        active = Organisation.objects.active()
        exact = list(active.filter(Q(code__iexact=said) | Q(name_zh=said) | Q(name_en__iexact=said))[:2])
        found = exact if len(exact) == 1 else list(find(said, active)[:6])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("没有叫“%(said)s”的组织。请写组织的编码或名称。") % {"said": said})
        listed = "、".join(f"{body.name}({body.code})" for body in found[:5])
        raise forms.ValidationError(_("有几个组织都对得上：%(listed)s。请写编码。") % {"listed": listed})


class TableField(forms.FileField):
    """A CSV or XLSX file, read as bytes and not larger than we take."""

    def __init__(self, **options: Any) -> None:
        said = {"accept": ".csv,.xlsx", "data-max-bytes": MOST_BYTES, "data-too-big": gettext_lazy("太大")}
        options.setdefault("widget", forms.FileInput(attrs=said))
        options.setdefault("help_text", gettext_lazy("CSV 或 XLSX，最多 4 MB。公式只当文字，不运行宏。"))
        super().__init__(**options)


def content_of(file: "UploadedFile[Any]") -> tuple[str, bytes]:
    """Name and bytes; one byte more than we take is enough to know that it is too large."""
    return str(file.name), file.read(MOST_BYTES + 1)


def from_that_day(day: date) -> datetime:
    """The first instant of the day in the county."""
    return datetime.combine(day, time.min, SHANGHAI)


def day_field(label: Any, **options: Any) -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    said = {"invalid": gettext_lazy("请写成 2026-03-05 这样的日期。")}
    return forms.DateField(label=label, widget=picker, error_messages=said, **options)


def try_it(form: forms.Form, act: Callable[[], Done]) -> Done | None:
    """Call the verb; a refusal that can be mended in the form comes back as a sentence at its field."""
    try:
        return act()
    except (NotValid, NotAllowedNow) as refusal:
        field = getattr(refusal, "field", "")
        for sentence in refusal.sentence.split("\n"):
            form.add_error(field if field in form.fields else None, sentence)
    return None
