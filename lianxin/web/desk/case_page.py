"""What stands on the page of a case: the bridge on top, the letter left, the act right."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.cases.models import Case, Stage, Urgency
from lianxin.cases.models.case import DeclinedFor, Track
from lianxin.clock.models import Promise
from lianxin.clock.models.promise import OWED
from lianxin.clock.queries import rule, why_due
from lianxin.identity.actors import Actor
from lianxin.identity.policy import may
from lianxin.intake.models import Ground
from lianxin.intake.verbs.marking import Abuse
from lianxin.kit.dates import local_day, say_day
from lianxin.kit.refusals import Refusal
from lianxin.outcomes.answers import CONCLUDED, AnswerIn
from lianxin.outcomes.models import Means, NoWord, Outcome, Ruling, Verdict
from lianxin.outcomes.possible import acts_on, is_own, time_acts_on
from lianxin.outcomes.seen_appeals import appeals_of
from lianxin.outcomes.seen_by_officer import CaseSeen, seen_by_officer
from lianxin.outcomes.seen_notices import notices_of
from lianxin.outcomes.seen_time import SeenTime, time_of
from lianxin.web.bridge import bridge, kind_of, title_of
from lianxin.web.desk.abusing import marked_in
from lianxin.web.desk.answering import laws_to_choose, rows_to_write, typed_answers
from lianxin.web.desk.claiming import claims_on
from lianxin.web.desk.history import tell
from lianxin.web.desk.leading import led_on
from lianxin.web.desk.lists import say_due
from lianxin.web.desk.looking_back import looked_on
from lianxin.web.desk.matters import matter_on
from lianxin.web.desk.originals import beside
from lianxin.web.desk.recusing import asked_of_me
from lianxin.web.desk.road import road_of
from lianxin.web.desk.shell import page
from lianxin.web.time_words import say_if_granted, say_moved

MEANS = (Means.HANDED, Means.POSTED, Means.IMPOSSIBLE)
PHRASES = (
    gettext_lazy("请抓紧办理，按时给来信人一个明白的答复。"),
    gettext_lazy("请主要负责同志亲自过问，到现场看一看。"),
    gettext_lazy("请依法依规办理，办结后把结果报我。"),
)


LINES = 24  # of the history; whoever wants more asks for all of it
CHOICES = {
    "means": MEANS,
    "phrases": PHRASES,
    "urgencies": Urgency.choices,
    "decline_codes": DeclinedFor.choices,
    "rulings": Ruling,
    "verdicts": Verdict,
    "no_words": NoWord,
    "marks": "54321",
    "outcomes": Outcome,
    "grounds": [ground for ground in Ground if ground != Ground.OWN],
}


@dataclass(frozen=True)
class Typed:
    """What somebody had written when an act was refused: none of it is lost."""

    opening: str = ""
    answers: dict[int, AnswerIn] = field(default_factory=dict)
    drafted: str = ""
    words: str = ""
    requests: str = ""
    means: str = ""
    proof: str = ""
    reason: str = ""
    channel: str = ""
    ruling: str = ""
    who: str = ""
    ground: str = ""
    opinion: str = ""
    basis: str = ""
    objection: str = ""
    suggested: str = ""
    upheld: str = ""
    to: str = ""
    decision: str = ""
    meeting: str = ""
    helper: str = ""
    asked: str = ""
    heard: str = ""
    result: str = ""
    attitude: str = ""
    speed: str = ""
    call_words: str = ""
    progress: str = ""
    why_back: str = ""
    why_apart: str = ""
    until: str = ""
    did: str = ""
    pressed: str = ""
    pressed_until: str = ""
    why_ended: str = ""
    why_stay: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Typed":
        said = {name: request.POST.get(name, "") for name in vars(cls()) if name != "answers"}
        return cls(answers=typed_answers(request.POST), **said)

    def any_answer(self) -> bool:
        return bool(self.opening or any(said.text().strip() for said in self.answers.values()))


def case_page(
    request: HttpRequest,
    case: Case,
    *,
    by: Actor,
    now: datetime,
    refusal: Refusal | None = None,
    typed: Typed | None = None,
) -> HttpResponse:
    """The page; after a refusal with its sentence, its status and every word that was typed."""
    newest = None if request.GET.get("history") == "all" else LINES
    seen, time = seen_by_officer(case, by=by, now=now, newest=newest), time_of(case)
    wrong = str(getattr(refusal, "field", ""))
    acts = acts_on(case, by) | time_acts_on(case, time, seen.promises, by, now)
    context = {
        **road_of(case, acts, by=by, now=now),
        **_owed_now(case, seen, now=now),
        "case": case,
        "seen": seen,
        "letter": seen.letter,
        "acts": acts,
        **_told(case, seen),
        **_of_reader(case, seen, by),
        **_editor(seen, typed, acts, wrong, now=now),
        "concluded": case.submission.kind in CONCLUDED,
        "refusal": refusal,
        "wrong": wrong,
        **_of_time(time, request if refusal else None, now=now),
        "own_request": is_own(time, by) and bool(may(by, "case.extend", case)),
        **matter_on(case),
        **led_on(case, by),
        **looked_on(case, seen.promises, by, now=now),
        **claims_on(case, seen.requests, by, now=now),
        **CHOICES,
        "is_paper": case.submission.channel == "paper",
    }  # fmt: skip
    response = page(request, "case.html", context, by=by, status=refusal.status if refusal else 200)
    response["Cache-Control"] = "no-store"
    return response


def _of_reader(case: Case, seen: CaseSeen, by: Actor) -> dict[str, object]:
    """What depends on who reads, besides the acts."""
    return {
        "recusal_asked": asked_of_me(case, by),
        "beside": beside(case.submission, case, by),
        "can_transcribe": bool(may(by, "submission.transcribe", case.submission)),
        "own_draft": bool(by.person and seen.draft and by.person.pk in seen.draft.hands),
    }


def _told(case: Case, seen: CaseSeen) -> dict[str, object]:
    """What happened: the history, what was appealed, what the writer was told, who steps aside."""
    return {
        "story": tell(seen.history),
        "earlier": case.dossier.length + case.submission.dossier.length - len(seen.history),
        "appeals": appeals_of(case),
        "notices": notices_of(case.submission),
        "aside": case.submission.stepping_aside,
        "abuse": marked_in(seen.history),
        "abuses": Abuse.choices,
    }


def _owed_now(case: Case, seen: CaseSeen, *, now: datetime) -> dict[str, object]:
    """The head of the page: the stage, the bridge, what falls due next."""
    owed = next_owed(seen.promises)
    due, mark = say_due(owed.due if owed else None, silent=bool(owed and owed.advances), now=now)
    return {
        "stage_label": Stage(case.stage).label,
        "bridge": bridge(seen.promises, now=now, ower=seen.lead or seen.keeper),
        "due": due,
        "mark": mark,
        "owed": _owed_sentence(owed) if owed else None,
    }


def _editor(
    seen: CaseSeen, typed: Typed | None, acts: frozenset[str], wrong: str, *, now: datetime
) -> dict[str, object]:
    """What stands in the fields: what was typed, else the draft."""
    return {
        "laws": laws_to_choose(local_day(now), seen.requests) if "answer" in acts else (),
        "answers": rows_to_write(seen.requests, typed.answers if typed else None, wrong),
        "opening": typed.opening if typed else (seen.draft.opening if seen.draft else ""),
        "drafted": seen.draft.written_at.isoformat() if seen.draft else "",
        "typed": typed or Typed(),
        "requests_typed": (typed and typed.requests) or "\n".join(one.asked for one in seen.requests),
        "lost_words": bool(typed and typed.any_answer() and "answer" not in acts),
    }


def _of_time(time: SeenTime, refused: HttpRequest | None, *, now: datetime) -> dict[str, object]:
    """What changed in the time, and what was typed about it when an act was refused."""
    return {
        "time": time,
        "said": refused.POST if refused else {},
        "code_now": refused.POST.get("code", "") if refused else "",
        "declining": refused is not None and refused.POST.get("act") == "decline",
        "plan_day": say_day(time.plan.until, beside=now) if time.plan else "",
        "then_due": say_if_granted(time, now=now),
        "moved": say_moved(time, now=now),
        "asked_day": say_day(time.request.until, beside=now) if time.request and time.request.until else "",
        "track_label": Track(time.track).label if time.track == Track.PETITION else "",
    }


def next_owed(promises: Iterable[Promise]) -> Promise | None:
    """What falls due first among what is still owed."""
    return min((one for one in promises if one.state in OWED), key=lambda one: one.due, default=None)


def _owed_sentence(owed: Promise) -> dict[str, str]:
    """Who owes what, and why until that day."""
    what = _("给出协办意见") if kind_of(owed.key) == "support" else title_of(owed.key)
    return {
        "words": _("%(who)s应当%(what)s") % {"who": owed.owed_by.name, "what": what},
        "why": why_due(owed),
        "basis": rule(owed.rule_key, owed.rulebook).basis,
    }
