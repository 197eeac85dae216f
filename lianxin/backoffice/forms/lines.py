"""目录的一格一格 The lines of a catalogue as a table that can be written in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.backoffice.forms.fields import WordsField
from lianxin.cases.lines import Line

MOST_LINES = 600  # more than this is kept in a spreadsheet, not in a browser
SPARE = 5
LISTED = {"list": "bodies", "autocomplete": "off"}


class LineForm(forms.Form):
    """One line; an empty one is left out."""

    category = WordsField(
        label=_("分类编码"), max_length=24, required=False,
        widget=forms.TextInput(attrs={"list": "categories", "autocomplete": "off"}),
    )  # fmt: skip
    place = WordsField(
        label=_("地区编码"), max_length=24, required=False, widget=forms.TextInput(attrs=LISTED)
    )
    organisation = WordsField(
        label=_("承办单位编码"), max_length=24, required=False, widget=forms.TextInput(attrs=LISTED)
    )


LineFormSet = forms.formset_factory(LineForm, extra=SPARE, max_num=MOST_LINES, absolute_max=MOST_LINES)


def lines_of(formset: Any) -> list[Line]:
    """The lines as written, without the empty ones."""
    written = [Line(**form.cleaned_data) for form in formset if form.cleaned_data]
    return [line for line in written if line.category or line.place or line.organisation]


def written_in(lines: Iterable[Line]) -> Any:
    """The table filled with these lines and a few empty ones after them."""
    filled = [
        {"category": line.category, "place": line.place, "organisation": line.organisation} for line in lines
    ]
    return LineFormSet(initial=filled, prefix="line")
