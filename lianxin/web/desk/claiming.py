"""诉求认定 One demand, never a person: claimed, decided and, when the writer contests it, decided again."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may
from lianxin.outcomes.seen_by_officer import AnswerSeen
from lianxin.outcomes.seen_claims import claims_of
from lianxin.outcomes.verbs import claim, decide_claim, decide_contest
from lianxin.outcomes.verbs.claiming import CLAIMABLE


def claims_on(case: Case, requests: Iterable[AnswerSeen], by: Actor, *, now: datetime) -> dict[str, object]:
    """What was claimed in this case, and what this person can do about it."""
    claims = claims_of(case, now=now)
    taken = {one.number for one in claims}
    can_claim = case.stage in CLAIMABLE and may(by, "case.claim", case)
    return {
        "claims": claims,
        "claimable": [one for one in requests if one.number not in taken] if can_claim else [],
        "decide_claims": may(by, "case.decide_claim", case),
        "decide_contests": may(by, "case.decide_contest", case),
    }


def _number(request: HttpRequest) -> int:
    said = request.POST.get("claim_number", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 5 else 0


def claim_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    said = request.POST
    claim(
        case, _number(request), reason=said.get("claim_reason", ""), basis=said.get("claim_basis", ""),
        channel=said.get("claim_channel", ""), by=by, now=now,
    )  # fmt: skip
    return _("已报受理中心决定。决定下来以前和以后，这一项都要答复。")


def _decision(request: HttpRequest, name: str) -> tuple[int, bool, str]:
    number = _number(request)
    yes = request.POST.get("holds_claim") == "yes"
    return number, yes, request.POST.get(f"{name}_{number}", "")


def decide_claim_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    number, yes, words = _decision(request, "claim_words")
    decide_claim(case, number, confirmed=yes, words=words, by=by, now=now)
    return _("决定已记录，来信人会看到理由。")


def decide_contest_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    number, yes, words = _decision(request, "contest_words")
    decide_contest(case, number, upheld=yes, words=words, by=by, now=now)
    return _("决定已记录，来信人会看到理由。")


CLAIM_ACTS = {
    "claim": claim_here,
    "decide_claim": decide_claim_here,
    "decide_contest": decide_contest_here,
}
