"""外部系统 What is settled for another system: which column is which, and whose words mean what."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.backoffice.forms.fields import BodyField, TableField, WordsField
from lianxin.channels.files.moments import WRITTEN
from lianxin.channels.files.writing import FORMS
from lianxin.exchange.fields import FIELDS, HEARD, HOURS, PRIVATE, TOLD, statuses
from lianxin.exchange.models import Direction, FileMapping
from lianxin.exchange.sampling import Sample, proposed, proposed_beside, proposed_kind
from lianxin.exchange.verbs import Settled
from lianxin.exchange.verbs.giving import MOST_BYTES
from lianxin.exchange.verbs.settling import compared
from lianxin.intake.models import Kind
from lianxin.organisations.queries import county

AS_TYPED = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
NONE = ("", gettext_lazy("没有这一列"))


class SampleForm(forms.Form):
    """A file by which a new system is settled; without one only answers can go to it."""

    file = TableField(label=gettext_lazy("对方的一份导出文件"), required=False)


class LettersForm(forms.Form):
    """A file of letters."""

    file = forms.FileField(
        label=gettext_lazy("来信文件"),
        widget=forms.FileInput(
            attrs={
                "accept": ".csv,.xlsx", "data-max-bytes": MOST_BYTES, "data-too-big": gettext_lazy("太大"),
            }
        ),
        help_text=gettext_lazy("CSV 或 XLSX，最多 32 MB、5 万行。先试读，您看过再收。"),
    )  # fmt: skip


class SettleForm(forms.Form):
    """对应 All that is settled. `sample` gives the columns to choose from, `before` what stands now."""

    system = forms.CharField(
        label=gettext_lazy("代号"), max_length=24, widget=forms.TextInput(attrs=AS_TYPED),
        help_text=gettext_lazy("小写字母、数字、- 和 _，以后不能改。命令行和文件夹用它，例如 hotline。"),
    )  # fmt: skip
    name = WordsField(
        label=gettext_lazy("对方系统的名称"), max_length=60, help_text=gettext_lazy("例如市12345热线。")
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("文件往哪边走"), choices=Direction.choices, widget=forms.RadioSelect
    )
    body = BodyField(
        label=gettext_lazy("代表哪个组织"),
        help_text=gettext_lazy("这个系统的来信写给谁，或者谁在这个系统里办事。写组织的编码或名称。"),
    )
    active = forms.BooleanField(label=gettext_lazy("正在使用"), required=False, initial=True)

    def __init__(self, data: Any, *, sample: Sample, before: FileMapping | None) -> None:
        super().__init__(data, initial=_standing(before))
        self.sample, self.before = sample, before
        self.kinds: dict[str, str] = {}
        self.bodies: dict[str, str] = {}
        if before:
            del self.fields["system"]
        self._add_columns()
        self._add_kinds()
        self._add_bodies()
        self._add_answers()

    # ---- in ------------------------------------------------------------------------------------

    def _add_columns(self) -> None:
        before = self.before
        taken = dict(before.columns) if before and before.columns else proposed(self.sample)
        beside = list(before.beside) if before and before.columns else proposed_beside(self.sample, taken)
        columns = list(dict.fromkeys([*self.sample.columns, *taken.values(), *beside]))
        for name, label in HEARD.items():
            self.fields[f"in-{name}"] = forms.ChoiceField(
                label=_(label), required=False, initial=taken.get(name, ""),
                choices=[NONE, *((column, column) for column in columns)],
            )  # fmt: skip
        self.fields["beside"] = forms.MultipleChoiceField(
            label=_("放在来信旁边一起留着的列"), required=False, initial=beside,
            choices=[(column, column) for column in columns if column not in self._chosen()],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("对方的办理状态、进展、附件链接。来信人的联系方式不放这里，会自动放进私密备注。"),
        )  # fmt: skip
        self.fields["written"] = forms.ChoiceField(
            label=_("时间怎么写"), choices=[(key, _(label)) for key, label in WRITTEN.items()],
            required=False, initial=before.written if before else "",
        )  # fmt: skip

    def _add_kinds(self) -> None:
        """Their words for what the writer wants; what only a person can say is left to be said."""
        before = self.before.kinds if self.before else {}
        words = self.sample.words.get(self._column("kind"), ())
        later = ("", _("还没定：这样的信先等人看"))
        for word in dict.fromkeys([*before, *map(compared, words)]):
            self.kinds[_key("kind", word)] = word
            self.fields[_key("kind", word)] = forms.ChoiceField(
                label=word, required=False, initial=before.get(word, proposed_kind(word)),
                choices=[later, *Kind.choices],
            )  # fmt: skip

    def _add_bodies(self) -> None:
        """Their names for our bodies."""
        before = self.before.bodies if self.before else {}
        words = self.sample.words.get(self._column("addressee"), ())
        for word in dict.fromkeys([*before, *words]):
            self.bodies[_key("body", word)] = word
            self.fields[_key("body", word)] = BodyField(
                label=word, required=False, initial=before.get(word, "")
            )

    def _chosen(self) -> set[str]:
        return {self._column(name) for name in HEARD}

    def _column(self, name: str) -> str:
        """The column chosen for a field, by what was sent or by what stands."""
        sent = self.data.get(f"in-{name}") if self.is_bound else None
        return str(sent if sent is not None else self.fields[f"in-{name}"].initial or "")

    # ---- out -----------------------------------------------------------------------------------

    def _add_answers(self) -> None:
        before = self.before
        headings = before.headings if before and before.headings else {key: _(TOLD[key]) for key in TOLD}
        for name, label in FIELDS.items():
            self.fields[f"out-{name}"] = WordsField(
                label=_(label), max_length=60, required=False, initial=headings.get(name, "")
            )
        for key, label in statuses().items():
            self.fields[f"stage-{key}"] = WordsField(
                label=label,
                max_length=60,
                required=False,
                initial=before.stages.get(key, "") if before else "",
            )
        self.fields["form"] = forms.ChoiceField(
            label=_("答复文件的格式"), choices=[(key, _(label)) for key, label in FORMS.items()],
            initial=before.form if before else "xlsx",
        )  # fmt: skip
        self.fields["hours"] = forms.TypedChoiceField(
            label=_("多久自己做一份"), coerce=int, choices=[(key, _(label)) for key, label in HOURS.items()],
            initial=before.hours if before else 0,
            help_text=_("有变化才做。设了交换文件夹的，做好就放进去。"),
        )  # fmt: skip
        self.fields["also_given"] = forms.BooleanField(
            label=_("不是从那里来的信，只要派给了上面这个组织，也告诉它"), required=False,
            initial=before.also_given if before else False,
            help_text=_("从今天起派给它的。要求保密的信永远不给。"),
        )  # fmt: skip

    # ---- for the page --------------------------------------------------------------------------

    def about(self) -> Iterator[forms.BoundField]:
        names = ("system", "name", "direction", "body", "active")
        return (self[name] for name in names if name in self.fields and (name != "active" or self.before))

    def columns(self) -> list[forms.BoundField]:
        return [self[f"in-{name}"] for name in HEARD]

    def kind_fields(self) -> list[forms.BoundField]:
        return [self[key] for key in self.kinds]

    def body_fields(self) -> list[forms.BoundField]:
        return [self[key] for key in self.bodies]

    def headings(self) -> list[forms.BoundField]:
        return [self[f"out-{name}"] for name in TOLD]

    def private_headings(self) -> list[forms.BoundField]:
        return [self[f"out-{name}"] for name in PRIVATE]

    def stages(self) -> list[forms.BoundField]:
        return [self[f"stage-{key}"] for key in statuses()]

    # ---- for the verb --------------------------------------------------------------------------

    def settled(self) -> Settled:
        """What was chosen, once the form is valid."""
        return self._settled(self.cleaned_data)

    def proposed(self) -> Settled:
        """What is proposed before anybody has chosen: enough to show how the first rows would be read."""
        said = {name: self.get_initial_for_field(field, name) for name, field in self.fields.items()}
        said |= dict.fromkeys(self.bodies)
        return self._settled({**said, "system": "", "name": "", "body": county()})

    def _settled(self, said: dict[str, Any]) -> Settled:
        chosen = {name: said[f"in-{name}"] for name in HEARD if said[f"in-{name}"]}
        bodies = {word: said[key].code for key, word in self.bodies.items() if said[key]}
        return Settled(
            system=self.before.system if self.before else said["system"],
            name=said["name"],
            direction=said["direction"],
            body=said["body"],
            columns=chosen,
            kinds={word: said[key] for key, word in self.kinds.items() if said[key]},
            bodies=bodies,
            beside=tuple(column for column in said["beside"] if column not in chosen.values()),
            written=said["written"],
            headings={name: said[f"out-{name}"] for name in FIELDS if said[f"out-{name}"]},
            stages={key: said[f"stage-{key}"] for key in statuses() if said[f"stage-{key}"]},
            form=said["form"],
            also_given=said["also_given"],
            hours=said["hours"],
            active=said["active"] or not self.before,
        )


def _key(kind: str, word: str) -> str:
    """The name of the field about one of their words: a word may hold anything."""
    return f"{kind}-{sha256(word.encode()).hexdigest()[:10]}"


def _standing(before: FileMapping | None) -> dict[str, Any]:
    if before is None:
        return {"direction": Direction.BOTH}
    return {
        "name": before.name, "direction": before.direction, "body": before.body.code, "active": before.active,
    }  # fmt: skip
