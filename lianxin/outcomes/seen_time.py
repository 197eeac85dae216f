"""期限的变动 More time, a later day, a question, a notice: as facts, for the writer and for those who work.

Offices and no names: who asked and who decided stands in the history that officers read.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lianxin.cases.models import Case, Deferral, Extension, Question, WrittenNotice
from lianxin.cases.models.time import Decision
from lianxin.clock.models.promise import OWED
from lianxin.clock.queries import rule, with_more_time
from lianxin.kit.asking import Prepared

extensions_of = Prepared(
    lambda case: Extension.objects.filter(case=case).select_related("organisation", "promise"), UUID
)
deferrals_of = Prepared(lambda case: Deferral.objects.filter(case=case).select_related("organisation"), UUID)
written_notice_of = Prepared(
    lambda case: WrittenNotice.objects.filter(case=case).select_related("organisation"), UUID
)
questions_of = Prepared(
    lambda case: Question.objects.filter(case=case).select_related("organisation", "addition"), UUID
)


@dataclass(frozen=True)
class SeenQuestion:
    """问 What an office asked the writer, and the answer; `pauses`: the rule does not count the waiting."""

    id: UUID
    office: str
    words: str
    asked_at: datetime
    answered_at: datetime | None
    answer: str
    pauses: bool


@dataclass(frozen=True)
class SeenRequest:
    """申请 What waits for a leader: more time (`until` is none), or a later day.

    `due` is when the answer would be due with more time.
    """

    office: str
    words: str
    asked_at: datetime
    asked_by: UUID
    until: date | None = None
    due: datetime | None = None


@dataclass(frozen=True)
class SeenExtension:
    """延期 The answer is due later, once, and why."""

    office: str
    reason: str
    before: datetime
    after: datetime


@dataclass(frozen=True)
class SeenPlan:
    """约定 What will be done by which day."""

    office: str
    plan: str
    until: date


@dataclass(frozen=True)
class SeenNotice:
    """告知书 What an organisation told the writer in writing."""

    office: str
    words: str
    at: datetime


@dataclass(frozen=True)
class SeenTime:
    """All of it for one case, as it stands now."""

    track: str = ""
    questions: tuple[SeenQuestion, ...] = ()
    request: SeenRequest | None = None
    extension: SeenExtension | None = None
    plan: SeenPlan | None = None
    notice: SeenNotice | None = None

    @property
    def unanswered(self) -> tuple[SeenQuestion, ...]:
        return tuple(one for one in self.questions if one.answered_at is None)


def time_of(case: Case | None) -> SeenTime:
    """A fixed number of queries, however long the story."""
    if case is None:
        return SeenTime()
    extensions, deferrals = extensions_of(case.pk), deferrals_of(case.pk)
    notice = written_notice_of.first(case.pk)
    return SeenTime(
        track=case.track,
        questions=_questions(case),
        request=_request(case, extensions, deferrals),
        extension=next((_extension(one) for one in extensions if _counts(one)), None),
        plan=_plan(case, deferrals),
        notice=SeenNotice(notice.organisation.name, notice.words, notice.given_at) if notice else None,
    )


def _questions(case: Case) -> tuple[SeenQuestion, ...]:
    asked = questions_of(case.pk)
    owed = (
        case.dossier.promises.filter(key__in=("reply", "rework"), state__in=OWED).first() if asked else None
    )
    pauses = bool(owed and rule(owed.rule_key, owed.rulebook).pauses)
    return tuple(_question(one, pauses) for one in asked)


def _question(one: Question, pauses: bool) -> SeenQuestion:
    answer = one.addition.body if one.addition else ""
    return SeenQuestion(
        one.pk, one.organisation.name, one.words, one.asked_at, one.answered_at, answer, pauses
    )


def _request(case: Case, extensions: list[Extension], deferrals: list[Deferral]) -> SeenRequest | None:
    if not case.asked:
        return None
    if case.asked == "extension":
        one = extensions[-1]
        due = with_more_time(one.promise)
        return SeenRequest(one.organisation.name, one.reason, one.asked_at, one.asked_by_id, due=due)
    two = deferrals[-1]
    return SeenRequest(two.organisation.name, two.plan, two.asked_at, two.asked_by_id, two.until)


def _counts(one: Extension) -> bool:
    """The answer it was granted for is still owed."""
    return one.decision == Decision.GRANTED and one.promise.state in OWED


def _extension(one: Extension) -> SeenExtension:
    assert one.due_after
    return SeenExtension(one.organisation.name, one.reason, one.due_before, one.due_after)


def _plan(case: Case, deferrals: list[Deferral]) -> SeenPlan | None:
    agreed = [one for one in deferrals if one.decision == Decision.GRANTED]
    if case.stage != "committed" or not agreed:
        return None
    return SeenPlan(agreed[-1].organisation.name, agreed[-1].plan, agreed[-1].until)
