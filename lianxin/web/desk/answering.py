"""写答复 What an officer typed for each request, the rows of the editor, and the acts around the answer."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from lianxin.cases.models import Case
from lianxin.identity.actors import Actor
from lianxin.kit.refusals import NotValid, SomeoneActedFirst
from lianxin.outcomes.answers import MOST_BASES, AnswerIn, BasisIn
from lianxin.outcomes.drafts import written_meanwhile
from lianxin.outcomes.models import Law
from lianxin.outcomes.seen_by_officer import AnswerSeen
from lianxin.outcomes.verbs import approve, draft, send_back, submit, take_back, tell_progress

FIELD = re.compile(r"(?:answer|facts|action|on|outcome|law|article)-(\d{1,3})(?:-\d)?")


def typed_answers(posted: QueryDict) -> dict[int, AnswerIn]:
    """What stands in the fields, by the number of the request."""
    numbers = {int(found[1]) for name in posted if (found := FIELD.fullmatch(str(name)))}
    return {number: _typed(posted, number) for number in sorted(numbers)}


def _typed(posted: QueryDict, number: int) -> AnswerIn:
    def said(field: str, place: int | None = None) -> str:
        name = f"{field}-{number}" if place is None else f"{field}-{number}-{place}"
        return str(posted.get(name, ""))

    written = [BasisIn(said("law", place), said("article", place)) for place in range(MOST_BASES)]
    return AnswerIn(
        words=said("answer"), facts=said("facts"), outcome=said("outcome"), action=said("action"),
        action_on=_day(said("on")), bases=tuple(one for one in written if one.law or one.article),
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _require_days(posted: QueryDict) -> None:
    """A day that nobody can read is not left out silently."""
    for name, text in posted.items():
        if str(name).startswith("on-") and text and not _day(str(text)):
            raise NotValid(_("请写成 2025-03-05 这样的日期。"), str(name))


def rows_to_write(
    asked: Iterable[AnswerSeen], typed: Mapping[int, AnswerIn] | None, wrong: str
) -> list[dict[str, object]]:
    """Each request beside its answer, one more basis to fill, and a colleague's words where they differ."""
    rows = []
    for one in asked:
        kept = AnswerIn(one.words, one.facts, one.outcome, one.action, one.action_on, one.bases)
        said = typed.get(one.number, kept) if typed is not None else kept
        bases = [*said.bases, BasisIn("", "")][:MOST_BASES]
        differs = typed is not None and kept.text().strip() not in {"", said.text().strip()}
        rows.append({
            "number": one.number, "asked": one.asked, "said": said, "bases": bases,
            "other": kept.text().strip() if differs else "",
            "open": bool(said.action or said.action_on or said.bases or said.outcome == "not_supported"),
            "wrong": wrong.rpartition("-")[0] if wrong.endswith(f"-{one.number}") else "",
            "missing": wrong == "answers" and not said.words.strip(),
        })  # fmt: skip
    return rows


def laws_to_choose(day: date, asked: Iterable[AnswerSeen]) -> list[Law]:
    """What holds on this day, and what somebody has chosen already."""
    chosen = {basis.law for one in asked for basis in one.bases}
    return [law for law in Law.objects.all() if law.holds_on(day) or law.code in chosen]


def draft_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    _require_days(request.POST)
    _nobody_else_wrote(case, request.POST, by)
    opening = request.POST.get("opening", "")
    draft(case, typed_answers(request.POST), opening=opening, by=by, now=now)
    return _("草稿已保存，还没有送审。")


def submit_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    _require_days(request.POST)
    _nobody_else_wrote(case, request.POST, by)
    opening = request.POST.get("opening", "")
    submit(case, typed_answers(request.POST), opening=opening, by=by, now=now)
    return _("已送审。由另一位审核签发以后，答复才发给来信人；答复的期限照算。")


def _nobody_else_wrote(case: Case, posted: QueryDict, by: Actor) -> None:
    """A colleague's draft is not written over unseen."""
    if who := written_meanwhile(case, by=by, seen=posted.get("drafted", "")):
        raise SomeoneActedFirst(
            _("您写的时候，%(who)s也保存了草稿。您写的还在下面，对方写的也列在旁边：合并后再保存一次。")
            % {"who": who}
        )


def take_back_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    take_back(case, by=by, now=now)
    return _("已撤回送审，可以接着修改。改好以后要重新送审。")


def approve_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    approve(case, by=by, now=now, seen=_moment(request.POST.get("handed_over", "")))
    return _("已签发。来信人凭查询码就能看到答复。")


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def send_back_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    send_back(case, request.POST.get("why_back", ""), by=by, now=now)
    return _("已退回修改，起草人会看到您写的意见。")


def tell_here(request: HttpRequest, case: Case, by: Actor, now: datetime) -> str:
    tell_progress(case, request.POST.get("progress", ""), by=by, now=now)
    return _("阶段性答复已发出，来信人能看到。答复的期限照算。")
