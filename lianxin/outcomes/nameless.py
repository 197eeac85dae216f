"""不指名 What is said once for several writers names none of them."""

from collections.abc import Iterable

from django.db.models import Exists, Q
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.flow.matters import waiting_links
from lianxin.intake.models import Contact
from lianxin.kit.refusals import NotValid

SHORTEST_NAME = 2  # a surname alone is in many words
# What people write where a name is asked for, and which names nobody.
NOBODY = {"来信人", "村民", "居民", "群众", "市民", "业主", "住户", "家长", "学生", "老师", "匿名", "本人"}


def require_nameless(case: Case, texts: Iterable[str], field: str) -> None:
    """Refuse words that would tell one writer the name or telephone number of another.

    Only where others tell of the same matter; what was written to one alone may call them by name.
    """
    if not case.shared:
        return
    waiting = waiting_links(case)
    ours = Q(submission=case.submission_id) | Q(submission__case__in=waiting.values("voice"))
    cards = Contact.objects.filter(Exists(waiting), ours).values_list("name", "phone")
    private = {said for card in cards for said in card if len(said) >= SHORTEST_NAME} - NOBODY
    if any(said in text for text in texts for said in private):
        raise NotValid(
            _(
                "还有别的来信人反映同一件事，这些话会发给每一位。里面写了一位来信人的姓名或者电话，请去掉再发。"
            ),
            field,
        )
