"""What the writer says of the answer."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.flow.verbs import close, reopen
from lianxin.identity.actors import Actor
from lianxin.identity.policy import require
from lianxin.kit.refusals import NotAllowedNow, NotValid
from lianxin.kit.text import readable
from lianxin.ledger.verbs import record
from lianxin.outcomes.models import Rating, Reply, Source, Verdict
from lianxin.outcomes.verbs.delivering import deliver

LONGEST_WORDS = 2_000


@dataclass(frozen=True)
class Said:
    """评价 Is it solved, and how it went: marks from 1 (very dissatisfied) to 5 (very satisfied), or none."""

    verdict: str
    result: int | None = None
    attitude: int | None = None
    speed: int | None = None
    words: str = ""

    def marks(self) -> tuple[int | None, int | None, int | None]:
        return self.result, self.attitude, self.speed


@transaction.atomic
def rate(
    case: Case,
    *,
    verdict: str,
    by: Actor,
    now: datetime,
    result: int | None = None,
    attitude: int | None = None,
    speed: int | None = None,
    words: str = "",
) -> Rating:
    """评价 The writer says whether it is solved, and how it went. Not solved goes back to work."""
    require(by, "case.rate", case)
    said = Said(verdict, result, attitude, speed, words)
    _require_possible(said)
    answered = _reply_to_rate(case)
    if case.stage == "replied":
        deliver(case, means="read", by=by, now=now)
    return take_rating(case, answered, said, by=by, now=now, source=Source.CITIZEN)


def not_solved(case: Case, *, by: Actor, now: datetime, words: str = "") -> Rating:
    """没有解决 One tap: the answer did not solve it, back to work."""
    return rate(case, verdict=Verdict.NOT_SOLVED, by=by, now=now, words=words)


def take_rating(case: Case, answered: Reply, said: Said, *, by: Actor, now: datetime, source: str) -> Rating:
    """Keep what was said, once for each answer, and what follows: back to work, or closed."""
    _require_possible(said)
    rating, fresh = Rating.objects.get_or_create(
        reply=answered,
        defaults={
            "verdict": said.verdict, "result": said.result, "attitude": said.attitude, "speed": said.speed,
            "words": readable(said.words)[:LONGEST_WORDS], "source": source, "at": now,
        },
    )  # fmt: skip
    if not fresh:
        raise NotAllowedNow(_("这次答复已经评价过了，谢谢。"))
    record(
        case.dossier, "case.rated", by=by, now=now,
        rating=rating.pk.hex, verdict=said.verdict, source=source, result=said.result,
    )  # fmt: skip
    if said.verdict == Verdict.NOT_SOLVED:
        reopen(case, by=by, now=now)
    elif not case.is_closed:
        close(case, by=by, now=now, because="rated")
    return rating


def _require_possible(said: Said) -> None:
    if said.verdict not in Verdict.values or any(mark not in (None, 1, 2, 3, 4, 5) for mark in said.marks()):
        raise NotValid(_("请选择“已解决”“部分解决”或“没有解决”，分数从1到5。"), "verdict")


def _reply_to_rate(case: Case) -> Reply:
    answered = case.replies.exclude(sent_at=None).order_by("-turn").first()
    if answered is None or case.stage not in {"replied", "delivered", "closed"}:
        raise NotAllowedNow(_("还没有收到答复，暂时不能评价。收到答复后再来告诉我们是否解决。"))
    return answered
