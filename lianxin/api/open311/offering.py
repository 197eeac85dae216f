"""服务 What can be reported: the county's classes, one for who is unsure, one for breaches of discipline."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import override

from lianxin.cases.models import AnswerType, Category, CategoryQuestion
from lianxin.cases.questions import TO_CHOOSE, choices_of
from lianxin.channels.open311 import BREACH, CONSENT, NO, UNSURE, YES, Asked, Service
from lianxin.kit.asking import Prepared

REALTIME, BATCH, BLACKBOX = "realtime", "batch", "blackbox"
NAMES = {UNSURE: N_("说不清属于哪一类"), BREACH: N_("检举违纪")}
DESCRIPTIONS = {
    UNSURE: N_("不用猜，受理中心的人会看。"),
    BREACH: N_(
        "最好由本人在我们的网页上写。只有纪检机关的人能看；不给编号，谁也查不到。请把查询码留给写信的人。"
    ),
}
ASK_CONSENT = N_(
    "可以让别人看到这件事吗？选“可以”：从现在起，谁都查得到它办到了哪一步，看不到内容；"
    "办结以后，信和答复隐去个人信息再公开。姓名和联系方式永远不公开。"
)
MAY, MAY_NOT = N_("可以"), N_("不公开")

_category = Prepared(lambda code: Category.objects.filter(code=code, active=True), str)
_questions = Prepared(lambda key: CategoryQuestion.objects.filter(category=key, ended_at=None), UUID)


@dataclass(frozen=True)
class Offered:
    """服务 One kind of matter, and what is asked of who reports it. No class: unsure, or a breach."""

    code: str
    type: str
    category: Category | None = None
    questions: tuple[CategoryQuestion, ...] = ()

    @property
    def name(self) -> str:
        return str(self.category) if self.category else _(NAMES[self.code])

    @property
    def asks(self) -> bool:
        """Only a report of a breach asks nothing: it is never public, and each question might tell of it."""
        return self.type != BLACKBOX

    def listed(self) -> dict[str, object]:
        """As it stands in the list of services."""
        names = dict.fromkeys((self.category.name_zh, self.category.name_en)) if self.category else {}
        return {
            "service_code": self.code,
            "service_name": self.name,
            "description": _(DESCRIPTIONS[self.code]) if self.code in DESCRIPTIONS else None,
            "metadata": self.asks,
            "type": self.type,
            "keywords": ",".join(name.replace(",", " ") for name in names if name),
            "group": None,
        }

    def definition(self) -> dict[str, object]:
        """What is asked, in the order in which it is asked."""
        asked = [_attribute(one) for one in self.questions]
        if self.asks:
            asked.append(_consent())
        attributes = [{**one, "order": number} for number, one in enumerate(asked, start=1)]
        return {"service_code": self.code, "attributes": attributes}

    def read_by(self) -> Service:
        """As the ear has to know it, in the language in which letters are handled."""
        with override(settings.LANGUAGE_CODE):
            asked = [
                Asked(
                    one.code, str(one), one.answer, one.required,
                    tuple((choice.key, str(choice)) for choice in choices_of(one)),
                )
                for one in self.questions
            ]  # fmt: skip
            if self.asks:
                names = ((YES, _(MAY)), (NO, _(MAY_NOT)))
                asked.append(Asked(CONSENT, _(ASK_CONSENT), AnswerType.ONE, choices=names))
            return Service(
                self.code, self.name, self.category.code if self.category else "",
                "report" if self.code == BREACH else "problem", tuple(asked),
            )  # fmt: skip


def _attribute(question: CategoryQuestion) -> dict[str, object]:
    is_note = question.answer == AnswerType.NOTE
    choices = [{"key": one.key, "name": str(one)} for one in choices_of(question)]
    said: dict[str, object] = {
        "variable": not is_note,
        "code": question.code,
        "datatype": AnswerType.STRING.value if is_note else question.answer,
        "required": question.required,
        "datatype_description": None,
        "description": str(question),
    }
    return said | ({"values": choices} if question.answer in TO_CHOOSE else {})


def _consent() -> dict[str, object]:
    return {
        "variable": True,
        "code": CONSENT,
        "datatype": AnswerType.ONE.value,
        "required": False,
        "datatype_description": _("不答就是不公开。"),
        "description": _(ASK_CONSENT),
        "values": [{"key": YES, "name": _(MAY)}, {"key": NO, "name": _(MAY_NOT)}],
    }


def _of(category: Category, questions: Iterable[CategoryQuestion]) -> Offered:
    batch = category.code in settings.LIANXIN_OPEN311_BATCH
    return Offered(category.code, BATCH if batch else REALTIME, category, tuple(questions))


def offered() -> list[Offered]:
    """Everything that can be reported, in the order of the codes."""
    asked: dict[UUID, list[CategoryQuestion]] = {}
    for one in CategoryQuestion.objects.filter(ended_at=None):
        asked.setdefault(one.category_id, []).append(one)
    active = Category.objects.filter(active=True).exclude(code__in=NAMES)
    classes = [_of(one, asked.get(one.pk, ())) for one in active]
    return [*classes, Offered(UNSURE, REALTIME), Offered(BREACH, BLACKBOX)]


def offered_as(code: str) -> Offered | None:
    """What can be reported under this code."""
    if code in NAMES:
        return Offered(code, BLACKBOX if code == BREACH else REALTIME)
    category = _category.first(code)
    return _of(category, _questions(category.pk)) if category else None


def unknown_codes(codes: Iterable[str]) -> list[str]:
    """Those that were never offered: a class that is no longer in use still has its matters."""
    known = {*Category.objects.filter(code__in=codes).values_list("code", flat=True), *NAMES}
    return [code for code in codes if code not in known]
