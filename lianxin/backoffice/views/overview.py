"""总览 What is missing, whether the laws hold, and what failed and will be tried again."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianxin.backoffice.missing import matters
from lianxin.backoffice.missing_files import files_waiting
from lianxin.backoffice.shell import Visit, office_page
from lianxin.flow.laws import Health, quick
from lianxin.ledger.models import Reaction

LAWS = {
    "1": N_("每一封信都有下落：已成工单、已说明理由不受理，或者有人承诺登记。"),
    "2": N_("每一件没办结的，都有人欠着下一步。"),
    "3": N_("封面上写的阶段，和账本里走到的阶段一致。"),
    "4": N_("账本谁也改不了、删不掉，前后一环扣一环。"),
    "5": N_("该跟着办的事，要么办完了，要么还会再办。"),
}
FUNCTIONS = {
    "lianxin.outcomes.reactions.let_silence_advance": N_("到期没人说话，往下走一步"),
    "lianxin.outcomes.reactions.send_reply": N_("把答复送给来信人"),
    "lianxin.outcomes.reactions.tell_writer": N_("把进展告诉来信人"),
    "lianxin.outcomes.reactions.settle_notices": N_("已经送到的，不再重复寄"),
}
MOST = 30


@office_page("organisation.change")
def overview(visit: Visit) -> HttpResponse:
    found = matters(visit.now, *files_waiting(visit.now))
    return visit.page(
        "overview",
        hindrances=[matter for matter in found if matter.state != "kept"],
        in_order=[matter for matter in found if matter.state == "kept"],
        failed=failed_reactions(),
        health=(health := quick()),
        laws=laws_of(health),
    )


def laws_of(health: Health) -> list[tuple[str, str, bool]]:
    """Each law in words, and whether it holds."""
    return [(number, _(words), health.laws[number]) for number, words in LAWS.items()]


def failed_reactions() -> list[dict[str, Any]]:
    """What was tried in vain and is due again; of sealed folders only that there is something."""
    waiting = Reaction.objects.filter(due_at__isnull=False, attempts__gt=0)
    return [*_told(waiting.select_related("event__dossier").order_by("-attempts", "id")[:MOST])]


def _told(reactions: Iterable[Reaction]) -> Iterable[dict[str, Any]]:
    for reaction in reactions:
        sealed = reaction.event.dossier.is_sealed()
        yield {
            "what": _(FUNCTIONS.get(reaction.function, reaction.function)),
            "number": _("密封件") if sealed else reaction.event.dossier.number,
            "attempts": reaction.attempts,
            "again": reaction.due_at,
            "complaint": "" if sealed else reaction.complaint,
        }
