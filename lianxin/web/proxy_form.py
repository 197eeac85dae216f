"""代写 The fields about whoever writes for somebody who cannot; the same for a citizen and for a clerk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.intake.models import Consent, Relation


class ProxyFields(forms.Form):
    """代写 Empty where people write for themselves. What must stand in them is the verb's to say."""

    helper = forms.CharField(label=_("代写的人"), max_length=80, required=False)
    relation = forms.ChoiceField(
        label=_("和本人的关系"), choices=[("", "–"), *Relation.choices], required=False
    )
    consent = forms.ChoiceField(
        label=_("本人怎样同意的"), choices=[("", "–"), *Consent.choices], required=False
    )
    consented_on = forms.DateField(
        label=_("哪一天同意的"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
